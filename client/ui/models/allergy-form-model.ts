/**
 * Recording an allergy: the typing, its draft on disk, saving. The form appears
 * only after the draft was read. Saving carries one id and instant, kept in the
 * draft before the command runs: again after a kill is once. The engine ends the
 * draft in the transaction of the allergy itself.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf, isDay } from '../../domain/dates.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Page } from '../page.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import type { Disposable } from './use-model.ts'

export interface AllergyForm {
  readonly substance: string
  readonly reaction: string
  /** YYYY-MM-DD. */
  readonly on: string
  readonly reason: string
  /** The tap that saves, so that saving again after a kill writes nothing twice. */
  readonly saving: { readonly commandId: string; readonly at: number } | null
}

export type AllergyField = 'substance' | 'on' | 'reason'

export interface AllergyFormModel extends Disposable {
  /** Undefined until the draft was read. */
  readonly form: ReadonlySignal<AllergyForm | undefined>
  readonly resumedFrom: ReadonlySignal<Instant | null>
  readonly draft: ReadonlySignal<DraftState>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly isSaving: ReadonlySignal<boolean>
  readonly change: (fields: Partial<Pick<AllergyForm, 'substance' | 'reaction' | 'on' | 'reason'>>) => void
  /** True once the disk has it. */
  readonly save: () => Promise<boolean>
  readonly keep: () => void
  readonly startAgain: () => void
}

interface AllergyFormDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'onHide'>
}

/** What must be settled before it is saved, in the order of the form. */
export function findAllergyFaults({ on, reason, substance }: AllergyForm): readonly AllergyField[] {
  return [
    ...(substance.trim() === '' ? (['substance'] as const) : []),
    ...(isDay(on) ? [] : (['on'] as const)),
    ...(reason.trim() === '' ? (['reason'] as const) : []),
  ]
}

export function isUntouchedAllergy({ reaction, reason, substance }: AllergyForm): boolean {
  return [reaction, reason, substance].every((words) => words.trim() === '')
}

export function createAllergyFormModel(personId: string, deps: AllergyFormDeps): AllergyFormModel {
  const form = signal<AllergyForm | undefined>(undefined)
  const resumedFrom = signal<Instant | null>(null)
  const problem = signal<CommandProblem | null>(null)
  const isSaving = signal(false)
  // Known to the engine, which ends the draft in the transaction of what it became.
  const key = `allergy/${personId}`
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })
  const fresh = (): AllergyForm => {
    return { substance: '', reaction: '', on: dayOf(deps.readNow()), reason: '', saving: null }
  }

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (form.peek() !== undefined) return
    const draft = value === null ? null : parseDraft(value)
    batch(() => {
      form.value = draft ?? fresh()
      if (draft === null) return
      resumedFrom.value = savedAt
      keeper.resumed(savedAt)
    })
  })
  const stopHide = deps.page.onHide(() => void keeper.flush())

  function put(next: AllergyForm): void {
    form.value = next
    problem.value = null
    keeper.change(isUntouchedAllergy(next) ? null : JSON.stringify({ version: 1, ...next }))
  }

  async function save(): Promise<boolean> {
    const now = form.peek()
    if (now === undefined || isSaving.peek()) return false
    isSaving.value = true
    const saving = now.saving ?? { commandId: deps.newCommandId(), at: deps.readNow() }
    put({ ...now, saving })
    // Without the id on the disk a kill could write it twice; a full disk refuses both alike.
    const kept = await keeper.flush()
    const draftState = keeper.state.peek()
    const { on, reaction, reason, substance } = now
    const intent = { commandId: saving.commandId, at: saving.at as Instant }
    const outcome =
      kept || draftState.type !== 'failed'
        ? await deps.engine.run({ type: 'record-allergy', ...intent, personId, substance, reaction, on, reason })
        : { ok: false as const, problem: draftState.problem }
    batch(() => {
      isSaving.value = false
      if (!outcome.ok) problem.value = outcome.problem
      else put(fresh())
    })
    return outcome.ok
  }

  return {
    form,
    resumedFrom,
    draft: keeper.state,
    problem,
    isSaving,
    change: (fields) => {
      const now = form.peek()
      // Changed after a tap that did not succeed: what is saved next is another act.
      if (now !== undefined) put({ ...now, ...fields, saving: null })
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

/** Null for anything that is no draft of this form. */
function parseDraft(value: string): AllergyForm | null {
  const draft = parsed(value)
  const { at, commandId } = asRecord(draft.saving)
  const { on, reaction, reason, substance } = draft
  if (draft.version !== 1 || typeof substance !== 'string' || typeof reaction !== 'string') return null
  if (typeof on !== 'string' || typeof reason !== 'string') return null
  const saving = typeof commandId === 'string' && typeof at === 'number' ? { commandId, at } : null
  return { substance, reaction, on, reason, saving }
}

function parsed(value: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(value))
  } catch {
    return {}
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
