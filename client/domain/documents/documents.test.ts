/** Documents: one beginning, merging without loss, silence when nothing changes, and safe reading. */
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import { docIdOf, documentKinds } from '../../../shared/lib/doc-id.ts'
import { projectDocument } from '../projections/project-document.ts'
import type { PersonAlertsRow, StoredRow } from '../projections/rows.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { cancelVisit, planVisit, type VisitInput } from './diary.ts'
import { readVisitRows } from './diary-rows.ts'
import { threadIdOf } from './doc-id.ts'
import type { DocumentProblem } from './document-problem.ts'
import { genesisOf, newDocument } from './genesis.ts'
import { readMedicineRows as readRows } from './medicine-rows.ts'
import { type MedicineInput, type MedicinesDoc, stopMedicine, writeMedicine } from './medicines.ts'
import {
  changeDetails,
  changePregnant,
  changeScale2Target,
  endEntry,
  type PersonDoc,
  recordAlert,
  recordAllergy,
  recordContact,
  recordNoKnownAllergies,
} from './person.ts'
import { readPersonRows } from './person-rows.ts'

beforeAll(useAutomerge)

const aisha = 'a1'.repeat(16)
const ben = 'b2'.repeat(16)
const doreen = 'd0'.repeat(16)
const one = '01'.repeat(16)
const two = '02'.repeat(16)

const carbocisteine: MedicineInput = {
  name: 'carbocisteine',
  brand: '',
  form: 'capsule',
  dose: '375 mg',
  frequency: 'two, three times a day',
  route: 'by mouth',
  prescriber: 'Dr Tom Reid',
  since: '2025-02-03',
  source: 'GP record',
  risk: '',
}

const visit: VisitInput = {
  personId: doreen,
  memberId: aisha,
  from: '09:30',
  to: '10:15',
  window: null,
  reason: 'Breathing check',
  tag: { text: 'Home oxygen', level: 'mid' },
  order: 2,
  household: '3 Quarry Row',
}

const penicillin = { substance: 'Penicillin', reaction: 'rash', recordedOn: '2011-02-02' }
const oxygen = {
  kind: 'oxygen',
  title: 'Home oxygen: fire risk',
  fact: 'No smoking indoors',
  recordedOn: '2025-01-09',
  serious: true,
} as const

const readMedicineRows = (doc: A.Doc<MedicinesDoc>, personId: string) =>
  readRows(doc, personId, { memberOf: () => undefined, arrivedAt: () => null })

function must<Doc>(changed: { ok: true; value: Doc } | { ok: false; error: DocumentProblem }): Doc {
  if (!changed.ok) throw new Error(JSON.stringify(changed.error))
  return changed.value
}

const alertsOf = (doc: A.Doc<PersonDoc>) => readPersonRows(doc, doreen).alerts

test('DO1 a document begins with the same bytes on every device; a changed hash would split every one in two', () => {
  for (const kind of documentKinds) {
    expect(A.save(genesisOf(kind) as A.Doc<unknown>)).toEqual(A.save(genesisOf(kind) as A.Doc<unknown>))
    expect(A.getHeads(newDocument(kind, aisha) as A.Doc<unknown>)).toEqual(
      A.getHeads(newDocument(kind, ben) as A.Doc<unknown>),
    )
  }
  expect(documentKinds.map((kind) => A.getHeads(genesisOf(kind) as A.Doc<unknown>))).toMatchInlineSnapshot(`
    [
      [
        "88ae2acd606407e96c0b5797c1a199e48c396a8b58c2f362b5ff1d6c7ca84f79",
      ],
      [
        "719611086384926203fb908a2ede0febc3e7d33d7468b421a91f19b243fb35a4",
      ],
      [
        "9533004af774e54e58532efcf7345cc3c1eb81121678ef807234edba2094d102",
      ],
      [
        "8522a04bd96f2b1c092612856dc4b54a41e7df7700437cdc61163e27029ee8be",
      ],
      [
        "190dd0a5d9fec790258a70cf1e2ffa6a960ad023d0ce855302644c09fca17416",
      ],
      [
        "b566de3c8d96ea09959b3be82dce336699045aace509cefe603a1364a818c1e1",
      ],
      [
        "581fb041cdac3b88a2a557606e45b44ea0720f1f1b0d7c4ef4916ee49ffa65f2",
      ],
      [
        "8522a04bd96f2b1c092612856dc4b54a41e7df7700437cdc61163e27029ee8be",
      ],
    ]
  `)
})

