/** Noor, information governance: what her device is told, of whom, and what it never holds. */
import { beforeEach, expect, test } from 'vitest'
import { type Instant, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import { writeNote } from '../../domain/records/note.ts'
import { writeView } from '../../domain/records/view.ts'
import { auditCode } from '../../engine-api/audit.ts'
import type { RoundAct } from '../../engine-api/rounds.ts'
import type { Engine } from '../engine.ts'
import { idOf, joinWith, must, openState, doreen as person, stateOf, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = person
const dayMs = 24 * 60 * 60_000
const words = 'Her neighbour rang, she is on the floor'

let two: TwoColleagues
let ben: Colleague
let noor: Engine

beforeEach(async () => {
  two = await startTwoColleagues()
  ben = await two.join('Ben Okafor')
  const device = two.here.device({ network: two.memory.wire() })
  noor = device.engine
  await joinWith(noor, await two.here.invite('Noor Aziz', 'ig'))
  await sync(two.here.robot)
  await openState(noor)
  await sync(two.here.robot, two.aisha.engine, noor)
  await sync(two.aisha.engine, noor)
  return () => two.here.close()
})

const open = (hours = 2) => ben.engine.accessAct({ type: 'open-record', personId, reason: 'urgent', words, hours })

async function readLog() {
  const outcome = await noor.readAuditLog()
  if (outcome.type === 'failed') throw new Error(outcome.problem)
  return outcome.log
}

test('AU142 her device opens by itself without the team’s key, as information governance, and asks nothing of anybody', async () => {
  const state = await stateOf(noor, ({ type }) => type === 'open')
  expect(state).toMatchObject({ me: { audience: 'staff', governance: true, signature: { name: 'Noor Aziz' } } })
  expect((await viewOf(noor, 'people', { search: '' })).rows).toEqual([])
  expect(await viewOf(noor, 'person', { personId })).toMatchObject({ person: null, story: [], medicines: [] })
  expect(await viewOf(noor, 'sync', {})).toMatchObject({ waiting: [], needsYou: [], parked: [] })
  expect(await stateOf(two.aisha.engine, ({ type }) => type === 'open')).not.toHaveProperty('me.governance')
})

test('AU141 a record opened outside rounds stands there with who, when, the kind of reason and until when; closed early, that too', async () => {
  const at = two.memory.clock.now()
  await open()
  await sync(ben.engine, noor)
  const isThere = ({ openings }: { readonly openings: readonly unknown[] }) => openings.length > 0
  const view = await viewOf(noor, 'audit', {}, isThere)
  const opening = { memberId: idOf('Ben Okafor'), personId, reason: 'urgent', until: at + 2 * 3_600_000 }
  expect(view.openings).toEqual([{ at, ...opening }])
  expect(view.complete).toBe(true)
  expect(view.people).toEqual([{ personId, code: auditCode(personId) }])
  const toRound = view.accesses.filter(({ to }) => 'round' in to)
  expect(toRound).toMatchObject([{ personId, to: { memberIds: [idOf('Aisha Rahman'), idOf('Priya Patel')] } }])
  two.memory.clock.advance(60_000)
  await ben.engine.accessAct({ type: 'close-record', personId })
  await sync(ben.engine, noor)
  const closed = await viewOf(noor, 'audit', {}, ({ openings }) => openings[0]?.endedAt !== undefined)
  expect(closed.openings).toEqual([{ at, ...opening, endedAt: at + 60_000 }])
  // Her own words are not hers to read.
  expect(JSON.stringify(closed)).not.toContain('neighbour')
})

test('AU141 BG201 an opening that another one ended says who did, and is no access somebody gave', async () => {
  await open()
  await sync(ben.engine, two.aisha.engine)
  two.memory.clock.advance(60_000)
  const at = two.memory.clock.now()
  const act = { type: 'end-opening', personId, memberId: idOf('Ben Okafor') } as const
  expect(await two.aisha.engine.accessAct(act)).toMatchObject({ type: 'done' })
  await sync(noor)
  const view = await viewOf(noor, 'audit', {}, ({ openings }) => openings[0]?.endedAt !== undefined)
  expect(view.openings).toMatchObject([{ endedAt: at, endedBy: idOf('Aisha Rahman') }])
  expect(view.accesses.filter(({ to }) => 'memberId' in to && to.memberId === idOf('Ben Okafor'))).toEqual([])
})

test('AU992 OW993 RN1035 an administrator who puts herself on a round stands there, and to staff and to the person herself beside her next look', async () => {
  const { here, aisha, memory } = two
  const { engine: doreen } = here.device({ network: memory.wire() })
  await joinWith(doreen, await here.invite('Doreen Ashworth', 'patient', personId))
  await sync(here.robot)
  await openState(doreen)
  const robot = { roundId: person.roundId, memberId: idOf<string>('Robot') }
  const elsewhere = { ...robot, roundId: 'ab'.repeat(16) }
  const say = async (act: RoundAct) => {
    memory.clock.advance(60_000)
    expect(await here.robot.accessAct(act)).toMatchObject({ type: 'done' })
    return memory.clock.now()
  }
  const first = await say({ type: 'put-on-round', ...robot })
  await say({ type: 'take-off-round', ...robot })
  const at = await say({ type: 'put-on-round', ...robot })
  const beside = await say({ type: 'put-on-round', ...elsewhere })
  expect(await here.robot.run({ type: 'note-opened', personId, ...two.intent() })).toEqual({ ok: true })
  for (let round = 0; round < 3; round++) await sync(here.robot, aisha.engine, noor, doreen)
  const { ownRounds } = await viewOf(noor, 'audit', {})
  const round = auditCode(person.roundId)
  const own = { memberId: robot.memberId, round, isOn: true, personIds: [personId] }
  expect(ownRounds).toEqual([
    { ...own, at: beside, round: auditCode(elsewhere.roundId), personIds: [] },
    { ...own, at },
    { ...own, at: first },
  ])
  const told = [
    [aisha.engine, personId, at],
    [doreen, null, beside],
  ] as const
  for (const [engine, whose, joinedAt] of told) {
    const { looks } = await viewOf(engine, 'sharing', { personId: whose })
    const [hers] = looks.filter(({ who }) => who.memberId === robot.memberId)
    expect(hers).toMatchObject({ joinedAt })
  }
  const { rounds } = await viewOf(aisha.engine, 'rounds', {}, (view) => view.rounds.length > 0)
  const hers = rounds.find(({ roundId }) => roundId === person.roundId)
  const since = hers?.members.map(({ memberId, ownSince }) => [memberId, ownSince])
  expect(since).toContainEqual([robot.memberId, at])
  expect(since).toContainEqual([idOf('Aisha Rahman'), undefined])
})

test('AU141 staff are named as the team’s card on the board names them, and whoever it does not name is not', async () => {
  must(await two.here.robot.admin.ensureBoard())
  for (let round = 0; round < 3; round++) await sync(two.here.robot, two.aisha.engine, noor)
  const { staff } = await viewOf(noor, 'audit', {}, (view) => view.staff.some(({ name }) => name === 'Aisha'))
  const nameOf = (name: string) => staff.find(({ memberId }) => memberId === idOf(name))?.name
  expect([nameOf('Aisha Rahman'), nameOf('Noor Aziz'), nameOf('Robot')]).toEqual(['Aisha', 'Noor Aziz', null])
  expect(staff.find(({ memberId }) => memberId === idOf('Robot'))).toMatchObject({ role: 'admin', left: false })
})

test('AU140 AU141 the relay’s log says who was handed what of whom, and agrees with what it signed', async () => {
  await open()
  await sync(ben.engine)
  // Opening it outside rounds is looking into it.
  expect((await readLog()).looks).toMatchObject([{ memberId: idOf('Ben Okafor'), personId }])
  await two.memory.relay.writeFetchLog()
  await two.memory.relay.sweep()
  await sync(noor)
  const log = await readLog()
  expect(log.agreement).toMatchObject({ type: 'agrees', late: false })
  const ofBen = log.fetches.filter(({ memberId }) => memberId === idOf('Ben Okafor'))
  expect(ofBen.find((fetch) => fetch.personId === personId)).toMatchObject({ kind: 'staff' })
  expect(log.fetches.every(({ items }) => items > 0)).toBe(true)
  // Three days later the relay has signed nothing more, though more was handed out.
  two.memory.clock.advance(3 * dayMs)
  await two.memory.relay.writeFetchLog()
  await sync(two.aisha.engine, ben.engine, noor)
  const later = await readLog()
  expect(later.agreement).toMatchObject({ type: 'agrees' })
})

test('AU220 VW220 who looked into a record is told once a day under the signature of the device, and nothing of the record', async () => {
  const { aisha, intent, memory } = two
  const look = async () =>
    expect(await aisha.engine.run({ type: 'note-opened', ...intent(), personId })).toEqual({ ok: true })
  const at = memory.clock.now() + 60_000
  await look()
  await look()
  await sync(aisha.engine, noor)
  const [day, memberId] = [dayOf(at as Instant), idOf('Aisha Rahman')]
  expect(await readLog()).toMatchObject({ looks: [{ day, at, memberId, personId }], unproven: 0 })
  memory.clock.advance(dayMs)
  await look()
  await sync(aisha.engine)
  expect((await readLog()).looks.map((each) => each.day)).toEqual([dayOf(memory.clock.now()), day])
  memory.clock.advance(29 * dayMs)
  await sync(noor)
  expect((await readLog()).looks).toHaveLength(1)
})

test('VW220 a note in an audit entry, and a look in any other, are parked by colleagues', async () => {
  const session = two.aisha.engine.admin.session()!
  const group = two.aisha.engine.admin.careGroup(personId)!
  const base = (name: string) => session.device.baseOf(personId as PersonId, two.memory.clock.now(), idOf(name))
  const note = must(writeNote({ visitId: null, words: '', found: 'Chest clear', did: '', next: '' }, base('a note')))
  const look = must(writeView(base('a look')))
  const label = { kind: 'view', personId } as const
  for (const [kind, records] of [
    ['audit', [note]],
    ['audit', [look, look]],
    ['record', [look]],
  ] as const) {
    const draft = { kind, group, records, priority: 'bulk', doc: zeroDoc, label } as const
    must(await session.writer.write({ entries: [draft], alongside: [], sealedAlongside: [] }))
  }
  await sync(two.aisha.engine, two.priya.engine)
  const parked = two.priya.engine.admin.session()!.device.parked.refused()
  expect(parked.map(({ reason }) => reason)).toEqual(['wrong-place', 'wrong-place', 'wrong-place'])
})

test('AU143 nobody else is shown any of it, and without signal it is said to be that', async () => {
  for (const { engine } of [two.aisha, ben]) {
    expect(await engine.readAuditLog()).toEqual({ type: 'failed', problem: 'not-allowed' })
    expect(await viewOf(engine, 'audit', {})).toMatchObject({ complete: false, people: [], openings: [] })
  }
  expect(await two.here.device().engine.readAuditLog()).toEqual({ type: 'failed', problem: 'not-open' })
})
