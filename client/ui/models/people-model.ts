/** Finding a person: what is typed, and what the engine found for the newest typing. Older answers are never shown. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PeopleView } from '../../engine-api/queries.ts'
import type { Disposable } from './use-model.ts'

export interface PeopleModel extends Disposable {
  readonly search: Signal<string>
  /** The last answer stays on screen until the next one is there: the list does not flicker between keys. */
  readonly view: ReadonlySignal<PeopleView | undefined>
  readonly isSearching: ReadonlySignal<boolean>
}

export function createPeopleModel(engine: Pick<EngineApi, 'watch'>): PeopleModel {
  const search = signal('')
  const view = signal<PeopleView | undefined>(undefined)
  const dispose = effect(() =>
    engine.watch('people', { search: search.value.trim() }, (next) => {
      view.value = next
    }),
  )
  return { search, view, isSearching: computed(() => search.value.trim() !== ''), dispose }
}
