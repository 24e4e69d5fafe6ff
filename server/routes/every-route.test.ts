/** What holds for every call there is, read off the relay’s own list of them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { createPeopledRelay, generous, problemOf, type TestRelay } from '../testing/test-relay.ts'

const upgrade = { connection: 'Upgrade', upgrade: 'websocket' }

interface Route {
  readonly name: string
  readonly method: string
  readonly path: string
}

async function open(name: string, limits: Partial<typeof generous> = {}) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made, { limits: { ...generous, ...limits } })
  const values = { space: made.space, group: made.care, blob: 'ab'.repeat(32), id: 'ab'.repeat(16) }
  const params: Readonly<Record<string, string>> = { ...values, device: made.cast.nurse.id }
  const api = relay.app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
  const routes = api.map(({ method, path }): Route => {
    return { name: `${method} ${path}`, method, path: path.replaceAll(/:(\w+)/g, (_, param: string) => params[param]!) }
  })
  return { ...made, relay, routes: [...new Map(routes.map((route) => [route.name, route])).values()] }
}

async function refusedWith(
  problem: string,
  routes: readonly Route[],
  ask: (route: Route) => Promise<Response>,
): Promise<readonly string[]> {
  const refused: string[] = []
  for (const route of routes) {
    const response = await ask(route)
    if (response.status >= 400 && (await problemOf(response)) === problem) refused.push(route.name)
  }
  return refused
}

const asking =
  (relay: TestRelay, token: string) =>
  ({ method, path }: Route) =>
    relay.call(path, { method, token, headers: upgrade })

test('RT2 whatever is no call is answered as what may not be known of', async () => {
  const { relay, routes } = await open('no calls')
  const part = fc.stringMatching(/^[a-z0-9]{1,12}$/)
  const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}`)
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE')
  await fc.assert(
    fc.asyncProperty(method, fc.boolean(), path, async (how, isOfRelay, rest) => {
      const at = isOfRelay ? `/v1${rest}` : rest
      fc.pre(
        !routes.some((route) => route.method === how && route.path === at) && !/^\/(healthz|readyz|metrics)$/.test(at),
      )
      const answer = await relay.call(at, { method: how })
      expect([answer.status, await problemOf(answer)]).toEqual([404, 'unknown-or-forbidden'])
    }),
    {
      examples: [
        ['GET', true, '/hello'],
        ['DELETE', true, '/session'],
      ],
    },
  )
})

test('RT10 every call without a session that is one is paid for by the address', async () => {
  const { relay, routes } = await open('address', { addressPerMinute: 1 })
  expect((await relay.call('/v1/hello', { method: 'POST' })).status).toBe(200)
  expect(routes.length).toBeGreaterThan(20)
  const refused = await refusedWith('too-many-requests', routes, asking(relay, 'guess'))
  expect(refused).toEqual(routes.map(({ name }) => name))
})

test('RT10 every call in a session is paid for by the device, and those that ask for none by the address', async () => {
  const { cast, relay, routes, space } = await open('device', { devicePerMinute: 1 })
  const token = await relay.signIn(space, cast.nurse)
  await expect(relay.signIn(space, cast.nurse)).rejects.toThrow('too-many-requests')
  const refused = await refusedWith('too-many-requests', routes, asking(relay, token))
  const others = routes.map(({ name }) => name).filter((name) => !refused.includes(name))
  expect(others.sort()).toEqual([
    'GET /v1/device/:device/status',
    'GET /v1/live',
    'GET /v1/spaces/:space/recovery',
    'GET /v1/spoken/:id',
    'POST /v1/erased',
    'POST /v1/hello',
    'POST /v1/join',
    'POST /v1/session',
    'PUT /v1/spaces/:space/groups/:group/held-blobs/:blob',
  ])
})

test('RT12 whatever takes a body takes none that is larger than it may be, but for attachments, which are read by the piece', async () => {
  const { cast, relay, routes, space } = await open('bodies')
  const token = await relay.signIn(space, cast.nurse)
  const body = new Uint8Array(1_100_000)
  const taking = routes.filter(({ method }) => method === 'POST' || method === 'PUT')
  const refused = await refusedWith('too-large', taking, ({ method, path }) =>
    relay.call(path, { method, token, body }),
  )
  const others = taking.map(({ name }) => name).filter((name) => !refused.includes(name))
  expect(others.filter((name) => !name.includes('blobs'))).toEqual([])
})
