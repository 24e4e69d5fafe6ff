/**
 * Writing one visit: the form, its draft on disk, the live score, and finishing.
 * The form appears only after the draft was read, so that a resumed draft never
 * overwrites typing and typing never overwrites a draft. Finishing has one id,
 * put on the disk with the draft while the page to check is read: running it
 * again after a kill is running it once, and the tap waits for one commit alone
 * (rule VS10).
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import { calledName } from '../../domain/names.ts'
import type { Called } from '../../domain/records/who-wrote.ts'
import { type News2Result, scoreNews2 } from '../../domain/scores/news2.ts'
import type { CommandProblem } from '../../engine-api/commands.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import type { Page } from '../page.ts'
import { createDraftKeeper, type DraftState } from './draft-keeper.ts'
import type { Disposable } from './use-model.ts'
import { parseVisitDraft, visitDraftKey, writeVisitDraft } from './visit-draft.ts'
import {
  emptyVisitForm,
  isUntouched,
  openQuestions,
  photoQuestion,
  readObservations,
  readValues,
  type VisitForm,
} from './visit-form.ts'
import { watchQuery } from './watch-query.ts'

export interface VisitModelDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly readNow: () => Instant
  readonly newCommandId: () => string
  readonly page: Pick<Page, 'after' | 'onHide'>
  /** How typing that was kept but cannot be counted stands in the record. */
  readonly wordKept: (typed: string) => string
}

export type VisitStep =
  | { readonly type: 'write' }
  | { readonly type: 'check' }
  | { readonly type: 'finishing' }
  | { readonly type: 'finished' }

export interface VisitModel extends Disposable {
  readonly person: ReadonlySignal<PersonView | undefined>
  /** Undefined until the draft was read. */
  readonly form: ReadonlySignal<VisitForm | undefined>
  /** When the draft was kept that this form resumed; null for a fresh form. */
  readonly resumedFrom: ReadonlySignal<Instant | null>
  readonly draft: ReadonlySignal<DraftState>
  /** How many photos are being made ready: until they are here nothing is checked. */
  readonly photosComing: Signal<number>
  readonly scale: ReadonlySignal<1 | 2>
  readonly score: ReadonlySignal<News2Result | undefined>
  readonly step: ReadonlySignal<VisitStep>
  /** Shown at the page before finishing; the engine's own refusal. */
  readonly problem: ReadonlySignal<CommandProblem | null>
  /** The family and the person who read what happens next; empty when nobody does. */
  readonly readers: ReadonlySignal<readonly Called[]>
  readonly called: ReadonlySignal<string>
  readonly change: (next: (form: VisitForm) => VisitForm) => void
  /** To the page before finishing; false when something must be settled first. */
  readonly check: () => boolean
  readonly write: () => void
  readonly finish: () => Promise<void>
  /** True when the draft is on the disk. */
  readonly keepAsDraft: () => Promise<boolean>
  /** Once no photo is being made ready; false where the page was left before. */
  readonly photosHere: () => Promise<boolean>
  readonly startAgain: () => void
}

/** What is usual for her is told from so many of her newest entries. */
const usualFrom = 50

