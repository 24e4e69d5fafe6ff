/**
 * A person's tasks: a map by id. A task never leaves the document: done and open
 * again are states of it, so that doing and undoing apart do not fight over its
 * existence.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import { isId } from '../ids.ts'
import type { TaskPriority, TaskState } from '../projections/plan-rows.ts'
import type { Signature } from '../records/signature.ts'
import { cleanLine, cleanText } from '../records/wire-values.ts'
import { edited, makeGenesis, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'
import { hasTaken, ownerText, planGiving, readOwners, setOwner, writeGiving } from './owners.ts'
import { priorities, readPriority, urgencyOf } from './priority.ts'
import { readSaid, type Said, saidSchema, textOf } from './said.ts'
import { readTaskWords, thingsUnder } from './task-rows.ts'
import { isDone, readStates } from './task-states.ts'

export type Task = {
  title: Text
  details: Text
  /** YYYY-MM-DD; empty for no day. */
  due: Text
  /** 1 urgent, 2 today, 3 whenever: of two written apart the more urgent holds. */
  urgency: number
  created: Text
  owners: Record<string, Text>
  /** Absent until somebody finishes it. */
  state?: Text
  /** Who changed its words last. */
  changed?: Text
}

export type TasksDoc = { tasks: Record<string, Task> }

export interface TaskInput {
  readonly title: string
  readonly details: string
  /** YYYY-MM-DD; null for no day. */
  readonly due: string | null
  readonly priority: TaskPriority
}

export const taskLimits = { title: 200, details: 2_000, outcome: 1_000 }

type Changed = Result<A.Doc<TasksDoc>, DocumentProblem>

export function tasksGenesis(): A.Doc<TasksDoc> {
  return makeGenesis<TasksDoc>((draft) => {
    draft.tasks = {}
  })
}

/** A task that is there already stays as it is. */
export function addTask(
  doc: A.Doc<TasksDoc>,
  id: string,
  input: TaskInput,
  { owner, said }: { readonly said: Said; readonly owner: Signature | null },
): Changed {
  if (!isId(id)) return err({ type: 'unknown-id', id })
  const problem = checkTask(input)
  if (problem !== null) return err(problem)
  if (doc.tasks[id] !== undefined) return ok(doc)
  const { details, due, title } = textsOf(input)
  return ok(
    edited(doc, (draft) => {
      draft.tasks[id] = {
        title: text(title),
        details: text(details),
        due: text(due),
        urgency: urgencyOf(input.priority),
        created: textOf(said),
        owners: owner === null ? {} : { [owner.memberId]: ownerText(owner, said, true) },
      }
    }),
  )
}

/** Whether this member put it on the list. */
export function isAddedBy(doc: A.Doc<TasksDoc>, id: string, memberId: string): boolean {
  const task = doc.tasks[id]
  return task !== undefined && readSaid(task, 'created', saidSchema)[0]?.by.memberId === memberId
}

/**
 * Its words, day and priority; what is shown already is no change, nor what the
 * writer left as it stood `before` them.
 */
export function changeTask(
  doc: A.Doc<TasksDoc>,
  id: string,
  input: TaskInput,
  said: Said,
  before: TaskInput | null = null,
): Changed {
  const task = doc.tasks[id]
  if (task === undefined) return err({ type: 'unknown-id', id })
  const problem = checkTask(input)
  if (problem !== null) return err(problem)
  const [texts, shown] = [textsOf(input), readTaskWords(task)]
  const left = before === null ? null : textsOf(before)
  const fields = (['title', 'details', 'due'] as const).filter(
    (field) => texts[field] !== shown[field] && texts[field] !== left?.[field],
  )
  const isMoved = readPriority(task, 'tasks') !== input.priority && before?.priority !== input.priority
  if (fields.length === 0 && !isMoved) return ok(doc)
  return change(doc, id, (draft) => {
    for (const field of fields) draft[field] = text(texts[field])
    if (isMoved) draft.urgency = urgencyOf(input.priority)
    draft.changed = textOf(said)
  })
}

/** Also says yes to what a colleague handed over. */
export function takeTask(doc: A.Doc<TasksDoc>, id: string, said: Said): Changed {
  const things = thingsUnder(doc, id)
  if (things.length === 0) return err({ type: 'unknown-id', id })
  if (isDone(readStates(...things))) return err({ type: 'already-done' })
  if (hasTaken(readOwners(...things), said.by)) return ok(doc)
  return change(doc, id, (draft) => setOwner(draft, said.by, said, true))
}

/** Given back, or handed to `to`. */
export function giveTask(doc: A.Doc<TasksDoc>, id: string, to: Signature | null, said: Said): Changed {
  const things = thingsUnder(doc, id)
  if (things.length === 0) return err({ type: 'unknown-id', id })
  if (isDone(readStates(...things))) return err({ type: 'already-done' })
  const giving = planGiving(readOwners(...things), to, said.by)
  return giving === null ? ok(doc) : change(doc, id, (draft) => writeGiving(draft, giving, said))
}

/** Done already is done once. */
export function finishTask(doc: A.Doc<TasksDoc>, id: string, outcome: string, said: Said): Changed {
  const words = cleanText(outcome)
  if (words.length > taskLimits.outcome) return err({ type: 'too-long', limit: taskLimits.outcome })
  return setState(doc, id, true, { ...said, type: 'done', outcome: words })
}

export function reopenTask(doc: A.Doc<TasksDoc>, id: string, said: Said): Changed {
  return setState(doc, id, false, { ...said, type: 'open', outcome: '' })
}

/** Said again also where both were said apart: only then is that question over. */
function setState(doc: A.Doc<TasksDoc>, id: string, done: boolean, said: TaskState): Changed {
  const things = thingsUnder(doc, id)
  if (things.length === 0) return err({ type: 'unknown-id', id })
  const states = readStates(...things)
  const isSettled = states.every(({ type }) => type === said.type)
  if (isSettled && isDone(states) === done) return ok(doc)
  return change(doc, id, (draft) => {
    draft.state = textOf(said)
  })
}

function change(doc: A.Doc<TasksDoc>, id: string, edit: (task: Task) => void): Changed {
  return ok(edited(doc, (draft) => edit(draft.tasks[id] as Task)))
}

function checkTask({ details, due, priority, title }: TaskInput): DocumentProblem | null {
  if (cleanLine(title) === '') return { type: 'nothing-written' }
  if (cleanLine(title).length > taskLimits.title) return { type: 'too-long', limit: taskLimits.title }
  if (cleanText(details).length > taskLimits.details) return { type: 'too-long', limit: taskLimits.details }
  if (due !== null && !isDay(due)) return { type: 'implausible', field: 'due' }
  return priorities.includes(priority) ? null : { type: 'implausible', field: 'priority' }
}

function textsOf({ details, due, title }: TaskInput) {
  return { title: cleanLine(title), details: cleanText(details), due: due ?? '' }
}
