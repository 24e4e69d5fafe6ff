/** Edits of a person's tasks, staff's own or her circle's: added, worded, taken, handed over, done, opened again. */
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

/** `circle`: of the list her circle keeps, where nobody hands anything on. */
function editsOf(circle: boolean): KindOfEdits {
  const list = circle ? ({ circle: true } as const) : {}
  const shownAt = (at: Engine, { personId }: Place) =>
    viewOf(at, 'tasks', { who: circle ? 'circle' : 'person', personId })

  async function onTask(at: Engine, place: Place, which: number) {
    const { done, open } = await shownAt(at, place)
    const ids = [...open, ...done].map((item) => item.task.taskId).sort()
    const taskId = nth(ids, which)
    return taskId === undefined ? undefined : { personId: place.personId, taskId, ...list }
  }

  const add = edit('adds a task', fc.record({ task, take: fc.boolean() }), (at, place, drawn) =>
    ask(at, place, { type: 'add-task', personId: place.personId, ...list, ...drawn }),
  )
  const plain = (['take-task', 'reopen-task'] as const).map((type) =>
    edit(type, fc.constant(null), async (at, place, _drawn, which) => {
      const on = await onTask(at, place, which)
      return on === undefined ? null : ask(at, place, { type, ...on })
    }),
  )
  return {
    keyOf: ({ personId }) => personId,
    shown: async (at, place) => {
      const { done, open } = await shownAt(at, place)
      return {
        open: open.map(({ isOverdue, task: row }) => ({ isOverdue, row })),
        done: done.map(({ task: row }) => row),
      }
    },
    begin: [add],
    edits: [
      add,
      edit(
        'words a task',
        fc.record({ task, before: fc.option(task) }),
        async (at, place, { before, ...drawn }, which) => {
          const on = await onTask(at, place, which)
          const had = before === null ? {} : { before }
          return on === undefined ? null : ask(at, place, { type: 'change-task', ...on, ...drawn, ...had })
        },
      ),
      edit('gives a task', fc.record({ to: fc.option(fc.nat({ max: 2 })) }), async (at, place, drawn, which) => {
        const on = await onTask(at, place, which)
        const to = drawn.to === null || circle ? null : (nth(place.members, drawn.to) ?? null)
        return on === undefined ? null : ask(at, place, { type: 'give-task', ...on, to })
      }),
      edit('has done a task', fc.record({ outcome: fc.constantFrom('', 'Sent') }), async (at, place, drawn, which) => {
        const on = await onTask(at, place, which)
        return on === undefined ? null : ask(at, place, { type: 'finish-task', ...on, ...drawn })
      }),
      ...plain,
    ],
  }
}

export const taskEdits = editsOf(false)
export const circleTaskEdits = editsOf(true)
