/**
 * A form about a medicine: the typing, its draft on disk, saving. The form
 * appears only after the draft was read. Saving carries one id and instant, kept
 * in the draft before the command runs: again after a kill is once (MD4). The
 * engine ends the draft in the transaction of the change itself.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Command, CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Page } from '../page.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import { type MedicineFormAbout, medicineDraftKey, parseMedicineDraft, writeMedicineDraft } from './medicine-draft.ts'
import { emptyMedicineForm, isUntouchedMedicine, type MedicineAct, type MedicineForm } from './medicine-form.ts'
import type { Disposable } from './use-model.ts'

export interface MedicineFormDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'onHide'>
}

export interface Intent {
  readonly commandId: string
  readonly at: Instant
}

export interface MedicineFormModel extends Disposable {
  /** Undefined until the draft was read. */
  readonly form: ReadonlySignal<MedicineForm | undefined>
  /** When the draft was kept that this form resumed; null for a fresh form. */
  readonly resumedFrom: ReadonlySignal<Instant | null>
  readonly draft: ReadonlySignal<DraftState>
  readonly problem: ReadonlySignal<CommandProblem | null>
  readonly isSaving: ReadonlySignal<boolean>
  readonly change: (next: (form: MedicineForm) => MedicineForm) => void
  /** True once the disk has it. */
  readonly save: (toCommand: (form: MedicineForm, intent: Intent) => Command) => Promise<boolean>
  readonly keep: () => void
  readonly startAgain: () => void
}

export function createMedicineFormModel(
  about: MedicineFormAbout,
  act: MedicineAct,
  deps: MedicineFormDeps,
): MedicineFormModel {
  const form = signal<MedicineForm | undefined>(undefined)
  const resumedFrom = signal<Instant | null>(null)
  const problem = signal<CommandProblem | null>(null)
  const isSaving = signal(false)
  const key = medicineDraftKey(about)
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })
  const fresh = () => emptyMedicineForm(act, dayOf(deps.readNow()))

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (form.peek() !== undefined) return
    const draft = value === null ? null : parseMedicineDraft(value, about)
    batch(() => {
      form.value = draft ?? fresh()
      if (draft === null) return
      resumedFrom.value = savedAt
      keeper.resumed(savedAt)
    })
  })
  const stopHide = deps.page.onHide(() => void keeper.flush())

  function put(next: MedicineForm): void {
    form.value = next
    problem.value = null
    keeper.change(isUntouchedMedicine(next) ? null : writeMedicineDraft(next, about))
  }

  async function save(toCommand: (form: MedicineForm, intent: Intent) => Command): Promise<boolean> {
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
        ? await deps.engine.run(toCommand(sealed, { commandId: saving.commandId, at: saving.at as Instant }))
        : { ok: false as const, problem: draftState.problem }
    batch(() => {
      isSaving.value = false
      if (!outcome.ok) problem.value = outcome.problem
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
      // Changed after a tap that did not succeed: what is saved next is another act.
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
