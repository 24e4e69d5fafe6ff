/**
 * WORKER root: listens from its first moment, and fetches the engine. Chromium
 * compiles a worker's own file anew at every start and keeps what it made of one
 * that is imported while it runs: so the engine is never in this file.
 */
import { exposeEngine } from '../engine-api/expose-engine.ts'
import { deferredEngine } from './deferred-engine.ts'

const worker = self as DedicatedWorkerGlobalScope
const engine = import('./engine.web.ts').then(({ createWebEngine }) =>
  createWebEngine({
    origin: worker.location.origin,
    // The page names its worker after the place it opens.
    place: worker.name,
    estimate: () => worker.navigator.storage.estimate(),
  }),
)

exposeEngine(deferredEngine(engine), worker)
