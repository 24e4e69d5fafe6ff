import { expect, test } from 'vitest'
import { createTestRelay } from '../../server/testing/test-relay.ts'
import { failUnless, isBackgroundSync, isSkipWaiting, relayPaths, tidyingPage } from './rules.ts'

function isRelays(pathAndQuery: string): boolean {
  return relayPaths.some((pattern) => pattern.test(pathAndQuery))
}

test.each([
  '/v1/hello',
  '/v1/session?x=1',
  '/v1',
  '/demo',
  '/demo?who=aisha',
  '/demo/invite',
  '/healthz',
  '/readyz',
  '/metrics',
])('SW2 %s goes to the relay, never to the app shell', (path) => expect(isRelays(path)).toBe(true))

test.each(['/', '/today', '/people/1', '/messages', '/join', '/v10', '/demonstration', '/today?next=/v1/hello'])(
  'SW2 %s is the app',
  (path) => expect(isRelays(path)).toBe(false),
)

test('SW2 whatever address the relay answers a GET at goes to it, for every route it has', () => {
  const { app } = createTestRelay()
  const paths = app.routes
    .filter(({ method, path }) => method === 'GET' && !/^\/?\*$/.test(path))
    .map(({ path }) => path)
  expect(paths.length).toBeGreaterThan(10)
  expect(paths.filter((path) => !isRelays(path.replaceAll(/:\w+/g, 'ab').replace('*', 'ab')))).toEqual([])
})

test('SW3 only the message SKIP_WAITING ends the wait', () => {
  expect(isSkipWaiting({ type: 'SKIP_WAITING' })).toBe(true)
  for (const other of [null, undefined, 'SKIP_WAITING', { type: 'skip' }, {}, 7])
    expect(isSkipWaiting(other)).toBe(false)
})

test('SW1020 only a page that names itself asks to be rid of what older versions have left', () => {
  expect(tidyingPage({ type: 'TIDY', page: 'https://a/assets/index-1.js' })).toBe('https://a/assets/index-1.js')
  for (const other of [null, undefined, 'TIDY', { type: 'TIDY' }, { type: 'TIDY', page: 7 }, { page: 'a' }])
    expect(tidyingPage(other)).toBeNull()
})

test('SW6 while something waits that could not leave, the browser is told to ask again', async () => {
  await expect(failUnless(Promise.resolve(true))).resolves.toBeUndefined()
  await expect(failUnless(Promise.resolve(false))).rejects.toThrow()
  await expect(failUnless(Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
})

test('SW6 a Background Sync is told from other events', () => {
  const sync = Object.assign(new Event('sync'), { waitUntil: () => {} })
  expect(isBackgroundSync(sync)).toBe(true)
  expect(isBackgroundSync(Object.assign(new Event('push'), { waitUntil: () => {} }))).toBe(false)
  expect(isBackgroundSync(new Event('sync'))).toBe(false)
})
