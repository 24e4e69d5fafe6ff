/** Slips of the finger: what is refused, and what is asked back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkObservation, measuredParameters, plausibleRange } from './plausibility.ts'

test('PL1 every value in its range is ok, the next one outside is not', () => {
  for (const parameter of measuredParameters) {
    const { decimals, highest, lowest } = plausibleRange[parameter]
    const unit = 10 ** decimals
    for (let value = lowest * unit; value <= highest * unit; value++) {
      expect([parameter, value / unit, checkObservation(parameter, value / unit).type]).toEqual([
        parameter,
        value / unit,
        'ok',
      ])
    }
    expect(checkObservation(parameter, (lowest * unit - 1) / unit).type).toBe('implausible')
    expect(checkObservation(parameter, (highest * unit + 1) / unit).type).toBe('implausible')
  }
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -37])(
  'PL1 %d is never ok and suggests nothing',
  (value) => {
    for (const parameter of measuredParameters) {
      expect(checkObservation(parameter, value)).toEqual({ type: 'implausible', suggestion: null })
    }
  },
)

test.each([
  ['temperature', 380, '38.0'],
  ['temperature', 3.75, '37.5'],
  ['temperature', 37.25, '37.3'],
  ['temperature', 3805, '38.1'],
  ['respirations', 180, '18'],
  ['respirations', 18.4, '18'],
  ['systolic', 1280, '128'],
  ['systolic', 12, '120'],
  ['pulse', 720, '72'],
  ['spo2', 880, '88'],
  ['spo2', 9, '90'],
  ['temperature', 98.6, null],
  ['spo2', 101, null],
] as const)('PL2 %s %d is asked back as %s', (parameter, typed, suggestion) => {
  expect(checkObservation(parameter, typed)).toEqual({ type: 'implausible', suggestion })
})

test('PL2 a suggestion is itself ok and usual', () => {
  fc.assert(
    fc.property(fc.constantFrom(...measuredParameters), fc.double({ min: 0, max: 1e6 }), (parameter, typed) => {
      const check = checkObservation(parameter, typed)
      if (check.type === 'ok' || check.suggestion === null) return
      const value = Number(check.suggestion)
      expect(checkObservation(parameter, value).type).toBe('ok')
      expect(value).toBeGreaterThanOrEqual(plausibleRange[parameter].usual[0])
      expect(value).toBeLessThanOrEqual(plausibleRange[parameter].usual[1])
    }),
  )
})
