/** The outbox while the vault is closed: locked, and flushed from the disk alone. One device on the real relay, in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { ok } from '../../../shared/lib/result.ts'
import { type AppendResult, encodeAppendResults } from '../../../shared/protocol/append.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createAppend, createAppendControl } from '../sync/append-client.ts'
import { flushOutbox } from '../sync/flush.ts'
import { createExchange } from '../sync/http-exchange.ts'
import { createMemoryRelay, type MemoryRelay, stillTimer, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

type Gate = PromiseWithResolvers<void>

interface Device {
  readonly engine: Engine
  /** What the device asks with: its wire, where nothing stands before it. */
  readonly network: { fetch: Wire['fetch'] }
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Device
let patient: Device
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman', 'staff')
  patient = await join('Doreen Ashworth', 'patient')
  await sync(aisha.engine, patient.engine)
  return () => here.close()
})

async function join(name: string, role: 'staff' | 'patient'): Promise<Device> {
  const wire = memory.wire()
  const network = { ...wire, fetch: wire.fetch }
  const made = { ...here.device({ network }), wire, network }
  await joinWith(made.engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return made
}

const thread = () => threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)

function say({ engine }: Device, text: string) {
  count += 1
  memory.clock.advance(1_000)
  const more = { commandId: idOf<string>(`flush ${count}`), at: memory.clock.now() }
  return engine.run({ type: 'send-message', ...more, threadId: thread(), text, answers: null })
}

async function textsAtHome(): Promise<readonly string[]> {
  await sync(patient.engine)
  return (await viewOf(patient.engine, 'thread', { threadId: thread() })).messages.map(({ text }) => text)
}

const locked = (unsentCount: number) =>
  stateOf(aisha.engine, (state) => state.type === 'locked' && state.unsentCount === unsentCount)

async function writeAndLock(...texts: readonly string[]): Promise<void> {
  aisha.wire.setFate('request-lost')
  for (const text of texts) await say(aisha, text)
  await aisha.engine.lock()
  await locked(texts.length)
}

/** The app is closed; all there is is its disk. */
function flushDisk(store: MemoryDeviceStore, wire: Wire, isWanted = () => true) {
  const exchange = createExchange({ origin: memory.url, network: wire, timer: stillTimer })
  const relay = { append: createAppend(exchange), appendControl: createAppendControl(exchange) }
  return flushOutbox({ store, relay, clock: memory.clock, isWanted }, false)
}

test('SX15 what waits leaves while the device is locked, and the count follows', async () => {
  await writeAndLock('first', 'second')
  aisha.wire.setFate('delivered')
  aisha.engine.notice({ type: 'online' })
  await locked(0)
  expect(await textsAtHome()).toEqual(['first', 'second'])
  await aisha.engine.unlock(passphrase)
  expect((await viewOf(aisha.engine, 'sync', {})).waiting).toEqual([])
  await say(aisha, 'third')
  await sync(aisha.engine)
  expect(await textsAtHome()).toEqual(['first', 'second', 'third'])
})

test('SX15 an answer lost while locked costs a repetition and nothing else', async () => {
  await writeAndLock('once only')
  aisha.wire.setFate('reply-lost')
  await aisha.engine.syncNow()
  await aisha.engine.settle()
  await locked(1)
  aisha.wire.setFate('delivered')
  await aisha.engine.syncNow()
  await locked(0)
  expect(await textsAtHome()).toEqual(['once only'])
})

test('SX15 a disk that fails in the middle loses nothing and says nothing was sent', async () => {
  await writeAndLock('kept')
  aisha.wire.setFate('delivered')
  aisha.store.fail({ type: 'no-space' })
  await aisha.engine.syncNow()
  await aisha.engine.settle()
  await locked(1)
  aisha.store.fail(null)
  await aisha.engine.syncNow()
  await locked(0)
  expect(await textsAtHome()).toEqual(['kept'])
})

