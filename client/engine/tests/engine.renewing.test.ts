/**
 * KR700, KR701, KR760, KR995: nothing is sealed under a key that somebody knows who left, as
 * soon as the device has heard of it: not even before its house work began. The
 * real relay, in memory.
 */
import { beforeEach, expect, test } from 'vitest'
import type { Arrival, GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import { dayOf } from '../../domain/dates.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { createDeviceIdentity } from '../crypto/device-identity.ts'
import { createGroupAdmin, type GroupAdmin } from '../membership/group-admin.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import type { Timer } from '../platform/timer.ts'
import type { StreamItem } from '../sync/relay-client.ts'
import { createRenewGroups } from '../sync/renew-groups.ts'
import { longestWaitMs } from '../sync/renewing.ts'
import type { MemoryRelay } from '../testing/memory-relay.ts'
import { doreen, idOf, must, type Neighbourhood, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

type Person = Pick<Colleague, 'engine'>

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Colleague
let priya: Colleague
let join: TwoColleagues['join']
let two: TwoColleagues

beforeEach(async () => {
  two = await startTwoColleagues()
  ;({ memory, here, aisha, priya, join } = two)
  return () => here.close()
})

const sessionOf = ({ engine }: Person) => engine.admin.session()!
const deviceOf = (person: Person) => sessionOf(person).device
const care = () => here.robot.admin.careGroup(doreen.personId)!
const own = () => here.robot.admin.privateGroup(doreen.personId)!
const chainAt = (person: Person, group: GroupId) => deviceOf(person).chains.state(group)!
const isStaleAt = (person: Person, group: GroupId) => isStale(chainAt(person, group), deviceOf(person).chains.team())

/** On the team's chain, with the team's next key; whoever did it does nothing else before she syncs. */
async function removePriya(): Promise<void> {
  const { device, own: hers } = deviceOf(priya)
  const admin = createGroupAdmin({
    ...here.robot.admin.session()!.device,
    clock: memory.clock,
    random: createSeededRandom('removal'),
  })
  const { controls, space } = must(await admin.removeDevice(hers.group, device))
  const items = controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
  must(await here.robot.admin.relay().appendControl(space, items))
}

/** What a pull brings, and nothing of what is done after one: no house work has begun. */
async function hear(person: Person, isTaken: (item: StreamItem) => boolean = () => true): Promise<void> {
  const items: StreamItem[] = []
  const onItems = async (some: readonly (StreamItem | { readonly type: 'folded' })[]) => {
    for (const each of some) if (each.type !== 'folded') items.push(each)
  }
  const session = (await sessionOf(person).relaySession())!
  await person.engine.admin.relay().pull({ session, after: 0 as Arrival, onItems })
  await sessionOf(person).receiver.take(items.filter(isTaken), [])
}

/** What was tried and failed is tried again half a minute later. */
const intent = () => two.intent(1_000)

async function note({ engine }: Person, found: string): Promise<void> {
  const { at, commandId } = intent()
  const text = { words: '', found, did: '', next: '' }
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  expect(await engine.run({ ...visit, commandId, at, startedAt: at, note: text })).toEqual({ ok: true })
}

async function message({ engine }: Person, group: GroupId, text: string): Promise<void> {
  const command = { type: 'send-message', ...intent(), threadId: threadIdOf(group), text, answers: null } as const
  expect(await engine.run(command)).toEqual({ ok: true })
}

async function newestOf(person: Person, group: GroupId): Promise<ContentEntry> {
  const { device } = deviceOf(person)
  const rows = await person.engine.admin.store().scan('log', `${group}/${device}/`, `${group}/${device}/~`)
  return must(parseContentEntry(rows.at(-1)!.value))
}

async function notesAt({ engine }: Person): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId: doreen.personId })
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : [])).sort()
}

test('KR700 what is written after a colleague left is sealed under a key she never had, though no house work was done', async () => {
  await note(priya, 'by Priya, before')
  await sync(priya.engine, aisha.engine)
  await removePriya()
  await hear(aisha)
  expect(isStaleAt(aisha, care())).toBe(true)
  await note(aisha, 'after')
  expect(isStaleAt(aisha, care())).toBe(false)
  const written = await newestOf(aisha, care())
  expect(written.header.epoch).toBe(chainAt(aisha, care()).epochs.length - 1)
  // With the key she had, and with whatever a relay would give her of it, she comes to no later one.
  expect(await deviceOf(priya).keyring.groupKey(care(), written.header.epoch - 1)).toBeDefined()
  await hear(priya).catch(() => {})
  expect(await deviceOf(priya).keyring.groupKey(care(), written.header.epoch)).toBeUndefined()
  await sync(aisha.engine, here.robot, aisha.engine)
  expect(await notesAt(aisha)).toEqual(['after', 'by Priya, before'])
})

