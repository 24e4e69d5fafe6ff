/** The conversations, the newest first; older ones on request. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { ThreadsView } from '../../engine-api/queries.ts'
import type { Disposable } from './use-model.ts'

export interface ThreadsModel extends Disposable {
  readonly view: ReadonlySignal<ThreadsView | undefined>
  /** Null when all of them are here. */
  readonly showOlder: ReadonlySignal<(() => void) | null>
}

const step = 60

export function createThreadsModel(engine: Pick<EngineApi, 'watch'>): ThreadsModel {
  const limit = signal(step)
  const view = signal<ThreadsView | undefined>(undefined)
  const dispose = effect(() =>
    engine.watch('threads', { limit: limit.value }, (next) => {
      view.value = next
    }),
  )
  return {
    view,
    showOlder: computed(() => (view.value?.more === true ? () => (limit.value += step) : null)),
    dispose,
  }
}