test('DO1 changes carry the device as their actor and no time', () => {
  const doc = must(writeMedicine(newDocument('medicines', aisha), one, carbocisteine))
  const change = A.decodeChange(A.getLastLocalChange(doc)!)
  expect([change.actor, change.time]).toEqual([aisha, 0])
})

test('DO2 two devices that began apart keep both medicines, both visits and both alerts', () => {
  const a = must(writeMedicine(newDocument('medicines', aisha), one, carbocisteine))
  const b = must(
    writeMedicine(newDocument('medicines', ben), two, { ...carbocisteine, name: 'furosemide', dose: '40 mg' }),
  )
  expect(readMedicineRows(A.merge(A.clone(a), b), doreen).map((row) => row.name)).toEqual([
    'carbocisteine',
    'furosemide',
  ])

  const c = must(planVisit(newDocument('diary', aisha), one, visit))
  const d = must(planVisit(newDocument('diary', ben), two, { ...visit, order: 1 }))
  expect(readVisitRows(A.merge(A.clone(c), d), '2026-03-02').map((row) => row.visitId)).toEqual([two, one])

  const e = must(recordAlert(newDocument('person', aisha), one, oxygen))
  const f = must(recordAllergy(newDocument('person', ben), one, penicillin))
  expect(alertsOf(A.merge(A.clone(e), f)).alerts.map((alert) => alert.title)).toEqual(['Known allergies', oxygen.title])
})

test('DO3 writing what is already there leaves the heads where they are', () => {
  const steps: readonly ((doc: A.Doc<PersonDoc>) => A.Doc<PersonDoc>)[] = [
    (doc) =>
      must(changeDetails(doc, { family: 'Ashworth', given: 'Doreen', born: '1947-03-14', nhsNumber: '9990000018' })),
    (doc) => must(recordAllergy(doc, one, penicillin)),
    (doc) => must(recordNoKnownAllergies(doc, '2010-01-01')),
    (doc) => must(recordAlert(doc, one, oxygen)),
    (doc) => must(recordContact(doc, one, { name: 'Karen Ashworth', relation: 'daughter', phone: '01632 960002' })),
    (doc) => must(changePregnant(doc, true)),
    (doc) => must(changeScale2Target(doc, { by: 'Dr Tom Reid', on: '2025-01-09' })),
    (doc) => must(endEntry(doc, 'contacts', one, '2026-01-01')),
  ]
  let doc = newDocument('person', aisha)
  for (const step of steps) {
    const before = A.getHeads(doc)
    doc = step(doc)
    expect(A.getHeads(doc)).not.toEqual(before)
    expect(A.getHeads(step(doc))).toEqual(A.getHeads(doc))
  }
  const medicines = must(
    stopMedicine(must(writeMedicine(newDocument('medicines', aisha), one, carbocisteine)), one, '2026-01-01'),
  )
  const again = must(stopMedicine(must(writeMedicine(medicines, one, carbocisteine)), one, '2026-01-01'))
  expect(A.getHeads(again)).toEqual(A.getHeads(medicines))
  const diary = must(planVisit(newDocument('diary', aisha), one, visit))
  expect(A.getHeads(must(planVisit(diary, one, visit)))).toEqual(A.getHeads(diary))
})

