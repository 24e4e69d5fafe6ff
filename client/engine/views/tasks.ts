/** Tasks of one member, of the team or of one person: most urgent first, then by day; what is done stands apart. */
import type { TaskPriority, TaskRow } from '../../domain/projections/plan-rows.ts'
import type { DirectoryRow } from '../../domain/projections/rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import type { TaskItem, TasksView } from '../../engine-api/plan-views.ts'
import type { TodayVisit } from '../../engine-api/queries.ts'

export interface TasksFacts {
  readonly complete: boolean
  readonly today: string
  readonly memberId: string
  /** Every open task. */
  readonly open: readonly TaskRow[]
  /** Null = of everybody. */
  readonly personId: string | null
  readonly who: 'mine' | 'team' | 'person'
  readonly done: readonly TaskRow[]
  readonly directory: ReadonlyMap<string, DirectoryRow>
  readonly colleagues: readonly Signature[]
}

export function tasksView(facts: TasksFacts): TasksView {
  const items = facts.open.map((task) => itemOf(task, facts)).sort((a, b) => bySoonest(a.task, b.task))
  const mine = items.filter(({ isMine }) => isMine)
  const open =
    facts.who === 'mine' ? mine : items.filter(({ task }) => facts.who === 'team' || task.personId === facts.personId)
  const done = facts.done.map((task) => itemOf(task, facts)).sort((a, b) => doneAt(b.task) - doneAt(a.task))
  return {
    complete: facts.complete,
    open,
    done,
    mine: mine.length,
    overdue: open.filter(({ isOverdue }) => isOverdue).length,
    colleagues: [...facts.colleagues].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

function itemOf(task: TaskRow, { directory, memberId, today }: TasksFacts): TaskItem {
  const own = task.owners.find(({ who }) => who.memberId === memberId)
  return {
    task,
    person: directory.get(task.personId) ?? null,
    isMine: own !== undefined,
    isOffered: own !== undefined && own.by.memberId !== memberId,
    isOverdue: !task.isDone && task.due !== null && task.due < today,
  }
}

const rank: Readonly<Record<TaskPriority, number>> = { urgent: 0, today: 1, whenever: 2 }
const noDay = '9999'

/** Of two with one day the older first, so that the list does not jump. */
export function bySoonest(a: TaskRow, b: TaskRow): number {
  const byDay = compare(a.due ?? noDay, b.due ?? noDay)
  return (
    rank[a.priority] - rank[b.priority] ||
    byDay ||
    (a.created?.at ?? 0) - (b.created?.at ?? 0) ||
    compare(a.taskId, b.taskId)
  )
}

/** For the line under a visit. */
export function openTasksOf(tasks: readonly TaskRow[], personId: string): Pick<TodayVisit, 'tasks'> {
  const [first, ...others] = tasks.filter((task) => task.personId === personId).sort(bySoonest)
  return first === undefined ? {} : { tasks: { count: others.length + 1, first: first.title } }
}

function doneAt({ states }: TaskRow): number {
  return states.at(-1)?.at ?? 0
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
