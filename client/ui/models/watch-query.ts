/** One engine query as a signal: undefined until the engine has answered, then always the newest view. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { EngineApi } from '../../engine-api/engine-api.ts'
import type { ParamsOf, QueryName, ViewOf } from '../../engine-api/queries.ts'
import type { Disposable } from './use-model.ts'

export interface QueryModel<View> extends Disposable {
  readonly view: ReadonlySignal<View | undefined>
}

export function watchQuery<Name extends QueryName>(
  engine: Pick<EngineApi, 'watch'>,
  name: Name,
  params: ParamsOf<Name>,
): QueryModel<ViewOf<Name>> {
  const view = signal<ViewOf<Name> | undefined>(undefined)
  const stop = engine.watch(name, params, (next) => {
    view.value = next
  })
  return { view, dispose: stop }
}
