/**
 * Service worker root: keeps the app itself on the device, so that it opens
 * without signal from the first visit on, and sends what waits when the signal
 * returns to a closed app.
 *
 * It holds no key and caches nothing of the relay's: only the files of the
 * build, each by its revision. A new version waits until the page says that
 * nothing is half written (SKIP_WAITING), so no form is lost to an update. The
 * files of the version before stay for pages that began with it (SW1020).
 */
import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { flushEverybody } from '../engine/sync/flush.web.ts'
import { dropOlderFiles, keptFile } from './older-files.ts'
import { failUnless, isBackgroundSync, isSkipWaiting, relayPaths, tidyingPage } from './rules.ts'
import { dropOlderStarts, keepStart } from './start.ts'

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: (string | { readonly url: string; readonly revision: string | null })[]
}

const shell = '/index.html'
const assets = /^\/assets\//
const manifest = self.__WB_MANIFEST
const files = new PrecacheController()
files.addToCacheList([...manifest])
registerRoute(new PrecacheRoute(files))
registerRoute(
  ({ sameOrigin, url }) => sameOrigin && assets.test(url.pathname),
  async ({ request }) => (await keptFile(request)) ?? fetch(request),
)
cleanupOutdatedCaches()

self.addEventListener('install', (event) => event.waitUntil(install(event)))
self.addEventListener('activate', (event) => event.waitUntil(activate()))

// In dev the precache is empty and the handler would throw: the page comes from the dev server.
if (import.meta.env.PROD) {
  registerRoute(new NavigationRoute(files.createHandlerBoundToURL(shell), { denylist: [...relayPaths] }))
}

async function install(event: ExtendableEvent): Promise<void> {
  await files.install(event)
  const page = await files.matchPrecache(shell)
  if (page !== undefined) await keepStart(event, page, shellRevision())
}

async function activate(): Promise<void> {
  await dropOlderStarts(shellRevision())
  await dropOlder(0)
}

/** Where no more windows are open than so many of this version, and no newer one keeps its files beside. */
function dropOlder(ofThisVersion: number): Promise<void> {
  return dropOlderFiles(new Set(files.getURLsToCacheKeys().values()), async () => {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const { installing, waiting } = self.registration
    return windows.length === ofThisVersion && installing === null && waiting === null
  })
}

/** Asked by a page once it has started. */
async function tidy(page: string): Promise<void> {
  if (files.getCacheKeyForURL(page) !== undefined) await dropOlder(1)
}

function shellRevision(): string {
  const row = manifest.find((each) => typeof each === 'object' && `/${each.url}` === shell)
  return typeof row === 'object' ? (row.revision ?? '') : ''
}

// The page that installed us is ours at once: the very first visit already works offline.
clientsClaim()

self.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) event.waitUntil(self.skipWaiting())
  const page = tidyingPage(event.data)
  if (page !== null) event.waitUntil(tidy(page))
})

self.addEventListener('sync', (event) => {
  if (isBackgroundSync(event)) event.waitUntil(failUnless(flushEverybody(self.location.origin)))
})
