/** Rules MD1 and MD1121: a prescription that is new here, and where it stands in the list. */
import { beforeAll, expect, test } from 'vitest'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, carbocisteine, doreen, must } from '../testing/medicines.ts'
import { headsOf } from './automerge.ts'
import { newDocument } from './genesis.ts'
import { readMedicineRows } from './medicine-rows.ts'
import { addMedicine, stopMedicine, writeMedicine } from './medicines.ts'

beforeAll(useAutomerge)

const id = '01'.repeat(16)
const input = { ...carbocisteine, name: ' carbocisteine ', source: 'Written here by Aisha Rahman' }
const editBy = { by: aisha, at: 5, reason: ' Chesty ' }
const empty = () => newDocument('medicines', aisha.memberId)
const facts = { memberOf: (actor: string) => actor, arrivedAt: () => null }

test('MD1 it stands in the list with its source, and says who added it, when and why', () => {
  const [row] = readMedicineRows(must(addMedicine(empty(), id, input, editBy)), doreen, facts)
  expect(row).toMatchObject({
    medicineId: id,
    name: 'carbocisteine',
    dose: '375 mg',
    source: input.source,
    status: 'current',
  })
  expect(row?.changed).toMatchObject({ author: aisha, writtenAt: 5, reason: 'Chesty', before: null })
  expect(row?.changed?.after).toMatchObject({ name: 'carbocisteine', dose: '375 mg' })
})

test('MD1 the same command again changes nothing', () => {
  const once = must(addMedicine(empty(), id, input, editBy))
  expect(headsOf(must(addMedicine(once, id, { ...input, dose: '750 mg' }, editBy)))).toBe(headsOf(once))
})

test('MD1 without name, dose or reason, or with a day that does not exist, nothing is added', () => {
  const problemOf = (more: Partial<typeof input>, reason = 'Chesty') => {
    const made = addMedicine(empty(), id, { ...input, ...more }, { ...editBy, reason })
    return made.ok ? null : made.error.type
  }
  expect([problemOf({ name: ' ' }), problemOf({ dose: '' }), problemOf({}, ' ')]).toEqual(
    Array(3).fill('nothing-written'),
  )
  expect(problemOf({ since: '2026-02-30' })).toBe('implausible')
  expect(problemOf({ prescriber: 'x'.repeat(201) })).toBe('too-long')
})

test('MD1121 what is taken stands first, then what was stopped, each by name, and two of one name by their ids', () => {
  const lines: readonly (readonly [id: string, name: string])[] = [
    ['04', 'salbutamol'],
    ['03', 'apixaban'],
    ['02', 'warfarin'],
    ['06', 'ramipril'],
    ['05', 'salbutamol'],
  ]
  let doc = empty()
  for (const [two, name] of lines) doc = must(writeMedicine(doc, two.repeat(16), { ...carbocisteine, name }))
  for (const two of ['02', '03']) doc = must(stopMedicine(doc, two.repeat(16), '2026-11-22', editBy))
  const names = readMedicineRows(doc, doreen, facts).map(({ medicineId, name }) => `${medicineId.slice(0, 2)} ${name}`)
  expect(names).toEqual(['06 ramipril', '04 salbutamol', '05 salbutamol', '03 apixaban', '02 warfarin'])
})
