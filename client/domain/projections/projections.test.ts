/** Records to rows: who may write what where, where rows go, and which of two is kept. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { hybridTime } from '../hybrid-clock.ts'
import type { RecordId } from '../ids.ts'
import { writeAdministration } from '../records/administration.ts'
import { writeAgreement } from '../records/agreement.ts'
import { writeBoardKey } from '../records/board-key.ts'
import { messagesHere, writeContactAgreement } from '../records/contact-agreement.ts'
import { writeDecision } from '../records/decision.ts'
import { writeDirectoryEntry } from '../records/directory-entry.ts'
import { writeInvitedCard } from '../records/invited-card.ts'
import { writeLeftOut } from '../records/left-out.ts'
import { writeLetIn } from '../records/let-in.ts'
import { writeMemberCard } from '../records/member-card.ts'
import { writeMessage } from '../records/message.ts'
import { writeNextStep } from '../records/next-step.ts'
import { writeNote } from '../records/note.ts'
import { writeObservations } from '../records/observations.ts'
import { writeOpening } from '../records/opening.ts'
import { writePersonCard } from '../records/person-card.ts'
import { writeReceipt } from '../records/receipt.ts'
import type { CareRecord, RecordType } from '../records/record.ts'
import type { RecordBase, Written } from '../records/record-base.ts'
import { writeSharedMedicines } from '../records/shared-medicines.ts'
import { writeSharedVisits } from '../records/shared-visits.ts'
import { writeSharedWith } from '../records/shared-with.ts'
import { writeStaffCard } from '../records/staff-card.ts'
import { writeTeamCard } from '../records/team-card.ts'
import { writeTeamContact } from '../records/team-contact.ts'
import { writeView } from '../records/view.ts'
import { writeVisitFinished } from '../records/visit-finished.ts'
import { writeVisitStarted } from '../records/visit-started.ts'
import { writeWarningAnswer } from '../records/warning-answer.ts'
import { writePhoto } from '../records/write-photo.ts'
import { aPhoto } from '../testing/a-photo.ts'
import { adult } from '../testing/arbitraries.ts'
import { mergeRows } from './merge-rows.ts'
import { projectRecord } from './project-record.ts'
import type { ReceiptRow } from './receipt-rows.ts'
import { firstCovered } from './receipt-steps.ts'
import { isCovered } from './receipts.ts'
import type { GroupKind, RecordContext } from './record-context.ts'
import { belongsHere, placeByType } from './record-place.ts'
import { homePartition, type StoredRow, threadsPartition } from './rows.ts'

const doreen = 'd0'.repeat(16) as PersonId
const visit = 'f1'.repeat(16)
const aisha = { memberId: 'a1'.repeat(16), name: 'Aisha Rahman', role: 'community nurse', face: 'aisha' }

function base(n: number, about: PersonId | null = doreen): RecordBase {
  const id = n.toString(16).padStart(32, '0') as RecordId
  return {
    id,
    at: (1_800_000_000_000 + n) as Instant,
    hlc: hybridTime({ wall: 1_800_000_000_000 + n, count: 0 }),
    author: aisha,
    about,
  }
}

function must(written: Written<CareRecord>): CareRecord {
  if (!written.ok) throw new Error(written.error.type)
  return written.value
}

const directory = {
  name: { family: 'Ashworth', given: 'Doreen', title: 'Mrs', preferred: '' },
  born: '1947-03-14',
  gender: 'Female',
  nhsNumber: '9990000018',
  roundId: 'e0'.repeat(16),
  namedNurse: 'Aisha Rahman',
  face: 'doreen',
  address: '3 Quarry Row',
  phone: '',
}

const teamCard = { members: [aisha], on: null, hours: 'Monday to Friday, 8 to 6', phone: '', asks: [] } as const

const recordByType: Readonly<Record<RecordType, CareRecord>> = {
  note: must(writeNote({ visitId: visit, words: '', found: 'Well', did: '', next: '' }, base(1))),
  observations: must(writeObservations({ values: { pulse: 72 }, notMeasured: {}, scoredFor: adult }, base(2))),
  message: must(writeMessage({ text: 'Hello', answers: null }, base(3))),
  receipt: must(writeReceipt({ stored: { [doreen]: 3 }, seen: {} }, base(4, null))),
  'next-step': must(writeNextStep({ text: 'Back on Friday', nextVisit: null }, base(5))),
  'directory-entry': must(writeDirectoryEntry(directory, base(6))),
  'staff-card': must(writeStaffCard({ phone: '' }, base(7, null))),
  'invited-card': must(
    writeInvitedCard(
      { member: aisha.memberId as MemberId, name: 'Sol Diaz', title: 'social prescriber' },
      base(7, null),
    ),
  ),
  'team-contact': must(writeTeamContact({ phone: '01632 960001', hours: 'Monday to Friday, 8 to 6' }, base(8, null))),
  administration: must(
    writeAdministration(
      {
        medicineId: 'ca'.repeat(16),
        name: 'furosemide',
        dose: '40 mg',
        route: '',
        given: true,
        reason: '',
        instruction: '',
      },
      base(11),
    ),
  ),
  'shared-medicines': must(writeSharedMedicines([], base(12))),
  'visit-started': must(writeVisitStarted({ visitId: visit }, base(9))),
  'visit-finished': must(writeVisitFinished({ visitId: visit, startedAt: 1_800_000_000_000 as Instant }, base(10))),
  opening: must(writeOpening({ reason: 'urgent', words: 'Fell', until: 1_800_000_000_000 as Instant }, base(12))),
  'warning-answer': must(writeWarningAnswer({ warning: 'ab'.repeat(16), subject: '', reason: 'Known' }, base(11))),
  'board-key': must(writeBoardKey({ group: 'b0'.repeat(16), epoch: 3, key: 'c0'.repeat(32) }, base(11, null))),
  'member-card': must(writeMemberCard(base(12, null))),
  'person-card': must(writePersonCard({ name: 'Doreen Ashworth', called: 'Doreen', face: 'doreen' }, base(13))),
  'team-card': must(writeTeamCard(teamCard, base(14, null))),
  agreement: must(writeAgreement({ with: 'aa'.repeat(16), kind: 'visits', on: true }, base(15))),
  'contact-agreement': must(
    writeContactAgreement({ ...messagesHere, agreed: true, said: 'in-person', after: [] }, base(21)),
  ),
  'shared-visits': must(writeSharedVisits({ next: null, last: null }, base(16))),
  'shared-with': must(writeSharedWith({ on: ['circle'], ended: ['visits', 'circle'] }, base(17))),
  view: must(writeView(base(18))),
  photo: must(writePhoto(aPhoto, base(22))),
  decision: must(
    writeDecision({ what: 'Visits go on', why: 'Not steady yet', agreed: 'Doreen, Ravi', instead: null }, base(21)),
  ),
  'let-in': must(writeLetIn({ entry: new Uint8Array([1]) }, base(19))),
  'left-out': must(
    writeLeftOut({ entry: 'e0'.repeat(32), writer: '', writtenAt: 9 as Instant, reason: 'by-hand' }, base(20)),
  ),
}

const types = Object.keys(recordByType) as RecordType[]
const groupKinds: readonly GroupKind[] = ['team', 'care', 'private', 'circle', 'board']

function context(groupKind: GroupKind, changes: Partial<RecordContext> = {}): RecordContext {
  return {
    entryId: 'ee'.repeat(32),
    groupId: '99'.repeat(16),
    groupKind,
    personId: groupKind === 'team' || groupKind === 'board' ? null : doreen,
    deviceId: 'de'.repeat(16),
    memberId: aisha.memberId,
    byStaff: true,
    byAdmin: true,
    seq: 5,
    doc: '77'.repeat(16),
    arrivedAt: 1_800_000_000_500 as Instant,
    own: false,
    ...changes,
  }
}

/** The group each type is at home in. */
function homeOf(type: RecordType): RecordContext {
  if (type === 'team-card') return context('board')
  if (type === 'directory-entry' || type === 'staff-card' || type === 'invited-card') return context('team')
  return context(placeByType[type].groups.includes('private') ? 'private' : 'care')
}

