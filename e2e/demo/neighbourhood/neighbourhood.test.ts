/** The neighbourhood is what SPEC.md says, on an ordinary day and on awkward ones. */
import { beforeAll, expect, test } from 'vitest'
import { ageInYears } from '../../../client/domain/dates.ts'
import { writePlanSection } from '../../../client/domain/documents/care-plan.ts'
import { readPlanRows } from '../../../client/domain/documents/care-plan-rows.ts'
import { readVisitRows } from '../../../client/domain/documents/diary-rows.ts'
import { newDocument } from '../../../client/domain/documents/genesis.ts'
import { readMedicineRows } from '../../../client/domain/documents/medicine-rows.ts'
import { readPersonRows } from '../../../client/domain/documents/person-rows.ts'
import { readTaskRows } from '../../../client/domain/documents/task-rows.ts'
import { addTask } from '../../../client/domain/documents/tasks.ts'
import type { Day } from '../../../client/domain/ids.ts'
import { nhsNumberRange, parseNhsNumber } from '../../../client/domain/nhs-number.ts'
import type { RecordContext } from '../../../client/domain/projections/record-context.ts'
import { belongsHere } from '../../../client/domain/projections/record-place.ts'
import { parseRecord, recordToWire } from '../../../client/domain/records/record.ts'
import { useAutomerge } from '../../../client/domain/testing/automerge.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { applyEdits, diaryEdits, medicineEdits, must, personEdits } from './documents.ts'
import { doreenId, members } from './members.ts'
import { buildNeighbourhood } from './neighbourhood.ts'
import type { Act } from './types.ts'

beforeAll(useAutomerge)

const ordinary = new Date('2026-11-24T09:20:00Z')
/** Midnight, the day after the clocks change, a leap day, New Year. */
const days = [
  ordinary,
  ...['2026-07-01T23:01:00Z', '2027-03-29T06:00:00Z', '2028-02-29T12:00:00Z', '2027-01-01T00:00:00Z'].map(
    (iso) => new Date(iso),
  ),
]
const place = buildNeighbourhood(ordinary)
const records = place.acts.flatMap((act) => act.records.map((record) => ({ act, record })))

function contextOf(act: Act): RecordContext {
  const { place: where, by } = act
  return {
    entryId: '',
    groupId: '',
    groupKind: where.type,
    personId: where.type === 'team' ? null : where.personId,
    deviceId: '',
    memberId: members[by].memberId,
    byStaff: members[by].kind === 'staff',
    byAdmin: false,
    seq: 1,
    doc: '',
    arrivedAt: null,
    own: false,
  }
}

