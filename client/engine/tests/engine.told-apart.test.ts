/** Two tablets that do not agree on what Doreen is to be told: one whose clock is fast, and one at the door that reads no record. */
import { expect, test } from 'vitest'
import type { Instant, MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { err } from '../../../shared/lib/result.ts'
import { instantAt } from '../../domain/clock-times.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import type { Day } from '../../domain/ids.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { createMemoryRelay } from '../testing/memory-relay.ts'
import {
  idOf,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  type NeighbourhoodOptions,
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

const harold = {
  ...person,
  personId: idOf<PersonId>('Harold Briggs'),
  name: { family: 'Briggs', given: 'Harold', title: 'Mr', preferred: 'Harold' },
  nhsNumber: '9990000026',
}

interface JoinAs extends Partial<DeviceStore> {
  readonly aheadMs?: number
  readonly whose?: PersonId
}

async function startAt(time: string, robot: object = {}, people: NeighbourhoodOptions['people'] = [person]) {
  const memory = createMemoryRelay()
  memory.clock.set(at(time))
  const here = await startNeighbourhood({ relay: memoryRelayPlace(memory), robot, people })
  const join = async (
    name: string,
    role: 'staff' | 'patient',
    { aheadMs = 0, whose = personId, ...more }: JoinAs = {},
  ) => {
    const clock = { ...memory.clock, now: () => (memory.clock.now() + aheadMs) as Instant }
    const about = role === 'patient' ? whose : undefined
    const rows: StoredRows = new Map()
    const store = { ...createMemoryDeviceStore(rows), ...more }
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
  const priya = await join('Priya Patel', 'staff', { aheadMs: 120 * minuteMs })
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

async function planFor(engine: Engine, about: PersonId, from: string, now: Instant): Promise<void> {
  const visit = { from, to: `${from.slice(0, 3)}30`, reason: 'Chest', window: null }
  expect(await engine.run({ ...plan, ...intent(`${about} ${from}`, now), ...visit, personId: about })).toEqual({
    ok: true,
  })
}

test('SR903 what the disk did not take is told with the next look, and holds up nobody else’s', async () => {
  const { here, join, memory } = await startAt('09:00', {}, [person, harold])
  const doreen = await join('Doreen Ashworth', 'patient')
  const other = await join('Harold Briggs', 'patient', { whose: harold.personId })
  const rows: StoredRows = new Map()
  const disk = createMemoryDeviceStore(rows)
  let full: string | null = null
  const aisha = await join('Aisha Rahman', 'staff', {
    ...disk,
    commit: async (writes: Parameters<typeof disk.commit>[0]) => {
      const isRefused = full !== null && writes.some(({ key, store }) => store === 'log' && key.includes(full!))
      return isRefused ? err({ type: 'no-space' as const }) : disk.commit(writes)
    },
  })
  await rounds(here, [aisha.engine, doreen.engine, other.engine], () => memory.clock.advance(20_000), 3)
  await here.robot.close()
  full = aisha.engine.admin.privateGroup(personId)!
  await planFor(aisha.engine, personId, '10:00', memory.clock.now())
  await planFor(aisha.engine, harold.personId, '11:00', memory.clock.now())
  await sync(aisha.engine, doreen.engine, other.engine)
  expect(await nextOf(doreen.engine)).toBeUndefined()
  expect(await nextOf(other.engine)).toBe(at('11:00'))
  full = null
  await sync(aisha.engine, doreen.engine)
  expect(await nextOf(doreen.engine)).toBe(at('10:00'))
  await here.close()
})

test('SR904 what a robot that reads no record plans for one person takes nothing back that another was told', async () => {
  const { here, join, memory } = await startAt('09:00', { readsCare: false }, [person, harold])
  const aisha = await join('Aisha Rahman', 'staff')
  const doreen = await join('Doreen Ashworth', 'patient')
  const other = await join('Harold Briggs', 'patient', { whose: harold.personId })
  await plannedFor(aisha.engine, 'first', '10:00', '11:00', memory.clock.now())
  await plannedFor(aisha.engine, 'second', '15:00', '15:30', memory.clock.now())
  const everybody = [aisha.engine, doreen.engine, other.engine]
  await rounds(here, everybody, () => memory.clock.advance(20_000), 3)
  const [first] = (await viewOf(aisha.engine, 'today', { date: day })).visits
  const note = { words: '', found: 'Chest clear', did: '', next: '' }
  const written = { type: 'write-visit', ...intent('visit', memory.clock.now()), note, observations: null } as const
  const visitId = first!.visit.visitId
  expect(await aisha.engine.run({ ...written, personId, visitId, startedAt: memory.clock.now() })).toEqual({ ok: true })
  await rounds(here, everybody, () => memory.clock.advance(20_000), 3)
  expect(await nextOf(doreen.engine)).toBe(at('15:00'))
  const visit = { personId: harold.personId, memberId: idOf<MemberId>('Aisha Rahman'), from: '12:00', to: '12:30' }
  const planned = { ...visit, window: null, reason: 'Check', tag: null, order: 1, household: '' }
  const before = doreen.count()
  must(await here.robot.admin.changeDocument('diary', day, (doc) => planVisit(doc, idOf('harold'), planned)))
  await sync(here.robot, doreen.engine, other.engine)
  expect(await nextOf(other.engine)).toBe(at('12:00'))
  expect(await nextOf(doreen.engine)).toBe(at('15:00'))
  expect(doreen.count()).toBe(before)
  // What it plans for herself it tells her.
  const sooner = { ...planned, personId, from: '11:30' }
  must(await here.robot.admin.changeDocument('diary', day, (doc) => planVisit(doc, idOf('sooner'), sooner)))
  await sync(here.robot, doreen.engine)
  expect(doreen.count()).toBeGreaterThan(before)
  await here.close()
})