const collectionsOf = (rows: readonly StoredRow[]) => rows.map((row) => row.collection).sort()

test('PJ1 what each group takes, written out', () => {
  const taken = groupKinds.map((kind) =>
    types.filter((type) => belongsHere(recordByType[type], context(kind)) === null),
  )
  expect(taken).toEqual([
    ['message', 'receipt', 'directory-entry', 'staff-card', 'invited-card', 'team-contact', 'let-in', 'left-out'],
    [
      'note',
      'observations',
      'message',
      'receipt',
      'administration',
      'visit-started',
      'visit-finished',
      'opening',
      'warning-answer',
      'contact-agreement',
      'view',
      'photo',
      'decision',
      'let-in',
      'left-out',
    ],
    [
      ...['message', 'receipt', 'next-step', 'team-contact', 'shared-medicines', 'opening', 'board-key', 'member-card'],
      ...['person-card', 'agreement', 'contact-agreement', 'shared-visits', 'shared-with', 'view', 'let-in'],
    ],
    ['message', 'receipt', 'team-contact', 'board-key', 'member-card', 'person-card', 'let-in'],
    ['team-card'],
  ])
})

test('PJ1 RX255 somebody who is not staff can write messages, receipts, their own card and what a device of theirs had signed, and nothing else', () => {
  const taken = groupKinds.map((kind) =>
    types.filter((type) => belongsHere(recordByType[type], context(kind, { byStaff: false })) === null),
  )
  expect(taken).toEqual([
    ['message', 'receipt', 'let-in'],
    ['message', 'receipt', 'let-in'],
    ['message', 'receipt', 'member-card', 'agreement', 'let-in'],
    ['message', 'receipt', 'member-card', 'let-in'],
    [],
  ])
})