test('DO3 writing the value that Automerge would pick does not silently settle a disagreement', () => {
  const shared = must(writeMedicine(newDocument('medicines', aisha), one, carbocisteine))
  const a = must(writeMedicine(A.clone(shared, { actor: aisha }), one, { ...carbocisteine, dose: '750 mg' }))
  const b = must(writeMedicine(A.clone(shared, { actor: ben }), one, { ...carbocisteine, dose: '250 mg' }))
  const merged = A.merge(a, b)
  const picked = String(merged.medicines[one]!.dose)
  const again = must(writeMedicine(merged, one, { ...carbocisteine, dose: picked }))
  expect(A.getHeads(again)).toHaveLength(2)
  expect(Object.keys(A.getConflicts(again.medicines[one]!, 'dose') ?? {})).toHaveLength(2)
})

test('DO4 ids follow from kind and key alone, and no two kinds share one', () => {
  const all = documentKinds.map((kind) => docIdOf(kind, doreen))
  expect(threadIdOf(doreen)).toBe(docIdOf('thread', doreen))
  expect(new Set(all).size).toBe(all.length)
  expect(all.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
  expect(docIdOf('diary', '2026-03-02')).toBe(docIdOf('diary', '2026-03-02'))
  expect(docIdOf('diary', '2026-03-02')).not.toBe(docIdOf('diary', '2026-03-03'))
})

test('DO5 "not recorded" is not "none known", and a recorded allergy outweighs both', () => {
  const empty = newDocument('person', aisha)
  expect(alertsOf(empty).alerts[0]).toMatchObject({ kind: 'allergies', title: 'Allergies not recorded', date: null })
  const none = must(recordNoKnownAllergies(empty, '2026-02-01'))
  expect(alertsOf(none).alerts[0]).toMatchObject({ title: 'No known allergies', date: '2026-02-01', serious: false })
  const known = must(recordNoKnownAllergies(must(recordAllergy(none, one, penicillin)), '2026-03-01'))
  expect(alertsOf(known).alerts[0]).toEqual({
    kind: 'allergies',
    title: 'Known allergies',
    fact: 'Penicillin (rash)',
    date: '2011-02-02',
    serious: true,
  })
  const ended = must(endEntry(known, 'allergies', one, '2026-03-02'))
  expect(alertsOf(ended).alerts[0]?.title).toBe('No known allergies')
})

test('DO5 a Scale 2 target is a prescriber’s name and day together, or none', () => {
  const doc = newDocument('person', aisha)
  expect(alertsOf(doc)).toMatchObject({ scale2Target: null, pregnant: false })
  const set = must(changeScale2Target(doc, { by: 'Dr Tom Reid', on: '2025-01-09' }))
  expect(alertsOf(set).scale2Target).toEqual({ by: 'Dr Tom Reid', on: '2025-01-09' })
  expect(alertsOf(must(changeScale2Target(set, null))).scale2Target).toBe(null)
  expect(changeScale2Target(doc, { by: ' ', on: '2025-01-09' })).toMatchObject({ error: { type: 'nothing-written' } })
  expect(changeScale2Target(doc, { by: 'Dr Tom Reid', on: 'soon' })).toMatchObject({ error: { field: 'on' } })
})

test('DO6 a stopped medicine and a visit called off keep their lines', () => {
  const listed = must(writeMedicine(newDocument('medicines', aisha), one, carbocisteine))
  const stopped = must(stopMedicine(listed, one, '2026-02-14'))
  expect(readMedicineRows(stopped, doreen)).toMatchObject([
    { status: 'stopped', stoppedOn: '2026-02-14', dose: '375 mg' },
  ])
  expect(readMedicineRows(must(writeMedicine(stopped, one, carbocisteine)), doreen)[0]?.status).toBe('stopped')

  const off = must(cancelVisit(must(planVisit(newDocument('diary', aisha), one, visit)), one))
  expect(projectDocument('diary', off, '2026-03-02')).toEqual({
    put: [expect.objectContaining({ collection: 'visitsOff', id: one })],
    drop: [
      { collection: 'visits', partition: 'day/2026-03-02', id: one },
      { collection: 'clashes', partition: 'day/2026-03-02', id: '2026-03-02' },
      { collection: 'waiting', partition: 'home', id: '2026-03-02/diary' },
    ],
  })
  expect(readVisitRows(must(planVisit(off, one, visit)), '2026-03-02')).toHaveLength(1)
})

test('DO6 what does not exist cannot be stopped, ended or called off, and bad values change nothing', () => {
  const unknown = { ok: false, error: { type: 'unknown-id', id: one } }
  expect(stopMedicine(newDocument('medicines', aisha), one, '2026-01-01')).toEqual(unknown)
  expect(endEntry(newDocument('person', aisha), 'alerts', one, '2026-01-01')).toEqual(unknown)
  expect(cancelVisit(newDocument('diary', aisha), one)).toEqual(unknown)
  expect(planVisit(newDocument('diary', aisha), one, { ...visit, from: '25:00' })).toMatchObject({
    error: { field: 'from' },
  })
  expect(changeDetails(newDocument('person', aisha), { nhsNumber: '9990000019' })).toMatchObject({
    error: { field: 'nhsNumber' },
  })
  expect(writeMedicine(newDocument('medicines', aisha), one, { ...carbocisteine, dose: '' })).toMatchObject({
    ok: false,
  })
})

test('DO7 values of the wrong shape read as nothing recorded and leave the rest readable', () => {
  const doc = must(recordAlert(must(changeDetails(newDocument('person', aisha), { family: 'Ashworth' })), one, oxygen))
  const broken = A.change(doc, (draft) => {
    const loose = draft as unknown as Record<string, Record<string, unknown>>
    loose.details!.given = 7
    loose.alerts![two] = { kind: 'meteor', title: ['x'], serious: 'yes' }
    loose.pregnant = 'perhaps' as never
    loose.scale2Target = { by: 3 }
  })
  expect(readPersonRows(broken, doreen).banner.name).toEqual({
    family: 'Ashworth',
    given: '',
    title: '',
    preferred: '',
  })
  const row = alertsOf(broken)
  expect([row.pregnant, row.scale2Target]).toEqual([false, null])
  expect(row.alerts.map((alert) => alert.title)).toEqual(['Allergies not recorded', oxygen.title, ''])
})

test('DO7 a whole part replaced by nonsense empties that part alone', () => {
  const nonsense = [null, 7, 'text', [1], new A.ImmutableString('x')]
  for (const value of nonsense) {
    const person = A.change(newDocument('person', aisha), (draft) => {
      Object.assign(draft, { details: value, alerts: value, allergies: { [one]: value }, scale2Target: value })
    })
    expect(readPersonRows(person, doreen).banner.born).toBe('')
    expect(alertsOf(person).alerts.map((alert) => alert.title)).toEqual(['Allergies not recorded'])
    const diary = A.change(must(planVisit(newDocument('diary', aisha), one, visit)), (draft) => {
      Object.assign(draft.visits, { [two]: value })
    })
    expect(readVisitRows(diary, '2026-03-02').map((row) => row.visitId)).toEqual([one])
    const medicines = A.change(
      newDocument('medicines', aisha),
      (draft) => void Object.assign(draft, { medicines: value }),
    )
    expect(readMedicineRows(medicines, doreen)).toEqual([])
  }
})

test('PJ3 documents give their rows to the first screen, medicines to the person’s own page', () => {
  const person = projectDocument('person', must(recordAllergy(newDocument('person', aisha), one, penicillin)), doreen)
  const medicines = projectDocument(
    'medicines',
    must(writeMedicine(newDocument('medicines', aisha), one, carbocisteine)),
    doreen,
  )
  const diary = projectDocument('diary', must(planVisit(newDocument('diary', aisha), one, visit)), '2026-03-02')
  const place = (row: StoredRow) => `${row.collection} ${row.partition} ${row.id}`
  expect([...person.put, ...medicines.put, ...diary.put].map(place)).toEqual([
    `banners ${doreen} ${doreen}`,
    `alerts ${doreen} ${doreen}`,
    `details ${doreen} ${doreen}`,
    `medicines ${doreen} ${one}`,
    `visits day/2026-03-02 ${one}`,
  ])
  expect((person.put[1]!.row as PersonAlertsRow).alerts).toHaveLength(1)
  expect(diary.put[0]?.row).toEqual({ ...visit, visitId: one, date: '2026-03-02' })
})
