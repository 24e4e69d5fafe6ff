/** Rule MD5: doses that were misread before. */
import { expect, test } from 'vitest'
import { findDoseSlip } from './dose-notation.ts'

test.each([
  ['.5 mg', 'no-leading-zero', '0.5 mg'],
  ['2.0 mg', 'trailing-zero', '2 mg'],
  ['2.50 mg', 'trailing-zero', '2.5 mg'],
  ['10U', 'units-cut-short', '10 units'],
  ['10 IU', 'units-cut-short', '10 units'],
  ['5 mcg', 'micrograms-cut-short', '5 micrograms'],
  ['5µg', 'micrograms-cut-short', '5 micrograms'],
  ['.50 mcg', 'no-leading-zero', '0.5 micrograms'],
] as const)('MD5 %s is asked about', (dose, type, suggestion) => {
  expect(findDoseSlip(dose)).toEqual({ type, suggestion })
})

test.each(['0.5 mg', '2.5 mg', '10 mg', '1,000 mg', '100 micrograms', '12 units', '1 g', '2.05 mg', 'one ampoule'])(
  'MD5 %s is written safely',
  (dose) => {
    expect(findDoseSlip(dose)).toBeNull()
  },
)
