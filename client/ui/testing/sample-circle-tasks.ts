/** What Doreen's circle has to do: something nobody took, something two took apart, something said both ways, something done. */
import type { TaskItem, TasksView } from '../../engine-api/plan-views.ts'
import { aisha, at, doreen, karen, sol } from './sample-cast.ts'
import { sampleTask } from './sample-tasks.ts'

export const prescription = 'Fetch the prescription'

/** To Karen: what she took is hers. */
const item = (...task: Parameters<typeof sampleTask>): TaskItem => {
  const made = sampleTask(...task)
  const isMine = made.task.owners.some(({ who }) => who.memberId === karen.memberId)
  const mayWord = made.task.created?.by.memberId === karen.memberId
  return { ...made, person: null, isMine, isOffered: false, mayWord }
}

const free = item('c-prescription', {
  title: prescription,
  due: '2026-11-25',
  created: { by: doreen, at: at('08:05') },
})
const both = item('c-shopping', {
  title: 'Do the shopping on Thursday',
  due: '2026-11-26',
  created: { by: karen, at: at('18:40', 1) },
  owners: [
    { who: sol, by: sol, since: at('19:02', 1) },
    { who: karen, by: karen, since: at('20:15', 1) },
  ],
})
const taken = item('c-eyes', {
  title: 'Drive to the eye clinic',
  due: '2026-11-23',
  created: { by: aisha, at: at('11:00', 4) },
  owners: [{ who: sol, by: sol, since: at('12:30', 3) }],
})
const apart = item('c-bins', {
  title: 'Put the bins out',
  created: { by: doreen, at: at('09:00', 2) },
  states: [
    { type: 'done', by: karen, at: at('19:00', 1), outcome: '' },
    { type: 'open', by: sol, at: at('19:20', 1), outcome: '' },
  ],
})
const done = item('c-plants', {
  title: 'Water the plants',
  isDone: true,
  created: { by: doreen, at: at('09:00', 5) },
  states: [{ type: 'done', by: karen, at: at('17:00', 2), outcome: '' }],
})

export const circleList: TasksView = {
  complete: true,
  open: [free, both, taken, apart],
  done: [done],
  mine: 1,
  overdue: 1,
  colleagues: [],
  unsent: 0,
}
export const noCircleTasks: TasksView = { ...circleList, open: [], done: [], mine: 0, overdue: 0 }

/** Since she looked Sol has done something, too. */
export const circleNews: TasksView = {
  ...circleList,
  done: [
    item('c-glasses', {
      title: 'Fetch the new glasses',
      isDone: true,
      created: { by: doreen, at: at('09:00', 4) },
      states: [{ type: 'done', by: sol, at: at('08:30'), outcome: '' }],
    }),
    done,
  ],
}

/** Karen and her mother put the words right, and neither had seen the other's. */
export const circleWords: TasksView = {
  ...circleList,
  open: [
    item('c-shopping', {
      title: 'Do the shopping on Friday / Do the shopping on Thursday',
      due: '2026-11-26',
      created: { by: karen, at: at('18:40', 1) },
      changed: { by: doreen, at: at('08:20') },
      wordedApart: [
        { by: karen, at: at('08:10') },
        { by: doreen, at: at('08:20') },
      ],
    }),
    taken,
  ],
}
