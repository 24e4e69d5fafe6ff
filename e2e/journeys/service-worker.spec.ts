/**
 * The app shell and its service worker, on the built files alone: a plain file
 * server stands in for the relay, and can be shut. SW1 to SW3 and SW1020 of
 * client/sw/SPEC.md.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type BrowserContext, test as base, chromium, expect, type Page } from '@playwright/test'
import { findBrowser } from '../../tools/find-browser.ts'
import { failOnSightings, watchBrowser } from '../fixtures/sightings.ts'

const dist = join(import.meta.dirname, '../../dist/client')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** One of each kind that the relay and the demo answer. */
const relays: readonly string[] = [
  ...['/v1/hello', '/v1/spaces/00/entries?after=0', '/v1/spaces/00/blobs/01', '/demo', '/demo/invite?who=aisha'],
  ...['/healthz', '/readyz', '/metrics'],
]

interface FileServer {
  readonly url: string
  /** Changes the service worker's bytes, as a new build does. */
  readonly publishNewVersion: () => void
  /** The service worker's script waits on its way; once it is let through nothing after it is answered. */
  readonly loseSignalAtWorker: () => { readonly letThrough: () => void; readonly refused: () => number }
  readonly restore: () => void
  readonly shut: () => Promise<void>
}

/** Of a newer build: another start page, and a service worker that names it. */
function newer(file: string, text: string, version: number): Buffer {
  const revision = `${version}`.padStart(32, '0')
  const pages = text.replace('</head>', `<meta name="build" content="${version}"></head>`)
  const workers = text.replace(/"revision":"[0-9a-f]{32}"(,"url":"index\.html")/, `"revision":"${revision}"$1`)
  const made = { 'index.html': pages, 'sw.js': `${workers}\n// ${version}` }[file] ?? text
  return Buffer.from(made, 'latin1')
}

async function startFileServer(): Promise<FileServer> {
  let version = 0
  let isGone = false
  let refused = 0
  let worker: Promise<void> | undefined
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/sw.js') await worker
    else if (isGone) {
      refused++
      return void request.socket.destroy()
    }
    if (relays.includes(request.url ?? '')) return response.end('from the relay')
    const file = extname(pathname) === '' ? 'index.html' : pathname.slice(1)
    try {
      const bytes = readFileSync(join(dist, file))
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
      response.end(version === 0 ? bytes : newer(file, bytes.toString('latin1'), version))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    publishNewVersion: () => {
      version += 1
    },
    loseSignalAtWorker: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      worker = promise
      return {
        letThrough: () => {
          isGone = true
          resolve()
        },
        refused: () => refused,
      }
    },
    restore: () => {
      isGone = false
    },
    shut: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

const test = base.extend<{ files: FileServer; device: BrowserContext }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs.
  files: async ({}, use) => {
    const files = await startFileServer()
    await use(files)
    await files.shut()
  },
  device: async ({ files }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'doorstep-shell-'))
    const { path, args, env } = findBrowser()
    const options = { executablePath: path, args: [...args], env: { ...process.env, ...env } as Record<string, string> }
    const device = await chromium.launchPersistentContext(profile, {
      ...options,
      headless: true,
      serviceWorkers: 'allow',
    })
    await watchBrowser(device, 'a device', files.url)
    await use(device)
    await device.close()
    rmSync(profile, { recursive: true, force: true })
  },
})

failOnSightings()

async function visitFirst(device: BrowserContext, files: FileServer): Promise<Page> {
  const page = await device.newPage()
  await page.goto(files.url)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  return page
}

async function expectApp(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/Doorstep/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('SW1 after one visit every address opens with nothing to reach', async ({ device, files }) => {
  await (await visitFirst(device, files)).close()
  await files.shut()
  const page = await device.newPage()
  for (const path of ['/', '/today', '/messages']) {
    await page.goto(files.url + path)
    await expectApp(page)
  }
})

test('SW600 where the signal goes while the app is first kept, it is kept once that is back, with no page loaded anew', async ({
  device,
  files,
}) => {
  const worker = files.loseSignalAtWorker()
  const page = await device.newPage()
  await page.clock.install()
  await page.goto(files.url)
  await expectApp(page)
  worker.letThrough()
  await expect.poll(worker.refused).toBeGreaterThan(0)
  const isBegun = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined)
  await expect.poll(isBegun).toBe(false)
  files.restore()
  // It looks again by itself, twenty seconds after it began.
  await page.clock.fastForward(20_000)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  await page.close()
  await files.shut()
  const again = await device.newPage()
  await again.goto(files.url)
  await expectApp(again)
})

test('SW1 every file of the build is kept, the document engine included', async ({ device, files }) => {
  const page = await visitFirst(device, files)
  const kept = await page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return stores.flat().map((request) => new URL(request.url).pathname)
  })
  expect(kept.filter((path) => path.endsWith('.wasm'))).not.toEqual([])
  expect(kept).toContain('/index.html')
})

test('SW2 nothing of the relay is kept, and its paths never show the app', async ({ device, files }) => {
  const page = await visitFirst(device, files)
  const asked = () =>
    page.evaluate(
      (paths) =>
        Promise.all(
          paths.map((path) =>
            fetch(path).then(
              (answer) => answer.text(),
              () => 'no signal',
            ),
          ),
        ),
      relays,
    )
  expect(await asked()).toEqual(relays.map(() => 'from the relay'))
  for (const path of relays) {
    await page.goto(files.url + path)
    expect(await page.textContent('body')).toBe('from the relay')
  }
  await page.goto(files.url)
  await expectApp(page)
  const kept = await page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    const paths = stores.flat().map(({ url }) => new URL(url))
    return paths.map(({ pathname, search }) => pathname + search)
  })
  expect(kept.length).toBeGreaterThan(5)
  expect(kept.filter((path) => /^\/(v1|demo|healthz|readyz|metrics)\b/.test(path))).toEqual([])
  await files.shut()
  expect(await asked()).toEqual(relays.map(() => 'no signal'))
  for (const path of relays) await expect(page.goto(files.url + path)).rejects.toThrow(/ERR_/)
})

