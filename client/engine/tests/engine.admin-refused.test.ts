/** EN1013: what an administrator's acts say when they come to nothing. The real relay, in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { AppendOutcome } from '../../../server/entry-store/entry-store.ts'
import type { GroupId, MemberId, PersonId, RoundId } from '../../../shared/lib/ids.ts'
import { err } from '../../../shared/lib/result.ts'
import { writeNote } from '../../domain/records/note.ts'
import { demoArchiveSeed, openArchiveKit } from '../membership/archive-kit.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  startNeighbourhood,
  sync,
} from '../testing/neighbourhood.ts'

let memory: MemoryRelay
let here: Neighbourhood
let wire: Wire

beforeEach(async () => {
  memory = createMemoryRelay()
  wire = memory.wire()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory), robot: { network: wire } })
  return () => here.close()
})

const personId = doreen.personId as PersonId
const doreenMember = idOf<MemberId>('Doreen Ashworth')
const walter = { ...doreen, personId: idOf<PersonId>('walter'), name: { ...doreen.name, given: 'Walter' } }
const noSignal = { ok: false, error: { type: 'no-signal' } }
const refused = (detail: unknown) => ({ ok: false, error: { type: 'refused', detail } })

/** Whatever is on the way to a chain is answered so. */
function answerControls(outcome: AppendOutcome): () => void {
  const { store } = memory.relay
  const { append } = store
  Object.assign(store, {
    append: (...args: Parameters<typeof append>) =>
      args[1][0]?.type === 'control' ? Promise.resolve(args[1].map(() => outcome)) : append(...args),
  })
  return () => void Object.assign(store, { append })
}

async function founding() {
  const { archive } = await openArchiveKit(demoArchiveSeed)
  const me = { memberId: idOf<MemberId>('another'), name: 'Another', role: 'administrator', face: '' }
  return { name: 'Elm Street', me, archive }
}

test('EN1013 a device that is not open, and one that is somebody’s, found and change nothing', async () => {
  const { engine } = await here.join('Aisha Rahman', 'staff')
  await engine.lock()
  expect(await engine.admin.setRound('north' as RoundId, [])).toEqual({ ok: false, error: { type: 'not-open' } })
  expect(await engine.admin.createSpace(await founding())).toEqual(refused('already-joined'))
})

test('EN1013 a founding that the relay refuses is said, and done when it is asked again', async () => {
  const { engine, store } = here.device()
  const stop = answerControls({ type: 'refused', reason: 'over-quota' })
  expect(await engine.admin.createSpace(await founding())).toEqual(refused('over-quota'))
  stop()
  expect(await engine.admin.createSpace(await founding())).toMatchObject({ ok: true })
  expect(await store.get('meta', 'founding')).toBeUndefined()
})

test('EN1013 without signal nobody is set up, let in or listed as waiting, and no round is changed', async () => {
  const { admin } = here.robot
  await here.robot.settle()
  wire.setFate('request-lost')
  expect(await admin.ensurePeople([walter])).toEqual(noSignal)
  expect(await admin.letIntoCircle(personId, doreenMember)).toEqual(noSignal)
  expect(await admin.setRound(doreen.roundId, [doreenMember])).toEqual(noSignal)
  expect(await admin.waitingJoins()).toEqual(noSignal)
  wire.setFate('delivered')
  expect(admin.careGroup(walter.personId)).toBeNull()
})

test('EN1013 what the relay refuses is said, and what loses every race as well', async () => {
  const { admin } = here.robot
  const stop = answerControls({ type: 'refused', reason: 'over-quota' })
  expect(await admin.ensurePeople([walter])).toEqual(refused('over-quota'))
  stop()
  const stopRacing = answerControls({ type: 'refused', reason: 'compare-and-swap' })
  expect(await admin.setRound(doreen.roundId, [doreenMember])).toEqual(refused('compare-and-swap'))
  stopRacing()
  must(await admin.setRound(doreen.roundId, [doreenMember]))
})

test('EN1013 somebody of whom no device is known is let into no circle', async () => {
  expect(await here.robot.admin.letIntoCircle(personId, doreenMember)).toEqual(refused('unknown-member'))
})

test('EN1013 what the disk does not take is not called written', async () => {
  const { admin } = here.robot
  await here.robot.settle()
  const store = admin.store() as MemoryDeviceStore
  store.fail({ type: 'no-space' })
  const moved = { ...doreen, address: 'Elm Street 3' }
  expect(await admin.ensurePeople([moved])).toEqual(refused('no-space'))
  expect(await admin.listPeople([moved])).toEqual(refused('no-space'))
  store.fail(null)
  await sync(here.robot)
})

test('EN1013 a change of a document that cannot be made is not called made', async () => {
  const none = () => err({ type: 'unknown-task' } as never)
  expect(await here.robot.admin.changeDocument('tasks', personId, none)).toEqual(refused('unknown-task'))
})

test('EN1013 history for a group that is not here is not called written', async () => {
  const { admin } = here.robot
  const author = admin.session()!.device.own.signature
  const base = admin.historyBase({ id: idOf('note'), at: 1_000 as never, author, about: personId })
  const note = must(writeNote({ visitId: null, words: 'Before', found: '', did: '', next: '' }, base))
  const group = idOf<GroupId>('nowhere')
  expect(await admin.writeRecords([{ key: idOf('part'), group, records: [note] }])).toMatchObject(
    refused(expect.any(String)),
  )
})
