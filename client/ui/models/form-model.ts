/**
 * One form whose typing is a draft on this device until it is saved. Invariants:
 * 1. The form appears only after the draft was read: typing never overwrites one.
 * 2. Saving carries one id and instant, kept in the draft before the command
 *    runs: again after a kill is once (MD4).
 * 3. What is changed after a tap is another act: it is never thrown away with
 *    what was saved, but stays a draft of its own (DR890).
 * The engine ends the draft in the transaction of what it became.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Command, CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { Page } from '../page.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import type { Disposable } from './use-model.ts'

export interface FormDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'onHide'>
}

/** What was typed, and the tap that saves it. */
export interface Typing {
  readonly saving: Intent | null
}

export interface FormKind<Form extends Typing> {
  /** The draft's, known to the engine. */
  readonly key: string
  readonly fresh: () => Form
  /** Null for anything that is no draft of this form. */
  readonly parse: (draft: string) => Form | null
  readonly write: (form: Form) => string
  /** Nothing in it is worth keeping. */
  readonly isUntouched: (form: Form) => boolean
}

export interface FormModel<Form extends Typing> extends Disposable {
  /** Undefined until the draft was read. */
  readonly form: ReadonlySignal<Form | undefined>
  /** When the draft was kept that this form resumed; null for a fresh form. */
  readonly resumedFrom: ReadonlySignal<Instant | null>
  readonly draft: ReadonlySignal<DraftState>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly isSaving: ReadonlySignal<boolean>
  readonly change: (next: (form: Form) => Form) => void
  /** True once the disk has it. */
  readonly save: (toCommand: (form: Form, intent: Intent) => Command) => Promise<boolean>
  readonly keep: () => void
  readonly startAgain: () => void
}

export function createFormModel<Form extends Typing>(kind: FormKind<Form>, deps: FormDeps): FormModel<Form> {
  const { fresh, key } = kind
  const form = signal<Form | undefined>(undefined)
  const resumedFrom = signal<Instant | null>(null)
  const problem = signal<CommandProblem | null>(null)
  const isSaving = signal(false)
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (form.peek() !== undefined) return
    const draft = value === null ? null : kind.parse(value)
    batch(() => {
      form.value = draft ?? fresh()
      if (draft === null) return
      resumedFrom.value = savedAt
      keeper.resumed(savedAt)
    })
  })
  const stopHide = deps.page.onHide(keeper.flush)

  function put(next: Form): void {
    batch(() => {
      form.value = next
      problem.value = null
    })
    keeper.change(kind.isUntouched(next) ? null : kind.write(next))
  }

  async function save(toCommand: (form: Form, intent: Intent) => Command): Promise<boolean> {
    const now = form.peek()
    if (now === undefined || isSaving.peek()) return false
    isSaving.value = true
    const saving = now.saving ?? { commandId: deps.newCommandId(), at: deps.readNow() }
    const sealed = { ...now, saving }
    put(sealed)
    // Without the id on the disk a kill could write it twice; a full disk refuses both alike.
    const kept = await keeper.flush()
    const draftState = keeper.state.peek()
    const outcome =
      kept || draftState.type !== 'failed'
        ? await deps.engine.run(toCommand(sealed, saving))
        : { ok: false as const, problem: draftState.problem }
    batch(() => {
      isSaving.value = false
      if (!outcome.ok) {
        problem.value = outcome.problem
        return
      }
      const typedSince = form.peek()
      keeper.gone()
      if (typedSince !== undefined && typedSince !== sealed) put(typedSince)
      else form.value = fresh()
    })
    return outcome.ok
  }

  return {
    form,
    resumedFrom,
    draft: keeper.state,
    problem,
    isSaving,
    change: (next) => {
      const now = form.peek()
      if (now !== undefined) put({ ...next(now), saving: null })
    },
    save,
    keep: () => void keeper.flush(),
    startAgain: () => {
      resumedFrom.value = null
      put(fresh())
    },
    dispose: () => {
      void keeper.flush()
      stopDraft()
      stopHide()
    },
  }
}
