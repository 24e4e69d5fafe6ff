/** Rule PB4: what of the list the person herself may see. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aMedicineRow } from '../testing/arbitraries.ts'
import { sharedContent, sharedLines } from './shared-medicines.ts'

const rows = fc.array(aMedicineRow, { maxLength: 6 })

test('PB4 a line in conflict is a name and "being checked", whatever its sides say', () => {
  fc.assert(
    fc.property(rows, (all) => {
      for (const line of sharedLines(all)) {
        if (line.checking) expect([line.dose, line.form, line.frequency, line.route]).toEqual(['', '', '', ''])
      }
      const open = all.filter(({ conflict = [] }) => conflict.some(({ after }) => after.name.trim() !== ''))
      expect(sharedLines(all).filter(({ checking }) => checking).length).toBeLessThanOrEqual(open.length)
    }),
  )
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
