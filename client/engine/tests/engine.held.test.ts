/**
 * What Aisha wrote where there was no signal, on a tablet that Lena removed
 * meanwhile: what the team reads of it, on the real relay in memory.
 */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { type DeviceId, zeroDoc } from '../../../shared/lib/ids.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { writeLetIn } from '../../domain/records/let-in.ts'
import type { HeldAct, HeldItem, HeldView } from '../../engine-api/held-back.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import type { Engine } from '../engine.ts'
import { checkHeld } from '../receive/held-entry.ts'
import { rowsVersionWrite } from '../remake/rows-version.ts'
import type { Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  joinWith,
  openState,
  passphrase,
  stateOf,
  sync,
  type TestDevice,
  viewOf,
} from '../testing/neighbourhood.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen
const words = 'Crackles at both bases'

interface Admin extends TestDevice {
  readonly wire: Wire
}

let two: TwoColleagues
let lena: Admin
let reid: Admin
let aishas: DeviceId

/** An administrator; with the round, or on none. */
async function joinAdmin(name: string, wire = two.memory.wire()): Promise<Admin> {
  const made = two.here.device({ network: wire })
  await joinWith(made.engine, await two.here.invite(name, 'admin'))
  await sync(two.here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return { ...made, wire }
}

async function writeNote(engine: Engine, found = words): Promise<void> {
  const note = { words: '', found, did: '', next: '' }
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  const intent = two.intent()
  expect(await engine.run({ ...visit, startedAt: intent.at, ...intent })).toEqual({ ok: true })
}

async function say(engine: Engine, text: string): Promise<void> {
  const threadId = threadIdOf(two.here.robot.admin.privateGroup(personId)!)
  const message = { type: 'send-message', ...two.intent(), threadId, text, answers: null } as const
  expect(await engine.run(message)).toEqual({ ok: true })
}

/** Nothing of Aisha's is at the relay that she wrote from here on; her tablet comes back removed. */
async function loseTablet(write: (engine: Engine) => Promise<void>): Promise<void> {
  const { aisha } = two
  aishas = aisha.engine.admin.session()!.device.device
  aisha.wire.setFate('request-lost')
  await write(aisha.engine)
  expect(await lena.engine.teamAct({ type: 'remove-device', deviceId: aishas })).toEqual({ type: 'done' })
  aisha.wire.setFate('delivered')
  await aisha.engine.syncNow()
  await stateOf(aisha.engine, (state) => state.type === 'removed' && state.erased === true)
  await sync(lena.engine, reid.engine, two.priya.engine)
}

const act = ({ engine }: Pick<Admin, 'engine'>, what: HeldAct) => engine.heldAct(what)

async function list(admin: Pick<Admin, 'engine'>): Promise<HeldView> {
  const outcome = await act(admin, { type: 'list' })
  if (outcome.type !== 'list') throw new Error(JSON.stringify(outcome))
  return outcome.view
}

async function only(admin: Pick<Admin, 'engine'>, type: HeldItem['content']['type']): Promise<HeldItem> {
  const found = (await list(admin)).items.filter(({ content }) => content.type === type)
  expect(found.length).toBe(1)
  return found[0]!
}

async function openRecord({ engine }: Admin): Promise<void> {
  const opening = { type: 'open-record', personId, reason: 'asked', words: 'What Aisha had left', hours: 2 } as const
  expect(await engine.accessAct(opening)).toEqual({ type: 'done', told: true })
  await sync(engine)
}

async function story(engine: Engine): Promise<readonly StoryItem[]> {
  return (await viewOf(engine, 'person', { personId }, ({ complete }) => complete)).story
}

async function setAside(): Promise<number> {
  const { chains, own } = two.here.robot.admin.session()!.device
  const { store } = two.memory.relay
  const counts = await Promise.all(
    chains.groups().map(async (group) => (await store.quarantined(own.space, group)).length),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

beforeEach(async () => {
  two = await startTwoColleagues()
  ;[lena, reid] = [await joinAdmin('Lena Hartley'), await joinAdmin('Fiona Reid')]
  await sync(two.here.robot, two.priya.engine, two.aisha.engine, lena.engine, reid.engine)
  return () => two.here.close()
})

test('HB110 an administrator outside the round is told whom it is about and nothing else, until she has opened the record', async () => {
  await loseTablet(writeNote)
  const closed = await only(lena, 'closed')
  const person = { personId, name: { family: 'Ashworth', given: 'Doreen' } }
  expect(closed).toMatchObject({ who: { name: 'Aisha Rahman' }, person, writtenAt: null })
  expect(JSON.stringify(await list(lena))).not.toContain(words)
  expect(await act(lena, { type: 'let-in', entryId: closed.entryId })).toEqual({ type: 'failed', problem: 'closed' })
  const left = { type: 'leave-out', entryId: closed.entryId, reason: 'not-right' } as const
  expect(await act(lena, left)).toEqual({ type: 'failed', problem: 'closed' })
  await openRecord(lena)
  const open = await only(lena, 'words')
  expect(open).toMatchObject({ entryId: closed.entryId, who: { name: 'Aisha Rahman' }, person })
  expect(open.content).toMatchObject({ said: [{ title: 'Visit note', lines: [words] }, { title: 'Visit finished' }] })
})

test('HB111 let in, it stands in the record with both names, and Aisha’s own signature proves it', async () => {
  await loseTablet(writeNote)
  await openRecord(lena)
  const { entryId } = await only(lena, 'words')
  expect(await act(lena, { type: 'let-in', entryId })).toEqual({ type: 'done', isSent: true })
  expect((await list(lena)).items).toEqual([])
  expect(await act(lena, { type: 'let-in', entryId })).toEqual({ type: 'failed', problem: 'decided' })
  expect(await setAside()).toBeGreaterThan(0)
  await sync(two.priya.engine)
  for (const engine of [lena.engine, two.priya.engine]) {
    const [note] = await story(engine)
    expect(note).toMatchObject({ author: { name: 'Aisha Rahman' }, letIn: { by: { name: 'Lena Hartley' } } })
    expect(note?.lines).toContain(words)
  }
})

test('HB111 HB660 a message that is let in is unread to who reads it, in its own thread, and not to who let it in', async () => {
  await loseTablet((engine) => say(engine, 'I come on Friday'))
  await openRecord(lena)
  const item = await only(lena, 'words')
  const place = { kind: 'own', title: 'Doreen Ashworth', isTalk: true, audience: { type: 'with-public' } }
  expect(item.place).toMatchObject(place)
  await act(lena, { type: 'let-in', entryId: item.entryId })
  const threadId = threadIdOf(two.here.robot.admin.privateGroup(personId)!)
  await sync(two.priya.engine)
  const theirs = await viewOf(two.priya.engine, 'thread', { threadId }, ({ messages }) => messages.length > 0)
  expect(theirs.messages).toMatchObject([
    { text: 'I come on Friday', unseen: true, letIn: { by: { name: 'Lena Hartley' } } },
  ])
  const hers = await viewOf(lena.engine, 'thread', { threadId }, ({ messages }) => messages.length > 0)
  expect(hers.messages).toMatchObject([{ unseen: false, mine: false, author: { name: 'Aisha Rahman' } }])
  const seen = { type: 'mark-seen', ...two.intent(), threadId, messageIds: [theirs.messages[0]!.id] } as const
  expect(await two.priya.engine.run(seen)).toEqual({ ok: true })
  await viewOf(two.priya.engine, 'thread', { threadId }, ({ messages }) => messages[0]?.unseen === false)
})

test('HB112 HB805 left out, the record says so, why, and whose it was of when; the entry stays at the relay and is listed no more', async () => {
  await loseTablet(writeNote)
  await openRecord(lena)
  const kept = await setAside()
  const { entryId } = await only(lena, 'words')
  expect(await act(lena, { type: 'leave-out', entryId, reason: 'in-already' })).toEqual({ type: 'done', isSent: true })
  expect([(await list(lena)).items, (await list(reid)).items, await setAside()]).toEqual([[], [], kept])
  await sync(two.priya.engine)
  const [said] = await story(two.priya.engine)
  expect(said).toMatchObject({ kind: 'left-out', author: { name: 'Lena Hartley' } })
  expect(said?.lines).toEqual([
    expect.stringMatching(
      /^Written by Aisha Rahman, staff, on \d+ \w+ \d{4} at \d\d:\d\d, on a device that was removed\.$/,
    ),
    'It is in the record already.',
  ])
  expect(JSON.stringify(await story(two.priya.engine))).not.toContain(words)
})

test('HB113 whatever two administrators decide at the same time, everybody ends with one result, and what one let in is in', async () => {
  const decide = (entryId: string, isIn: boolean): HeldAct =>
    isIn ? { type: 'let-in', entryId } : { type: 'leave-out', entryId, reason: 'by-hand' }
  await loseTablet(async (engine) => {
    for (let count = 0; count < 4; count++) await writeNote(engine, `Note ${count}`)
  })
  for (const admin of [lena, reid]) await openRecord(admin)
  const items = (await list(lena)).items.filter(({ content }) => content.type === 'words')
  expect(items.length).toBe(4)
  const choices = [0, 1, 2, 3].map((bits) => [(bits & 1) === 1, (bits & 2) === 2] as const)
  for (const [at, [hers, his]] of choices.entries()) {
    const { entryId } = items[at]!
    // Both have looked, and neither has heard of the other.
    await Promise.all([act(lena, decide(entryId, hers)), act(reid, decide(entryId, his))])
  }
  await sync(lena.engine, reid.engine, two.priya.engine, lena.engine, reid.engine)
  const shown = await Promise.all([lena.engine, reid.engine, two.priya.engine].map(story))
  const told = shown.map((items) =>
    items.map(({ author, kind, letIn, lines }) => [kind, author.name, letIn?.by.name ?? null, ...lines]),
  )
  expect(told[0]?.length).toBe(4)
  expect([told[1], told[2]]).toEqual([told[0], told[0]])
  expect(shown[0]!.map(({ letIn }) => letIn !== undefined).sort()).toEqual(choices.map(([a, b]) => a || b).sort())
  for (const admin of [lena, reid]) expect((await list(admin)).items).toEqual([])
})

test('HB114 nobody but an administrator is asked, nothing is promised without signal, and a change is for human hands', async () => {
  const task = { title: 'Ring the pharmacy', details: '', due: null, priority: 'today' } as const
  await loseTablet(async (engine) => {
    expect(await engine.run({ type: 'add-task', ...two.intent(), personId, task, take: false })).toEqual({ ok: true })
    await writeNote(engine)
  })
  expect(await act(two.priya, { type: 'list' })).toEqual({ type: 'failed', problem: 'not-allowed' })
  await openRecord(lena)
  const change = await only(lena, 'change')
  expect(change.content).toMatchObject({ of: 'tasks', words: expect.arrayContaining(['Ring the pharmacy']) })
  expect(await act(lena, { type: 'let-in', entryId: change.entryId })).toEqual({ type: 'failed', problem: 'by-hand' })
  expect(await act(lena, { type: 'let-in', entryId: 'ab'.repeat(32) })).toEqual({ type: 'failed', problem: 'decided' })
  lena.wire.setFate('request-lost')
  expect(await act(lena, { type: 'list' })).toEqual({ type: 'failed', problem: 'no-signal' })
  expect(await act(lena, { type: 'let-in', entryId: change.entryId })).toEqual({ type: 'failed', problem: 'no-signal' })
})

test('HB114 what a device noted by itself is put away without a word in any record, and nothing else is', async () => {
  await loseTablet(async (engine) => {
    await engine.run({ type: 'note-opened', ...two.intent(), personId })
    await writeNote(engine)
  })
  await openRecord(lena)
  const before = await list(lena)
  const automatic = before.items.filter(({ content }) => content.type === 'automatic')
  expect(automatic.length).toBeGreaterThan(0)
  const everything = before.items.map(({ entryId }) => entryId)
  expect(await act(lena, { type: 'put-away', entryIds: everything })).toEqual({ type: 'done', isSent: true })
  expect((await list(lena)).items.map(({ content }) => content.type)).toEqual(['words'])
  expect(await story(lena.engine)).toEqual([])
})

test('HB115 the relay is told that it is decided when it has the decision, not before, whatever is cut', async () => {
  await loseTablet(writeNote)
  await openRecord(lena)
  const { entryId } = await only(lena, 'words')
  const { fetch } = lena.wire
  let isCut = true
  const cut = two.here.device({
    store: lena.store.reopen(),
    network: {
      ...lena.wire,
      fetch: (url, init) =>
        isCut && url.endsWith('/v1/entries') ? Promise.reject(new TypeError('cut')) : fetch(url, init),
    },
  })
  await lena.engine.close()
  await stateOf(cut.engine, ({ type }) => type === 'locked')
  await cut.engine.unlock(passphrase)
  await sync(cut.engine)
  expect(await act(cut, { type: 'let-in', entryId })).toEqual({ type: 'done', isSent: false })
  expect((await list(cut)).items).toEqual([])
  expect((await list(reid)).items.length).toBe(1)
  expect(await act(cut, { type: 'let-in', entryId })).toEqual({ type: 'done', isSent: false })
  isCut = false
  await sync(cut.engine)
  expect((await list(cut)).items).toEqual([])
  expect((await list(reid)).items).toEqual([])
  await sync(two.priya.engine)
  expect((await story(two.priya.engine)).length).toBe(1)
})

test('HB110 a device that said that it erased itself is told, by its own signature', async () => {
  await loseTablet(writeNote)
  expect((await list(lena)).erased).toEqual([{ deviceId: aishas, at: two.memory.clock.now() }])
})

test('RX110 nobody takes in what was not signed by its author, was let in by no administrator, or came of a device that is in', async () => {
  await loseTablet(writeNote)
  const { chains, own, sealer } = two.priya.engine.admin.session()!.device
  const group = two.here.robot.admin.careGroup(personId)!
  const [kept] = await two.memory.relay.store.quarantined(own.space, group)
  const { bytes } = kept!
  const deps = { space: own.space, me: own.member, chains, sealer, verifier: createSignatureVerifier() }
  expect((await checkHeld(deps, bytes, group)).type).toBe('good')
  expect(await checkHeld(deps, bytes, own.group)).toMatchObject({ type: 'refused' })
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const forged = bytes.slice() as Bytes
      forged[at] = forged[at]! ^ flip
      expect((await checkHeld(deps, forged, group)).type).toBe('refused')
    }),
    { numRuns: 80 },
  )
  // By Priya, who is no administrator.
  await letInBy(two.priya.engine, bytes)
  await writeNote(two.priya.engine, 'Priya’s own')
  await sync(two.priya.engine)
  await openRecord(lena)
  expect((await story(lena.engine)).map(({ author }) => author.name)).toEqual(['Priya Patel'])
  // Of Priya's device, which is in: by Lena.
  const [own1] = await two.memory.relay.store
    .feedHeads(own.space, group)
    .then((heads) => heads.filter(({ author }) => author === two.priya.engine.admin.session()!.device.device))
  expect(own1).toBeDefined()
  const pulled = await two.memory.relay.store.read(own.space, 0 as never, everythingOf(group), {
    items: 500,
    bytes: 1e7,
  })
  const hers = pulled.items.flatMap((item) => (item.type === 'entry' && item.kind === 'content' ? [item.bytes] : []))
  const verdicts = await Promise.all(hers.map((one) => checkHeld(deps, one, group)))
  expect(verdicts.filter(({ type }) => type === 'good')).toEqual([])
  expect(verdicts).toContainEqual({ type: 'refused', reason: 'not-removed' })
})