export function createVisitModel(personId: string, visitId: string | null, deps: VisitModelDeps): VisitModel {
  const person = watchQuery(deps.engine, 'person', { personId, limit: usualFrom })
  const form = signal<VisitForm | undefined>(undefined)
  const resumedFrom = signal<Instant | null>(null)
  const step = signal<VisitStep>({ type: 'write' })
  const problem = signal<CommandProblem | null>(null)
  const photosComing = signal(0)
  let isFinishing = false
  let isLeft = false
  const key = visitDraftKey(personId, visitId)
  const keeper = createDraftKeeper(key, { ...deps, now: deps.readNow, after: deps.page.after })
  const fresh = () => emptyVisitForm(personId, visitId, deps.readNow())

  const stopDraft = deps.engine.watch('draft', { key }, ({ savedAt, value }) => {
    if (form.peek() !== undefined) return
    const draft = value === null ? null : parseVisitDraft(value, personId, visitId)
    batch(() => {
      form.value = draft ?? fresh()
      if (draft === null) return
      resumedFrom.value = savedAt
      keeper.resumed(savedAt)
    })
  })
  const stopHide = deps.page.onHide(keeper.flush)

  const scale = computed<1 | 2>(() => (person.view.value?.scale2Target ? 2 : 1))
  const score = computed(() => (form.value && person.view.value ? scoreForm(form.value, person.view.value) : undefined))

  function put(next: VisitForm): void {
    form.value = next
    problem.value = null
    keeper.change(isUntouched(next) ? null : writeVisitDraft(next))
  }

  function change(make: (form: VisitForm) => VisitForm): void {
    const now = form.peek()
    // Where the page was left, the draft is whoever's who opened it again.
    if (now === undefined || isLeft) return
    const next = make(now)
    // Changed after a finishing tap that did not succeed: what is written next is another act.
    if (next !== now) put({ ...next, finishing: null })
  }

  function check(): boolean {
    const now = form.peek()
    if (now === undefined || isUntouched(now) || photosComing.peek() > 0) return false
    if (openQuestions(now).length > 0 || photoQuestion(now) !== null) return false
    if (now.finishing === null) put({ ...now, finishing: { commandId: deps.newCommandId() } })
    void keeper.flush()
    step.value = { type: 'check' }
    return true
  }

  async function finish(): Promise<void> {
    const now = form.peek()
    if (now === undefined || step.peek().type !== 'check' || isFinishing) return
    isFinishing = true
    // Without the id on the disk a kill could write the visit twice; a full disk refuses both alike.
    const kept = await keeper.flush()
    // Changed since it was checked, by a photo that came late.
    if (now.finishing === null || form.peek() !== now) {
      isFinishing = false
      step.value = { type: 'write' }
      return
    }
    const draftState = keeper.state.peek()
    const writing =
      kept || draftState.type !== 'failed'
        ? deps.engine.run(toWriteVisit(now, now.finishing.commandId, scale.peek(), deps))
        : { ok: false as const, problem: draftState.problem }
    // The words went off first; the last page is laid out while the disk writes, so that its answer changes words alone.
    step.value = { type: 'finishing' }
    const outcome = await writing
    isFinishing = false
    if (outcome.ok) keeper.gone()
    batch(() => {
      problem.value = outcome.ok ? null : outcome.problem
      step.value = outcome.ok ? { type: 'finished' } : { type: 'check' }
    })
  }

  return {
    person: person.view,
    form,
    resumedFrom,
    draft: keeper.state,
    photosComing,
    scale,
    score,
    step,
    problem,
    readers: computed(() => readReaders(person.view.value)),
    called: computed(() => {
      const row = person.view.value
      const name = row?.banner?.name ?? row?.person?.name
      return name === undefined ? '' : calledName(name)
    }),
    change,
    check,
    write: () => {
      if (step.peek().type === 'check' && !isFinishing) step.value = { type: 'write' }
    },
    finish,
    keepAsDraft: () => keeper.flush(),
    photosHere: () =>
      new Promise((resolve) => {
        const stop = photosComing.subscribe((count) => {
          if (count > 0) return
          resolve(!isLeft)
          queueMicrotask(() => stop())
        })
      }),
    startAgain: () => {
      resumedFrom.value = null
      put(fresh())
    },
    dispose: () => {
      isLeft = true
      void keeper.flush()
      stopDraft()
      stopHide()
      person.dispose()
    },
  }
}

function scoreForm(form: VisitForm, view: PersonView): News2Result {
  const scale2Target = view.scale2Target ?? null
  return scoreNews2(readValues(form, scale2Target === null ? 1 : 2), {
    ageYears: view.ageYears ?? null,
    pregnant: view.pregnant ?? false,
    scale2Target,
  })
}

function toWriteVisit(
  form: VisitForm,
  commandId: string,
  scale: 1 | 2,
  { readNow, wordKept }: Pick<VisitModelDeps, 'readNow' | 'wordKept'>,
) {
  return {
    type: 'write-visit',
    commandId,
    at: readNow(),
    personId: form.personId,
    visitId: form.visitId,
    startedAt: form.startedAt,
    note: form.note,
    observations: readObservations(form, readValues(form, scale), wordKept),
    ...(form.photo !== null &&
      form.photo.consent !== null && { photo: { ...form.photo, consent: form.photo.consent } }),
  } as const
}

function readReaders(view: PersonView | undefined): readonly Called[] {
  if (view?.nextStepReaders !== undefined) return once(view.nextStepReaders)
  const own = (view?.threads ?? []).filter(({ kind }) => kind === 'own')
  const names = own.flatMap(({ audience }) => (audience.type === 'with-public' ? audience.names : []))
  return once(names)
}

/** Whoever reads it in two places is named once. */
function once(all: readonly Called[]): readonly Called[] {
  return [...new Map(all.map((called) => [JSON.stringify(called), called])).values()]
}