test('SX15 unlocking, writing and a kill in the middle of a flush keep one feed', async () => {
  await writeAndLock('before')
  await aisha.engine.settle()
  aisha.wire.setFate('delivered')
  const flush = aisha.wire.hold()
  await aisha.engine.syncNow()
  await flush.reached
  aisha.wire.hold()
  await aisha.engine.unlock(passphrase)
  await say(aisha, 'after')
  await flush.release()
  expect(await textsAtHome()).toEqual(['before'])
  const wire = memory.wire()
  const again = { ...here.device({ network: wire, store: aisha.store.reopen() }), wire, network: wire }
  await again.engine.unlock(passphrase)
  await say(again, 'later')
  await sync(again.engine)
  expect(await textsAtHome()).toEqual(['before', 'after', 'later'])
  expect(again.engine.admin.session()!.device.notices.all()).toEqual([])
})

test('SX15 the disk of a closed app is flushed with no key; the app finds it sent', async () => {
  aisha.wire.setFate('request-lost')
  await say(aisha, 'closed at once')
  const disk = aisha.store.reopen()
  const wire = memory.wire()
  expect(await flushDisk(disk, wire)).toEqual({ type: 'ok' })
  expect(await flushDisk(disk, wire)).toEqual({ type: 'ok' })
  expect(await textsAtHome()).toEqual(['closed at once'])
  const again = here.device({ network: wire, store: disk })
  await again.engine.unlock(passphrase)
  await sync(again.engine)
  const { pill, waiting } = await viewOf(again.engine, 'sync', {})
  expect({ pill: pill.type, waiting }).toEqual({ pill: 'up-to-date', waiting: [] })
})

test('SX15 without signal, or when another one writes by then, nothing changes on the disk', async () => {
  aisha.wire.setFate('request-lost')
  await say(aisha, 'waits')
  const disk = aisha.store.reopen()
  const before = disk.dump()
  const wire = memory.wire()
  wire.setFate('request-lost')
  expect(await flushDisk(disk, wire)).toEqual({ type: 'no-signal' })
  wire.setFate('delivered')
  expect(await flushDisk(disk, wire, () => false)).toEqual({ type: 'refused' })
  expect(disk.dump()).toEqual(before)
  expect(await flushDisk(disk, wire)).toEqual({ type: 'ok' })
  expect(await textsAtHome()).toEqual(['waits'])
})

test('SX15 what the relay sets aside, refuses or has lost is kept and told as by the open app', async () => {
  await say(aisha, 'zero')
  await sync(aisha.engine)
  aisha.wire.setFate('request-lost')
  for (const text of ['one', 'two']) await say(aisha, text)
  const disk = aisha.store.reopen()
  const wire = memory.wire()
  const answers: AppendResult[][] = [
    [{ type: 'refused', problem: 'gap' }],
    [{ type: 'refused', problem: 'previous-mismatch' }],
  ]
  const offered: number[] = []
  const append = async (entries: readonly Bytes[]) => {
    offered.push(entries.length)
    const [first] = answers.shift() ?? []
    return ok(entries.map(() => first ?? ({ type: 'quarantined' } as const)))
  }
  const appendControl = createAppendControl(createExchange({ origin: memory.url, network: wire, timer: stillTimer }))
  const flush = (retryRefused: boolean) =>
    flushOutbox(
      { store: disk, relay: { append, appendControl }, clock: memory.clock, isWanted: () => true },
      retryRefused,
    )
  const waiting = () => disk.scan('outbox', '0', 'g').then((marks) => marks.length)

  await flush(false)
  expect(offered).toEqual([2, 3])
  const asked = offered.length
  await flush(false)
  expect(offered).toHaveLength(asked)
  await flush(true)
  expect(offered).toHaveLength(asked + 1)
  expect(await waiting()).toBe(2)

  const again = here.device({ network: wire, store: disk })
  await again.engine.unlock(passphrase)
  const { needsYou } = await viewOf(again.engine, 'sync', {}, (view) => view.needsYou.length > 0)
  expect(needsYou.length).toBeGreaterThan(0)
  await sync(again.engine)
})

