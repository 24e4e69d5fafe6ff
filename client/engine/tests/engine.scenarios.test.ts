/** What a colluding relay, a leaver or a broken wire may try, and what an honest engine makes of it. The real relay, in memory. */
import { beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, EntryId, GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import {
  type ContentEntry,
  encodeContentHeader,
  encodeEnvelope,
  entryIdOf,
  parseContentEntry,
  signingInputOf,
} from '../../../shared/protocol/entry.ts'
import type { Engine } from '../engine.ts'
import type { StreamItem } from '../sync/relay-client.ts'
import { readWentBack } from '../sync/went-back.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { expectAllReadable, unreadableAt } from '../testing/unreadable.ts'

interface Person {
  readonly engine: Engine
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Person
let priya: Person

async function join(name: string, role: 'staff' | 'patient'): Promise<Person> {
  const wire = memory.wire()
  const { engine } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, wire }
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman', 'staff')
  priya = await join('Priya Patel', 'staff')
  await sync(here.robot, aisha.engine, priya.engine)
  return () => here.close()
})

const deviceOf = ({ engine }: Person) => engine.admin.session()!.device
const receiverOf = ({ engine }: Person) => engine.admin.session()!.receiver
const care = () => here.robot.admin.careGroup(doreen.personId)!

let count = 0

async function note({ engine }: Person, found: string) {
  count += 1
  memory.clock.advance(1_000)
  const at = memory.clock.now()
  const text = { words: '', found, did: '', next: '' }
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  return engine.run({ ...visit, commandId: idOf(`note ${count}`), at, startedAt: at, note: text })
}

async function notesAt({ engine }: Person): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId: doreen.personId })
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : []))
}

/** The entries this device wrote in the group, as they lie in its log. */
async function ownEntries(person: Person, group: GroupId): Promise<readonly ContentEntry[]> {
  const { device, feeds } = deviceOf(person)
  const store = person.engine.admin.store()
  const rows = await store.scan('log', `${group}/${device}/`, `${group}/${device}/~`)
  expect(rows.length).toBe(feeds.of(group).next)
  return rows.map(({ value }) => {
    const entry = parseContentEntry(value)
    if (!entry.ok) throw new Error(entry.error.detail)
    return entry.value
  })
}

function item(bytes: ContentEntry['bytes']): StreamItem {
  return { type: 'entry', arrival: 1_000 as Arrival, bytes, storedAt: 1 as Instant }
}

const parkedAt = (person: Person) =>
  deviceOf(person)
    .parked.refused()
    .map(({ reason }) => reason)
const waitingAt = (person: Person) =>
  deviceOf(person)
    .parked.waiting()
    .map((waiting) => waiting.for)

/** Signed by `person` as it stands, whatever it says. */
async function signed(person: Person, header: ContentEntry['header'], body: ContentEntry['body']) {
  const headerBytes = encodeContentHeader(header)
  const signature = await deviceOf(person).identity.sign(signingInputOf(entryIdOf(headerBytes, body)))
  return encodeEnvelope(headerBytes, body, signature)
}

