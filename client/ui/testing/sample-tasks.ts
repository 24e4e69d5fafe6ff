/** Tasks of the sample day: an urgent one, one overdue, one that two took apart, one handed over. */
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import type { TaskItem, TasksView } from '../../engine-api/plan-views.ts'
import { aisha, at, ben, people, priya, reid } from './sample-cast.ts'

const today = '2026-11-24'

export function sampleTask(taskId: string, fields: Partial<TaskRow>): TaskItem {
  const task: TaskRow = {
    taskId,
    personId: 'doreen',
    title: taskId,
    details: '',
    due: null,
    priority: 'today',
    created: { by: aisha, at: at('16:05', 1) },
    changed: null,
    owners: [],
    isDone: false,
    states: [],
    ...fields,
  }
  const own = task.owners.find(({ who }) => who.memberId === aisha.memberId)
  return {
    task,
    person: people.find(({ personId }) => personId === task.personId) ?? null,
    isMine: own !== undefined,
    isOffered: own !== undefined && own.by.memberId !== aisha.memberId,
    isOverdue: !task.isDone && task.due !== null && task.due < today,
  }
}

const mine = { who: aisha, by: aisha, since: at('16:10', 1) }

export const urgentTask = sampleTask('t-urgent', {
  title: 'Ring the GP about the swollen ankles',
  details: 'Weight is up since Thursday. Dr Reid asked to be rung before 11.',
  priority: 'urgent',
  due: today,
  owners: [mine],
})
export const overdueTask = sampleTask('t-overdue', {
  title: 'Order dressings',
  personId: 'harold',
  due: '2026-11-22',
  owners: [mine],
  changed: { by: ben, at: at('08:02') },
})
export const offeredTask = sampleTask('t-offered', {
  title: 'Check the inhaler technique again',
  due: '2026-11-26',
  created: { by: priya, at: at('11:00', 3) },
  owners: [{ who: aisha, by: priya, since: at('08:40') }],
})
export const bothTask = sampleTask('t-both', {
  title: 'Take bloods',
  details: 'Form is in the blue folder.',
  due: today,
  owners: [mine, { who: ben, by: ben, since: at('17:30', 1) }],
})
export const apartTask = sampleTask('t-apart', {
  title: 'Collect the new spacer',
  priority: 'whenever',
  created: { by: reid, at: at('12:00', 5) },
  owners: [{ who: ben, by: aisha, since: at('09:00') }],
  states: [
    { type: 'done', by: ben, at: at('15:00', 1), outcome: 'Left on the dresser' },
    { type: 'open', by: priya, at: at('15:20', 1), outcome: '' },
  ],
})
export const freeTask = sampleTask('t-free', {
  title: 'Ask about the stair rail',
  priority: 'whenever',
  personId: 'joan',
})
/** Two changed its words without seeing the other. */
export const wordedTask = sampleTask('t-worded', {
  title: 'Order dressings / Order large dressings',
  priority: 'whenever',
  created: { by: reid, at: at('12:00', 5) },
  changed: { by: priya, at: at('15:20', 1) },
  wordedApart: [
    { by: ben, at: at('15:00', 1) },
    { by: priya, at: at('15:20', 1) },
  ],
})
export const doneTask = sampleTask('t-done', {
  title: 'Book the spirometry',
  isDone: true,
  states: [{ type: 'done', by: ben, at: at('14:00', 2), outcome: 'Thursday next week' }],
})

const open = [urgentTask, overdueTask, bothTask, offeredTask, apartTask, freeTask]

export function tasksOf(items: readonly TaskItem[], fields: Partial<TasksView> = {}): TasksView {
  return {
    complete: true,
    open: items,
    done: [],
    mine: open.filter(({ isMine }) => isMine).length,
    overdue: items.filter(({ isOverdue }) => isOverdue).length,
    colleagues: [ben, reid, priya],
    ...fields,
  }
}

export const teamTasks = tasksOf(open)
export const ownTasks = tasksOf(open.filter(({ isMine }) => isMine))
export const doreensTasks = tasksOf(
  open.filter(({ task }) => task.personId === 'doreen'),
  { done: [doneTask] },
)
export const noTasks = tasksOf([], { mine: 0 })
