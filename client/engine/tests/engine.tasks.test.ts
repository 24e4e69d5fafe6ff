/** A nurse and a pharmacist share a person's tasks, with and without signal: two engines, the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { TaskCommand } from '../../engine-api/commands.ts'
import type { TasksView } from '../../engine-api/plan-views.ts'
import { doreen, idOf, sync, viewOf } from '../testing/neighbourhood.ts'
import { type Colleague, startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen
const everybody = { who: 'team' } as const
const hers = { who: 'person', personId } as const

let two: TwoColleagues
let aisha: Colleague
let priya: Colleague

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha
  priya = two.priya
  return () => two.here.close()
})

const intent = () => two.intent()

const bloods = { title: 'Take bloods', details: '', due: null, priority: 'today' } as const

async function add({ engine }: Colleague, task: TaskWords = bloods, take = false): Promise<string> {
  const meant = intent()
  expect(await engine.run({ type: 'add-task', ...meant, personId, task, take })).toEqual({ ok: true })
  return meant.commandId
}

type TaskWords = Extract<TaskCommand, { readonly type: 'add-task' }>['task']

type What = { readonly type: 'take-task' | 'reopen-task' } | { readonly type: 'finish-task'; readonly outcome: string }

const act = ({ engine }: Colleague, taskId: string, what: What) =>
  engine.run({ ...what, ...intent(), personId, taskId } as TaskCommand)

const tasksOf = ({ engine }: Colleague, isIt?: (view: TasksView) => boolean) => viewOf(engine, 'tasks', everybody, isIt)

const done = { type: 'finish-task', outcome: '' } as const
const holders = ({ open }: TasksView) => open[0]?.task.owners.map(({ who }) => who.name)

async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of [aisha, priya]) wire.setFate('request-lost')
  for (const one of acts) expect(await one()).toEqual({ ok: true })
  for (const { wire } of [aisha, priya]) wire.setFate('delivered')
  await sync(aisha.engine, priya.engine, aisha.engine)
}

test('TK6 taken, done and opened again here is so there, with who and since when', async () => {
  const id = await add(aisha)
  await act(aisha, id, { type: 'take-task' })
  await sync(aisha.engine, priya.engine)
  const { open } = await tasksOf(priya, ({ open }) => open[0]?.task.owners.length === 1)
  expect(open[0]).toMatchObject({ isMine: false, task: { owners: [{ who: { name: 'Aisha Rahman' } }] } })
  await act(priya, id, { ...done, outcome: 'Left arm' })
  await sync(priya.engine, aisha.engine)
  await tasksOf(aisha, ({ open }) => open.length === 0)
  const { done: finished } = await viewOf(aisha.engine, 'tasks', hers, (view) => view.done.length === 1)
  expect(finished[0]?.task.states).toMatchObject([{ by: { name: 'Priya Patel' }, outcome: 'Left arm' }])
  await act(aisha, id, { type: 'reopen-task' })
  await sync(aisha.engine, priya.engine)
  expect(holders(await tasksOf(priya, ({ open }) => open.length === 1))).toEqual(['Aisha Rahman'])
  expect((await viewOf(priya.engine, 'tasks', hers)).done).toEqual([])
})

test('TK6 handed to a colleague it waits for her yes; somebody nobody knows gets nothing', async () => {
  const id = await add(aisha, bloods, true)
  const give = { type: 'give-task', personId, taskId: id } as const
  expect(await aisha.engine.run({ ...give, ...intent(), to: idOf('Nobody') })).toMatchObject({
    problem: { type: 'unknown-colleague' },
  })
  const { colleagues } = await tasksOf(aisha, (view) => view.colleagues.some(({ name }) => name === 'Priya Patel'))
  const to = colleagues.find(({ name }) => name === 'Priya Patel')?.memberId ?? null
  expect(await aisha.engine.run({ ...give, ...intent(), to })).toEqual({ ok: true })
  await sync(aisha.engine, priya.engine)
  const offered = await tasksOf(priya, ({ open }) => open[0]?.isOffered === true)
  expect([offered.mine, holders(offered)]).toEqual([1, ['Priya Patel']])
  await act(priya, id, { type: 'take-task' })
  await tasksOf(priya, ({ open }) => open[0]?.isOffered === false)
})

test('TK6 two who take it apart are both named, on both devices', async () => {
  const id = await add(aisha)
  await sync(aisha.engine, priya.engine)
  await tasksOf(priya, ({ open }) => open.length === 1)
  await apart(
    () => act(aisha, id, { type: 'take-task' }),
    () => act(priya, id, { type: 'take-task' }),
  )
  for (const one of [aisha, priya]) {
    const view = await tasksOf(one, (each) => each.open[0]?.task.owners.length === 2)
    expect(holders(view)).toEqual(['Aisha Rahman', 'Priya Patel'])
  }
})

test('TK7 added without signal, run twice, done by both: one task, done once', async () => {
  const meant = intent()
  const command = { type: 'add-task', ...meant, personId, task: bloods, take: false } as const
  await apart(
    () => aisha.engine.run(command),
    () => aisha.engine.run(command),
  )
  await tasksOf(priya, ({ open }) => open.length === 1)
  await apart(
    () => act(aisha, meant.commandId, done),
    () => act(priya, meant.commandId, done),
  )
  for (const one of [aisha, priya]) {
    await tasksOf(one, ({ open }) => open.length === 0)
    const { done: finished } = await viewOf(one.engine, 'tasks', hers, (view) => view.done.length === 1)
    expect(finished[0]?.task.states.map(({ by }) => by.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
  }
  expect(await act(aisha, meant.commandId, { type: 'take-task' })).toMatchObject({ problem: { type: 'already-done' } })
  expect(await act(aisha, idOf('none'), done)).toMatchObject({ problem: { type: 'unknown-task' } })
})

test('TK8 by priority, then by day; as many are overdue as say so', async () => {
  const task = (title: string, priority: TaskWords['priority'], due: string | null) => ({
    ...bloods,
    title,
    priority,
    due,
  })
  await add(aisha, task('whenever', 'whenever', '2020-01-01'))
  await add(aisha, task('no day', 'today', null))
  await add(aisha, task('late', 'today', '2020-02-01'), true)
  await add(aisha, task('far', 'today', '2199-01-01'))
  await add(aisha, task('urgent', 'urgent', null))
  const view = await tasksOf(aisha, ({ open }) => open.length === 5)
  expect(view.open.map(({ task: { title } }) => title)).toEqual(['urgent', 'late', 'far', 'no day', 'whenever'])
  expect(view.overdue).toBe(view.open.filter(({ isOverdue }) => isOverdue).length)
  expect([view.overdue, view.mine, view.complete]).toEqual([2, 1, true])
  const own = await viewOf(aisha.engine, 'tasks', { who: 'mine' }, ({ open }) => open.length === 1)
  expect([own.open[0]?.task.title, own.overdue]).toEqual(['late', 1])
})
