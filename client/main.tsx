/**
 * PAGE root: gives the app its engine, clock, ids and browser, draws it, and
 * keeps the service worker in step. Nothing is decided here.
 */
import { signal } from '@preact/signals'
import { render } from 'preact'
import { Workbox } from 'workbox-window'
import type { Instant } from '../shared/lib/ids.ts'
import { connectEngine } from './engine-api/connect-engine.ts'
import { placeChoice, scriptUrls, serviceWorkerUrl, worker } from './start-engine.ts'
import { App } from './ui/App.tsx'
import type { App as AppDeps } from './ui/app-context.ts'
import { readDeviceWord } from './ui/device-word.ts'
import { hasBackgroundSync, keepBackgroundSync } from './ui/models/background-sync.ts'
import { createFormGuard } from './ui/models/form-guard.ts'
import { keepApp } from './ui/models/keep-app.ts'
import { createLockDevice } from './ui/models/lock-device.ts'
import { createUpdateModel } from './ui/models/update-model.ts'
import { createPage } from './ui/page.ts'
import { createPasskeys } from './ui/passkeys.ts'
import { createRouter } from './ui/router.ts'
import './ui/styles/styles.css'

const clockStep = 20_000

const page = createPage(window)
const engine = connectEngine(worker)

const clock = signal(Date.now() as Instant)
const tick = () => {
  clock.value = Date.now() as Instant
}
window.setInterval(tick, clockStep)

const formGuard = createFormGuard()
const app: AppDeps = {
  engine,
  router: createRouter(window),
  page,
  clock,
  readNow: () => Date.now() as Instant,
  newCommandId: () => crypto.randomUUID().replaceAll('-', ''),
  deviceWord: readDeviceWord(window),
  formGuard,
  ...createLockDevice({ engine, page, isKept, leave }),
  switchPerson,
  passkeys: createPasskeys(window, (length) => crypto.getRandomValues(new Uint8Array(length))),
  copyText: (text) =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
}

function isKept(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null
}

/** From the screen of a locked device, or of one where nobody is in. Where the app is not kept yet it needs signal. */
async function switchPerson(place: string | null): Promise<void> {
  if (!isKept() && !navigator.onLine) return
  // On a shared device the system's own PIN is shared too: a passkey would open a colleague's place.
  if (place === null) await engine.setPasskey(null)
  page.remember(placeChoice, place ?? `doorstep-${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`)
  worker.terminate()
  window.history.replaceState(null, '', '/')
  window.location.reload()
}

/** With the page goes whatever it had of people in memory. */
function leave(): void {
  worker.terminate()
  window.location.reload()
}

window.addEventListener('online', () => engine.notice({ type: 'online' }))
window.addEventListener('offline', () => engine.notice({ type: 'offline' }))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return engine.notice({ type: 'hidden' })
  tick()
  engine.notice({ type: 'visible' })
})

/** After the first screen, which asking would hold up. */
const askAfterMs = 1_500

/** Asked once the device is in use: without the promise a browser may clear what is stored when space is short. */
async function askToKeepStorage(): Promise<void> {
  const promised = await navigator.storage.persist()
  engine.notice({ type: 'storage-promised', promised })
}
const stopAsking = engine.watchDevice((state) => {
  if (state.type !== 'open') return
  window.setTimeout(() => void askToKeepStorage(), askAfterMs)
  queueMicrotask(() => stopAsking())
})

let workbox: Workbox | undefined
const update = createUpdateModel({
  formGuard,
  takeOver: () => workbox?.messageSkipWaiting(),
  reload: () => window.location.reload(),
  after: app.page.after,
})
// The first worker only begins to serve this page; every later one is a new version. Workbox's own `isUpdate` says
// what was true when the page was loaded, and a page can be open from the first visit to the next version. It is heard
// of from the browser itself, from now on: Workbox listens only once it has registered, and another window may let the
// new version in before.
let isServed = isKept()
function served(): void {
  // None any more: a removed device has just had the browser clear the site, and has not finished.
  if (!isKept()) return
  if (isServed) update.arrived()
  isServed = true
}

/** A registration whose first worker failed is none: it is followed by a new one, and what it hears is not told twice. */
async function registerWorker(): Promise<void> {
  const begun = new Workbox(scriptUrls.trust(serviceWorkerUrl) as string, serviceWorkerOptions())
  workbox = begun
  begun.addEventListener('waiting', () => begun === workbox && update.offer())
  await begun.register()
  navigator.serviceWorker.controller?.postMessage({ type: 'TIDY', page: import.meta.url })
}

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.addEventListener('controllerchange', served)
  const howFar = async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    if (registration === undefined) return 'none'
    return registration.active === null ? 'begun' : 'kept'
  }
  keepApp({ page, begin: registerWorker, howFar, onOnline: (task) => window.addEventListener('online', task) })
}

function serviceWorkerOptions(): RegistrationOptions {
  return import.meta.env.PROD ? {} : { type: 'module' }
}

keepBackgroundSync({
  engine,
  onHide: app.page.onHide,
  onOffline: (task) => window.addEventListener('offline', task),
  register: registerBackgroundSync,
})

/** Only Chromium has it; elsewhere the app sends when it is opened, in view, or online again. */
async function registerBackgroundSync(): Promise<void> {
  if (workbox === undefined) return
  const registration = await navigator.serviceWorker.ready
  if (hasBackgroundSync(registration)) await registration.sync.register('outbox').catch(() => {})
}

const root = document.getElementById('app')
if (root !== null) render(<App app={app} update={update} />, root)
