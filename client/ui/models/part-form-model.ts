/**
 * The typing of one small form, its draft on disk, and saving.
 * Saving carries one id and instant, kept in the draft before the command runs:
 * again after a kill is once. The engine ends the draft in the transaction of
 * the change itself.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Command, CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Intent } from '../../engine-api/intent.ts'
import type { Page } from '../page.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import { emptyPartForm, isUntouchedPart, type PartForm } from './part-form.ts'
import type { Disposable } from './use-model.ts'

export interface PartFormDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'onHide'>
}

export interface PartFormModel extends Disposable {
  /** Undefined until the draft was read. */
  readonly form: ReadonlySignal<PartForm | undefined>
  readonly resumedFrom: ReadonlySignal<Instant | null>
  readonly draft: ReadonlySignal<DraftState>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly change: (next: (form: PartForm) => PartForm) => void
  /** True once the disk has it. */
  readonly save: (toCommand: (form: PartForm, intent: Intent) => Command) => Promise<boolean>
  readonly keep: () => void
  readonly startAgain: () => void
}

/** `key`: the draft's, known to the engine, which ends it with what was saved. */
export function createPartFormModel(key: string, deps: PartFormDeps): PartFormModel {
  const form = signal<PartForm | undefined>(undefined)
  const resumedFrom = signal<Instant | null>(null)
  const problem = signal<CommandProblem | null>(null)
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })
  let isSaving = false

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (form.peek() !== undefined) return
    const draft = value === null ? null : parsePartDraft(value, key)
    batch(() => {
      form.value = draft ?? emptyPartForm
      if (draft === null) return
      resumedFrom.value = savedAt
      keeper.resumed(savedAt)
    })
  })
  const stopHide = deps.page.onHide(() => void keeper.flush())

  function put(next: PartForm): void {
    form.value = next
    problem.value = null
    keeper.change(isUntouchedPart(next) ? null : JSON.stringify({ version: 1, key, ...next }))
  }

  async function save(toCommand: (form: PartForm, intent: Intent) => Command): Promise<boolean> {
    const now = form.peek()
    if (now === undefined || isSaving) return false
    isSaving = true
    const saving = now.saving ?? { commandId: deps.newCommandId(), at: deps.readNow() }
    const sealed = { ...now, saving }
    put(sealed)
    const kept = await keeper.flush()
    const draftState = keeper.state.peek()
    const outcome =
      kept || draftState.type !== 'failed'
        ? await deps.engine.run(toCommand(sealed, { commandId: saving.commandId, at: saving.at as Instant }))
        : { ok: false as const, problem: draftState.problem }
    isSaving = false
    batch(() => {
      if (!outcome.ok) problem.value = outcome.problem
      else form.value = emptyPartForm
    })
    return outcome.ok
  }

  return {
    form,
    resumedFrom,
    draft: keeper.state,
    problem,
    change: (next) => {
      const now = form.peek()
      if (now !== undefined) put({ ...next(now), saving: null })
    },
    save,
    keep: () => void keeper.flush(),
    startAgain: () => {
      resumedFrom.value = null
      put(emptyPartForm)
    },
    dispose: () => {
      void keeper.flush()
      stopDraft()
      stopHide()
    },
  }
}

/** Null for anything that is no draft of this form. */
function parsePartDraft(value: string, key: string): PartForm | null {
  try {
    const draft = JSON.parse(value) as Partial<PartForm> & { readonly version?: number; readonly key?: string }
    if (draft.version !== 1 || draft.key !== key || typeof draft.reason !== 'string') return null
    const typed = Object.entries(draft.typed ?? {}).filter(([, words]) => typeof words === 'string')
    const { at, commandId } = draft.saving ?? {}
    const saving = typeof commandId === 'string' && typeof at === 'number' ? { commandId, at } : null
    return { typed: Object.fromEntries(typed), reason: draft.reason, saving }
  } catch {
    return null
  }
}
