/** Tasks document -> one row a task. Words written apart stand side by side. */
import type * as A from '@automerge/automerge/slim'
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { TaskRow } from '../projections/plan-rows.ts'
import { isMap, readAll, readEntries, readText } from './automerge.ts'
import { readOwners } from './owners.ts'
import { readPriority } from './priority.ts'
import { readSaid, saidSchema, wordedApart } from './said.ts'
import { isDone, readStates } from './task-states.ts'
import type { Task, TasksDoc } from './tasks.ts'

export function readTaskRows(doc: A.Doc<TasksDoc>, personId: string): readonly TaskRow[] {
  return readEntries(doc.tasks)
    .map(([taskId, task]) => readRow(taskId, { task, things: thingsUnder(doc, taskId), personId }))
    .sort((a, b) => (a.taskId < b.taskId ? -1 : 1))
}

/**
 * All that was put under one name. Somebody with a changed app can put a second thing in the place of their own: its
 * words are theirs, and what others said on the first stands.
 */
export function thingsUnder({ tasks }: A.Doc<TasksDoc>, taskId: string): readonly Task[] {
  return [...readAll(tasks, taskId)]
    .sort((a, b) => (a.op < b.op ? -1 : 1))
    .flatMap(({ value }) => (isMap(value) ? [value as Task] : []))
}

/** As they are shown: of what was written apart, by its policy. */
export function readTaskWords(task: Task): Readonly<Record<'title' | 'details' | 'due', string>> {
  const words = (field: 'title' | 'details' | 'due', between: string) => standing(task, field).join(between)
  return { title: words('title', ' / '), details: words('details', '\n'), due: words('due', ' ') }
}

interface Found {
  readonly task: Task
  readonly things: readonly Task[]
  readonly personId: string
}

function readRow(taskId: string, { personId, task, things }: Found): TaskRow {
  const { details, due, title } = readTaskWords(task)
  const states = readStates(...things)
  const changes = readSaid(task, 'changed', saidSchema)
  const isApart = (['title', 'details'] as const).some((field) => standing(task, field).length > 1)
  return {
    taskId,
    personId,
    title,
    details,
    due: due === '' ? null : due,
    priority: readPriority(task, 'tasks'),
    created: readSaid(task, 'created', saidSchema)[0] ?? null,
    changed: changes.at(-1) ?? null,
    ...wordedApart(changes, isApart),
    owners: readOwners(...things),
    isDone: isDone(states),
    states,
  }
}

/** What is shown of a field: several where it was written apart and its policy keeps all. */
function standing(task: Task, field: 'title' | 'details' | 'due'): readonly string[] {
  const values = readAll(task, field).map(({ value }) => readText(value))
  return settleValues(conflictPolicies.tasks[`tasks.*.${field}`] as FieldPolicy, values)
}