test('SX151 the same wake-up twice at once, and beside another one, sends everything once', async () => {
  aisha.wire.setFate('request-lost')
  for (const text of ['one', 'two', 'three']) await say(aisha, text)
  const disk = aisha.store.reopen()
  const wires = [memory.wire(), memory.wire(), memory.wire()]
  const holds = wires.map((wire) => wire.hold())
  const flushes = wires.map((wire) => flushDisk(disk, wire))
  await Promise.all(holds.map(({ reached }) => reached))
  await Promise.all(holds.map(({ release }) => release()))
  expect(await Promise.all(flushes)).toEqual([{ type: 'ok' }, { type: 'ok' }, { type: 'ok' }])
  expect(await textsAtHome()).toEqual(['one', 'two', 'three'])
  expect((await disk.scan('outbox', '0', 'g')).length).toBe(0)
  const again = here.device({ network: memory.wire(), store: disk })
  await again.engine.unlock(passphrase)
  await sync(again.engine)
  expect((await viewOf(again.engine, 'sync', {})).waiting).toEqual([])
  expect(again.engine.admin.session()!.device.notices.all()).toEqual([])
})

test('SX152 locked while a push is on its way, it is sent once, counted right, and goes on after unlocking', async () => {
  aisha.wire.setFate('request-lost')
  await say(aisha, 'on its way')
  aisha.wire.setFate('delivered')
  const push = aisha.wire.hold()
  const syncing = aisha.engine.syncNow()
  await push.reached
  const locking = aisha.engine.lock()
  await push.release()
  await Promise.all([syncing, locking])
  await aisha.engine.syncNow()
  await locked(0)
  expect(await textsAtHome()).toEqual(['on its way'])
  await aisha.engine.unlock(passphrase)
  await say(aisha, 'after')
  await sync(aisha.engine)
  expect(await textsAtHome()).toEqual(['on its way', 'after'])
  expect((await viewOf(aisha.engine, 'sync', {})).waiting).toEqual([])
})

test('SX504 an answer that comes after the device was locked and opened again takes back nothing that was written since', async () => {
  const [sent, opened, answered] = [0, 1, 2].map(() => Promise.withResolvers<void>()) as [Gate, Gate, Gate]
  const { fetch } = aisha.wire
  let pushes = 0
  // The first push is on its way for long; while it is, no other comes through.
  aisha.network.fetch = async (url, init) => {
    if (!url.endsWith('/v1/entries') || init.method !== 'POST') return fetch(url, init)
    if (pushes++ > 0) throw new TypeError('no signal')
    sent.resolve()
    await opened.promise
    const response = await fetch(url, init)
    answered.resolve()
    return response
  }
  await say(aisha, 'on its way')
  await sent.promise
  await aisha.engine.lock()
  await aisha.engine.unlock(passphrase)
  await say(aisha, 'written since')
  opened.resolve()
  await answered.promise
  await aisha.engine.lock()
  await aisha.engine.unlock(passphrase)
  aisha.network.fetch = fetch
  await say(aisha, 'after that')
  await sync(aisha.engine)
  expect(await textsAtHome()).toEqual(['on its way', 'written since', 'after that'])
})

test('SX506 asked to try again while a push is on its way, or without signal, what was refused is offered again after it', async () => {
  const { fetch } = aisha.wire
  const [reached, opened] = [0, 1].map(() => Promise.withResolvers<void>()) as [Gate, Gate]
  let pushes = 0
  aisha.network.fetch = async (url, init) => {
    if (!url.endsWith('/v1/entries')) return fetch(url, init)
    pushes++
    if (pushes === 2) throw new TypeError('no signal')
    if (pushes === 3) {
      reached.resolve()
      await opened.promise
    }
    if (pushes > 3) return fetch(url, init)
    const body = encodeAppendResults([{ type: 'refused', problem: 'previous-mismatch' }])
    return new Response(body, { headers: { 'content-type': messageMediaType } })
  }
  await say(aisha, 'refused at first')
  await aisha.engine.settle()
  await aisha.engine.syncNow()
  await aisha.engine.settle()
  expect(pushes).toBe(2)
  // Not asked again: it is only the network that is back.
  aisha.engine.notice({ type: 'online' })
  await reached.promise
  await aisha.engine.syncNow()
  opened.resolve()
  await aisha.engine.settle()
  expect(await textsAtHome()).toEqual(['refused at first'])
})
