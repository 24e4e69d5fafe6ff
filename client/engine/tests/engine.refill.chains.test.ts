/**
 * SX103, SX123 to SX125: a relay whose file was put back to an older copy, or is
 * gone. The real relay on SQLite files; whatever happened after the copy, in
 * whichever order the devices find it again, what was acknowledged is there, and
 * somebody who comes only now reads all of it.
 */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import { settlingMs } from '../sync/refill.ts'
import { leftAgainMs } from '../sync/refill-left.ts'
import { createFileRelays, type FileRelays, type LedNetwork, ledNetwork } from '../testing/file-relays.ts'
import type { MemoryRelay } from '../testing/memory-relay.ts'
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

interface Device extends LedNetwork {
  readonly engine: Engine
  readonly name: string
}

let relays: FileRelays
let here: Neighbourhood
let robot: Device
let now: MemoryRelay
let count = 0

async function start(readsCare = true): Promise<() => Promise<void>> {
  relays = await createFileRelays()
  now = relays.first
  const led = ledNetwork(now)
  here = await startNeighbourhood({ relay: memoryRelayPlace(now), robot: { network: led.network, readsCare } })
  robot = { ...led, engine: here.robot, name: 'Robot' }
  return async () => {
    await here.close()
    await relays.close()
  }
}

beforeEach(() => start())

const round = ['Aisha Rahman', 'Priya Patel', 'Ben Okoro', 'Cara Doyle'].map((name) => idOf<MemberId>(name))
const care = () => here.robot.admin.careGroup(doreen.personId)!

async function joined(name: string, role: 'staff' | 'patient' = 'staff'): Promise<Device> {
  const led = ledNetwork(now)
  const { engine } = here.device({ network: led.network })
  await joinWith(engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return { ...led, engine, name }
}

async function note({ engine, name }: Device): Promise<string> {
  count += 1
  relays.first.clock.advance(1_000)
  const at = relays.first.clock.now()
  const found = `${name} ${count}`
  const text = { words: '', found, did: '', next: '' }
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  const commandId = idOf<string>(`refill ${count}`)
  expect(await engine.run({ ...visit, commandId, at, startedAt: at, note: text })).toEqual({ ok: true })
  return found
}

async function notesAt({ engine }: Device): Promise<readonly string[]> {
  const { story } = await viewOf(engine, 'person', { personId: doreen.personId }, ({ complete }) => complete)
  return story.flatMap(({ kind, lines }) => (kind === 'note' ? (lines[0] ?? []) : [])).sort()
}

/** All devices are led to it; each finds it by itself. */
function putBack(relay: MemoryRelay, devices: readonly Device[]): void {
  now = relay
  for (const device of devices) device.speakWith(relay)
}

/** As an afternoon: everybody looks now and then. */
async function afternoon(devices: readonly Device[], rounds: number): Promise<void> {
  for (let each = 0; each < rounds; each++) {
    for (const { engine } of devices) await sync(engine)
    relays.first.clock.advance(leftAgainMs + 1)
  }
}

const refillOf = async ({ engine }: Device) => (await viewOf(engine, 'sync', {})).refill
const troubles = async ({ engine }: Device) => {
  const { forks, needsYou } = await viewOf(engine, 'sync', {})
  return [...forks.map(({ type }) => type), ...needsYou.map(({ problem }) => problem)]
}

type Back = 'copy' | 'empty'

/** What happens between the copy and its return. */
async function day(back: Back) {
  must(await here.robot.admin.setRound(doreen.roundId, round))
  const [aisha, priya] = [await joined('Aisha Rahman'), await joined('Priya Patel')]
  await sync(robot.engine, aisha.engine, priya.engine)
  const written = [await note(aisha), await note(priya)]
  await afternoon([robot, aisha, priya], 1)
  const relay = back === 'copy' ? await relays.copy() : await relays.empty()
  const ben = await joined('Ben Okoro')
  written.push(await note(ben), await note(priya), await note(aisha))
  await afternoon([robot, aisha, priya, ben], 1)
  must(await aisha.engine.admin.newEpoch(care()))
  written.push(await note(ben), await note(priya))
  await afternoon([robot, aisha, priya, ben], 1)
  const leaver = priya.engine.admin.session()!.device
  must(await here.robot.admin.removeDevice(leaver.own.group, leaver.device))
  await afternoon([aisha, robot, ben], 2)
  await priya.engine.close()
  written.push(await note(aisha))
  await afternoon([aisha, robot, ben], 1)
  return { relay, staying: [robot, aisha, ben] as readonly Device[], written: written.sort() }
}

test('SX103 SX123 SX124 SX125 an older copy, or nothing at all: chains, keys and notes are there again whoever comes first, and a newcomer reads all', async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.constantFrom<Back>('copy', 'empty'),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        async (back, order) => {
          const { relay, staying, written } = await day(back)
          putBack(relay, staying)
          await afternoon(
            order.map((index) => staying[index]!),
            4,
          )
          const cara = await joined('Cara Doyle')
          await afternoon([...staying, cara], 2)
          expect(await notesAt(cara)).toEqual(written)
          for (const device of staying.slice(1)) {
            expect(await notesAt(device)).toEqual(written)
            expect(await troubles(device)).toEqual([])
            expect((await refillOf(device))?.type).toBe('refilled')
          }
          relays.first.clock.advance(24 * 60 * 60_000)
          expect(await refillOf(staying[1]!)).toBeNull()
          await note(staying[1]!)
          await afternoon([...staying, cara], 1)
          expect((await notesAt(cara)).length).toBe(written.length + 1)
        },
      )
      .beforeEach(async () => {
        await here.close()
        await start()
      }),
    {
      numRuns: 4,
      examples: [
        ['copy', [2, 0, 1]],
        ['empty', [2, 1, 0]],
      ],
    },
  )
})

