/** Tasks: what is to do for somebody, who has it, and what became of it. Staff read these. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import { dayOf } from '../../../domain/dates.ts'
import type { TaskOwner, TaskPriority, TaskRow, TaskState } from '../../../domain/projections/plan-rows.ts'
import { counted, fullTime, writtenDay } from './times.ts'

const list = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export const tasksText = {
  title: 'Tasks',
  whose: 'Whose tasks',
  mine: 'Mine',
  team: 'The team’s',
  countLine: (open: number, overdue: number) =>
    overdue === 0 ? counted(open, 'open task') : `${counted(open, 'open task')} · ${overdue} overdue`,
  openTasks: 'Open tasks',
  noneMine: { title: 'You have no tasks.', words: 'Take one of the team’s, or add one in somebody’s record.' },
  noneTeam: { title: 'Nothing to do for anybody.', words: 'A task is added in the record of the person it is for.' },
  nonePerson: 'No open tasks.',
  seeTeam: 'See the team’s tasks',
  findPerson: 'Find a person',
  notAllHere: 'Some tasks may still be on their way, or being read on this device.',
  record: 'Open record',
  done: (count: number) => counted(count, 'task done', 'tasks done'),

  priority: { urgent: 'Urgent', today: 'Today', whenever: 'When there is time' } satisfies Record<TaskPriority, string>,
  due: ({ due }: TaskRow, now: Instant) =>
    due === null ? 'Any day' : due === dayOf(now) ? 'By today' : `By ${writtenDay(due)}`,
  overdue: (due: string) => `Overdue since ${writtenDay(due)}`,

  nobody: 'Nobody has this yet.',
  holder: (owner: TaskOwner, isMe: boolean, now: Instant) =>
    `${isMe ? 'You have' : `${owner.who.name} has`} this, since ${fullTime(owner.since, now)}.`,
  bothTook: (names: readonly string[]) =>
    `${list(names)} ${names.length === 2 ? 'both' : 'all'} took this. Speak to each other: whoever does not do it gives it back.`,
  you: 'You',
  offered: (from: string, at: Instant, now: Instant) =>
    `${from} handed this to you, ${fullTime(at, now)}. It waits for your yes.`,
  waiting: (from: string, to: string, at: Instant, now: Instant) =>
    `${from} handed this to ${to}, ${fullTime(at, now)}. Not accepted yet.`,
  added: (name: string, at: Instant, now: Instant) => `Added by ${name}, ${fullTime(at, now)}`,
  changed: (name: string, at: Instant, now: Instant) => `changed by ${name}, ${fullTime(at, now)}`,
  state: ({ at, by, outcome, type }: TaskState, now: Instant) =>
    `${type === 'done' ? 'Done by' : 'Opened again by'} ${by.name}, ${fullTime(at, now)}${outcome === '' ? '' : `: ${outcome}`}`,
  apart: 'Done and opened again, without seeing each other. It stays open until somebody says it is done.',

  actDone: 'Done',
  undo: 'Undo: open again',
  reopen: 'Open again',
  take: 'Take it',
  accept: 'Yes, I do it',
  decline: 'Hand it back',
  giveBack: 'Give it back',
  more: 'More',
  less: 'Less',
  handTo: 'Hand over to',
  choose: 'Choose a colleague',
  hand: 'Hand over',
  outcome: 'What came of it',
  outcomeHint: 'Optional. Everybody who looks after this person reads it.',
  doneWith: 'Done, with these words',
  change: 'Change it',
  savedHere: (device: string, at: Instant, now: Instant) => `Saved on this ${device}, ${fullTime(at, now)}`,

  add: 'Add a task',
  addFor: 'A new task',
  fields: {
    title: 'What is to do',
    details: 'What to know about it',
    due: 'By which day',
    dueHint: 'Leave empty for any day.',
    priority: 'How soon',
  },
  takeIt: 'Who does it',
  takeMe: 'I do it',
  takeAnybody: 'Anybody in the team',
  save: 'Save the task',
  saveChange: 'Save the change',
  cancel: 'Throw it away',
  close: 'Close',
  added1: (device: string) => `Task saved on this ${device}.`,
}