describe('an honest engine', () => {
  test('EN5 what is written is nowhere in the relay, in any shape', async () => {
    await note(aisha, 'CANARY wound three centimetres')
    await sync(aisha.engine, priya.engine)
    expect(await notesAt(priya)).toEqual(['CANARY wound three centimetres'])
    const { items } = await pullEverything(aisha)
    const all = items.map(({ bytes }) => bytesToHex(bytes)).join('')
    expect(all).not.toContain(bytesToHex(utf8ToBytes('CANARY')))
    expect(memory.relay.log()).not.toContain('CANARY')
  })

  test('RX2 bytes that are no entry, and an entry with a flipped bit, are parked and block nothing', async () => {
    aisha.wire.setFate('request-lost')
    await note(aisha, 'first')
    const [entry] = await ownEntries(aisha, care())
    const flipped = Uint8Array.from(entry!.bytes)
    flipped[flipped.length - 1]! ^= 1
    await receiverOf(priya).take([item(utf8ToBytes('<!doctype html>')), item(flipped), item(entry!.bytes)], [])
    expect(parkedAt(priya)).toEqual(expect.arrayContaining(['malformed']))
    expect(await notesAt(priya)).toEqual(['first'])
  })

  test('RX2 nobody can sign another’s ciphertext as his own', async () => {
    aisha.wire.setFate('request-lost')
    await note(aisha, 'mine')
    const [entry] = await ownEntries(aisha, care())
    const { feeds, device } = deviceOf(priya)
    const { head, next } = feeds.of(care())
    const stolen = await signed(priya, { ...entry!.header, author: device, seq: next, prev: head }, entry!.body)
    await receiverOf(aisha).take([item(stolen)], [])
    expect(parkedAt(aisha)).toEqual(['cannot-open'])
    here.allowUnreadable('a colleague with a changed app wrote it')
  })

  test('SX340 what cannot be opened one sync later is told, with whose device it is', async () => {
    await note(priya, 'mine')
    const [entry] = await ownEntries(priya, care())
    await sync(aisha.engine)
    const header = { ...entry!.header, seq: 1, prev: entry!.id }
    const body = entry!.body.map((byte) => byte ^ 1)
    await receiverOf(aisha).take([item(await signed(priya, header, body))], [])
    expect(await unreadableAt([here.robot, aisha.engine, priya.engine])).toEqual([
      expect.stringMatching(/^Aisha Rahman cannot open [0-9a-f]{8}$/),
    ])
    await expect(expectAllReadable([aisha.engine])).rejects.toThrow('SX340 Aisha Rahman')
    here.allowUnreadable('it is what is shown here')
  })

  test('RX4 a withheld entry shows as a gap, and what follows it waits', async () => {
    aisha.wire.setFate('request-lost')
    await note(aisha, 'one')
    await note(aisha, 'two')
    const [one, two] = await ownEntries(aisha, care())
    await receiverOf(priya).take([item(two!.bytes)], [])
    expect(waitingAt(priya)).toEqual(['earlier-entry'])
    expect(await notesAt(priya)).toEqual([])
    await receiverOf(priya).take([item(one!.bytes)], [])
    expect(waitingAt(priya)).toEqual([])
    expect([...(await notesAt(priya))].sort()).toEqual(['one', 'two'])
  })

  test('RX5 two histories under one number are a fork: noticed, kept as evidence, the first one stays', async () => {
    aisha.wire.setFate('request-lost')
    await note(aisha, 'one')
    const [one] = await ownEntries(aisha, care())
    await receiverOf(priya).take([item(one!.bytes)], [])
    const other = await signed(aisha, { ...one!.header, nonce: new Uint8Array(12) }, one!.body)
    await receiverOf(priya).take([item(other)], [])
    expect(parkedAt(priya)).toEqual(['feed-fork'])
    expect(
      deviceOf(priya)
        .notices.all()
        .map(({ type }) => type),
    ).toEqual(['feed-fork'])
    expect(await notesAt(priya)).toEqual(['one'])
  })

  test('RX3 an entry that cites another chain than ours gives the fork away', async () => {
    aisha.wire.setFate('request-lost')
    await note(aisha, 'one')
    const [one] = await ownEntries(aisha, care())
    const heads = { ...one!.header.heads, groupHash: 'a'.repeat(64) as EntryId }
    await receiverOf(priya).take([item(await signed(aisha, { ...one!.header, heads }, one!.body))], [])
    expect(parkedAt(priya)).toEqual(['control-fork'])
    expect(await notesAt(priya)).toEqual([])
  })

  test('EN7 a removed colleague: no new keys, late work kept aside and said so, the others go on', async () => {
    priya.wire.setFate('request-lost')
    await note(priya, 'written offline before the removal')
    const { device, own } = deviceOf(priya)
    expect(await here.robot.admin.removeDevice(own.group, device)).toEqual({ ok: true, value: undefined })
    await sync(aisha.engine, here.robot)
    await note(aisha, 'after the removal')
    await sync(aisha.engine)
    priya.wire.setFate('delivered')
    const removed = stateOf(priya.engine, ({ type }) => type === 'removed')
    await sync(priya.engine)
    expect((await removed).type).toBe('removed')
    await sync(aisha.engine)
    expect(await notesAt(aisha)).toEqual(['after the removal'])
    const team = deviceOf(aisha).chains.team()!
    expect(team.epochs.length).toBe(2)
  })

  test('RX3 a leaver who backdates with a colluding relay is refused beyond the cut', async () => {
    priya.wire.setFate('request-lost')
    await note(priya, 'backdated')
    const [stolen] = await ownEntries(priya, care())
    const { device, own } = deviceOf(priya)
    await here.robot.admin.removeDevice(own.group, device)
    // The care group's own next epoch states how much of the leaver's feed there was.
    await sync(aisha.engine, here.robot, aisha.engine, here.robot)
    expect(deviceOf(aisha).chains.state(care())!.epochs.length).toBeGreaterThan(1)
    await receiverOf(aisha).take([item(stolen!.bytes)], [])
    expect(parkedAt(aisha)).toEqual(['beyond-cut'])
    expect(await notesAt(aisha)).toEqual([])
  })

  test('EN8 who comes later reads everything written before, through the back chain', async () => {
    await note(aisha, 'before')
    await sync(aisha.engine)
    await here.robot.admin.newEpoch(care())
    await sync(aisha.engine)
    await note(aisha, 'under the new key')
    await sync(aisha.engine)
    const late = await join('Ben Okoro', 'staff')
    const round = ['Aisha Rahman', 'Priya Patel', 'Ben Okoro'].map((name) => idOf<MemberId>(name))
    await here.robot.admin.setRound(doreen.roundId, round)
    await sync(here.robot, late.engine, late.engine)
    const { story } = await viewOf(
      late.engine,
      'person',
      { personId: doreen.personId },
      (view) => view.story.length >= 2,
    )
    expect(
      story
        .filter(({ kind }) => kind === 'note')
        .map(({ lines }) => lines[0])
        .sort(),
    ).toEqual(['before', 'under the new key'])
  })

  test('EN8 writing under an old key while another rotated is accepted and read', async () => {
    priya.wire.setFate('request-lost')
    await note(priya, 'under the old key')
    await here.robot.admin.newEpoch(care())
    await sync(aisha.engine)
    priya.wire.setFate('delivered')
    await sync(priya.engine, aisha.engine)
    expect(await notesAt(aisha)).toEqual(['under the old key'])
  })

  test('SX12 a relay restored from an older copy is noticed and filled again', async () => {
    await note(aisha, 'kept by everybody')
    await sync(aisha.engine, priya.engine)
    const session = aisha.engine.admin.session()!
    const before = session.catchUp.cursor()
    expect(before.generation).not.toBeNull()
    await pretendGeneration(aisha, 'f'.repeat(32))
    await sync(aisha.engine)
    expect(await readWentBack(deviceOf(aisha).sealedStore)).toMatchObject([{ said: true, times: 1, lost: 0 }])
    expect(session.catchUp.cursor().cursor).toBe(before.cursor)
    expect(await notesAt(aisha)).toEqual(['kept by everybody'])
  })

  test('CM1 on a full disk nothing is written, nothing is shown, and no number is used up', async () => {
    const store = aisha.engine.admin.store() as unknown as { fail: (failure: { type: 'no-space' } | null) => void }
    store.fail({ type: 'no-space' })
    expect(await note(aisha, 'lost')).toEqual({ ok: false, problem: { type: 'no-space' } })
    store.fail(null)
    expect(await notesAt(aisha)).toEqual([])
    expect(await note(aisha, 'kept')).toEqual({ ok: true })
    await sync(aisha.engine, priya.engine)
    expect(await notesAt(priya)).toEqual(['kept'])
  })
})

