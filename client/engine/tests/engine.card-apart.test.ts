/** Two tablets that do not agree on the team's card: midnight lies between their clocks, or one reads something otherwise. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { instantAt } from '../../domain/clock-times.ts'
import { addDays } from '../../domain/dates.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import type { Day } from '../../domain/ids.ts'
import { writeTeamContact } from '../../domain/records/team-contact.ts'
import { createHandTimer, passTime, type TimedDevice } from '../testing/hand-timer.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
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
import { createOtherEyes, type OtherEyes, type SeenAs } from '../testing/seen-otherwise.ts'

const day = '2026-12-03' as Day
const minuteMs = 60_000

let memory: MemoryRelay
let here: Neighbourhood
let aisha: TimedDevice
let priya: TimedDevice
let phone: TimedDevice
/** How far Priya's clock is ahead, and how her tablet reads. */
let aheadMs = 0
let eyes: OtherEyes

beforeEach(async () => {
  aheadMs = 0
  eyes = createOtherEyes()
  memory = createMemoryRelay()
  memory.clock.set(instantAt(day, '12:00'))
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  must(await here.robot.admin.ensureBoard())
  phone = await join('Doreen Ashworth', 'patient')
  aisha = await join('Aisha Rahman', 'staff')
  priya = await join('Priya Patel', 'staff', {
    clock: { now: () => (memory.clock.now() + aheadMs) as Instant },
    readModel: eyes.readModel,
  })
  await plan('first', 'Aisha Rahman', day)
  await newHours('8 to 6')
  await all()
  await passTime(memory.clock, memory.clock.now() + 2 * minuteMs, [aisha, priya])
  await all()
  return () => here.close()
})

async function join(name: string, role: 'staff' | 'patient', more: object = {}): Promise<TimedDevice> {
  const timer = createHandTimer(memory.clock)
  const about = role === 'patient' ? person.personId : undefined
  const { engine } = await here.join(name, role, { network: memory.wire(), timer, about, ...more })
  await sync(engine)
  return { engine, timer }
}

async function all(): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(here.robot, aisha.engine, priya.engine, phone.engine)
}

async function plan(id: string, name: string, date: Day): Promise<void> {
  const visit = { personId: person.personId, memberId: idOf<MemberId>(name), from: '10:00', to: '11:00', window: null }
  const planned = { ...visit, reason: 'Check', tag: null, order: 1, household: '' }
  must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, idOf(id), planned)))
}

async function newHours(hours: string): Promise<void> {
  const { admin } = here.robot
  const contact = must(writeTeamContact({ phone: '01632 960018', hours }, admin.session()!.device.baseOf(null)))
  const group = admin.space()! as string as GroupId
  must(await admin.writeRecords([{ key: idOf(hours), group, records: [contact] }]))
}

const cardNow = async () => (await viewOf(phone.engine, 'home', {})).card

/** Entries on the board, as the relay served them to the phone. */
function onBoard(): number {
  const feeds = [...phone.engine.admin.session()!.device.frontiers.inGroup(here.robot.admin.boardGroup()!)]
  return feeds.reduce((sum, [, { next }]) => sum + next, 0)
}

test('TM900 two tablets with midnight between their clocks publish one card of the new day, and not each other’s again and again', async () => {
  await plan('next', 'Priya Patel', addDays(day, 1) as Day)
  memory.clock.set(instantAt(day, '23:30'))
  await all()
  const before = onBoard()
  aheadMs = 60 * minuteMs
  for (let round = 0; round < 20; round++) {
    memory.clock.advance(1_000)
    await sync(aisha.engine, priya.engine, phone.engine)
  }
  expect(onBoard()).toBe(before + 1)
  // What else changes is on it all the same.
  await newHours('9 to 5')
  await sync(here.robot)
  await passTime(memory.clock, memory.clock.now() + 2 * minuteMs, [aisha])
  await sync(phone.engine)
  expect(await cardNow()).toMatchObject({ hours: '9 to 5' })
  expect(onBoard()).toBe(before + 2)
  memory.clock.advance(30 * minuteMs)
  expect((await cardNow())?.onToday?.map(({ name }) => name)).toEqual(['Priya'])
})

test('TM900 a clock that is days fast is not answered again and again, and when its day has come the card is right', async () => {
  const before = onBoard()
  aheadMs = 72 * 60 * minuteMs
  for (let round = 0; round < 20; round++) {
    memory.clock.advance(1_000)
    await sync(priya.engine, aisha.engine, phone.engine)
  }
  expect(onBoard()).toBe(before + 1)
  aheadMs = 0
  const later = addDays(day, 4) as Day
  memory.clock.set(instantAt(later, '12:00'))
  await plan('later', 'Aisha Rahman', later)
  await all()
  expect((await cardNow())?.onToday?.map(({ name }) => name)).toEqual(['Aisha'])
})

const otherwise: SeenAs = {
  staff: (row) => ({ ...row, signature: { ...row.signature, role: `${row.signature.role} (old)` } }),
  contacts: (row) => ({ ...row, hours: 'as before' }),
  visits: (row) => ({ ...row, memberId: idOf<MemberId>('Priya Patel') }),
}

test('TM901 tablets that read anything otherwise publish their card once each in ten minutes, and the same once they agree', async () => {
  const some = fc.subarray(Object.keys(otherwise) as (keyof SeenAs)[], { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(some, async (names) => {
      const [began, before] = [memory.clock.now(), onBoard()]
      eyes.see(Object.fromEntries(names.map((name) => [name, otherwise[name]])))
      await all()
      await passTime(memory.clock, began + 20 * minuteMs, [aisha, priya])
      await sync(phone.engine)
      expect(onBoard() - before).toBeGreaterThan(0)
      expect(onBoard() - before).toBeLessThanOrEqual(6)
      eyes.see({})
      await all()
      await passTime(memory.clock, memory.clock.now() + 11 * minuteMs, [aisha, priya])
      await sync(phone.engine)
      const agreed = onBoard()
      expect(await cardNow()).toMatchObject({ hours: '8 to 6' })
      expect(JSON.stringify(await cardNow())).not.toContain('old')
      await passTime(memory.clock, memory.clock.now() + 11 * minuteMs, [aisha, priya])
      await sync(phone.engine)
      expect(onBoard()).toBe(agreed)
    }),
    { numRuns: 3 },
  )
})
