/**
 * The worker's half of the boundary: answers a page's calls on a port. A page
 * that stops watching is forgotten on both sides, so nothing piles up over a day.
 */
import { type Endpoint, expose, proxy, releaseProxy } from 'comlink'
import type { EngineApi, Stop } from './engine-api.ts'
import type { PortEngine } from './remote-engine.ts'

export function exposeEngine(engine: EngineApi, endpoint: Endpoint): void {
  const port: PortEngine = {
    ...engine,
    watchDevice: (listener) => proxy(stopAndRelease(engine.watchDevice(listener), listener)),
    watch: (name, params, listener) => proxy(stopAndRelease(engine.watch(name, params, listener), listener)),
  }
  expose(port, endpoint)
}

/** The listener is a proxy of the page's function; letting it go frees its port. */
function stopAndRelease(stop: Stop, listener: object): Stop {
  return () => {
    stop()
    if (releaseProxy in listener && typeof listener[releaseProxy] === 'function') listener[releaseProxy]()
  }
}
