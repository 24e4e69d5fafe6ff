/**
 * The app shell and its service worker, on the built files alone: a plain file
 * server stands in for the relay, and can be shut. SW1 to SW3 of
 * client/sw/SPEC.md.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type BrowserContext, test as base, chromium, expect, type Page } from '@playwright/test'
import { findBrowser } from '../../tools/find-browser.ts'

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

interface FileServer {
  readonly url: string
  /** Changes the service worker's bytes, as a new build does. */
  readonly publishNewVersion: () => void
  readonly shut: () => Promise<void>
}

async function startFileServer(): Promise<FileServer> {
  let version = 0
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.startsWith('/v1/')) return response.end('from the relay')
    const file = extname(pathname) === '' ? 'index.html' : pathname.slice(1)
    try {
      const bytes = readFileSync(join(dist, file))
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
      response.end(file === 'sw.js' ? `${bytes}\n// ${version}` : bytes)
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
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  device: async ({}, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'doorstep-shell-'))
    const { path, args, env } = findBrowser()
    const options = { executablePath: path, args: [...args], env: { ...process.env, ...env } as Record<string, string> }
    const device = await chromium.launchPersistentContext(profile, {
      ...options,
      headless: true,
      serviceWorkers: 'allow',
    })
    await use(device)
    await device.close()
    rmSync(profile, { recursive: true, force: true })
  },
})

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
  expect(await page.evaluate(async () => (await fetch('/v1/hello')).text())).toBe('from the relay')
  expect(await page.evaluate(async () => (await caches.match('/v1/hello')) === undefined)).toBe(true)
  await files.shut()
  expect(
    await page.evaluate(() =>
      fetch('/v1/hello').then(
        () => 'answered',
        () => 'no signal',
      ),
    ),
  ).toBe('no signal')
  await expect(page.goto(`${files.url}/v1/hello`)).rejects.toThrow(/ERR_/)
})

test('SW3 a new version waits for the word', async ({ device, files }) => {
  const page = await visitFirst(device, files)
  files.publishNewVersion()
  const states = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      return [registration?.waiting?.state ?? null, registration?.active?.state ?? null]
    })
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await expect.poll(states).toEqual(['installed', 'activated'])
  await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'hello' }),
  )
  expect(await states()).toEqual(['installed', 'activated'])
  // Nothing half written stands here, so the page starts anew with it.
  const startedAnew = page.waitForEvent('load')
  await page.evaluate(async () => {
    const { waiting } = (await navigator.serviceWorker.getRegistration()) ?? {}
    waiting?.postMessage({ type: 'SKIP_WAITING' })
  })
  await startedAnew
  await expect.poll(states).toEqual([null, 'activated'])
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
