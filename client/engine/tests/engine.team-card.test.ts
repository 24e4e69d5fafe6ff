/** The team's card, from a nurse's device to the phones of the public, through the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { addDays, dayOf } from '../../domain/dates.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { writeTeamContact } from '../../domain/records/team-contact.ts'
import type { Engine } from '../engine.ts'
import { cardTurnMs } from '../sync/team-card.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  doreen as person,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

let memory: MemoryRelay
let here: Neighbourhood

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  must(await here.robot.admin.ensureBoard())
  return () => here.close()
})

async function join(
  name: string,
  role: 'admin' | 'staff' | 'patient' | 'family' | 'associate' | 'ig',
  headless = true,
): Promise<Engine> {
  const { engine } = here.device({ network: memory.wire(), headless })
  const about = role === 'patient' || role === 'family' ? person.personId : undefined
  await joinWith(engine, await here.invite(name, role, about))
  await sync(here.robot)
  await openState(engine)
  await all(engine)
  return engine
}

async function all(...engines: readonly Engine[]): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(here.robot, ...engines)
}

const cardOf = async (engine: Engine) => (await viewOf(engine, 'home', {})).card
const namesOn = async (engine: Engine) => (await cardOf(engine))?.onToday?.map(({ name }) => name)

async function plan(id: string, name: string, date = dayOf(memory.clock.now())): Promise<void> {
  const memberId = idOf<MemberId>(name)
  const visit = {
    personId: person.personId,
    memberId,
    from: '10:00',
    to: '11:00',
    window: null,
    reason: 'Check',
    tag: null,
  }
  const planned = { ...visit, order: 1, household: '' }
  must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, idOf(id), planned)))
}

/** Entries on the board, as the relay served them to this device. */
function onBoard(engine: Engine): number {
  const group = here.robot.admin.boardGroup()!
  const feeds = [...engine.admin.session()!.device.frontiers.inGroup(group)]
  return feeds.reduce((sum, [, { next }]) => sum + next, 0)
}

test('TM2 TM3 the staff of the team, number, hours and who visits today reach the phones, and only what changed is published', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  const priya = await join('Priya Patel', 'staff')
  const doreen = await join('Doreen Ashworth', 'patient')
  const karen = await join('Karen Ashworth', 'family')
  const everybody = [aisha, priya, doreen, karen]
  await plan('first', 'Aisha Rahman')
  const { baseOf } = aisha.admin.session()!.device
  const contact = must(writeTeamContact({ phone: '01632 960018', hours: 'Monday to Friday, 8 to 6' }, baseOf(null)))
  const team = here.robot.admin.space()! as string as GroupId
  must(await aisha.admin.writeRecords([{ key: idOf('contact'), group: team, records: [contact] }]))
  await all(...everybody)
  memory.clock.advance(10 * cardTurnMs)
  await all(...everybody)
  for (const engine of [doreen, karen]) {
    const card = await cardOf(engine)
    expect(card?.members.map(({ name }) => name).sort()).toEqual(['Aisha', 'Priya'])
    expect(card).toMatchObject({ phone: '01632 960018', hours: 'Monday to Friday, 8 to 6' })
    expect(await namesOn(engine)).toEqual(['Aisha'])
    expect(JSON.stringify(card)).not.toMatch(/Rahman|Ashworth|Robot/)
  }
  const before = onBoard(doreen)
  memory.clock.advance(10 * cardTurnMs)
  await all(...everybody)
  expect(onBoard(doreen)).toBe(before)

  await plan('second', 'Priya Patel')
  await all(...everybody)
  memory.clock.advance(10 * cardTurnMs)
  await all(...everybody)
  expect(await namesOn(doreen)).toHaveLength(2)
  expect(onBoard(doreen)).toBe(before + 1)
})

test('TM3 who left the team is on no card of it any more, and a new day says anew who is on', async () => {
  const aisha = await join('Aisha Rahman', 'staff')
  const priya = await join('Priya Patel', 'staff')
  const doreen = await join('Doreen Ashworth', 'patient')
  await plan('first', 'Aisha Rahman')
  await all(aisha, priya, doreen)
  const { device } = priya.admin.session()!.device
  must(await here.robot.admin.removeDevice(here.robot.admin.space()! as string as GroupId, device))
  memory.clock.advance(24 * 3_600_000)
  expect((await cardOf(doreen))?.onToday).toBeNull()
  await all(aisha, doreen)
  expect((await cardOf(doreen))?.members.map(({ name }) => name)).toEqual(['Aisha'])
  expect(await namesOn(doreen)).toEqual([])
})

test('TM550 an administrator is on the card while she is on a round, and goes with it; who only runs the team never is', async () => {
  const [aisha, lena, noor, doreen] = [
    await join('Aisha Rahman', 'staff'),
    await join('Lena Fischer', 'admin'),
    await join('Noor Aziz', 'ig'),
    await join('Doreen Ashworth', 'patient'),
  ]
  const onRound = async (...names: readonly string[]) => {
    must(
      await here.robot.admin.setRound(
        person.roundId,
        names.map((name) => idOf<MemberId>(name)),
      ),
    )
    await all(aisha, lena, noor, doreen)
    memory.clock.advance(10 * cardTurnMs)
    await all(aisha, lena, noor, doreen)
    return (await cardOf(doreen))?.members.map(({ name }) => name).sort()
  }
  expect(await onRound('Aisha Rahman', 'Lena Fischer')).toEqual(['Aisha', 'Lena'])
  expect(await onRound('Aisha Rahman')).toEqual(['Aisha'])
  expect(await onRound('Lena Fischer')).toEqual(['Aisha', 'Lena'])
})

test('TM4 a device that has not opened the plan of the day says nothing new about who is on', async () => {
  const doreen = await join('Doreen Ashworth', 'patient')
  const aisha = await join('Aisha Rahman', 'staff', false)
  const priya = await join('Priya Patel', 'staff')
  await plan('tomorrow', 'Aisha Rahman', addDays(dayOf(memory.clock.now()), 1))
  await all(aisha, priya, doreen)
  await here.robot.close()
  memory.clock.advance(24 * 3_600_000)
  const before = onBoard(doreen)
  await sync(aisha, doreen, aisha, doreen)
  expect(onBoard(doreen)).toBe(before)
  await sync(priya, doreen)
  expect(await namesOn(doreen)).toEqual(['Aisha'])
})
