/** SX100 to SX102: a device whose disk is put back to an older copy of itself. The real relay, in memory. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Arrival, Instant } from '../../shared/lib/ids.ts'
import { parseContentEntry } from '../../shared/protocol/entry.ts'
import type { Engine } from './engine.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from './storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from './testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from './testing/neighbourhood.ts'

interface Device {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Device
let priya: Device
let count = 0

async function start(): Promise<() => Promise<void>> {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman')
  priya = await join('Priya Patel')
  await sync(here.robot, aisha.engine, priya.engine)
  return () => here.close()
}

beforeEach(start)

async function join(name: string): Promise<Device> {
  const wire = memory.wire()
  const made = { ...here.device({ network: wire }), wire }
  await joinWith(made.engine, await here.invite(name, 'staff'))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine)
  return made
}

const care = () => here.robot.admin.careGroup(doreen.personId)!

async function note({ engine }: Device, found: string): Promise<string> {
  count += 1
  memory.clock.advance(1_000)
  const at = memory.clock.now()
  const text = { words: '', found, did: '', next: '' }
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  const commandId = idOf<string>(`restored ${count}`)
  expect(await engine.run({ ...visit, commandId, at, startedAt: at, note: text })).toEqual({ ok: true })
  return found
}

async function noteMany(device: Device, many: number, word: string): Promise<readonly string[]> {
  const written: string[] = []
  for (let each = 0; each < many; each++) written.push(await note(device, `${word} ${each}`))
  return written
}

async function notesAt({ engine }: Device): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId: doreen.personId })
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : [])).sort()
}

/** Its disk as it is now. */
async function copyOf({ store }: Device): Promise<MemoryDeviceStore> {
  const copy = createMemoryDeviceStore()
  must(await copy.commit(store.dump()))
  return copy
}

/** The app of `before` is closed, and opened on `disk` instead. */
async function restored(before: Device, disk: MemoryDeviceStore, signal: 'delivered' | 'request-lost') {
  await before.engine.close()
  const wire = memory.wire()
  wire.setFate(signal)
  const made = { ...here.device({ network: wire, store: disk }), wire }
  await made.engine.unlock(passphrase)
  return made
}

const noticesAt = ({ engine }: Device) =>
  engine.admin
    .session()!
    .device.notices.all()
    .map(({ type }) => type)

async function refusedAt({ engine }: Device): Promise<readonly (string | null)[]> {
  const { needsYou } = await viewOf(engine, 'sync', {})
  return needsYou.map(({ problem }) => problem)
}

test('SX101 an older copy of the disk takes its feeds up where the relay has them: nothing is lost, nothing is there twice', async () => {
  const some = fc.nat({ max: 3 })
  await fc.assert(
    fc
      .asyncProperty(some, some, some, fc.boolean(), async (before, lost, after, unsentInCopy) => {
        const written = [...(await noteMany(aisha, before, 'before'))]
        await sync(aisha.engine)
        if (unsentInCopy) {
          aisha.wire.setFate('request-lost')
          written.push(await note(aisha, 'on its way when the copy was made'))
        }
        const copy = await copyOf(aisha)
        aisha.wire.setFate('delivered')
        written.push(...(await noteMany(aisha, lost, 'lost')))
        await sync(aisha.engine)
        aisha = await restored(aisha, copy, 'delivered')
        await sync(aisha.engine)
        written.push(...(await noteMany(aisha, after, 'after')))
        await sync(aisha.engine, priya.engine)
        expect(await notesAt(priya)).toEqual([...written].sort())
        expect(await notesAt(aisha)).toEqual([...written].sort())
        expect(noticesAt(aisha)).toEqual([])
        expect((await viewOf(aisha.engine, 'sync', {})).waiting).toEqual([])
      })
      .beforeEach(async () => {
        await here.close()
        await start()
      }),
    { numRuns: 6, examples: [[1, 2, 1, true]] },
  )
})

test('SX102 an older copy that wrote before it heard notices, calls nothing sent, keeps all of it, and says so again after a restart', async () => {
  await note(aisha, 'before')
  await sync(aisha.engine)
  const copy = await copyOf(aisha)
  await noteMany(aisha, 2, 'lost')
  await sync(aisha.engine, priya.engine)
  aisha = await restored(aisha, copy, 'request-lost')
  await noteMany(aisha, 2, 'in the kitchen')
  aisha.wire.setFate('delivered')
  await sync(aisha.engine, priya.engine)
  expect(noticesAt(aisha)).toContain('own-feed-fork')
  const mine = ['before', 'in the kitchen 0', 'in the kitchen 1']
  expect(await notesAt(aisha)).toEqual(mine)
  expect(await refusedAt(aisha)).toEqual(['fork', 'fork'])
  expect(await notesAt(priya)).toEqual(['before', 'lost 0', 'lost 1'])
  aisha = await restored(aisha, aisha.store.reopen(), 'delivered')
  await sync(aisha.engine, priya.engine)
  expect(await notesAt(aisha)).toEqual(mine)
  expect(await refusedAt(aisha)).toEqual(['fork', 'fork'])
  expect(await notesAt(priya)).toEqual(['before', 'lost 0', 'lost 1'])
})

test('SX100 a relay cannot have an entry called sent by handing back another under its number', async () => {
  aisha.wire.setFate('request-lost')
  await note(aisha, 'never sent')
  const { device, feeds } = aisha.engine.admin.session()!.device
  const at = feeds.of(care()).next - 1
  const rows = await aisha.store.scan('log', `${care()}/${device}/`, `${care()}/${device}/~`)
  const entry = must(parseContentEntry(rows.at(-1)!.value))
  const forged = entry.bytes.slice()
  forged[forged.length - 100]! ^= 1
  const more = { type: 'entry', arrival: 1_000 as Arrival, storedAt: 1 as Instant } as const
  await aisha.engine.admin.session()!.receiver.take([{ ...more, bytes: forged }], [])
  expect(feeds.of(care()).sentTo).toBe(at)
  expect(noticesAt(aisha)).toEqual([])
  expect((await viewOf(aisha.engine, 'sync', {})).waiting.length).toBe(1)
  await aisha.engine.admin.session()!.receiver.take([{ ...more, bytes: entry.bytes }], [])
  expect(feeds.of(care()).sentTo).toBe(at + 1)
  expect((await viewOf(aisha.engine, 'sync', {})).waiting).toEqual([])
})
