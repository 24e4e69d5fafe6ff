/** Rule PB4: what of the list the person herself may see. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MedicineChange } from '../projections/medicine-change.ts'
import { aMedicineRow } from '../testing/arbitraries.ts'
import { sharedContent, sharedLines } from './shared-medicines.ts'

const rows = fc.array(aMedicineRow, { maxLength: 6 })

/** Of 29 November 2026: a tab and nothing, as two names, were said as "or". */
const foundWith = -811_651_959

test('PB4 a line in conflict is a name and "being checked", whatever its sides say', () => {
  const holds = fc.property(rows, (all) => {
    for (const line of sharedLines(all)) {
      if (line.checking) expect([line.dose, line.form, line.frequency, line.route]).toEqual(['', '', '', ''])
    }
    const open = all.filter(({ conflict = [] }) => conflict.some(({ after }) => after.name.trim() !== ''))
    expect(sharedLines(all).filter(({ checking }) => checking).length).toBeLessThanOrEqual(open.length)
  })
  fc.assert(holds, { seed: foundWith })
  fc.assert(holds)
})

test('PB4 a side without a name adds none to "being checked"; sides that look alike are named once', () => {
  const [row] = fc.sample(aMedicineRow, { seed: 1, numRuns: 1 })
  const { dose, form, frequency, route, status, stoppedOn } = row!
  const side = (name: string): MedicineChange => ({
    ...{ key: '', author: null, writtenAt: null, arrivedAt: null, reason: '', before: null },
    after: { name, form, dose, frequency, route, status, stoppedOn },
  })
  const named = (...names: readonly string[]) =>
    sharedLines([{ ...row!, conflict: names.map(side) }]).map(({ name }) => name)
  expect(named('\t', '')).toEqual([])
  expect(named('', 'Apixaban')).toEqual(['Apixaban'])
  expect(named('Apixaban ', 'Apixaban')).toEqual(['Apixaban'])
  expect(named('Warfarin', 'Apixaban')).toEqual(['Apixaban or Warfarin'])
})

test('PB680 of a line that an allergy forbids the name alone is in it', () => {
  const held = fc.property(rows, fc.nat(), (all, number) => {
    const one = all.filter(({ conflict, status }) => status === 'current' && conflict === undefined).at(number % 6)
    if (one === undefined) return
    const told = sharedLines(all, new Set([one.medicineId]))
    const names = sharedLines(all).map(({ name }) => name)
    expect(told.map(({ name }) => name).sort()).toEqual([...names].sort())
    expect(sharedContent(told.filter(({ checking }) => !checking))).toBe(
      sharedContent(
        sharedLines(all.filter(({ medicineId }) => medicineId !== one.medicineId)).filter(({ checking }) => !checking),
      ),
    )
  })
  fc.assert(held)
})

test('PB4 what is stopped is not in it', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const stopped = all.map((row) => ({ ...row, status: 'stopped' as const }))
      expect(sharedLines(stopped).every(({ checking }) => checking)).toBe(true)
    }),
  )
})

test('PB4 the order of the lines changes nothing', () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(sharedContent(sharedLines([...all].reverse()))).toBe(sharedContent(sharedLines(all)))
    }),
  )
})
