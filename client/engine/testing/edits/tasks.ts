/** Edits of a person's tasks: added, worded, taken, handed over, done, opened again. */
import fc from 'fast-check'
import type { Engine } from '../../engine.ts'
import { viewOf } from '../neighbourhood.ts'
import { ask, edit, type KindOfEdits, nth, type Place } from './edit.ts'

const task = fc.record({
  title: fc.constantFrom('Take bloods', 'Order dressings'),
  details: fc.constantFrom('', 'Left arm'),
  due: fc.constantFrom(null, '2026-06-02', '2026-06-03'),
  priority: fc.constantFrom('urgent', 'today', 'whenever'),
})

const add = edit('adds a task', fc.record({ task, take: fc.boolean() }), (at, place, drawn) =>
  ask(at, place, { type: 'add-task', personId: place.personId, ...drawn }),
)

async function onTask(at: Engine, place: Place, which: number) {
  const { done, open } = await viewOf(at, 'tasks', { who: 'person', personId: place.personId })
  const ids = [...open, ...done].map((item) => item.task.taskId).sort()
  const taskId = nth(ids, which)
  return taskId === undefined ? undefined : { personId: place.personId, taskId }
}

const plain = (['take-task', 'reopen-task'] as const).map((type) =>
  edit(type, fc.constant(null), async (at, place, _drawn, which) => {
    const on = await onTask(at, place, which)
    return on === undefined ? null : ask(at, place, { type, ...on })
  }),
)

export const taskEdits: KindOfEdits = {
  keyOf: ({ personId }) => personId,
  shown: async (at, { personId }) => {
    const { done, open } = await viewOf(at, 'tasks', { who: 'person', personId })
    return {
      open: open.map(({ isOverdue, task: row }) => ({ isOverdue, row })),
      done: done.map(({ task: row }) => row),
    }
  },
  begin: [add],
  edits: [
    add,
    edit('words a task', fc.record({ task }), async (at, place, drawn, which) => {
      const on = await onTask(at, place, which)
      return on === undefined ? null : ask(at, place, { type: 'change-task', ...on, ...drawn })
    }),
    edit('gives a task', fc.record({ to: fc.option(fc.nat({ max: 2 })) }), async (at, place, drawn, which) => {
      const on = await onTask(at, place, which)
      const to = drawn.to === null ? null : (nth(place.members, drawn.to) ?? null)
      return on === undefined ? null : ask(at, place, { type: 'give-task', ...on, to })
    }),
    edit('has done a task', fc.record({ outcome: fc.constantFrom('', 'Sent') }), async (at, place, drawn, which) => {
      const on = await onTask(at, place, which)
      return on === undefined ? null : ask(at, place, { type: 'finish-task', ...on, ...drawn })
    }),
    ...plain,
  ],
}
