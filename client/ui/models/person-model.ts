/** One person's record, and the visit planned for today that a new note would answer. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Instant } from '../../../shared/lib/ids.ts'
import { dayOf } from '../../domain/dates.ts'
import type { BannerRow, MedicineRow, ObservationRow } from '../../domain/projections/rows.ts'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

const dataIsOldAfter = 24 * 60 * 60_000

export interface PersonModel extends Disposable {
  readonly view: ReadonlySignal<PersonView | undefined>
  /** From the person document; else from the directory, which everybody has. */
  readonly banner: ReadonlySignal<BannerRow | undefined>
  readonly currentMedicines: ReadonlySignal<readonly MedicineRow[]>
  readonly stoppedMedicines: ReadonlySignal<readonly MedicineRow[]>
  readonly latest: ReadonlySignal<ObservationRow | undefined>
  readonly isOld: ReadonlySignal<boolean>
  /** Today's visit to this person that is not finished; null for none. */
  readonly visitId: ReadonlySignal<string | null>
  /** Asks for more of the story; null when all of it is here. */
  readonly showOlder: ReadonlySignal<(() => void) | null>
}

interface PersonDeps {
  readonly engine: Pick<EngineApi, 'run' | 'watch'>
  readonly clock: ReadonlySignal<Instant>
  readonly newCommandId: () => string
  readonly readNow: () => Instant
}

/** As much of a story as anybody reads at once; more only on request, since all of it can be years. */
const storyStep = 50

/** `item`: of the story this one is shown, however old. Opening is noted once the record is shown, never in its way. */
export function createPersonModel(
  { clock, engine, newCommandId, readNow }: PersonDeps,
  personId: string,
  item?: string,
): PersonModel {
  const limit = signal(storyStep)
  const view = signal<PersonView | undefined>(undefined)
  const stopPerson = effect(() =>
    engine.watch('person', { personId, limit: limit.value, ...(item !== undefined && { item }) }, (next) => {
      view.value = next
    }),
  )
  const today = watchQuery(engine, 'today', { date: dayOf(clock.peek()) })
  const stopNoting = effect(() => {
    if (view.value?.person == null) return
    queueMicrotask(() => stopNoting())
    void engine.run({ type: 'note-opened', commandId: newCommandId(), at: readNow(), personId })
  })
  const medicines = computed(() => view.value?.medicines ?? [])
  return {
    view,
    banner: computed(() => (view.value === undefined ? undefined : bannerOf(view.value))),
    currentMedicines: computed(() => toDecideFirst(medicines.value.filter(({ status }) => status === 'current'))),
    stoppedMedicines: computed(() => medicines.value.filter(({ status }) => status === 'stopped')),
    latest: computed(() => view.value?.observations[0]),
    isOld: computed(() => {
      const updatedAt = view.value?.updatedAt
      return updatedAt !== null && updatedAt !== undefined && clock.value - updatedAt > dataIsOldAfter
    }),
    visitId: computed(
      () =>
        today.view.value?.visits.find(({ visit, state }) => visit.personId === personId && state !== 'finished')?.visit
          .visitId ?? null,
    ),
    showOlder: computed(() => {
      const shown = view.value?.story.length ?? 0
      return view.value?.older === true ? () => (limit.value = shown + storyStep) : null
    }),
    dispose: () => {
      stopNoting()
      stopPerson()
      today.dispose()
    },
  }
}

/** What somebody has to decide cannot be overlooked; all else stays in its order. */
function toDecideFirst(rows: readonly MedicineRow[]): readonly MedicineRow[] {
  const isOpen = ({ conflict }: MedicineRow) => conflict !== undefined
  return [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))]
}

/** From the person document; else from the directory, which everybody has. */
export function bannerOf(view: Pick<PersonView, 'banner' | 'person'>): BannerRow | undefined {
  if (view.banner !== null) return view.banner
  if (view.person === null) return undefined
  const { personId, name, born, gender, nhsNumber } = view.person
  return { personId, name, born, gender, nhsNumber, died: null }
}

/** The team's own conversation about the person, which nobody else reads; null while it is not here. */
export function staffThreadOf(view: PersonView): string | null {
  return view.threads.find(({ audience }) => audience.type === 'staff-only')?.threadId ?? null
}