test('NB1 read twice for one instant it is the same, and no choice of words is left open', () => {
  expect(buildNeighbourhood(new Date(ordinary))).toEqual(place)
  expect(JSON.stringify(place)).not.toMatch(/\{[^}"]*\||\{name\}/)
})

test('NB1 people are called what they like to be called', () => {
  const said = JSON.stringify(records.map(({ record }) => record))
  expect(said).toContain('Told Stan today.')
  expect(said).toContain('Mrs Chow')
  expect(said).not.toContain('Told name')
})

test('NB2 forty people, each with a valid number of the 999 range of her own', () => {
  expect(place.people).toHaveLength(40)
  const numbers = place.people.map(({ person }) => person.details.nhsNumber)
  expect(new Set(numbers).size).toBe(40)
  for (const number of numbers) {
    const parsed = parseNhsNumber(number)
    expect([number, parsed.ok, number.slice(0, 3)]).toEqual([number, true, '999'])
    if (parsed.ok) expect(nhsNumberRange(parsed.value)).toBe('test')
  }
})

test('NB3 every record parses from the wire, has an id of its own and stands where it belongs', () => {
  for (const { act, record } of records) {
    const decoded = decodeCbor(encodeCbor(recordToWire(record)))
    expect(decoded.ok && parseRecord(decoded.value)).toEqual({ ok: true, value: record })
    expect([record.id, belongsHere(record, contextOf(act))]).toEqual([record.id, null])
  }
  expect(new Set(records.map(({ record }) => record.id)).size).toBe(records.length)
})

test('NB4 about thirty records a person, all in the three months before now, on any day it is read', () => {
  for (const { personId } of place.people) {
    const count = records.filter(({ record }) => record.about === personId).length
    expect(count).toBeGreaterThanOrEqual(22)
    expect(count).toBeLessThanOrEqual(personId === doreenId ? 90 : 40)
  }
  for (const now of days) {
    const times = buildNeighbourhood(now).acts.map((act) => act.at)
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime())
    expect(Math.min(...times)).toBeGreaterThan(now.getTime() - 92 * 86_400_000)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  }
})

test('NB5 Aisha has twelve visits in order: Doreen, two people at one door, some at any time', () => {
  const visits = place.diary.map(({ visit }) => visit).filter((visit) => visit.memberId === members.aisha.memberId)
  expect(visits.map((visit) => visit.order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(visits.some((visit) => visit.personId === doreenId && visit.from === '10:00')).toBe(true)
  const timed = visits.flatMap((visit) => (visit.from === null ? [] : [visit.from]))
  expect(timed).toEqual([...timed].sort())
  expect(visits.filter((visit) => visit.from === null && visit.window !== null)).toHaveLength(2)
  expect(new Set(visits.map((visit) => visit.household)).size).toBe(11)
  expect(new Set(visits.map((visit) => visit.personId)).size).toBe(12)
  expect(visits.filter((visit) => visit.tag !== null).length).toBeGreaterThan(3)
})

test('NB6 Doreen is who the story says, whenever it is read', () => {
  for (const now of days) {
    const { people, today } = buildNeighbourhood(now)
    const doreen = people.find(({ personId }) => personId === doreenId)!
    expect(ageInYears(doreen.person.details.born as Day, today)).toBe(79)
    expect(doreen.person.scale2Target?.by).toBe('Dr Tom Reid')
    expect(doreen.person.allergies.map(([, allergy]) => allergy.substance)).toEqual(['Penicillin'])
    expect(doreen.person.alerts.map(([, alert]) => alert.title)).toContain('Lives alone')
    expect(people.filter(({ person }) => person.scale2Target !== null)).toHaveLength(1)
  }
  for (const { record } of records) {
    if (record.type === 'observations') expect(record.values.spo2Scale).toBe(record.about === doreenId ? 2 : 1)
  }
})

test('NB7 filled documents read back what was said, and filling twice changes nothing', () => {
  const actor = members.lena.memberId
  for (const { medicines, person, personId } of place.people) {
    const doc = applyEdits(newDocument('person', actor), personEdits(person))
    expect(readPersonRows(doc, personId).banner.nhsNumber).toBe(person.details.nhsNumber)
    expect(readPersonRows(doc, personId).alerts.scale2Target).toEqual(person.scale2Target)
    expect(readPersonRows(doc, personId).alerts.alerts).toHaveLength(person.alerts.length + 1)
    expect(applyEdits(doc, personEdits(person))).toBe(doc)
    const list = applyEdits(newDocument('medicines', actor), medicineEdits(medicines))
    expect(readMedicineRows(list, personId, { memberOf: () => undefined, arrivedAt: () => null })).toHaveLength(
      medicines.length,
    )
    expect(applyEdits(list, medicineEdits(medicines))).toBe(list)
  }
  const diary = applyEdits(newDocument('diary', actor), diaryEdits(place.diary))
  expect(readVisitRows(diary, place.today)).toHaveLength(place.diary.length)
  expect(applyEdits(diary, diaryEdits(place.diary))).toBe(diary)
})

test('NB8 care plans and tasks are such as the domain takes; Doreen has both', () => {
  const signed = (by: keyof typeof members, at: Instant) => ({ by: members[by].signature, at })
  for (const { at, by, sectionId, text } of place.plans) {
    const doc = newDocument('care-plan', members[by].memberId)
    const written = must(writePlanSection(doc, sectionId, { text, version: '' }, signed(by, at)))
    expect(readPlanRows(written, doreenId).find((row) => row.sectionId === sectionId)?.text).toBe(text)
  }
  for (const { at, by, id, task } of place.tasks) {
    const doc = newDocument('tasks', members[by].memberId)
    const added = must(addTask(doc, id, task, { said: signed(by, at), owner: null }))
    expect(readTaskRows(added, doreenId)[0]?.title).toBe(task.title)
  }
  const isDoreens = ({ personId }: { readonly personId: string }) => personId === doreenId
  expect([place.plans.some(isDoreens), place.tasks.some(isDoreens)]).toEqual([true, true])
})

test('NB9 what is said in circles and to family holds nothing of anybody’s health, by those who are in there', () => {
  const clinical = /medicine|tablet|dose|mg\b|oxygen|breath|wound|ankle|weigh|allerg|NEWS|catheter|COPD|inhaler/i
  const open = records.filter(({ act: { by, place: where } }) => {
    const isFamilys = where.type === 'private' && where.member !== 'doreen'
    return where.type === 'circle' || (isFamilys && members[by].kind === 'staff')
  })
  expect(open.length).toBeGreaterThan(15)
  for (const { record } of open) expect(record.type === 'message' ? record.text : '').not.toMatch(clinical)
  for (const { act } of open) {
    if (act.place.type !== 'circle' || members[act.by].kind === 'staff') continue
    const { personId } = act.place
    expect(place.circles.find((circle) => circle.personId === personId)?.members).toContain(act.by)
  }
  const toFamily = records.filter(({ act }) => act.place.type === 'private' && act.place.member === 'karen')
  expect(toFamily.map(({ record }) => record.type)).not.toContain('next-step')
})
