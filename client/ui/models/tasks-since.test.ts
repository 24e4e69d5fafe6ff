/** FM248: what others put on a circle's list, took on and did since she last looked. */
import { expect, test } from 'vitest'
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import type { TasksView } from '../../engine-api/plan-views.ts'
import { aisha, at, doreen, karen, sol } from '../testing/sample-cast.ts'
import { noCircleTasks } from '../testing/sample-circle-tasks.ts'
import { sampleTask } from '../testing/sample-tasks.ts'
import { parseSeenTasks, type SeenTasks, seeTasks, tasksSince } from './tasks-since.ts'

const holds = (who: typeof sol) => ({ who, by: who, since: at('09:00') })
const did = (by: typeof sol) => ({ type: 'done', by, at: at('09:05'), outcome: '' }) as const
const task = (over: Partial<TaskRow> = {}) =>
  sampleTask('t-1', { title: 'Fetch the prescription', created: { by: doreen, at: at('08:00') }, ...over })

function listOf(...items: readonly ReturnType<typeof task>[]): TasksView {
  const done = items.filter((item) => item.task.isDone)
  return { ...noCircleTasks, open: items.filter((item) => !item.task.isDone), done }
}

const lists = (view: TasksView) => [{ about: 'Doreen', view }]
const since = (before: TasksView, now: TasksView, me = karen) =>
  tasksSince(seeTasks(lists(before), null), lists(now), me.memberId).map(({ type, who }) => [
    type,
    who.map(({ name }) => name.split(' ')[0]).join(),
  ])

test('FM248 new, taken on and done by others are each told, and nothing of one’s own', () => {
  const free = listOf(task())
  const taken = listOf(task({ owners: [holds(sol)] }))
  const done = listOf(task({ isDone: true, owners: [holds(sol)], states: [did(sol)] }))
  expect(since(listOf(), free)).toEqual([['new', '']])
  expect(since(listOf(), taken)).toEqual([['new', 'Sol']])
  expect(since(listOf(), done)).toEqual([['done', 'Sol']])
  expect(since(free, taken)).toEqual([['taken', 'Sol']])
  expect(since(taken, listOf(task({ owners: [holds(sol), holds(aisha)] })))).toEqual([['taken', 'Aisha']])
  expect(since(taken, done)).toEqual([['done', 'Sol']])
  for (const view of [free, taken, done]) expect(since(view, view)).toEqual([])
  expect(since(taken, free)).toEqual([])
  expect(since(listOf(), free, doreen)).toEqual([])
  expect(since(free, taken, sol)).toEqual([])
  expect(since(taken, done, sol)).toEqual([])
  expect(since(listOf(), taken, doreen)).toEqual([['taken', 'Sol']])
})

test('FM248 the first time nothing is told, nor what is still coming; there what was seen stays', () => {
  const coming = { ...listOf(task()), complete: false }
  expect(tasksSince(null, lists(listOf(task())), karen.memberId)).toEqual([])
  expect(since(listOf(), coming)).toEqual([])
  const seen = seeTasks(lists(listOf(task())), null)
  expect(seeTasks(lists({ ...listOf(), complete: false }), seen)).toEqual(seen)
  const joans = { about: 'Joan', view: listOf(sampleTask('t-2', { title: 'Walk the dog' })) }
  const both = seeTasks([...lists({ ...listOf(), complete: false }), joans], seen) as SeenTasks
  expect(Object.keys(both).sort()).toEqual(['t-1', 't-2'])
})

test('FM248 what is kept is read back; anything else is nothing seen', () => {
  const seen = seeTasks(lists(listOf(task({ owners: [holds(sol)] }))), null)
  expect(parseSeenTasks(JSON.parse(JSON.stringify(seen)))).toEqual(seen)
  expect([parseSeenTasks(undefined), parseSeenTasks('x'), parseSeenTasks(null)]).toEqual([null, null, null])
  expect(parseSeenTasks({ 't-1': { by: [1, 'a'] }, 't-2': 4 })).toEqual({
    't-1': { by: ['a'], isDone: false },
    't-2': { by: [], isDone: false },
  })
})
