/**
 * Tasks as a list that holds still: what was finished here stays in its place,
 * with undo, until the list is left. Invariants:
 * 1. Nothing is said to be saved or done before the engine's `ok`.
 * 2. One press is one command; a second press while it runs is none.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { CommandProblem, TaskCommand } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { TaskItem, TasksView } from '../../engine-api/plan-views.ts'
import type { ParamsOf } from '../../engine-api/queries.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

export interface TaskLine {
  readonly item: TaskItem
  /** Finished here, and the place kept for undoing it. */
  readonly isJustDone: boolean
  /** When the disk said it has what was done to it here. */
  readonly savedAt: Instant | null
  readonly problem: CommandProblem | null
}

/** What was pressed; the model adds id, instant, person and task. */
export type TaskAct =
  | { readonly type: 'take-task' | 'reopen-task' }
  | { readonly type: 'give-task'; readonly to: string | null }
  | { readonly type: 'finish-task'; readonly outcome: string }

export interface TasksModel extends Disposable {
  readonly view: ReadonlySignal<TasksView | undefined>
  readonly open: ReadonlySignal<readonly TaskLine[]>
  readonly done: ReadonlySignal<readonly TaskLine[]>
  /** True when it was saved. */
  readonly act: (item: TaskItem, act: TaskAct) => Promise<boolean>
  /** Its words were put right in a form of its own, and the disk has them. */
  readonly noteSaved: (item: TaskItem) => void
}

export interface TasksDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly newCommandId: () => string
  readonly readNow: () => Instant
}

/** Keeps a task's place, and the focus on its button, while the list learns what was done to it. */
interface Kept {
  readonly item: TaskItem
  readonly index: number
  readonly isDone: boolean
}

export function createTasksModel(deps: TasksDeps, params: ParamsOf<'tasks'>): TasksModel {
  const { dispose, view } = watchQuery(deps.engine, 'tasks', params)
  const kept = signal<ReadonlyMap<string, Kept>>(new Map())
  const saved = signal<ReadonlyMap<string, Instant>>(new Map())
  const problems = signal<ReadonlyMap<string, CommandProblem>>(new Map())
  const running = new Set<string>()

  const lineOf = (item: TaskItem, isJustDone = false): TaskLine => ({
    item,
    isJustDone,
    savedAt: saved.value.get(item.task.taskId) ?? null,
    problem: problems.value.get(item.task.taskId) ?? null,
  })

  const open = computed(() => {
    const items = view.value?.open ?? []
    const lines = items.map((item) => lineOf(item, isStillDone(kept.value.get(item.task.taskId), item)))
    const isThere = (id: string) => items.some(({ task }) => task.taskId === id)
    const gone = [...kept.value.values()].filter(({ item }) => !isThere(item.task.taskId))
    for (const { index, isDone, item } of gone.sort((a, b) => a.index - b.index))
      lines.splice(index, 0, lineOf(item, isDone))
    return lines
  })

  function keepPlace(item: TaskItem, isDone: boolean): void {
    const { taskId } = item.task
    const index = open.peek().findIndex((line) => line.item.task.taskId === taskId)
    if (index >= 0) kept.value = new Map([...kept.peek(), [taskId, { item, index, isDone }]])
  }

  function note(taskId: string, problem: CommandProblem | null, at: Instant): void {
    problems.value = without(problems.peek(), taskId)
    if (problem === null) saved.value = new Map([...saved.peek(), [taskId, at]])
    else problems.value = new Map([...problems.peek(), [taskId, problem]])
  }

  async function act(item: TaskItem, what: TaskAct): Promise<boolean> {
    const { personId, taskId } = item.task
    if (running.has(taskId)) return false
    running.add(taskId)
    const before = kept.peek().get(taskId)
    keepPlace(item, before?.isDone ?? false)
    const at = deps.readNow()
    const list = params.who === 'circle' ? ({ circle: true } as const) : {}
    const command = { ...what, ...list, commandId: deps.newCommandId(), at, personId, taskId } as TaskCommand
    const outcome = await deps.engine.run(command)
    running.delete(taskId)
    batch(() => {
      note(taskId, outcome.ok ? null : outcome.problem, at)
      if (outcome.ok && what.type === 'finish-task') keepPlace(item, true)
      else if (outcome.ok && what.type === 'reopen-task') keepPlace(item, false)
      else if (before === undefined) kept.value = without(kept.peek(), taskId)
    })
    return outcome.ok
  }

  return {
    view,
    open,
    done: computed(() => {
      const items = view.value?.done ?? []
      return items.filter(({ task }) => kept.value.get(task.taskId)?.isDone !== true).map((item) => lineOf(item))
    }),
    act,
    noteSaved: ({ task }) => batch(() => note(task.taskId, null, deps.readNow())),
    dispose,
  }
}

/** Once somebody has said something else about it, the list speaks for itself. */
function isStillDone(kept: Kept | undefined, { task }: TaskItem): boolean {
  return kept?.isDone === true && JSON.stringify(task.states) === JSON.stringify(kept.item.task.states)
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([each]) => each !== key))
}
