/** Receipts and what they make of unread messages: several devices on the real relay, in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { canRead } from '../../../shared/membership/rights.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { homePartition } from '../../domain/projections/rows.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Device {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

async function join(name: string, role: Role): Promise<Device> {
  const wire = memory.wire()
  const { engine, store } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, store, wire }
}

function intent() {
  count += 1
  memory.clock.advance(1_000)
  return { commandId: idOf<string>(`receipts ${count}`), at: memory.clock.now() }
}

const thread = () => threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)

function say({ engine }: Device, text: string) {
  return engine.run({ type: 'send-message', ...intent(), threadId: thread(), text, answers: null })
}

const entriesOf = ({ engine }: Device) =>
  engine.admin
    .session()!
    .device.feeds.all()
    .reduce((sum, feed) => sum + feed.next, 0)

const unreadOnDisk = async ({ engine }: Device) => {
  const { rows } = await engine.admin.session()!.device.pages.load(homePartition)
  return rows.filter(({ collection }) => collection === 'unread').length
}

test('RE1 three messages make one receipt, receipts make none, and seeing makes one more', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  const patient = await join('Doreen Ashworth', 'patient')
  await sync(aisha.engine, patient.engine)
  const before = entriesOf(patient)
  aisha.wire.setFate('request-lost')
  for (const text of ['one', 'two', 'three']) await say(aisha, text)
  aisha.wire.setFate('delivered')
  await sync(aisha.engine, patient.engine, aisha.engine, patient.engine, aisha.engine)
  expect(entriesOf(patient)).toBe(before + 1)
  const { messages } = await viewOf(
    patient.engine,
    'thread',
    { threadId: thread() },
    (view) => view.messages.length === 3,
  )
  expect(messages.map(({ unseen }) => unseen)).toEqual([true, true, true])
  const messageIds = messages.map(({ id }) => id)
  await patient.engine.run({ type: 'mark-seen', ...intent(), threadId: thread(), messageIds })
  await sync(patient.engine, aisha.engine, patient.engine)
  expect(entriesOf(patient)).toBe(before + 2)
  expect((await viewOf(patient.engine, 'home', {})).unread).toBe(0)
  const seen = await viewOf(aisha.engine, 'thread', { threadId: thread() })
  expect(seen.messages.map(({ travel }) => travel?.type)).toEqual(['seen', 'seen', 'seen'])
})

test('RE1077 what the disk does not take was not seen: that is said, and its writer is told nothing', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  const phone = await join('Doreen Ashworth', 'patient')
  await sync(aisha.engine, phone.engine)
  await say(aisha, 'one')
  await sync(aisha.engine, phone.engine)
  const shown = (isIt: (unseen: boolean) => boolean) =>
    viewOf(phone.engine, 'thread', { threadId: thread() }, ({ messages }) => messages.some((each) => isIt(each.unseen)))
  const { messages } = await shown((unseen) => unseen)
  const seen = { type: 'mark-seen', threadId: thread(), messageIds: messages.map(({ id }) => id) } as const
  const travel = async () => (await viewOf(aisha.engine, 'thread', { threadId: thread() })).messages[0]?.travel?.type
  phone.store.fail({ type: 'no-space' })
  expect(await phone.engine.run({ ...seen, ...intent() })).toEqual({ ok: false, problem: { type: 'no-space' } })
  phone.store.fail(null)
  await sync(phone.engine, aisha.engine)
  await shown((unseen) => unseen)
  expect(await travel()).toBe('arrived')
  expect(await phone.engine.run({ ...seen, ...intent() })).toEqual({ ok: true })
  await shown((unseen) => !unseen)
  await sync(phone.engine, aisha.engine)
  expect(await travel()).toBe('seen')
})

test('RE3 what marks a message as unread goes from the disk once it was seen, here or on another device', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  const phone = await join('Doreen Ashworth', 'patient')
  const tablet = await join('Doreen Ashworth', 'patient')
  await sync(aisha.engine, phone.engine, tablet.engine)
  for (const text of ['one', 'two']) await say(aisha, text)
  await sync(aisha.engine, phone.engine, tablet.engine)
  expect([await unreadOnDisk(phone), await unreadOnDisk(tablet)]).toEqual([2, 2])
  const { messages } = await viewOf(phone.engine, 'thread', { threadId: thread() }, (view) => view.messages.length > 1)
  const seen = { type: 'mark-seen', threadId: thread(), messageIds: [messages[0]!.id] } as const
  await phone.engine.run({ ...seen, ...intent() })
  expect([await unreadOnDisk(phone), await unreadOnDisk(tablet)]).toEqual([1, 2])
  await sync(phone.engine, tablet.engine)
  expect(await unreadOnDisk(tablet)).toBe(1)
  await phone.engine.run({ ...seen, messageIds: [messages[1]!.id], ...intent() })
  await sync(phone.engine, tablet.engine)
  expect([await unreadOnDisk(phone), await unreadOnDisk(tablet)]).toEqual([0, 0])
  // The proof comes first, or with the message: nothing is put.
  const third = await join('Doreen Ashworth', 'patient')
  await sync(third.engine)
  expect(await unreadOnDisk(third)).toBe(0)
  expect((await viewOf(third.engine, 'home', {})).unread).toBe(0)
})

test('RE2 a robot reads and nobody is told that it did', async () => {
  const patient = await join('Doreen Ashworth', 'patient')
  await say(patient, 'is anybody there?')
  const before = here.robot.admin.session()!.device.feeds.all().length
  await sync(patient.engine, here.robot, patient.engine, here.robot)
  expect(here.robot.admin.session()!.device.feeds.all().length).toBe(before)
})

test('QV582 a team lead who looks after the person is among those who can read it, to colleagues by name; who does not, or holds no key, is not', async () => {
  const names = ['Aisha Rahman', 'Lena Fischer'].map((name) => idOf<MemberId>(name))
  must(await here.robot.admin.setRound(doreen.roundId, names))
  const [aisha, lena, tom] = [
    await join('Aisha Rahman', 'staff'),
    await join('Lena Fischer', 'admin'),
    await join('Tom Hale', 'admin'),
  ]
  const others = [
    await join('Noor Aziz', 'ig'),
    await join('Sol Marsh', 'associate'),
    await join('Ben Okafor', 'staff'),
  ]
  const patient = await join('Doreen Ashworth', 'patient')
  const care = threadIdOf(here.robot.admin.careGroup(doreen.personId)! as string as GroupId)
  const among = { type: 'send-message', threadId: care, text: 'Who sees her next?', answers: null } as const
  expect(await aisha.engine.run({ ...among, ...intent() })).toEqual({ ok: true })
  await say(patient, 'is anybody there?')
  const everybody = [aisha, lena, tom, ...others, patient].map(({ engine }) => engine)
  await sync(...everybody, ...everybody)

  const lastOf = async (who: Device, threadId: string) => {
    const { messages } = await viewOf(who.engine, 'thread', { threadId }, (view) => view.messages.length > 0)
    return messages.at(-1)!
  }
  // Nobody else than who is served it.
  const { chains, device } = aisha.engine.admin.session()!.device
  const [chain, team] = [chains.careChainOf(doreen.personId)!, chains.team()!]
  const asked = { chain, team, careChain: chain, now: memory.clock.now(), isInPublicGroup: () => false }
  const served = Object.values(team.devices).filter(({ keys }) => canRead({ ...asked, device: keys.device }))
  // The robot that set her up among them.
  expect(served.filter(({ keys }) => keys.device !== device)).toHaveLength(2)
  expect((await lastOf(aisha, care)).travel).toMatchObject({ type: 'arrived', on: ['Lena Fischer'], of: 2 })
  const { id } = await lastOf(lena, thread())
  await lena.engine.run({ type: 'mark-seen', ...intent(), threadId: thread(), messageIds: [id] })
  await sync(lena.engine, patient.engine)
  expect((await lastOf(patient, thread())).travel).toMatchObject({ type: 'seen', of: 1 })
})
