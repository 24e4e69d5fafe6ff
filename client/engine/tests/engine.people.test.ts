/** Two members of staff correct one person's details and re-plan one day while both are offline: two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import { dayOf as dayAt } from '../../domain/dates.ts'
import { planVisit } from '../../domain/documents/diary.ts'
import { changeDetails } from '../../domain/documents/person.ts'
import type { DetailName } from '../../engine-api/people-commands.ts'
import { doreen, idOf, must, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen
const date = '2026-06-01'
const visitId = 'dd'.repeat(16)
const memberId = (name: string) => idOf<string>(name)

let two: TwoColleagues
let aisha: Colleague
let priya: Colleague

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  priya = two.priya
  const { robot } = two.here
  const details = { family: 'Ashworth', given: 'Doreen', born: '1947-03-14', nhsNumber: '9990000018' }
  must(await robot.admin.changeDocument('person', personId, (doc) => changeDetails(doc, details)))
  const free = { from: '09:30', to: null, window: null, tag: null }
  const visit = { personId, memberId: memberId('Aisha Rahman'), ...free, reason: 'Check', order: 1, household: '' }
  must(await robot.admin.changeDocument('diary', date, (doc) => planVisit(doc, visitId, visit)))
  await sync(robot, aisha.engine, priya.engine)
  return () => two.here.close()
})

const intent = () => two.intent()

const change = ({ engine }: Colleague, details: Partial<Record<DetailName, string>>, reason = 'Asked her') =>
  engine.run({ type: 'change-details', personId, details, reason, ...intent() })

async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  for (const act of acts) expect(await act()).toEqual({ ok: true })
  two.memory.clock.advance(60_000)
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
  const ben = await two.join('Ben Okafor')
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

test('DE1 what waits for a decision stands in one list, with who wrote it and since when, until it is decided', async () => {
  const waiting = ({ engine }: Colleague, count: number) =>
    viewOf(engine, 'decisions', {}, ({ complete, items }) => complete && items.length === count)
  expect((await waiting(priya, 0)).items).toEqual([])
  const today = dayAt(two.memory.clock.now())
  const plan = { type: 'plan-visit', date: today, personId, to: '10:00', window: null, reason: 'Check' } as const
  const slot = { ...plan, from: '09:30', memberId: memberId('Priya Patel') } as const
  await apart(
    () => change(aisha, { born: '1947-03-15' }),
    () => change(priya, { born: '1947-03-16' }),
    () => priya.engine.run({ ...slot, ...intent() }),
    () => aisha.engine.run({ ...slot, memberId: memberId('Aisha Rahman'), ...intent() }),
  )
  await sync(priya.engine)
  for (const one of [aisha, priya]) {
    const { items } = await waiting(one, 2)
    expect(items.map(({ about }) => about.type)).toEqual(['detail', 'visit'])
    expect(items[0]).toMatchObject({
      about: { dispute: { part: { kind: 'detail', id: 'born' } } },
      person: { personId },
      by: [{ name: 'Aisha Rahman' }, { name: 'Priya Patel' }],
    })
    expect(items[1]).toMatchObject({ about: { why: 'same-person', date: today }, personId: null })
    for (const { since } of items) expect(since).toBeGreaterThan(0)
  }
})

test('QV14 of somebody on nobody’s round of theirs they read who she is, her nurse and how to reach her, and nothing else', async () => {
  const stranger = {
    ...doreen,
    personId: idOf<typeof doreen.personId>('Olive Marsh'),
    name: { family: 'Marsh', given: 'Olive', title: '', preferred: '' },
    nhsNumber: '9990000026',
    roundId: idOf<typeof doreen.roundId>('South round'),
    namedNurse: 'Priya Patel',
  }
  const { robot } = two.here
  must(await robot.admin.setRound(stranger.roundId, [idOf('Priya Patel')]))
  must(await robot.admin.ensurePeople([doreen as never, stranger as never]))
  await sync(robot, aisha.engine, priya.engine)
  const hers = await viewOf(aisha.engine, 'person', { personId: stranger.personId }, ({ person }) => person !== null)
  expect(hers).toMatchObject({ outside: { namedNurse: 'Priya Patel' }, story: [], medicines: [], complete: false })
  const theirs = await viewOf(priya.engine, 'person', { personId: stranger.personId }, ({ complete }) => complete)
  expect(theirs.outside).toBeUndefined()
  expect((await viewOf(aisha.engine, 'person', { personId })).outside).toBeUndefined()
})
