/**
 * The EngineApi as the worker puts it on a message port (comlink makes every
 * call of it answer later). Only the two halves beside this file know it.
 */
import type { DeviceState } from './device-state.ts'
import type { EngineApi } from './engine-api.ts'
import type { ParamsOf, QueryName, ViewOf } from './queries.ts'

/** Every view of every query: the port does not care which. */
export type AnyView = ViewOf<QueryName>
export type AnyParams = ParamsOf<QueryName>

/** What the worker exposes. Stops come back as proxies of their own. */
export interface PortEngine extends Omit<EngineApi, 'watch' | 'watchDevice'> {
  readonly watchDevice: (listener: (state: DeviceState) => void) => () => void
  readonly watch: (name: QueryName, params: AnyParams, listener: (view: AnyView) => void) => () => void
}
