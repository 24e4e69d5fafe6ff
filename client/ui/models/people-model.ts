/** Finding a person: what is typed, and what the engine found for the newest typing. Older answers are never shown. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PeopleView } from '../../engine-api/queries.ts'
import type { SearchView } from '../../engine-api/search.ts'
import type { Disposable } from './use-model.ts'

export interface PeopleModel extends Disposable {
  readonly search: Signal<string>
  /** The last answer stays on screen until the next one is there: the list does not flicker between keys. */
  readonly view: ReadonlySignal<PeopleView | undefined>
  readonly isSearching: ReadonlySignal<boolean>
  /** How many people are asked for: of a long list the first, and more on request. */
  readonly limit: Signal<number>
  /** The same words in the records; undefined before two letters are typed and before the first answer. */
  readonly found: ReadonlySignal<SearchView | undefined>
}

/** As many as anybody reads: more would only make every key slower. */
export const pageSize = 100

export function createPeopleModel(engine: Pick<EngineApi, 'watch'>): PeopleModel {
  const search = signal('')
  const view = signal<PeopleView | undefined>(undefined)
  const limit = signal(pageSize)
  const found = signal<SearchView | undefined>(undefined)
  const words = computed(() => search.value.trim())
  const stopPeople = effect(() =>
    engine.watch('people', { search: words.value, limit: limit.value }, (next) => {
      view.value = next
    }),
  )
  const stopFound = effect(() => {
    if (words.value.length < 2) {
      found.value = undefined
      return undefined
    }
    return engine.watch('search', { text: words.value, in: 'all' }, (next) => {
      found.value = next
    })
  })
  const dispose = () => {
    stopPeople()
    stopFound()
  }
  return { search, view, limit, found, isSearching: computed(() => words.value !== ''), dispose }
}
