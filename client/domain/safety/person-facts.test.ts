/** What the checks are given: all that holds, and nothing else; of what was written apart every side (SC5, SC1082). */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MedicineChange } from '../projections/medicine-change.ts'
import type { DetailsRow, PartChange, PersonPartRow } from '../projections/part-rows.ts'
import type { MedicineRow } from '../projections/rows.ts'
import { checkPerson } from '../safety-checks.ts'
import { allergyFacts, safetyFacts } from './person-facts.ts'

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

const told = { by: { memberId: 'm', name: 'Priya', role: 'pharmacist', face: '' }, at: 7 }
const last = { ...untold, key: 'l', author: told.by, writtenAt: told.at, after: {} } as unknown as PartChange
const ended = (on: string, key: string): PartChange => ({ ...untold, key, after: { endedOn: on } })
const allergy = (more: Partial<PersonPartRow> = {}): PersonPartRow => ({
  part: { kind: 'allergy', id: 'a' },
  state: { substance: 'penicillin', reaction: 'rash', recordedOn: '2026-05-04' },
  last,
  ...more,
})
const factsOf = (...parts: readonly PersonPartRow[]) => allergyFacts({ personId: 'p', parts, noneKnownOn: null })

test('SC5 an allergy is given as it was recorded, by whom and when, as far as that is known', () => {
  expect(factsOf(allergy())).toEqual([
    {
      ...{ allergyId: 'a', substance: 'penicillin', reaction: 'rash', recordedOn: '2026-05-04' },
      ...{ author: told.by, writtenAt: told.at },
    },
  ])
  expect(factsOf(allergy({ state: {}, last: null }))).toEqual([
    { allergyId: 'a', substance: '', reaction: '', recordedOn: null, author: null, writtenAt: null },
  ])
  expect(factsOf(allergy({ part: { kind: 'alert', id: 'a' } }))).toEqual([])
})

test('SC5 one that has ended is none, and one that was ended on one side only still holds', () => {
  const state = { substance: 'penicillin', endedOn: '2026-06-01' }
  expect(factsOf(allergy({ state }))).toEqual([])
  const [once, again] = [ended('2026-06-01', 'x'), ended('2026-06-02', 'y')]
  expect(factsOf(allergy({ state, conflict: [once, again] }))).toEqual([])
  expect(factsOf(allergy({ state, conflict: [once, ended('', 'y')] }))).toHaveLength(1)
  expect(factsOf(allergy({ state, conflict: [once, { ...again, after: {} }] }))).toHaveLength(1)
})

const line = {
  ...{ medicineId: 'm', name: 'amoxicillin', brand: 'Amoxil', dose: '500 mg', form: 'capsule', route: 'by mouth' },
  ...{ since: '2026-11-20', status: 'current' },
} as unknown as MedicineRow

test('SC5 of the medicines those that are taken are given, under every name, by who touched them last', () => {
  const medicinesOf = (...rows: readonly MedicineRow[]) => safetyFacts('p', undefined, rows)
  expect(medicinesOf({ ...line, status: 'stopped' } as MedicineRow)).toEqual({
    ...{ personId: 'p', allergies: [], noneKnownOn: null, medicines: [] },
  })
  const side = (key: string, name: string, writtenAt: number | null) =>
    ({ ...untold, key, writtenAt, author: { ...told.by, name: key }, after: { name } }) as unknown as MedicineChange
  const factOf = (more: object) => medicinesOf({ ...line, ...more } as MedicineRow).medicines[0]
  expect(factOf({})).toEqual({
    ...{ medicineId: 'm', names: ['amoxicillin', 'Amoxil'], dose: '500 mg', form: 'capsule', route: 'by mouth' },
    ...{ since: '2026-11-20', author: null, writtenAt: null },
  })
  expect(factOf({ since: '' })?.since).toBeNull()
  expect(factOf({ changed: side('Aisha', 'amoxicillin', 3), merged: [side('Ben', 'amoxicillin', 5)] })).toMatchObject({
    author: { name: 'Aisha' },
    writtenAt: 3,
  })
  const apart = [side('Dizzy', 'doxycycline', 4), side('Nobody', 'ampicillin', null)]
  expect(factOf({ merged: [side('Ben', 'amoxicillin', 5)], conflict: apart })).toMatchObject({
    names: ['amoxicillin', 'Amoxil', 'doxycycline', 'ampicillin'],
    author: { name: 'Dizzy' },
    writtenAt: 4,
  })
})

test('SC7 the day on which none were known goes with them', () => {
  const details: DetailsRow = { personId: 'p', parts: [], noneKnownOn: '2026-05-04' }
  expect(safetyFacts('p', details, []).noneKnownOn).toBe('2026-05-04')
})
