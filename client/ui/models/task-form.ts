/**
 * A task being written: kept on the disk while it is typed, one draft a person
 * (or a task that is changed), saved with one command. The command's id stands
 * in the draft, so that saving again after a kill adds no second task; what is
 * changed after a tap is another act.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { TaskPriority, TaskRow } from '../../domain/projections/plan-rows.ts'
import type { CommandProblem, TaskWords } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts'
import type { Disposable } from './use-model.ts'

export interface TaskForm {
  readonly title: string
  readonly details: string
  /** YYYY-MM-DD or empty. */
  readonly due: string
  readonly priority: TaskPriority
  readonly take: boolean
}

export interface TaskFormModel extends Disposable {
  /** Undefined until the disk has said whether there is a draft. */
  readonly form: ReadonlySignal<TaskForm | undefined>
  readonly hasDraft: ReadonlySignal<boolean>
  readonly draft: DraftKeeper['state']
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly change: (fields: Partial<TaskForm>) => void
  /** True when it was saved; the form is empty then. */
  readonly save: () => Promise<boolean>
  readonly discard: () => void
}

export interface TaskFormDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly newCommandId: () => string
  readonly readNow: () => Instant
  readonly page: {
    readonly after: (ms: number, task: () => void) => () => void
    readonly onHide: (task: () => void) => () => void
  }
}

interface Kept {
  readonly form: TaskForm
  readonly commandId: string
  /** Of one that is changed: what stood there when the writer began. */
  readonly begun: TaskForm | null
}

/** `task`: the one to change; a new one without. `isOfCircle`: on the list that the person's circle keeps. */
export function createTaskForm(
  deps: TaskFormDeps,
  personId: string,
  task: TaskRow | null,
  isOfCircle = false,
): TaskFormModel {
  const key = `${isOfCircle ? 'circle-task' : 'task'}/${personId}/${task?.taskId ?? 'new'}`
  const empty: TaskForm = isOfCircle ? { ...emptyForm, priority: 'whenever' } : emptyForm
  const fresh = (): Kept => {
    const begun = task === null ? null : formOf(task)
    return { form: begun ?? empty, commandId: deps.newCommandId(), begun }
  }
  const kept = signal<Kept | undefined>(undefined)
  let tapped: Kept | null = null
  let isSaving = false
  const form = signal<TaskForm | undefined>(undefined)
  const hasDraft = signal(false)
  const problem = signal<CommandProblem | null>(null)
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (kept.peek() !== undefined) return
    const draft = value === null ? null : parseDraft(value)
    batch(() => {
      put(draft ?? fresh())
      hasDraft.value = draft !== null
      if (draft !== null) keeper.resumed(savedAt)
    })
  })
  const stopHide = deps.page.onHide(keeper.flush)

  function put(next: Kept): void {
    kept.value = next
    form.value = next.form
  }

  function change(fields: Partial<TaskForm>): void {
    const now = kept.peek()
    if (now === undefined) return
    // Under the id of what was tapped the engine would take it for that.
    const commandId = now === tapped ? deps.newCommandId() : now.commandId
    keep({ ...now, commandId, form: { ...now.form, ...fields } })
  }

  function keep(next: Kept): void {
    batch(() => {
      put(next)
      problem.value = null
    })
    keeper.change(JSON.stringify({ version: 1, ...next }))
  }

  function discard(): void {
    tapped = null
    batch(() => {
      put(fresh())
      hasDraft.value = false
      problem.value = null
    })
    keeper.change(null)
    void keeper.flush()
  }

  /** What was typed while the disk had it to do is another act, and stays (DR890). */
  function goOnFrom({ begun, form: saved }: Kept): void {
    keep({ ...kept.peek()!, begun: begun === null ? null : saved })
  }

  async function save(): Promise<boolean> {
    const now = kept.peek()
    if (now === undefined || isSaving) return false
    isSaving = true
    tapped = now
    const isSaved = await write(now)
    isSaving = false
    return isSaved
  }

  async function write(now: Kept): Promise<boolean> {
    await keeper.flush()
    const { begun, commandId, form } = now
    const list = isOfCircle ? ({ circle: true } as const) : {}
    const intent = { commandId, at: deps.readNow(), personId, task: wordsOf(form), ...list }
    const before = begun === null ? {} : { before: wordsOf(begun) }
    const outcome = await deps.engine.run(
      task === null
        ? { type: 'add-task', ...intent, take: form.take }
        : { type: 'change-task', ...intent, taskId: task.taskId, ...before },
    )
    if (!outcome.ok) problem.value = outcome.problem
    else if (tapped === now && kept.peek() !== now) goOnFrom(now)
    else discard()
    return outcome.ok
  }

  return {
    form,
    hasDraft,
    draft: keeper.state,
    problem,
    change,
    save,
    discard,
    dispose: () => {
      void keeper.flush()
      stopDraft()
      stopHide()
    },
  }
}

const emptyForm: TaskForm = { title: '', details: '', due: '', priority: 'today', take: false }

function formOf({ details, due, priority, title }: TaskRow): TaskForm {
  return { ...emptyForm, title, details, due: due ?? '', priority }
}

function wordsOf({ details, due, priority, title }: TaskForm): TaskWords {
  return { title, details, due: due === '' ? null : due, priority }
}

/** Null for anything that is no draft of ours. */
function parseDraft(value: string): Kept | null {
  try {
    const { begun, version, form, commandId } = JSON.parse(value) as Partial<Kept> & { readonly version?: number }
    if (version !== 1 || typeof commandId !== 'string' || typeof form?.title !== 'string') return null
    return { form: { ...emptyForm, ...form }, commandId, begun: begun ?? null }
  } catch {
    return null
  }
}