test('KR700 it is renewed while the words are typed, so that the save finds it', async () => {
  await removePriya()
  await hear(aisha)
  const key = `visit/${doreen.personId}/`
  const value = JSON.stringify({ found: 'she is' })
  expect(await aisha.engine.run({ type: 'save-draft', ...intent(), key, value })).toEqual({ ok: true })
  await aisha.engine.settle()
  expect(isStaleAt(aisha, care())).toBe(false)
})

test('KR700 of two who renew at once the slower waits for the other’s key and writes under it', async () => {
  await removePriya()
  await hear(aisha)
  await sync(here.robot)
  await note(aisha, 'after')
  expect(chainAt(aisha, care()).epochs).toHaveLength(2)
  expect((await newestOf(aisha, care())).header.epoch).toBe(1)
})

test('KR760 the slower one listens no longer than anybody waits for it, also where the other’s key does not come', async () => {
  await removePriya()
  await hear(aisha)
  await sync(here.robot)
  let listening = 0
  const { promise: isListening, resolve: begins } = Promise.withResolvers<void>()
  const session = sessionOf(aisha)
  const renew = createRenewGroups(
    {
      ...deviceOf(aisha),
      ...{ space: here.robot.admin.space()!, relay: aisha.engine.admin.relay(), clock: memory.clock },
      ...{ random: createSeededRandom('slower'), syncState: () => ({ ...session.runner.state(), offlineSince: null }) },
      changed: (listener) => {
        const stop = session.changed(listener)
        listening += 1
        begins()
        return () => {
          listening -= 1
          stop()
        }
      },
      onLostRace: () => {},
      onRenewed: () => {},
    },
    (group) => isStaleAt(aisha, group),
  )
  const over = new AbortController()
  const waits = renew([care()], 'somebody', over.signal)
  await isListening
  expect(listening).toBe(1)
  over.abort()
  await waits
  expect(listening).toBe(0)
})

test('KR700 KR919 where the relay does not answer for long it is written under the key there is, and what is saved meanwhile waits for it no more', async () => {
  const waits: { readonly ms: number; readonly run: () => void }[] = []
  const timer: Timer = {
    after: (ms, run) => {
      waits.push({ ms, run })
      return () => {}
    },
  }
  const ben = await join('Ben Okoro', () => {}, { timer })
  const round = ['Aisha Rahman', 'Priya Patel', 'Ben Okoro'].map((name) => idOf<MemberId>(name))
  must(await here.robot.admin.setRound(doreen.roundId, round))
  await sync(here.robot, ben.engine)
  await removePriya()
  await hear(ben)
  const held = ben.wire.hold()
  const saved = note(ben, 'held up')
  await held.reached
  for (const { ms, run } of waits) if (ms === longestWaitMs) run()
  await saved
  expect((await newestOf(ben, care())).header.epoch).toBe(0)
  // The request is on its way still.
  await note(ben, 'not held up')
  await note(ben, 'nor this')
  expect((await newestOf(ben, care())).header.epoch).toBe(0)
  await held.release()
  await ben.engine.settle()
  await note(ben, 'under the new one')
  expect((await newestOf(ben, care())).header.epoch).toBe(1)
})

test('KR700 where the request is lost it is written under the key there is, and the next save is not held up for it again', async () => {
  await removePriya()
  await hear(aisha)
  aisha.wire.setFate('request-lost')
  await note(aisha, 'lost')
  expect((await newestOf(aisha, care())).header.epoch).toBe(0)
  aisha.wire.setFate('delivered')
  const held = aisha.wire.hold()
  await note(aisha, 'not held up')
  expect((await newestOf(aisha, care())).header.epoch).toBe(0)
  await held.release()
})

test('KR700 who has not read all that the leaver wrote gives no new key before she has: it would end the leaver’s words too early', async () => {
  await note(priya, 'by Priya, long before')
  await sync(priya.engine, aisha.engine)
  const ben = await join('Ben Okoro')
  const round = ['Aisha Rahman', 'Priya Patel', 'Ben Okoro'].map((name) => idOf<MemberId>(name))
  must(await here.robot.admin.setRound(doreen.roundId, round))
  await removePriya()
  // The access and the keys have come; what was written there is still to be fetched.
  await hear(ben, (item) => item.type !== 'entry' || !parseContentEntry(item.bytes).ok)
  expect(await deviceOf(ben).keyring.groupKey(care(), 0)).toBeDefined()
  expect(sessionOf(ben).access.backfillAfter(care())).not.toBeNull()
  await note(ben, 'by Ben')
  await sync(ben.engine, aisha.engine, ben.engine)
  expect(await notesAt(aisha)).toEqual(['by Ben', 'by Priya, long before'])
  expect(await notesAt(ben)).toEqual(['by Ben', 'by Priya, long before'])
})

const leavings = {
  leaves: (admin: GroupAdmin) => admin.removeDevice(team(), deviceOf(priya).device),
  'hands over': async (admin: GroupAdmin) => {
    const { identity } = await createDeviceIdentity(createSeededRandom('another'))
    return admin.handOver(team(), identity.keys)
  },
} as const

const team = () => deviceOf(priya).own.group
const groups = { care, own, team }

