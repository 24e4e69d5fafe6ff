/**
 * What is new in the lists of the circles one is in (FM248): put on, taken on and
 * done by somebody else since one last looked. Compared with what stood there
 * then, not by its times: what was written before, without signal, may come later.
 */
import type { TaskRow } from '../../domain/projections/plan-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { TasksView } from '../../engine-api/plan-views.ts'
import { asRecord } from './draft-json.ts'

/** One circle's list, and whose circle it is; null while that is not known. */
export interface CircleList {
  readonly about: string | null
  readonly view: TasksView
}

interface SeenTask {
  readonly by: readonly string[]
  readonly isDone: boolean
}

/** By the task's id. */
export type SeenTasks = Readonly<Record<string, SeenTask>>

export interface TaskNews {
  readonly type: 'new' | 'taken' | 'done'
  readonly task: TaskRow
  readonly about: string | null
  /** Who took it on since, or did it; of a new one whoever will do it. Never whoever reads this. */
  readonly who: readonly Signature[]
}

/** What is still coming is not seen: there `before` stands as it was. */
export function seeTasks(lists: readonly CircleList[], before: SeenTasks | null): SeenTasks | null {
  const whole = lists.filter(({ view }) => view.complete)
  if (whole.length === 0) return before
  const seen = whole.flatMap(({ view }) => [...view.open, ...view.done]).map(({ task }) => [task.taskId, seenOf(task)])
  return { ...(whole.length < lists.length && before), ...Object.fromEntries(seen) }
}

function seenOf({ isDone, owners }: TaskRow): SeenTask {
  return { by: owners.map(({ who }) => who.memberId), isDone }
}

/** Nothing, where she has not seen these lists before. */
export function tasksSince(before: SeenTasks | null, lists: readonly CircleList[], me: string): readonly TaskNews[] {
  if (before === null) return []
  return lists
    .filter(({ view }) => view.complete)
    .flatMap(({ about, view }) =>
      [...view.open, ...view.done].flatMap(({ task }) => {
        const news = newsOf(task, before[task.taskId], me)
        return news === null ? [] : [{ ...news, task, about }]
      }),
    )
}

function newsOf(task: TaskRow, seen: SeenTask | undefined, me: string): Pick<TaskNews, 'type' | 'who'> | null {
  const isOther = ({ memberId }: Signature) => memberId !== me
  if (task.isDone) {
    const who = task.states.map(({ by }) => by)
    return seen?.isDone !== true && who.some(isOther) && who.every(isOther) ? { type: 'done', who } : null
  }
  const holders = task.owners.map(({ who }) => who).filter(isOther)
  if (seen === undefined)
    return task.created !== null && isOther(task.created.by) ? { type: 'new', who: holders } : takenBy(holders)
  return takenBy(holders.filter(({ memberId }) => !seen.by.includes(memberId)))
}

function takenBy(who: readonly Signature[]): Pick<TaskNews, 'type' | 'who'> | null {
  return who.length === 0 ? null : { type: 'taken', who }
}

export function parseSeenTasks(value: unknown): SeenTasks | null {
  if (typeof value !== 'object' || value === null) return null
  const tasks = Object.entries(value).map(([taskId, each]) => {
    const { by, isDone } = asRecord(each)
    const members = Array.isArray(by) ? by.filter((one): one is string => typeof one === 'string') : []
    return [taskId, { by: members, isDone: isDone === true }] as const
  })
  return Object.fromEntries(tasks)
}
