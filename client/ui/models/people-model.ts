/** Finding a person: what is typed, and what the engine found for the newest typing. Older answers are never shown. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { PeopleView } from '../../engine-api/queries.ts'
import type { SearchView } from '../../engine-api/search.ts'
import type { Disposable } from './use-model.ts'

export interface PeopleModel extends Disposable {
  readonly search: Signal<string>
  /** The last answer stays on screen until the next one is there: the list does not flicker between keys. */
  readonly view: ReadonlySignal<PeopleView | undefined>
  /** The words that `view` answers. */
  readonly answered: ReadonlySignal<string>
  readonly isSearching: ReadonlySignal<boolean>
  /** So many of the people found are drawn: of a long list the first are asked for, and always some more than that. */
  readonly showUpTo: (drawn: number) => void
  /** The same words in the records; undefined before two letters are typed and before the first answer. */
  readonly found: ReadonlySignal<SearchView | undefined>
}

/** So many are asked for at first, and beyond what is drawn: more would only make every key slower. */
const ahead = 32

export function createPeopleModel(engine: Pick<EngineApi, 'watch'>): PeopleModel {
  const search = signal('')
  const view = signal<PeopleView | undefined>(undefined)
  const answered = signal('')
  const shown = signal({ of: '', upTo: 0 })
  const found = signal<SearchView | undefined>(undefined)
  const words = computed(() => search.value.trim())
  const limit = computed(() => ahead + (shown.value.of === words.value ? shown.value.upTo : 0))
  const stopPeople = effect(() => {
    const search = words.value
    return engine.watch('people', { search, limit: limit.value }, (next) =>
      batch(() => {
        view.value = next
        answered.value = search
      }),
    )
  })
  // Records are read through once the people stand there: a key waits for them alone.
  const stopFound = effect(() => {
    const text = answered.value
    if (text.length < 2) {
      found.value = undefined
      return undefined
    }
    return engine.watch('search', { text, in: 'all' }, (next) => {
      found.value = next
    })
  })
  const dispose = () => {
    stopPeople()
    stopFound()
  }
  const showUpTo = (drawn: number) => {
    if (limit.value < drawn + ahead / 2) shown.value = { of: words.value, upTo: drawn }
  }
  return { search, view, answered, showUpTo, found, isSearching: computed(() => words.value !== ''), dispose }
}