async function pullEverything(person: Person) {
  const { relay, session } = { relay: person.engine.admin.relay(), session: person.engine.admin.session()! }
  const items: { bytes: Uint8Array }[] = []
  const relaySession = (await session.relaySession())!
  const onItems = async (some: readonly StreamItem[]) => {
    for (const each of some)
      if (each.type !== 'folded') items.push({ bytes: each.type === 'entry' ? each.bytes : each.box })
  }
  await relay.pull({ session: relaySession, after: 0 as Arrival, onItems })
  return { items }
}

/** As if the answer came from a relay that was set up again. */
async function pretendGeneration(person: Person, generation: string): Promise<void> {
  person.wire.setGeneration(generation)
}

describe('access that comes later', () => {
  test('SX13 a group’s past is fetched when access comes, and its record is not called complete before', async () => {
    await note(aisha, 'long before')
    await sync(aisha.engine)
    const ben = await join('Ben Okoro', 'staff')
    expect((await viewOf(ben.engine, 'person', { personId: doreen.personId })).complete).toBe(false)
    const round = ['Aisha Rahman', 'Priya Patel', 'Ben Okoro'].map((name) => idOf<MemberId>(name))
    await here.robot.admin.setRound(doreen.roundId, round)
    await sync(here.robot, ben.engine)
    const view = await viewOf(ben.engine, 'person', { personId: doreen.personId }, ({ complete }) => complete)
    expect(view.story.filter(({ kind }) => kind === 'note').map(({ lines }) => lines[0])).toEqual(['long before'])
  })
})
