/** Two members of staff correct one person's details and re-plan one day while both are offline: two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../shared/lib/ids.ts'
import { planVisit } from '../domain/documents/diary.ts'
import { changeDetails } from '../domain/documents/person.ts'
import type { DetailName } from '../engine-api/people-commands.ts'
import type { Engine } from './engine.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from './testing/memory-relay.ts'
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
} from './testing/neighbourhood.ts'

interface Colleague {
  readonly engine: Engine
  readonly wire: Wire
}

const { personId } = doreen
const date = '2026-06-01'
const visitId = 'dd'.repeat(16)
const memberId = (name: string) => idOf<string>(name)

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Colleague
let priya: Colleague
let count = 0

async function join(name: string): Promise<Colleague> {
  const wire = memory.wire()
  const { engine } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, 'staff'))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, wire }
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman')
  priya = await join('Priya Patel')
  const details = { family: 'Ashworth', given: 'Doreen', born: '1947-03-14', nhsNumber: '9990000018' }
  must(await here.robot.admin.changeDocument('person', personId, (doc) => changeDetails(doc, details)))
  const free = { from: '09:30', to: null, window: null, tag: null }
  const visit = { personId, memberId: memberId('Aisha Rahman'), ...free, reason: 'Check', order: 1, household: '' }
  must(await here.robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, visitId, visit)))
  await sync(here.robot, aisha.engine, priya.engine)
  return () => here.close()
})

function intent(): { readonly commandId: string; readonly at: Instant } {
  count += 1
  memory.clock.advance(60_000)
  return { commandId: idOf(`people ${count}`), at: memory.clock.now() }
}

const change = ({ engine }: Colleague, details: Partial<Record<DetailName, string>>, reason = 'Asked her') =>
  engine.run({ type: 'change-details', personId, details, reason, ...intent() })

async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  for (const act of acts) expect(await act()).toEqual({ ok: true })
  memory.clock.advance(60_000)
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await sync(aisha.engine, priya.engine, aisha.engine)
}

test('PD10 a corrected name and telephone stand in the record and in the list of people, at both', async () => {
  expect(await change(aisha, { preferred: 'Dot', phone: '01632 960777' })).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  for (const { engine } of [aisha, priya]) {
    const { rows } = await viewOf(engine, 'people', { search: 'dot' }, (view) => view.rows.length === 1)
    expect(rows[0]?.person.phone).toBe('01632 960777')
    const { banner } = await viewOf(engine, 'person', { personId }, (view) => view.banner?.name.preferred === 'Dot')
    expect(banner?.disputes).toBeUndefined()
  }
})

test('PD10 different details corrected apart go together; the same one asks, everywhere, until somebody decides', async () => {
  await apart(
    () => change(aisha, { nhsNumber: '9990000026', phone: '01632 960777' }, 'On her letter'),
    () => change(priya, { nhsNumber: '9990000034', preferred: 'Dot' }, 'On the GP list'),
  )
  const both = '9990000026 or 9990000034'
  for (const { engine } of [aisha, priya]) {
    const { rows } = await viewOf(engine, 'people', { search: '' }, (view) => view.rows[0]?.disputed !== undefined)
    expect(rows[0]?.person).toMatchObject({ nhsNumber: both, phone: '01632 960777' })
    const view = await viewOf(engine, 'person', { personId }, ({ disputes }) => disputes !== undefined)
    expect(view.banner?.nhsNumber).toBe(both)
    expect(view.disputes?.[0]?.sides.map(({ author, reason }) => [author?.name, reason])).toEqual([
      ['Aisha Rahman', 'On her letter'],
      ['Priya Patel', 'On the GP list'],
    ])
    await viewOf(engine, 'details', { personId }, ({ parts }) => parts.some(({ conflict }) => conflict !== undefined))
  }
  expect(await change(priya, { nhsNumber: '9990000018' })).toEqual({ ok: false, problem: { type: 'decide-first' } })
  const { disputes } = await viewOf(priya.engine, 'person', { personId }, (view) => view.disputes !== undefined)
  const sides = disputes?.[0]?.sides.map(({ key }) => key) ?? []
  const choice = { type: 'keep', side: sides[1] ?? '' } as const
  const part = { kind: 'detail', id: 'nhsNumber' } as const
  const decide = { type: 'resolve-person', personId, part, sides, choice, reason: 'Spoke to the surgery' } as const
  expect(await priya.engine.run({ ...decide, ...intent() })).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  for (const { engine } of [aisha, priya]) {
    const { rows } = await viewOf(engine, 'people', { search: '' }, (view) => view.rows[0]?.disputed === undefined)
    expect(rows[0]?.person.nhsNumber).toBe('9990000034')
  }
  expect(await aisha.engine.run({ ...decide, ...intent() })).toMatchObject({ problem: { type: 'decided-on-other' } })
})

test('PD11 alerts, contacts and the target by command; what is not there and what gives no reason is refused', async () => {
  const alert = { kind: 'safety', title: 'Dog', fact: 'In the yard', recordedOn: date, serious: true } as const
  const recorded = { type: 'record-alert', personId, alertId: null, alert, reason: 'Bitten', ...intent() } as const
  expect(await aisha.engine.run(recorded)).toEqual({ ok: true })
  const strip = () => viewOf(aisha.engine, 'person', { personId })
  expect((await strip()).alerts.map(({ title }) => title)).toContain('Dog')
  const end = { type: 'end-alert', personId, alertId: recorded.commandId, on: date, reason: 'Dog has died' } as const
  expect(await aisha.engine.run({ ...end, ...intent() })).toEqual({ ok: true })
  expect((await strip()).alerts.map(({ title }) => title)).not.toContain('Dog')
  expect(await aisha.engine.run({ ...end, ...intent(), on: '', reason: 'It was another dog' })).toEqual({ ok: true })
  expect((await strip()).alerts.map(({ title }) => title)).toContain('Dog')
  const none = { ...end, ...intent(), alertId: 'ff'.repeat(16) }
  expect(await aisha.engine.run(none)).toMatchObject({ problem: { type: 'unknown-entry' } })
  expect(await change(aisha, { phone: '1' }, ' ')).toMatchObject({ problem: { type: 'nothing-written' } })
  expect(await change(aisha, { nhsNumber: '9990000019' })).toMatchObject({ problem: { field: 'nhsNumber' } })
  const target = { by: 'Dr Tom Reid', on: date }
  const set = { type: 'set-scale2-target', personId, target, reason: 'Clinic letter', ...intent() } as const
  expect(await aisha.engine.run(set)).toEqual({ ok: true })
  expect((await strip()).scale2Target).toEqual(target)
})

const give = ({ engine }: Colleague, to: string) =>
  engine.run({ type: 'assign-visit', date, visitId, memberId: memberId(to), reason: '', ...intent() })

const dayOf = ({ engine }: Colleague, isIt: Parameters<typeof viewOf<'today'>>[3]) =>
  viewOf(engine, 'today', { date }, isIt)

test('DY7 a visit given to a colleague leaves one day and stands in the other; called off and put back', async () => {
  expect(await give(priya, 'Priya Patel')).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  await dayOf(aisha, ({ visits }) => visits.length === 0)
  await dayOf(priya, ({ visits }) => visits.length === 1)
  const off = { type: 'cancel-visit', date, visitId, reason: 'In hospital' } as const
  expect(await priya.engine.run({ ...off, ...intent() })).toEqual({ ok: true })
  await dayOf(priya, ({ visits }) => visits.length === 0)
  const team = await viewOf(priya.engine, 'team', { date }, ({ off: gone }) => gone.length === 1)
  expect(team.off[0]?.visit.changes?.[0]?.reason).toBe('In hospital')
  expect(await priya.engine.run({ type: 'restore-visit', date, visitId, reason: '', ...intent() })).toEqual({
    ok: true,
  })
  await dayOf(priya, ({ visits }) => visits.length === 1)
  expect(await give(priya, 'Nobody')).toMatchObject({ problem: { type: 'unknown-colleague' } })
})

test('DY7 given away by two apart it stands in both days with both names, until one decides', async () => {
  const ben = await join('Ben Okafor')
  await sync(priya.engine, aisha.engine)
  await apart(
    () => give(aisha, 'Priya Patel'),
    () => give(priya, 'Ben Okafor'),
  )
  await sync(ben.engine)
  for (const one of [priya, ben]) {
    const { visits } = await dayOf(one, (view) => view.visits[0]?.visit.members !== undefined)
    expect(visits[0]?.givenTo).toEqual(expect.arrayContaining(['Ben Okafor', 'Priya Patel']))
    expect(visits[0]?.outside).toBe(one === ben ? true : undefined)
  }
  const team = await viewOf(priya.engine, 'team', { date }, ({ rounds }) =>
    rounds.some(({ visits }) => visits.length > 0),
  )
  expect(team.rounds.filter(({ visits }) => visits.length > 0).map(({ who }) => who?.name)).toEqual([
    'Ben Okafor',
    'Priya Patel',
  ])
  expect(await give(ben, 'Ben Okafor')).toEqual({ ok: true })
  await sync(ben.engine, priya.engine)
  await dayOf(priya, ({ visits }) => visits.length === 0)
})

test('DY8 a planned visit stands by its time and is nobody’s until it is given', async () => {
  const times = { from: '08:15', to: null, window: null }
  const plan = { type: 'plan-visit', date, personId, memberId: '', ...times, reason: 'Bloods', ...intent() } as const
  expect(await priya.engine.run(plan)).toEqual({ ok: true })
  const { unassigned } = await viewOf(priya.engine, 'team', { date }, (view) => view.unassigned.length === 1)
  expect(unassigned[0]?.visit.reason).toBe('Bloods')
  const given = {
    type: 'assign-visit',
    date,
    visitId: plan.commandId,
    memberId: memberId('Aisha Rahman'),
    reason: '',
  } as const
  expect(await priya.engine.run({ ...given, ...intent() })).toEqual({ ok: true })
  await sync(priya.engine, aisha.engine)
  const { visits } = await dayOf(aisha, (view) => view.visits.length === 2)
  expect(visits.map(({ visit }) => visit.from)).toEqual(['08:15', '09:30'])
  const later = { from: '11:00', to: null, window: null }
  const moved = { type: 'move-visit', date, visitId: plan.commandId, ...later, reason: '', ...intent() } as const
  expect(await aisha.engine.run(moved)).toEqual({ ok: true })
  await dayOf(aisha, (view) => view.visits[1]?.visit.from === '11:00')
})