test('SX124 what a copy lacks of the chains is brought by whoever it still knows: a new key, a round, somebody new to look after', async () => {
  must(await here.robot.admin.setRound(doreen.roundId, round))
  const [aisha, priya] = [await joined('Aisha Rahman'), await joined('Priya Patel')]
  await afternoon([robot, aisha, priya], 1)
  const copy = await relays.copy()
  must(await aisha.engine.admin.newEpoch(care()))
  await afternoon([aisha, priya, robot], 1)
  const written = [await note(aisha), await note(priya)].sort()
  await afternoon([aisha, priya, robot], 1)
  const before = aisha.engine.admin.session()!.device.chains.state(care())!
  putBack(copy, [robot, aisha, priya])
  await afternoon([priya, aisha, robot], 2)
  const cara = await joined('Cara Doyle')
  await afternoon([robot, aisha, cara], 2)
  expect(
    cara.engine.admin
      .session()!
      .device.chains.state(care())!
      .hashes.slice(0, before.seq + 1),
  ).toEqual(before.hashes)
  expect(await notesAt(cara)).toEqual(written)
})

test('SX103 SX124 a phone that comes first, and that the copy does not know, is neither shut out for good nor loses what it wrote', async () => {
  must(await here.robot.admin.setRound(doreen.roundId, round))
  const aisha = await joined('Aisha Rahman')
  await afternoon([robot, aisha], 1)
  const copy = await relays.copy()
  const phone = await joined('Doreen Ashworth', 'patient')
  await afternoon([robot, aisha, phone], 1)
  const threadId = threadIdOf(here.robot.admin.privateGroup(doreen.personId)!)
  const commandId = idOf<string>('from the phone')
  const message = { type: 'send-message', threadId, text: 'The tablets ran out', answers: null } as const
  expect(await phone.engine.run({ ...message, commandId, at: relays.first.clock.now() })).toEqual({ ok: true })
  // It reached the relay, and nobody else before the copy was put back.
  await sync(phone.engine)
  putBack(copy, [robot, aisha, phone])
  await afternoon([phone, phone, robot, aisha, phone], 4)
  const { messages } = await viewOf(aisha.engine, 'thread', { threadId })
  expect(messages.map(({ text }) => text)).toContain('The tablets ran out')
  expect(await troubles(phone)).toEqual([])
})

test('SX126 whoever was away since before the copy and comes first adds to no chain before the others had time to bring theirs', async () => {
  await here.close()
  // A robot that gives no group a new key.
  await start(false)
  must(await here.robot.admin.setRound(doreen.roundId, round))
  const [aisha, priya] = [await joined('Aisha Rahman'), await joined('Priya Patel')]
  const ben = await joined('Ben Okoro')
  await afternoon([robot, aisha, priya, ben], 2)
  const { device, own } = ben.engine.admin.session()!.device
  await ben.engine.close()
  must(await here.robot.admin.removeDevice(own.group, device))
  // Every group wants another key now, and nobody has begun one.
  const copy = await relays.copy()
  await afternoon([aisha], 1)
  expect(priya.engine.admin.session()!.device.chains.state(care())!.epochs.length).toBe(1)
  const begun = aisha.engine.admin.session()!.device.chains.state(care())!
  expect(begun.epochs.length).toBe(2)
  await copy.relay.store.renewGeneration(begun.space)
  putBack(copy, [robot, aisha, priya])
  await sync(priya.engine)
  expect(priya.engine.admin.session()!.device.chains.state(care())!.epochs.length).toBe(1)
  relays.first.clock.advance(settlingMs - 1)
  await sync(priya.engine)
  await afternoon([aisha, priya, robot], 4)
  for (const each of [aisha, priya]) {
    expect(await troubles(each)).toEqual([])
    expect(
      each.engine.admin
        .session()!
        .device.chains.state(care())!
        .hashes.slice(0, begun.seq + 1),
    ).toEqual(begun.hashes)
  }
})
