/** What the sync panel says of the day, of colleagues and of the clock, by the engine itself: the real relay in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PersonId } from '../../../shared/lib/ids.ts'
import { testNow } from '../../../shared/testing/test-space.ts'
import { dayOf } from '../../domain/dates.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import type { SyncView } from '../../engine-api/sync-views.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const hour = 3_600_000
const winston = { ...doreen, personId: idOf<PersonId>('Winston'), roundId: idOf('another round') } as never
const elsewhere = idOf<PersonId>('Winston')
const today = dayOf(testNow)

let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory), people: [doreen, winston] })
})
afterEach(() => here.close())

const panelOf = ({ engine }: Awaited<ReturnType<Neighbourhood['join']>>, isIt?: (view: SyncView) => boolean) =>
  viewOf(engine, 'sync', {}, isIt)

const visit = (personId: string, order: number) => ({
  ...{ personId, memberId: idOf<string>('Aisha Rahman'), from: null, to: null, window: null, tag: null },
  ...{ reason: 'Dressing', order, household: '' },
})

test('QV360 ready for today counts whose record is all here among those visited, and dates it by the last catch-up', async () => {
  const aisha = await here.join('Aisha Rahman', 'staff', { network: memory.wire() })
  await sync(aisha.engine)
  expect((await panelOf(aisha)).ready).toMatchObject({ have: 0, of: 0 })
  for (const [order, personId] of [doreen.personId, elsewhere].entries())
    must(
      await here.robot.admin.changeDocument('diary', today, (doc) =>
        planVisit(doc, idOf(`visit ${order}`), visit(personId, order)),
      ),
    )
  await sync(here.robot, aisha.engine)
  // Winston is on another round: his visit stands in her day, and nothing of his record is here.
  expect((await panelOf(aisha, ({ ready }) => ready.of === 2)).ready).toEqual({
    at: memory.clock.now(),
    have: 1,
    of: 2,
  })
})

test('QV921 a visit of somebody whose record is not hers to read does not keep her from being up to date', async () => {
  const aisha = await here.join('Aisha Rahman', 'staff', { network: memory.wire() })
  for (const [order, personId] of [doreen.personId, elsewhere].entries())
    must(
      await here.robot.admin.changeDocument('diary', today, (doc) =>
        planVisit(doc, idOf(`visit ${order}`), visit(personId, order)),
      ),
    )
  await sync(here.robot, aisha.engine)
  const { pill, ready } = await panelOf(aisha, (view) => view.ready.of === 2)
  expect(ready.have).toBe(1)
  expect(pill.type).toBe('up-to-date')
})

test('QV360 of each device of a colleague it says when the newest thing that is here was written on it', async () => {
  const wire = memory.wire()
  const aisha = await here.join('Aisha Rahman', 'staff', { network: wire })
  const priya = await here.join('Priya Patel', 'staff', { network: memory.wire() })
  await sync(priya.engine, aisha.engine)
  const lastSeen = async () =>
    (await panelOf(aisha)).colleagues.find(({ signature }) => signature.name === 'Priya Patel')?.devices
  const [before] = (await lastSeen()) ?? []
  memory.clock.advance(hour)
  const written = { startedAt: memory.clock.now(), visitId: null, observations: null }
  const note = { words: '', found: 'Settled', did: '', next: '' }
  const command = {
    type: 'write-visit',
    at: memory.clock.now(),
    commandId: idOf<string>('hers'),
    ...written,
    note,
  } as const
  expect(await priya.engine.run({ ...command, personId: doreen.personId })).toEqual({ ok: true })
  await sync(priya.engine)
  expect(await lastSeen()).toEqual([before])
  await sync(aisha.engine)
  expect(await lastSeen()).toEqual([memory.clock.now()])
})

test('QV660 right after opening it is not known when colleagues were last heard of, which is not said to be never', async () => {
  const wire = memory.wire()
  const aisha = await here.join('Aisha Rahman', 'staff', { network: wire })
  const priya = await here.join('Priya Patel', 'staff', { network: memory.wire() })
  await sync(priya.engine, aisha.engine)
  const seenOn = async (device: typeof aisha) =>
    (await panelOf(device)).colleagues.find(({ signature }) => signature.name === 'Priya Patel')?.devices
  const known = await seenOn(aisha)
  expect(known).toEqual([expect.any(Number)])
  const store = aisha.store.reopen()
  await aisha.engine.close()
  wire.setFate('request-lost')
  const again = here.device({ store, network: wire, headless: false })
  await again.engine.unlock(passphrase)
  expect(await seenOn(again)).toEqual([undefined])
  // Who asks for the day of the team, or for its devices, waits for it.
  const { rounds } = await viewOf(again.engine, 'team', { date: today })
  expect(rounds.find(({ who }) => who?.name === 'Priya Patel')?.lastSeenAt).toBe(known?.[0])
  expect(await seenOn(again)).toEqual(known)
})

test('QV360 a clock that differs from the relay’s is told with by how much and which way, also without signal afterwards', async () => {
  const clock = createManualClock(testNow)
  const wire = memory.wire()
  const aisha = await here.join('Aisha Rahman', 'staff', { network: wire, clock })
  await sync(aisha.engine)
  expect((await panelOf(aisha)).clockSkewMs).toBe(0)
  for (const skew of [2 * hour, -hour]) {
    clock.set(memory.clock.now() + skew)
    await sync(aisha.engine)
    expect((await panelOf(aisha)).clockSkewMs).toBe(skew)
  }
  wire.setFate('request-lost')
  await sync(aisha.engine)
  expect(await panelOf(aisha, ({ offlineSince }) => offlineSince !== null)).toMatchObject({ clockSkewMs: -hour })
})

test('SY600 a device opened without signal says since when there was none by its last contact, and one that loses it by when it did', async () => {
  const wire = memory.wire()
  const aisha = await here.join('Aisha Rahman', 'staff', { network: wire })
  await sync(aisha.engine)
  const contact = (await panelOf(aisha)).lastContactAt
  memory.clock.advance(hour)
  wire.setFate('request-lost')
  await sync(aisha.engine)
  const lost = await panelOf(aisha, ({ offlineSince }) => offlineSince !== null)
  expect(lost.offlineSince).toBe(contact! + hour)
  const store = aisha.store.reopen()
  await aisha.engine.close()
  memory.clock.advance(5 * hour)
  const again = here.device({ store, network: wire })
  await again.engine.unlock(passphrase)
  await sync(again.engine)
  const opened = await panelOf(again, ({ offlineSince }) => offlineSince !== null)
  expect(opened).toMatchObject({ offlineSince: contact, lastContactAt: contact })
})