/** Of the version that waits and of the one in use. */
function statesOf(page: Page) {
  return page.evaluate(async () => {
    const { active, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {}
    return [waiting?.state ?? null, active?.state ?? null]
  })
}

async function findNewVersion(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await expect.poll(() => statesOf(page)).toEqual(['installed', 'activated'])
}

function letNewVersionIn(page: Page): Promise<void> {
  return page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'SKIP_WAITING' }),
  )
}

/** Whoever asks for a new version asks again: the browser can miss the moment to let it in (`slowMs` of the page). */
async function expectStartsAnew(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isOld: true }))
  await expect(async () => {
    await letNewVersionIn(page)
    expect(await page.evaluate(() => 'isOld' in window)).toBe(false)
  }).toPass()
}

test('SW3 a new version waits for the word', async ({ device, files }) => {
  const page = await visitFirst(device, files)
  files.publishNewVersion()
  await findNewVersion(page)
  await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'hello' }),
  )
  expect(await statesOf(page)).toEqual(['installed', 'activated'])
  // Nothing half written stands here, so the page starts anew with it.
  await expectStartsAnew(page)
  await expect.poll(() => statesOf(page)).toEqual([null, 'activated'])
})

test('SW720 a page that has only just been opened when a new version is let in starts anew with it', async ({
  device,
  files,
}) => {
  await visitFirst(device, files)
  files.publishNewVersion()
  const page = await device.newPage()
  // It is not further yet, as on a slow tablet, than that it has asked for its own worker.
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => new Promise(() => {})
  })
  await page.goto(files.url)
  await expectApp(page)
  await findNewVersion(page)
  await expectStartsAnew(page)
  await expect.poll(() => statesOf(page)).toEqual([null, 'activated'])
})

/** Something an older version has left. */
const left = '/assets/left-by-an-older-version.js'

function leave(page: Page): Promise<void> {
  return page.evaluate(async (path) => {
    const name = (await caches.keys()).find((each) => each.includes('precache'))!
    await (await caches.open(name)).put(path, new Response('left'))
  }, left)
}

/** As each page asks once it has started. */
function askToTidy(page: Page): Promise<void> {
  return page.evaluate(() => {
    const [script] = document.querySelectorAll<HTMLScriptElement>('script[type=module]:not([async])')
    navigator.serviceWorker.controller?.postMessage({ type: 'TIDY', page: script!.src })
  })
}

function isLeft(page: Page): Promise<boolean> {
  return page.evaluate(async (path) => (await caches.match(path)) !== undefined, left)
}

test('SW1020 SW1021 in its only window an app tidies away what older versions have left, and nothing while a newer one waits, which then opens without signal', async ({
  device,
  files,
}) => {
  const page = await visitFirst(device, files)
  await leave(page)
  expect(await isLeft(page)).toBe(true)
  for (const other of device.pages()) if (other !== page) await other.close()
  await askToTidy(page)
  await expect.poll(() => isLeft(page)).toBe(false)

  files.publishNewVersion()
  await findNewVersion(page)
  await leave(page)
  await askToTidy(page)
  await expectStartsAnew(page)
  await files.shut()
  await page.goto(`${files.url}/today`)
  await expectApp(page)
  expect((await startOf(page)).build).toBe('1')
})

interface Routed extends PerformanceNavigationTiming {
  readonly workerFinalSourceType?: string
}

/** By what the page came, and which build it is of. */
function startOf(page: Page) {
  return page.evaluate(() => {
    const [start] = performance.getEntriesByType('navigation') as Routed[]
    const build = document.querySelector('meta[name="build"]')?.getAttribute('content') ?? '0'
    return { build, by: start?.workerFinalSourceType ?? '', workerStart: start?.workerStart }
  })
}

test('SW580 SW581 a start wakes no service worker, and shows the version in use while a newer one waits', async ({
  device,
  files,
}) => {
  const page = await visitFirst(device, files)
  // While nothing is open, as between two pages, the browser lets a newer version in by itself.
  const beside = await device.newPage()
  await beside.goto(files.url)
  await page.goto(files.url)
  await expectApp(page)
  expect(await startOf(page)).toEqual({ build: '0', by: 'cache', workerStart: 0 })
  const others = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as Routed[])
      .filter(({ name }) => new URL(name).pathname.startsWith('/assets/'))
      .filter(({ workerFinalSourceType }) => workerFinalSourceType !== 'cache')
      .map(({ name }) => name),
  )
  expect(others).toEqual([])

  files.publishNewVersion()
  await findNewVersion(page)
  await page.goto(files.url)
  await expectApp(page)
  expect(await startOf(page)).toMatchObject({ build: '0', by: 'cache' })
  await expectStartsAnew(page)
  await files.shut()
  await page.goto(files.url)
  await expectApp(page)
  expect(await startOf(page)).toMatchObject({ build: '1', by: 'cache' })
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('start')).length))
    .toBe(1)
})

test('SW5 Chromium can install the app and has no complaint', async ({ device, files }) => {
  test.skip(findBrowser().kind === 'headless-shell', 'the headless shell installs nothing')
  const page = await visitFirst(device, files)
  const session = await device.newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  const { errors, url } = await session.send('Page.getAppManifest')
  expect(url).toContain('.webmanifest')
  expect(errors).toEqual([])
  expect(installabilityErrors).toEqual([])
})
