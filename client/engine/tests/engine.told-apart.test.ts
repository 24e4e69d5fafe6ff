/** Two tablets that do not agree on what Doreen is to be told: one whose clock is fast, and one at the door that reads no record. */
import { expect, test } from 'vitest'
import type { Instant, MemberId } from '../../../shared/lib/ids.ts'
import { instantAt } from '../../domain/dates.ts'
import type { Day } from '../../domain/ids.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  idOf,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  doreen as person,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

type StoredRows = NonNullable<Parameters<typeof createMemoryDeviceStore>[0]>

const { personId } = person
const day = '2026-12-03' as Day
const minuteMs = 60_000
const at = (time: string) => instantAt(day, time)
const intent = (name: string, when: Instant) => ({ commandId: idOf<string>(name), at: when })
const plan = { type: 'plan-visit', date: day, personId, memberId: idOf<MemberId>('Aisha Rahman') } as const

async function startAt(time: string, robot: object = {}) {
  const memory = createMemoryRelay()
  memory.clock.set(at(time))
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory), robot })
  const join = async (name: string, role: 'staff' | 'patient', aheadMs = 0) => {
    const clock = { ...memory.clock, now: () => (memory.clock.now() + aheadMs) as Instant }
    const about = role === 'patient' ? personId : undefined
    const rows: StoredRows = new Map()
    const store = createMemoryDeviceStore(rows)
    const { engine } = await here.join(name, role, { network: memory.wire(), clock, about, store })
    await sync(engine, here.robot, engine)
    return { engine, count: () => rows.get('log')?.size ?? 0 }
  }
  return { memory, here, join }
}

async function plannedFor(engine: Engine, name: string, from: string, to: string, now: Instant): Promise<void> {
  expect(await engine.run({ ...plan, ...intent(name, now), from, to, reason: 'Chest', window: null })).toEqual({
    ok: true,
  })
}

const nextOf = async (engine: Engine) => (await viewOf(engine, 'home', {})).nextVisit?.from

async function rounds(here: Neighbourhood, engines: readonly Engine[], pass: () => void, count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    await sync(...engines, here.robot)
    pass()
  }
}

test('SR600 two tablets whose clocks differ tell Doreen their word once each in ten minutes, and no more', async () => {
  const { here, join, memory } = await startAt('09:00')
  const doreen = await join('Doreen Ashworth', 'patient')
  const aisha = await join('Aisha Rahman', 'staff')
  const priya = await join('Priya Patel', 'staff', 120 * minuteMs)
  await plannedFor(aisha.engine, 'first', '10:00', '10:30', memory.clock.now())
  await plannedFor(aisha.engine, 'second', '15:00', '15:30', memory.clock.now())
  const engines = [aisha.engine, priya.engine, doreen.engine]
  await rounds(here, engines, () => memory.clock.advance(20_000), 4)
  const before = doreen.count()
  await rounds(here, engines, () => memory.clock.advance(1_000), 60)
  expect(doreen.count() - before).toBeLessThan(6)
  // When both clocks say the same, so does what she is told.
  memory.clock.advance(120 * minuteMs)
  await rounds(here, engines, () => memory.clock.advance(20_000), 40)
  expect(await nextOf(doreen.engine)).toBe(at('15:00'))
  await here.close()
})

test('SR601 who reads no record tells her who comes where nobody has, and leaves what somebody told as it is', async () => {
  const { here, join, memory } = await startAt('09:00', { readsCare: false })
  const aisha = await join('Aisha Rahman', 'staff')
  await plannedFor(aisha.engine, 'first', '10:00', '11:00', memory.clock.now())
  await plannedFor(aisha.engine, 'second', '15:00', '15:30', memory.clock.now())
  await sync(aisha.engine, here.robot)
  const doreen = await join('Doreen Ashworth', 'patient')
  await rounds(here, [doreen.engine], () => memory.clock.advance(1_000), 3)
  expect(await nextOf(doreen.engine)).toBe(at('10:00'))

  const { personId: id } = person
  const [first] = (await viewOf(aisha.engine, 'today', { date: day })).visits
  const written = {
    type: 'write-visit',
    ...intent('visit', memory.clock.now()),
    startedAt: memory.clock.now(),
  } as const
  const note = { words: '', found: 'Chest clear', did: '', next: '' }
  expect(
    await aisha.engine.run({ ...written, personId: id, visitId: first!.visit.visitId, note, observations: null }),
  ).toEqual({ ok: true })
  const before = doreen.count()
  await rounds(here, [aisha.engine, doreen.engine], () => memory.clock.advance(20_000), 20)
  expect(await nextOf(doreen.engine)).toBe(at('15:00'))
  expect(doreen.count() - before).toBeLessThan(8)
  must(await here.robot.admin.ensureBoard())
  await here.close()
})
