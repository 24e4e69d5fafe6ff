/** How many messages nobody here has seen yet: one number for the navigation. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

export interface UnreadModel extends Disposable {
  readonly count: ReadonlySignal<number>
}

export function createUnreadModel(engine: Pick<EngineApi, 'watch'>): UnreadModel {
  const { view, dispose } = watchQuery(engine, 'counts', {})
  return { count: computed(() => view.value?.unread ?? 0), dispose }
}
