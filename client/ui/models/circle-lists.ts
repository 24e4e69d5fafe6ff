/** The lists of all circles that a first page names, each with whose circle it is; as they come. */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import type { TasksView } from '../../engine-api/plan-views.ts'
import type { CircleList } from './tasks-since.ts'
import type { Disposable } from './use-model.ts'

export interface CircleLists extends Disposable {
  /** Undefined until each of them has said what it holds. */
  readonly lists: ReadonlySignal<readonly CircleList[] | undefined>
}

export function watchCircleLists(
  engine: Pick<EngineApi, 'watch'>,
  home: ReadonlySignal<HomeView | undefined>,
): CircleLists {
  const views = signal<ReadonlyMap<string, TasksView>>(new Map())
  const circles = computed(() => (home.value?.threads ?? []).filter(({ kind }) => kind === 'circle'))
  const people = computed(() => circles.value.flatMap(({ personId }) => personId ?? []).join())

  const stop = effect(() => {
    const ids = people.value.split(',').filter((personId) => personId !== '')
    const stops = untracked(() =>
      ids.map((personId) =>
        engine.watch('tasks', { who: 'circle', personId }, (view) => {
          views.value = new Map([...views.peek(), [personId, view]])
        }),
      ),
    )
    return () => {
      for (const each of stops) each()
    }
  })

  return {
    lists: computed(() => {
      const found = circles.value.map(({ about, personId }) => ({ about, view: views.value.get(personId ?? '') }))
      const known = found.flatMap(({ about, view }) => (view === undefined ? [] : [{ about, view }]))
      return home.value === undefined || known.length < found.length ? undefined : known
    }),
    dispose: stop,
  }
}