test.each(types)('PJ1 a %s signed with another member’s name, or about somebody else, gives no row', (type) => {
  const record = recordByType[type]
  const place = homeOf(type)
  // What is let in shows by the entry it carries.
  if (type !== 'let-in') expect(projectRecord(record, place).length).toBeGreaterThan(0)
  const forged = { ...place, memberId: '0b'.repeat(16) }
  expect([belongsHere(record, forged)?.type, projectRecord(record, forged)]).toEqual(['other-author', []])
  if (place.groupKind === 'team') return
  const stranger = { ...place, personId: '0c'.repeat(16) }
  const wrong = record.about === null ? undefined : 'other-person'
  expect(belongsHere(record, stranger)?.type).toBe(wrong)
  if (wrong !== undefined) expect(projectRecord(record, stranger)).toEqual([])
})

test.each(types)('PJ2 a %s gives the same plain rows each time', (type) => {
  const rows = projectRecord(recordByType[type], homeOf(type))
  expect(projectRecord(recordByType[type], homeOf(type))).toEqual(rows)
  expect(JSON.parse(JSON.stringify(rows))).toEqual(rows)
})

test('PJ3 rows go where the first screen or the person’s own page looks for them', () => {
  const places = types.map((type) => [
    type,
    projectRecord(recordByType[type], homeOf(type)).map(
      (row) => `${row.collection} ${row.partition === doreen ? 'person' : row.partition}`,
    ),
  ])
  expect(Object.fromEntries(places)).toEqual({
    note: ['story person', 'latest person'],
    photo: ['story person'],
    observations: ['story person', 'latest person'],
    message: ['messages person', 'threads threads', 'story person', 'unread home'],
    receipt: ['receipts person'],
    'next-step': ['nextSteps person'],
    'directory-entry': ['directory people'],
    'staff-card': ['staff home'],
    'team-contact': ['contacts person'],
    administration: ['story person', 'givings person'],
    'shared-medicines': ['sharedLists person'],
    'visit-started': ['story person', 'visitStates visit-states'],
    'visit-finished': ['story person', 'visitStates visit-states'],
    'warning-answer': ['story person', 'warningAnswers person', 'decided person'],
    'board-key': ['boardKeys groups'],
    'invited-card': ['members groups'],
    'member-card': ['members groups'],
    'person-card': ['personCards groups'],
    'team-card': ['teamCards home'],
    agreement: ['agreements person', 'decided person'],
    'contact-agreement': ['contactAgreements person'],
    'shared-visits': ['sharedVisits person'],
    'shared-with': ['sharedWith person'],
    view: ['views person'],
    opening: ['views person'],
    'let-in': [],
    'left-out': ['story person', 'decided person'],
    decision: ['story person', 'decided person', `decidedBy by/${aisha.memberId}`],
  })
})

