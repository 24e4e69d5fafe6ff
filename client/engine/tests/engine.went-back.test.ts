/**
 * SX740 to SX742: a relay that shows less than it did and says that it is the same
 * one. The real relay on copies of one SQLite file, devices that are led from one
 * to the other, and everybody who is told of it or is not.
 */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import type { Arrival, GroupId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { leftAgainMs } from '../sync/refill-left.ts'
import { readWentBack } from '../sync/went-back.ts'
import { createFileRelays, type FileRelays, type LedNetwork, ledNetwork } from '../testing/file-relays.ts'
import type { MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Device extends LedNetwork {
  readonly engine: Engine
  readonly store: MemoryDeviceStore
}

const dayMs = 24 * 60 * 60_000

let relays: FileRelays
let here: Neighbourhood
let robot: Device
let count = 0

async function start(): Promise<void> {
  relays = await createFileRelays()
  const led = ledNetwork(relays.first)
  here = await startNeighbourhood({ relay: memoryRelayPlace(relays.first), robot: { network: led.network } })
  robot = { ...led, engine: here.robot, store: here.robot.admin.store() as MemoryDeviceStore }
}

async function close(): Promise<void> {
  await here.close()
  await relays.close()
}

beforeEach(async () => {
  await start()
  return close
})

async function joined(name: string, role: 'staff' | 'ig' | 'patient' = 'staff'): Promise<Device> {
  const led = ledNetwork(relays.first)
  const made = here.device({ network: led.network })
  await joinWith(made.engine, await here.invite(name, role, role === 'patient' ? doreen.personId : undefined))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine, here.robot, made.engine)
  return { ...led, ...made }
}

async function note({ engine }: Device): Promise<void> {
  count += 1
  relays.first.clock.advance(1_000)
  const at = relays.first.clock.now()
  const text = { words: '', found: `note ${count}`, did: '', next: '' }
  const visit = { type: 'write-visit', personId: doreen.personId, visitId: null, observations: null } as const
  const commandId = idOf<string>(`went back ${count}`)
  expect(await engine.run({ ...visit, commandId, at, startedAt: at, note: text })).toEqual({ ok: true })
}

async function say({ engine }: Device, group: GroupId): Promise<void> {
  count += 1
  relays.first.clock.advance(1_000)
  const what = { commandId: idOf<string>(`said ${count}`), at: relays.first.clock.now(), threadId: threadIdOf(group) }
  expect(await engine.run({ type: 'send-message', ...what, text: `said ${count}`, answers: null })).toEqual({
    ok: true,
  })
  await sync(engine)
}

/** What was written in a group, as the relay has it. */
async function writtenIn({ relay }: MemoryRelay, group: GroupId): Promise<readonly string[]> {
  const readable = { contents: new Set([group]), chains: new Set<GroupId>(), recipients: new Set<GroupId>() }
  const limit = { items: 10_000, bytes: 1e9 }
  const { items } = await relay.store.read(here.robot.admin.space()!, 0 as Arrival, readable, limit)
  return items.flatMap((item) => (item.type === 'entry' && item.kind === 'content' ? [bytesToHex(item.bytes)] : []))
}

/** Led to an older copy that says it is the one she knows. */
function lead(device: Device, older: MemoryRelay): void {
  const { generation } = device.engine.admin.session()!.catchUp.cursor()
  device.speakWith(older)
  device.wire().setGeneration(generation!)
}

/** Closed, and opened again on its disk. */
async function reopened(device: Device, relay: MemoryRelay): Promise<Device> {
  const { generation } = device.engine.admin.session()!.catchUp.cursor()
  await device.engine.close()
  const led = ledNetwork(relay)
  led.wire().setGeneration(generation!)
  const made = here.device({ network: led.network, store: device.store.reopen() })
  await made.engine.unlock(passphrase)
  return { ...led, ...made }
}

async function settled(...devices: readonly Device[]): Promise<void> {
  for (const { engine } of devices) await sync(engine, engine)
  relays.first.clock.advance(leftAgainMs + 1)
  for (const { engine } of devices) await sync(engine, engine)
}

const told = async ({ engine }: Device) => (await viewOf(engine, 'sync', {})).rollbacks
const keptAt = ({ engine }: Device) => readWentBack(engine.admin.session()!.device.sealedStore)
const headOf = async ({ relay }: MemoryRelay) => (await relay.store.spaceHead(here.robot.admin.space()!))!.head

test('SX740 SX742 noticed, kept over a restart while it lasts, over once all is given back; gone for staff after a day, kept for administrators and information governance', async () => {
  const [first, priya, noor] = [
    await joined('Aisha Rahman'),
    await joined('Priya Patel'),
    await joined('Noor Aziz', 'ig'),
  ]
  await sync(here.robot, first.engine, priya.engine, noor.engine)
  const older = await relays.copy()
  await note(priya)
  await note(priya)
  await sync(priya.engine, first.engine, here.robot, noor.engine)
  expect(await told(first)).toEqual([])
  const at = relays.first.clock.now()
  lead(first, older)
  first.wire().setFate('request-lost', '/v1/entries')
  await sync(first.engine)
  const lasting = { at, times: 1, overAt: null, to: 'staff' }
  expect(await told(first)).toMatchObject([lasting])
  const aisha = await reopened(first, older)
  aisha.wire().setFate('request-lost', '/v1/entries')
  await sync(aisha.engine)
  expect(await told(aisha)).toMatchObject([lasting])
  aisha.wire().setFate('delivered')
  await settled(aisha)
  const [over] = await told(aisha)
  expect(over).toMatchObject({ at, times: 1, overAt: expect.any(Number) })
  expect(over!.lost).toBeGreaterThanOrEqual(2)
  expect((await viewOf(aisha.engine, 'sync', {})).refill).toMatchObject({ type: 'refilled' })
  // Filled again by now: an older state for each of those two.
  const copies = [await relays.copy(), await relays.copy()] as const
  await note(priya)
  await sync(priya.engine, here.robot, noor.engine)
  lead(robot, copies[0])
  lead(noor, copies[1])
  await settled(robot, noor)
  relays.first.clock.advance(dayMs)
  expect(await told(aisha)).toEqual([])
  expect(await keptAt(aisha)).toMatchObject([{ at, said: false }])
  expect(await told(robot)).toMatchObject([{ to: 'admin', times: 1, overAt: expect.any(Number) }])
  expect(await told(noor)).toMatchObject([{ to: 'governance', times: 1, overAt: expect.any(Number) }])
  const audit = await viewOf(noor.engine, 'audit', {})
  expect(audit.wentBack).toMatchObject([{ said: false, times: 1, overAt: expect.any(Number) }])
})

test('SX740 a relay that does so again and again is one alarm that counts', async () => {
  const [aisha, priya] = [await joined('Aisha Rahman'), await joined('Priya Patel')]
  await sync(here.robot, aisha.engine, priya.engine)
  const copies = [await relays.copy(), await relays.copy(), await relays.copy()]
  await note(priya)
  await sync(priya.engine, aisha.engine)
  const at = relays.first.clock.now()
  for (const copy of copies) {
    lead(aisha, copy)
    await settled(aisha)
  }
  expect(await told(aisha)).toMatchObject([{ at, times: 3, overAt: expect.any(Number) }])
})

test('SX920 own entries that the relay had lost and was given back before it was read are an alarm as well, and are counted', async () => {
  const [aisha, priya] = [await joined('Aisha Rahman'), await joined('Priya Patel')]
  await settled(robot, aisha, priya)
  await settled(robot, aisha, priya)
  const older = await relays.copy()
  await note(aisha)
  await note(aisha)
  await sync(aisha.engine)
  priya.speakWith(older)
  while ((await headOf(older)) <= (await headOf(relays.first))) {
    await note(priya)
    await sync(priya.engine)
  }
  lead(aisha, older)
  // It leaves before anything is read, and with it what the relay lacks before it.
  await note(aisha)
  await settled(aisha)
  const [alarm] = await told(aisha)
  expect(alarm).toMatchObject({ times: 1, to: 'staff' })
  expect(alarm!.lost).toBeGreaterThanOrEqual(2)
})

/** Ben opens a record outside his rounds, and reads what Aisha writes in it then. */
async function openedByBen(): Promise<{ readonly aisha: Device; readonly ben: Device }> {
  const [aisha, ben] = [await joined('Aisha Rahman'), await joined('Ben Okafor')]
  const { personId } = doreen
  const opening = { type: 'open-record', personId, reason: 'urgent', words: 'On the floor', hours: 2 } as const
  expect(await ben.engine.accessAct(opening)).toMatchObject({ type: 'done' })
  await sync(ben.engine, aisha.engine)
  await note(aisha)
  await sync(aisha.engine, ben.engine, ben.engine)
  return { aisha, ben }
}

test('SX741 that an opening was ended by somebody else is no alarm, and nobody is told that the relay lost anything', async () => {
  const { aisha, ben } = await openedByBen()
  relays.first.clock.advance(60_000)
  const ending = { type: 'end-opening', personId: doreen.personId, memberId: idOf<string>('Ben Okafor') } as const
  expect(await aisha.engine.accessAct(ending)).toMatchObject({ type: 'done' })
  await sync(aisha.engine)
  // What he had read last is not shown to him any more, so all is read again: as of a relay that went back.
  await sync(ben.engine, ben.engine)
  expect(await viewOf(ben.engine, 'sync', {})).toMatchObject({ rollbacks: [], refill: null })
  expect(await keptAt(ben)).toEqual([])
})

test('SX741 an opening that ran out by the relay’s clock, and not yet by this device’s, is no alarm', async () => {
  const { ben } = await openedByBen()
  relays.first.relay.advance(2 * 60 * 60_000 + 60_000)
  await sync(ben.engine, ben.engine)
  expect(await viewOf(ben.engine, 'sync', {})).toMatchObject({ rollbacks: [], refill: null })
})

test('SX741 a relay that lost all that was written in one group and has grown past it is given it back, and nobody is told', async () => {
  const [aisha, priya] = [await joined('Aisha Rahman'), await joined('Priya Patel')]
  const doreens = await joined('Doreen Ashworth', 'patient')
  const { admin } = here.robot
  const [care, own] = [admin.careGroup(doreen.personId)!, admin.privateGroup(doreen.personId)!]
  await settled(robot, aisha, priya, doreens)
  // Among staff, and the newest thing that Aisha reads.
  await say(priya, care)
  await sync(aisha.engine)
  const older = await relays.copy(care)
  const has = await writtenIn(relays.first, care)
  expect([has.length > 0, await writtenIn(older, care)]).toEqual([true, []])
  // Who is not in it has noticed nothing, and goes on.
  doreens.speakWith(older)
  while ((await headOf(older)) <= (await headOf(relays.first))) await say(doreens, own)
  lead(aisha, older)
  await settled(aisha)
  expect(await writtenIn(older, care)).toEqual(expect.arrayContaining([...has]))
  expect(await viewOf(aisha.engine, 'sync', {})).toMatchObject({ rollbacks: [], refill: null })
  expect(await keptAt(aisha)).toEqual([])
})

test('SX740 SX741 whatever was lost, and however far the relay grew since: an alarm where it lost something and did not say so, evidence alone where it said so, and nothing where it lost nothing', async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.nat({ max: 2 }), fc.boolean(), fc.boolean(), async (lost, hasGrown, says) => {
        const [aisha, priya, ben] = [
          await joined('Aisha Rahman'),
          await joined('Priya Patel'),
          await joined('Cara Doyle'),
        ]
        await here.robot.admin.setRound(
          doreen.roundId,
          ['Aisha Rahman', 'Priya Patel', 'Cara Doyle'].map((name) => idOf(name)),
        )
        await settled(robot, aisha, priya, ben)
        await settled(robot, aisha, priya, ben)
        const before = await headOf(relays.first)
        const older = await relays.copy()
        for (let each = 0; each < lost; each++) await note(priya)
        await sync(priya.engine, aisha.engine)
        const hasLost = (await headOf(relays.first)) > before
        expect(hasLost).toBe(lost > 0)
        if (hasGrown) {
          ben.speakWith(older)
          while ((await headOf(older)) <= (await headOf(relays.first))) {
            await note(ben)
            await sync(ben.engine)
          }
        }
        if (says) await older.relay.store.renewGeneration(here.robot.admin.space()!)
        if (says) aisha.speakWith(older)
        else lead(aisha, older)
        await settled(aisha)
        expect((await told(aisha)).length).toBe(hasLost && !says ? 1 : 0)
        expect((await keptAt(aisha)).map(({ said }) => said)).toEqual(says ? [true] : hasLost ? [false] : [])
      })
      .beforeEach(async () => {
        await close()
        await start()
      }),
    {
      numRuns: 5,
      examples: [
        [1, true, false],
        [0, true, false],
        [2, false, false],
        [1, false, true],
      ],
    },
  )
})
