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
import { cacheNames, clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { flushEverybody } from '../engine/sync/flush.web.ts'
import { isBackgroundSync, isSkipWaiting, relayPaths, tidyingPage } from './rules.ts'
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
registerRoute(({ sameOrigin, url }) => sameOrigin && assets.test(url.pathname), answerOlderPage)
cleanupOutdatedCaches()

self.addEventListener('install', (event) => event.waitUntil(install(event)))
self.addEventListener('activate', (event) => event.waitUntil(activate(event)))

// In dev the precache is empty and the handler would throw: the page comes from the dev server.
if (import.meta.env.PROD) {
  registerRoute(new NavigationRoute(files.createHandlerBoundToURL(shell), { denylist: [...relayPaths] }))
}

async function install(event: ExtendableEvent): Promise<void> {
  await files.install(event)
  const page = await files.matchPrecache(shell)
  if (page !== undefined) await keepStart(event, page, shellRevision())
}

async function activate(event: ExtendableEvent): Promise<void> {
  await dropOlderStarts(shellRevision())
  if ((await windows()).length === 0) await files.activate(event)
}

/** What a page that began with an older version loads late. */
async function answerOlderPage({ request }: { readonly request: Request }): Promise<Response> {
  return (await caches.match(request, { cacheName: cacheNames.precache })) ?? fetch(request)
}

function windows(): Promise<readonly WindowClient[]> {
  return self.clients.matchAll({ type: 'window', includeUncontrolled: true })
}

/** Asked by a page: where it is of this version and the only one, nobody needs what older ones have left. */
async function tidy(event: ExtendableEvent, page: string): Promise<void> {
  const isOfThisVersion = files.getCacheKeyForURL(page) !== undefined
  if (isOfThisVersion && (await windows()).length === 1) await files.activate(event)
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
  if (page !== null) event.waitUntil(tidy(event, page))
})

self.addEventListener('sync', (event) => {
  if (isBackgroundSync(event)) event.waitUntil(flush())
})

/** A failure is how the browser learns that it should ask again. */
async function flush(): Promise<void> {
  if (!(await flushEverybody(self.location.origin))) throw new Error('something still waits')
}