function everythingOf(group: string) {
  return { contents: new Set([group]), chains: new Set<string>(), recipients: new Set<string>() } as never
}

async function letInBy(engine: Engine, entry: Bytes): Promise<void> {
  const { device, writer } = engine.admin.session()!
  const record = writeLetIn({ entry }, device.baseOf(personId))
  if (!record.ok) throw new Error('not written')
  const group = two.here.robot.admin.careGroup(personId)!
  const label = { kind: 'left-out', personId } as const
  const draft = { kind: 'record', group, priority: 'ordinary', doc: zeroDoc, records: [record.value], label } as const
  await writer.write({ entries: [draft], alongside: [], sealedAlongside: [] })
}

test('RX111 who comes later, and who makes the rows again, reads the same', async () => {
  await loseTablet(writeNote)
  await openRecord(lena)
  await act(lena, { type: 'let-in', entryId: (await only(lena, 'words')).entryId })
  await sync(two.priya.engine)
  const before = await story(two.priya.engine)
  const later = two.here.device({ network: two.memory.wire() })
  await joinWith(later.engine, await two.here.invite('Priya Patel', 'staff'))
  await sync(two.here.robot)
  await openState(later.engine)
  await sync(later.engine)
  const bare = (items: readonly StoryItem[]) => items.map(({ mine, travel, times, ...rest }) => rest)
  const hers = await story(later.engine)
  expect(bare(hers)).toEqual(bare(before))
  await later.engine.close()
  const store = later.store.reopen()
  await store.commit([rowsVersionWrite('1')])
  const wire = two.memory.wire()
  wire.setFate('request-lost')
  const again = two.here.device({ store, network: wire })
  await stateOf(again.engine, ({ type }) => type === 'locked')
  await again.engine.unlock(passphrase)
  await again.engine.settle()
  expect(await story(again.engine)).toEqual(hers)
})