test('PJ3 a staff message in the team group has no person and stays at home', () => {
  const rows = projectRecord(
    must(writeMessage({ text: 'Van keys are in the tin', answers: null }, base(20, null))),
    context('team'),
  )
  expect(rows.map((row) => row.partition)).toEqual([homePartition, threadsPartition, homePartition])
  expect(collectionsOf(rows)).toEqual(['messages', 'threads', 'unread'])
})

test('PJ3 an observation’s row carries its score, an incomplete one as such', () => {
  const story = projectRecord(recordByType.observations, homeOf('observations')).find(
    (row) => row.collection === 'story',
  )
  expect(story?.row).toMatchObject({ personId: doreen, observation: { news2: { type: 'incomplete', atLeast: 0 } } })
})

test('PJ4 a late visit-started never takes a finished visit back, in either order of arrival', () => {
  const early = projectRecord(recordByType['visit-finished'], homeOf('visit-finished'))
  const late = projectRecord(must(writeVisitStarted({ visitId: visit }, base(900))), homeOf('visit-started'))
  const state = (rows: readonly StoredRow[]) => rows.find((row) => row.collection === 'visitStates') as StoredRow
  for (const merged of [mergeRows(state(early), state(late)), mergeRows(state(late), state(early))]) {
    expect(merged.row).toMatchObject({ state: 'finished' })
  }
})

const timedReceipt = fc
  .tuple(
    fc.integer({ min: 1, max: 1_500 }),
    fc.integer({ min: 1, max: 1_500 }),
    fc.nat({ max: 999 }),
    fc.nat({ max: 99 }),
  )
  .map(([stored, seen, n, minutes]) => {
    const record = must(writeReceipt({ stored: { [doreen]: stored }, seen: { [doreen]: seen } }, base(n, null)))
    const place = { ...homeOf('receipt'), arrivedAt: (record.at + minutes * 60_000) as Instant }
    return projectRecord(record, place)[0]!
  })

const joinAll = (rows: readonly StoredRow[]) => rows.reduce((a, b) => mergeRows(a, b)).row as ReceiptRow

test('PJ7 receipts in any order and however often give the same times, and few of them', () => {
  const some = fc.array(timedReceipt, { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(
      some.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows, ...rows], { minLength: 1 }))),
      ([rows, repeated]) => {
        const once = joinAll(rows).steps
        expect(joinAll([...repeated, ...[...rows].reverse()]).steps).toEqual(once)
        expect(once?.seen[doreen]?.length).toBeLessThanOrEqual(96)
      },
    ),
  )
})

