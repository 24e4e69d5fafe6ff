/**
 * One section of a care plan being written. Invariants:
 * 1. What is saved goes with the state it was written on, also after a kill: the
 *    draft holds both. Only so can the engine leave a colleague's letters alone.
 * 2. A colleague's change never moves the words under the hands: it is told.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PlanSectionItem } from '../../engine-api/plan-views.ts'
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts'
import type { Disposable } from './use-model.ts'

interface PlanDraft {
  readonly text: string
  /** Null: as it is. */
  readonly title: string | null
  readonly baseText: string
  readonly baseVersion: string
}

export interface PlanFormModel extends Disposable {
  /** Undefined until the disk has said whether there is a draft. */
  readonly draft: ReadonlySignal<PlanDraft | undefined>
  readonly state: DraftKeeper['state']
  readonly problem: ReadonlySignal<CommandProblem | null>
  /** Nothing is typed meanwhile (DR891): what it would be written on is not known yet. */
  readonly isSaving: ReadonlySignal<boolean>
  /** The section says something else now than when this was begun. */
  readonly isOvertaken: (section: PlanSectionItem) => boolean
  readonly type: (text: string) => void
  readonly name: (title: string) => void
  readonly save: () => Promise<boolean>
  readonly discard: () => void
}

export interface PlanFormDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly newCommandId: () => string
  readonly readNow: () => Instant
  readonly page: {
    readonly after: (ms: number, task: () => void) => () => void
    readonly onHide: (task: () => void) => () => void
  }
}

export function planDraftKey(personId: string, sectionId: string): string {
  return `plan/${personId}/${sectionId}`
}

export function createPlanForm(deps: PlanFormDeps, personId: string, section: PlanSectionItem): PlanFormModel {
  const { sectionId } = section
  const key = planDraftKey(personId, sectionId)
  const draft = signal<PlanDraft | undefined>(undefined)
  const problem = signal<CommandProblem | null>(null)
  const isSaving = signal(false)
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (draft.peek() !== undefined) return
    const kept = value === null ? null : parseDraft(value)
    draft.value = kept ?? { text: section.text, title: null, baseText: section.text, baseVersion: section.version }
    if (kept !== null) keeper.resumed(savedAt)
  })
  const stopHide = deps.page.onHide(keeper.flush)

  function put(fields: Partial<PlanDraft>): void {
    const now = draft.peek()
    if (now === undefined || isSaving.peek()) return
    const next = { ...now, ...fields }
    batch(() => {
      draft.value = next
      problem.value = null
    })
    keeper.change(JSON.stringify({ version: 1, ...next }))
  }

  async function save(): Promise<boolean> {
    const now = draft.peek()
    if (now === undefined || isSaving.peek()) return false
    isSaving.value = true
    const isSaved = await write(now)
    isSaving.value = false
    return isSaved
  }

  async function write(now: PlanDraft): Promise<boolean> {
    await keeper.flush()
    const intent = () => ({ commandId: deps.newCommandId(), at: deps.readNow(), personId, sectionId })
    if (now.title !== null) {
      const named = await deps.engine.run({ type: 'name-plan-section', ...intent(), title: now.title })
      if (!named.ok) problem.value = named.problem
      if (!named.ok) return false
    }
    const { baseVersion, text } = now
    const outcome = await deps.engine.run({ type: 'write-plan-section', ...intent(), text, version: baseVersion })
    if (outcome.ok) await end()
    else problem.value = outcome.problem
    return outcome.ok
  }

  function end(): Promise<boolean> {
    keeper.change(null)
    return keeper.flush()
  }

  return {
    draft: computed(() => draft.value),
    state: keeper.state,
    problem,
    isSaving,
    isOvertaken: (now) => draft.value !== undefined && now.text !== draft.value.baseText,
    type: (text) => put({ text }),
    name: (title) => put({ title }),
    save,
    discard: () => void end(),
    dispose: () => {
      void keeper.flush()
      stopDraft()
      stopHide()
    },
  }
}

/** Null for anything that is no draft of ours. */
function parseDraft(value: string): PlanDraft | null {
  try {
    const { baseText, baseVersion, text, title, version } = JSON.parse(value) as Partial<
      Record<keyof PlanDraft | 'version', unknown>
    >
    if (version !== 1 || typeof text !== 'string' || typeof baseText !== 'string' || typeof baseVersion !== 'string')
      return null
    return { text, baseText, baseVersion, title: typeof title === 'string' ? title : null }
  } catch {
    return null
  }
}
