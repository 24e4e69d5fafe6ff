/** The app's own files, the demo behind the relay, and the headers on everything. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../middleware/security-headers.ts'
import { createTestRelay, problemOf } from '../testing/test-relay.ts'

const dist = mkdtempSync(join(tmpdir(), 'doorstep-dist-'))
afterAll(() => rmSync(dist, { recursive: true, force: true }))

mkdirSync(join(dist, 'assets'))
for (const [name, text] of [
  ['index.html', '<!doctype html>page'],
  ['sw.js', 'worker'],
  ['assets/app-1a2b.js', 'script'],
  ['assets/app-1a2b.js.br', 'brotli'],
  ['assets/app-1a2b.js.gz', 'gzip'],
  ['manifest.webmanifest', '{}'],
] as const) {
  writeFileSync(join(dist, name), text)
}

const relay = createTestRelay({ dist })
const page = { headers: { accept: 'text/html,application/xhtml+xml' } }

test('RT23 a file is sent in the best form the browser takes', async () => {
  const get = async (encoding: string) => {
    const response = await relay.call('/assets/app-1a2b.js', { headers: { 'accept-encoding': encoding } })
    return [response.headers.get('content-encoding'), await response.text(), response.headers.get('content-type')]
  }
  const type = 'text/javascript; charset=utf-8'
  expect(await get('gzip, br')).toEqual(['br', 'brotli', type])
  expect(await get('gzip')).toEqual(['gzip', 'gzip', type])
  expect(await get('identity')).toEqual([null, 'script', type])
})

test('RT24 hashed files may be kept for ever, pages and the service worker are asked for again', async () => {
  const cachingOf = async (path: string) => (await relay.call(path, page)).headers.get('cache-control')
  expect(await cachingOf('/assets/app-1a2b.js')).toBe('public, max-age=31536000, immutable')
  for (const path of ['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/people/some']) {
    expect(await cachingOf(path)).toBe('no-cache')
  }
})

test('RT25 an address of the app’s own gets the page, a missing file and an unknown call do not', async () => {
  const textOf = async (path: string, call = page) => (await relay.call(path, call)).text()
  expect(await textOf('/')).toBe('<!doctype html>page')
  expect(await textOf('/people/1234/visit')).toBe('<!doctype html>page')
  for (const path of ['/assets/gone-9z.js', '/gone.js', '/v1/gone', '/v1/spaces/x']) {
    const response = await relay.call(path, page)
    expect([path, response.status]).toEqual([path, 404])
  }
  expect((await relay.call('/people', { headers: { accept: '*/*' } })).status).toBe(404)
})

test('RT25 nothing outside the folder is served', async () => {
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fetc/passwd',
    '/assets/../../package.json',
  ]) {
    expect((await relay.call(path)).status).toBe(404)
  }
})

test('RT20 every answer carries the security headers, refusals and files alike', async () => {
  for (const path of ['/', '/assets/app-1a2b.js', '/healthz', '/v1/spaces/x/entries', '/nothing']) {
    const { headers } = await relay.call(path, page)
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy("'none'"))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  }
})

/** One by one and by hand, so that what is taken away or added is seen. */
const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  // App and relay are one origin; the live socket is of it too.
  'connect-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' blob:",
  'media-src': "'self' blob:",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'doorstep-url',
}

test('RT20 the content policy says each of its directives, and nothing else', async () => {
  const { headers } = await relay.call('/', page)
  const said = (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
    const [name = '', ...values] = directive.split(' ')
    return [name, values.join(' ')] as const
  })
  expect(said.map(([name]) => name)).toEqual(Object.keys(directives))
  expect(Object.fromEntries(said)).toEqual(directives)
})

test('RT21 over HTTPS the browser is told to stay there', async () => {
  const secure = createTestRelay({ origins: ['https://relay.example.org'] })
  const { headers } = await secure.call('/healthz', { headers: { host: 'relay.example.org' } })
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=63072000/)
})

test('RT22 answers of the API are stored nowhere', async () => {
  for (const path of ['/v1/spaces/x/entries', '/v1/nothing']) {
    expect((await relay.call(path)).headers.get('cache-control')).toBe('no-store')
  }
})

test('RT26 without a demo there is no /demo; with one it is handed on and back, under our headers', async () => {
  expect(await problemOf(await relay.call('/demo', page))).toBe('unknown-or-forbidden')
  const asked: string[] = []
  const demo = createTestRelay({
    demoUrl: 'http://127.0.0.1:8799',
    fetch: async (input, init) => {
      const sent = new Headers(init?.headers)
      const body = init?.body instanceof ArrayBuffer ? new TextDecoder().decode(init.body) : ''
      asked.push(`${init?.method} ${input} ${sent.get('x-forwarded-host')} ${sent.get('authorization')} ${body}`)
      const headers = { 'content-type': 'text/html', location: '/x', 'set-cookie': 'a=b' }
      return new Response('demo page', { status: 303, headers })
    },
  })
  const body = new TextEncoder().encode('who=aisha')
  const response = await demo.call('/demo/join?a=1', { body, token: 'secret' })
  expect(asked).toEqual(['POST http://127.0.0.1:8799/demo/join?a=1 localhost:8787 null who=aisha'])
  expect([response.status, await response.text(), response.headers.get('location')]).toEqual([303, 'demo page', '/x'])
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy("'self'"))
})

test('RT26 a demo that does not answer is unavailable, and the relay goes on', async () => {
  const demo = createTestRelay({ demoUrl: 'http://127.0.0.1:8799' })
  expect(await problemOf(await demo.call('/demo', page))).toBe('unavailable')
  expect((await demo.call('/healthz')).status).toBe(200)
})

test('RT27 health, readiness and numbers are there, and readiness ends with the stop', async () => {
  expect(await (await relay.call('/healthz')).json()).toEqual({ status: 'ok' })
  expect(await (await relay.call('/readyz')).json()).toEqual({ status: 'ready' })
  await relay.call('/v1/hello', { method: 'POST' })
  const metrics = await (await relay.call('/metrics')).text()
  expect(metrics).toContain('doorstep_request_seconds_count{route="/v1/hello",status="200"} 1')
  const stopping = createTestRelay({ isStopping: () => true })
  expect((await stopping.call('/readyz')).status).toBe(503)
})