test('PJ7 a recent entry keeps the time of the first receipt that covers it, an old one is never said too early', () => {
  fc.assert(
    fc.property(fc.array(timedReceipt, { minLength: 1, maxLength: 60 }), (rows) => {
      const joined = joinAll(rows)
      const said = rows.map(({ row }) => row as ReceiptRow)
      const highest = joined.seen[doreen]!
      for (let seq = Math.max(1, highest - 200); seq <= highest + 1; seq++) {
        const times = said.filter(({ seen }) => seen[doreen]! >= seq).map(({ at }) => at)
        const first = firstCovered(joined, 'seen', doreen, seq)?.at ?? null
        if (times.length === 0) expect(first).toBeNull()
        else if (seq > highest - 32) expect(first).toBe(Math.min(...times))
        else expect(first).toBeGreaterThanOrEqual(Math.min(...times))
      }
    }),
  )
})

test('PJ7 what was read without signal says when it was read and when that could be known, late or not at all', () => {
  const record = must(writeReceipt({ stored: { [doreen]: 4 }, seen: {} }, base(7, null)))
  const stepWhen = (lateMs: number) => {
    const arrivedAt = (record.at + lateMs) as Instant
    const row = projectRecord(record, { ...homeOf('receipt'), arrivedAt })[0]?.row as ReceiptRow
    return firstCovered(row, 'stored', doreen, 4)
  }
  expect(stepWhen(59_999)).toEqual({ upTo: 4, at: record.at })
  expect(stepWhen(60_000)).toEqual({ upTo: 4, at: record.at, learntAt: record.at + 60_000 })
})

test('PJ7 a row from before times were kept joins with its one time', () => {
  const at = 7 as Instant
  const old = { groupId: 'g', deviceId: 'd', memberId: 'm', stored: { [doreen]: 4 }, seen: {}, at }
  const place = { collection: 'receipts', partition: homePartition, id: 'g/d' } as const
  const next = { ...old, at: 9 as Instant, stored: { [doreen]: 6 } }
  const joined = joinAll([
    { ...place, order: '1', row: old },
    { ...place, order: '2', row: next },
  ])
  expect([4, 6, 7].map((seq) => firstCovered(joined, 'stored', doreen, seq)?.at ?? null)).toEqual([7, 9, null])
})

test('PJ4 of two directory entries the later written one stands, whichever came first', () => {
  const moved = must(writeDirectoryEntry({ ...directory, address: '9 Chapel Bank' }, base(50)))
  const [older] = projectRecord(recordByType['directory-entry'], context('team'))
  const [newer] = projectRecord(moved, context('team'))
  for (const merged of [mergeRows(older!, newer!), mergeRows(newer!, older!)]) {
    expect(merged.row).toMatchObject({ address: '9 Chapel Bank' })
  }
})

test('PJ5 PJ6 own messages are never unread; another’s is until an own receipt covers it', () => {
  expect(collectionsOf(projectRecord(recordByType.message, context('private', { own: true })))).not.toContain('unread')
  const unread = projectRecord(recordByType.message, context('private')).find((row) => row.collection === 'unread')
  const place = unread?.row as { groupId: string; deviceId: string; seq: number }
  const receipt = (seq: number): ReceiptRow => ({
    groupId: place.groupId,
    deviceId: 'mine',
    memberId: 'me',
    stored: {},
    seen: { [place.deviceId]: seq },
    at: 0 as Instant,
  })
  expect([4, 5, 6].map((seq) => isCovered(place, receipt(seq), 'seen'))).toEqual([false, true, true])
  expect(isCovered({ ...place, groupId: 'another' }, receipt(9), 'seen')).toBe(false)
  expect(isCovered({ ...place, deviceId: 'another' }, receipt(9), 'seen')).toBe(false)
})

test('RC11 PJ4 no row holds a key of the board, and of several the highest epoch is kept', () => {
  const [row] = projectRecord(recordByType['board-key'], homeOf('board-key'))
  expect(JSON.stringify(row)).not.toContain('c0c0')
  const older = must(writeBoardKey({ group: 'b0'.repeat(16), epoch: 2, key: 'c0'.repeat(32) }, base(99, null)))
  const [late] = projectRecord(older, homeOf('board-key'))
  expect(mergeRows(row!, late!)).toEqual(row)
  expect(mergeRows(late!, row!)).toEqual(row)
})
