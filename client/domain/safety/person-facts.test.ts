/** SC1082: what was written apart is told with every side, not with the words of both alone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MedicineChange } from '../projections/medicine-change.ts'
import type { DetailsRow, PartChange, PersonPartRow } from '../projections/part-rows.ts'
import type { MedicineRow } from '../projections/rows.ts'
import { checkPerson } from '../safety-checks.ts'
import { safetyFacts } from './person-facts.ts'

const untold = { author: null, writtenAt: null, arrivedAt: null, reason: '', before: null }

function allergySides(count: number): readonly PartChange[] {
  return Array.from({ length: count }, (_, side) => ({
    ...{ ...untold, key: `a${side}` },
    after: { substance: 'penicillin', reaction: `reaction ${side}` },
  }))
}

function medicineSides(count: number): readonly MedicineChange[] {
  return Array.from(
    { length: count },
    (_, side) => ({ ...untold, key: `m${side}`, after: { name: 'amoxicillin', dose: `${side}` } }) as MedicineChange,
  )
}

const sidesOf = fc.constantFrom(0, 2, 3, 4)

test('SC1082 with an allergy and a medicine that were written apart every side goes to the warning about them, and none where nobody did', () => {
  fc.assert(
    fc.property(sidesOf, sidesOf, (ofAllergy, ofMedicine) => {
      const [allergies, medicines] = [allergySides(ofAllergy), medicineSides(ofMedicine)]
      const part: PersonPartRow = {
        part: { kind: 'allergy', id: 'a' },
        state: { substance: 'penicillin' },
        last: null,
        ...(ofAllergy > 0 && { conflict: allergies }),
      }
      const details: DetailsRow = { personId: 'p', parts: [part], noneKnownOn: null }
      const line = { medicineId: 'm', name: 'amoxicillin', brand: '', dose: '', form: '', route: '', since: '' }
      const medicine = { ...line, status: 'current', ...(ofMedicine > 0 && { conflict: medicines }) }
      const found = checkPerson(safetyFacts('p', details, [medicine as unknown as MedicineRow]))
      const told = found?.warnings.map((warning) => [warning.allergy?.sides, warning.medicines[0]?.sides])
      expect(told).toEqual([[ofAllergy > 0 ? allergies : undefined, ofMedicine > 0 ? medicines : undefined]])
    }),
  )
})