/** A way to the relay on which its pokes come too, once it is plugged in: the platform's own sockets need a port. */
function liveWire() {
  const heard: ((bytes: Bytes) => void)[] = []
  const openSocket = () => {
    const socket = {
      ...{ onopen: () => {}, send: () => {}, close: () => {} },
      onmessage: (_event: { readonly data: unknown }) => {},
    }
    heard.push((bytes) => socket.onmessage({ data: new Uint8Array(bytes).buffer }))
    queueMicrotask(() => socket.onopen())
    return socket as unknown as WebSocket
  }
  const wire: Wire = { ...two.memory.wire(), openSocket }
  return {
    wire,
    plugIn: ({ engine }: Pick<Admin, 'engine'>) => {
      const { device, own } = engine.admin.session()!.device
      two.memory.relay.hub.open(own.space, device, {
        send: (bytes) => heard.at(-1)!(bytes),
        ...{ buffered: () => 0, ping: () => {}, close: () => {}, terminate: () => {} },
      })
    },
  }
}

test('HB200 an administrator’s open device hears at once that something is held back, though nothing of it is in the stream', async () => {
  const { aisha } = two
  const { plugIn, wire } = liveWire()
  const dora = await joinAdmin('Dora Lund', wire)
  aisha.wire.setFate('request-lost')
  await writeNote(aisha.engine)
  aishas = aisha.engine.admin.session()!.device.device
  expect(await lena.engine.teamAct({ type: 'remove-device', deviceId: aishas })).toEqual({ type: 'done' })
  await sync(dora.engine)
  plugIn(dora)
  const { pokes: before } = await viewOf(dora.engine, 'sync', {})
  aisha.wire.setFate('delivered')
  await aisha.engine.syncNow()
  await viewOf(dora.engine, 'sync', {}, ({ pokes }) => pokes > before)
  expect((await list(dora)).items).toHaveLength(1)
})
