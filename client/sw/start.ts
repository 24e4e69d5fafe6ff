/**
 * A start that wakes no service worker. Where the browser knows static routes
 * (Service Workers, W3C, "static routing"; Chromium from 123), it takes the start
 * page and the files of the build out of their caches itself; elsewhere the worker
 * answers for them as before. Rules SW580 and SW581.
 *
 * A route that finds nothing goes to the network and not to the worker. So there
 * is one only for what has been kept: files under the name of what is in them, and
 * the start page of this very version, in a cache of its own, since the next
 * version is kept while this one is still in use.
 */
import { cacheNames } from 'workbox-core'

/** `InstallEvent.addRoutes`, which TypeScript's own types do not know. */
interface RoutingEvent extends ExtendableEvent {
  readonly addRoutes: (routes: readonly StaticRoute[]) => Promise<void>
}

interface StaticRoute {
  readonly condition: { readonly urlPattern: { readonly pathname: string; readonly search?: string } }
  readonly source: { readonly cacheName: string }
}

const startCaches = 'doorstep-start-'
const startPath = '/'

export function startCacheOf(revision: string): string {
  return `${startCaches}${revision}`
}

/** To be called while the event is installing, once all files of the build are kept. */
export async function keepStart(event: ExtendableEvent, page: Response, revision: string): Promise<void> {
  if (!isRouting(event)) return
  const cacheName = startCacheOf(revision)
  const cache = await caches.open(cacheName)
  await cache.put(startPath, page)
  await event.addRoutes([
    { condition: { urlPattern: { pathname: startPath, search: '' } }, source: { cacheName } },
    { condition: { urlPattern: { pathname: '/assets/*' } }, source: { cacheName: cacheNames.precache } },
  ])
}

/** Of versions before this one. */
export async function dropOlderStarts(revision: string): Promise<void> {
  const names = await caches.keys()
  const older = names.filter((name) => name.startsWith(startCaches) && name !== startCacheOf(revision))
  await Promise.all(older.map((name) => caches.delete(name)))
}

function isRouting(event: ExtendableEvent): event is RoutingEvent {
  return 'addRoutes' in event
}