/** By her own device, which has no say in the key after it. */
async function priyaGoes(how: keyof typeof leavings): Promise<void> {
  const device = deviceOf(priya)
  const admin = createGroupAdmin({ ...device, clock: memory.clock, random: createSeededRandom('leaving') })
  const { controls, space } = must(await leavings[how](admin))
  const items = controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
  must(await here.robot.admin.relay().appendControl(space, items))
}

/** Sealed to no key of the team that somebody who is out was in for. */
function isBeyondThem(person: Person, group: GroupId, epoch: number): boolean {
  const ofTeam = chainAt(person, team())
  const chain = chainAt(person, group)
  const sealedTo = ofTeam.epochs[group === ofTeam.group ? epoch : chain.epochs[epoch]!.teamEpoch]!
  return sealedTo.at > ofTeam.lastRemoval
}

async function writeInto(person: Colleague, group: GroupId): Promise<void> {
  if (group === care()) return note(person, 'after')
  if (group !== team()) return message(person, group, 'Somebody else comes now.')
  const date = dayOf(memory.clock.now())
  const visit = {
    personId: doreen.personId,
    memberId: '',
    reason: 'Bloods',
    from: '10:00',
    to: null,
    window: null,
  } as const
  expect(await person.engine.run({ type: 'plan-visit', ...intent(), date, ...visit })).toEqual({ ok: true })
}

test.each(Object.keys(leavings).flatMap((how) => Object.keys(groups).map((group) => [how, group] as const)))(
  'KR995 who %s owes the team a key: what a colleague writes then into %s is under one that was never theirs',
  async (how, name) => {
    const group = groups[name as keyof typeof groups]()
    await priyaGoes(how as keyof typeof leavings)
    await hear(aisha)
    expect(isStaleAt(aisha, team())).toBe(true)
    await writeInto(aisha, group)
    const { epoch } = (await newestOf(aisha, group)).header
    expect(isBeyondThem(aisha, group, epoch)).toBe(true)
    await hear(priya).catch(() => {})
    expect(await deviceOf(priya).keyring.groupKey(group, epoch)).toBeUndefined()
    await sync(aisha.engine, here.robot, aisha.engine)
  },
)

test('KR995 of two who give the team its key at once the slower one writes under a key sealed to the other’s', async () => {
  await priyaGoes('leaves')
  await hear(aisha)
  await sync(here.robot)
  await note(aisha, 'after')
  expect(isBeyondThem(aisha, care(), (await newestOf(aisha, care())).header.epoch)).toBe(true)
  expect(chainAt(aisha, team()).epochs).toHaveLength(2)
})

test('KR995 the public give no key that the team owes: their words go under the key there is, and what was sealed to the leaver’s is renewed', async () => {
  const hers = await here.join('Doreen Ashworth', 'patient', { about: doreen.personId })
  await sync(here.robot, aisha.engine, hers.engine)
  await priyaGoes('leaves')
  await hear(hers)
  await message(hers, own(), 'Who is it that comes now?')
  expect(isBeyondThem(hers, own(), (await newestOf(hers, own())).header.epoch)).toBe(false)
  await sync(aisha.engine, here.robot, hers.engine)
  await message(hers, own(), 'And tomorrow?')
  expect(isBeyondThem(hers, own(), (await newestOf(hers, own())).header.epoch)).toBe(true)
})

test('KR701 a person’s own phone gives her group and her circle a new key before she writes; her daughter’s does not, and writes all the same', async () => {
  const hers = await here.join('Doreen Ashworth', 'patient', { about: doreen.personId })
  const karen = await here.join('Karen Ashworth', 'family', { about: doreen.personId })
  const karens = here.robot.admin.familyGroup(doreen.personId, idOf<MemberId>('Karen Ashworth'))!
  must(await here.robot.admin.letIntoCircle(doreen.personId, idOf<MemberId>('Karen Ashworth')))
  await sync(here.robot, hers.engine, karen.engine, here.robot, hers.engine, karen.engine)
  const circle = here.robot.admin.circleGroup(doreen.personId)!
  await removePriya()
  await hear(hers)
  await hear(karen)
  const isStaleInCircle = () => [hers, karen].map((each) => isStaleAt(each, circle))
  expect([isStaleAt(hers, own()), isStaleAt(karen, karens), ...isStaleInCircle()]).toEqual([true, true, true, true])
  await message(hers, own(), 'Who is it that comes now?')
  await message(karen, karens, 'Is somebody coming today?')
  await message(karen, circle, 'I can come on Sunday.')
  expect(isStaleInCircle()).toEqual([true, true])
  await message(hers, circle, 'Do come.')
  expect(isStaleAt(hers, own())).toBe(false)
  expect((await newestOf(hers, own())).header.epoch).toBe(chainAt(hers, own()).epochs.length - 1)
  expect(isStaleAt(karen, karens)).toBe(true)
  expect(isStaleInCircle()).toEqual([false, true])
  await sync(hers.engine, karen.engine, aisha.engine, here.robot)
})
