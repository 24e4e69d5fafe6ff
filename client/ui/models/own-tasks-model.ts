/** How many open tasks this member has: one number for the navigation. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { Disposable } from './use-model.ts'
import { watchQuery } from './watch-query.ts'

export interface OwnTasksModel extends Disposable {
  readonly count: ReadonlySignal<number>
}

export function createOwnTasksModel(engine: Pick<EngineApi, 'watch'>): OwnTasksModel {
  const { view, dispose } = watchQuery(engine, 'counts', {})
  return { count: computed(() => view.value?.tasks ?? 0), dispose }
}
