/** The engine with what an administrator may do, for robots, benches and tests: no screen of a browser carries that code. */
import { createAdminApi } from './admin/admin-api.ts'
import { createEngineParts, type Engine, type EngineDeps } from './engine.ts'

export function createEngine(given: EngineDeps): Engine {
  const { deps, engine, life } = createEngineParts(given)
  return { ...engine, admin: createAdminApi(deps, life) }
}
