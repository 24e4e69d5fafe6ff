/** The log tells what the relay did and nothing of what people sent. */
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { createPeopledRelay } from '../testing/test-relay.ts'
import { createLogger, type LogFields } from './logger.ts'

const canary = 'canary-7f3a-Doreen'

function createCapture() {
  const lines: string[] = []
  const log = createLogger({
    destination: { write: (line) => lines.push(line) },
    level: 'debug',
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  })
  return { log, text: () => lines.join('') }
}

test('RT30 a canary in bodies, addresses, headers and tokens never reaches the log', async () => {
  const made = createTestSpace('canary')
  const { care, cast, space, write } = made
  const relay = await createPeopledRelay(made)
  const body = new TextEncoder().encode(canary)
  await relay.push([write(cast.nurse, care, {}, body as Bytes)])
  const calls = [
    ['/v1/entries', { body }],
    ['/v1/session', { body, token: canary }],
    ['/v1/join', { body }],
    [`/v1/spaces/${space}/control`, { body, headers: { 'doorstep-create': canary, 'user-agent': canary } }],
    [`/v1/spaces/${canary}/entries?after=${canary}`, { headers: { referer: canary, cookie: canary } }],
    [`/people/${canary}`, { headers: { host: `${canary}.example`, 'x-forwarded-for': canary } }],
    [`/demo/${canary}`, {}],
  ] as const
  for (const [path, call] of calls) await relay.call(path, call)
  expect(relay.log().split('\n').length).toBeGreaterThan(calls.length)
  for (const form of [canary, btoa(canary), Buffer.from(canary).toString('hex'), encodeURIComponent(canary)]) {
    expect(relay.log().toLowerCase()).not.toContain(form.toLowerCase())
  }
})

test('RT31 ids stand in the log hashed, alike within a run and different in the next', async () => {
  const made = createTestSpace('hashed')
  const relay = await createPeopledRelay(made)
  const token = await relay.signIn(made.space, made.cast.nurse)
  await relay.pull(made.space, token)
  await relay.pull(made.space, token)
  expect(relay.log()).not.toContain(made.space)
  expect(relay.log()).not.toContain(made.cast.nurse.id)
  const hashes = [...relay.log().matchAll(/"device":"([0-9a-f]{12})"/g)].map((match) => match[1])
  expect([hashes.length, new Set(hashes).size]).toEqual([2, 1])
  const [one, two] = [createCapture(), createCapture()]
  for (const { log } of [one, two]) log.info('request', { device: made.cast.nurse.id })
  expect(/"device":"(\w+)"/.exec(one.text())?.[1]).not.toBe(/"device":"(\w+)"/.exec(two.text())?.[1])
})

test('RT30 a field that is not on the list is left out', () => {
  const { log, text } = createCapture()
  log.info('request', { route: '/v1/join', body: canary, name: canary } as LogFields)
  expect(text()).toContain('/v1/join')
  expect(text()).not.toContain(canary)
})

test('RT32 a failure is logged by its class, code and places, never by its message', () => {
  const { log, text } = createCapture()
  log.error('failed', { failure: Object.assign(new TypeError(`${canary}\n${canary}`), { code: 'SQLITE_FULL' }) })
  log.error('failed', { failure: canary })
  expect(text()).toContain('"failure":"TypeError","code":"SQLITE_FULL","at":["at ')
  expect(text()).not.toContain(canary)
})

test('RT33 the route is logged by its pattern', async () => {
  const made = createTestSpace('patterns')
  const relay = await createPeopledRelay(made)
  await relay.call(`/v1/spaces/${made.space}/groups/${made.care}/entries`)
  expect(relay.log()).toContain('"route":"/v1/spaces/:space/groups/:group/entries","status":401')
})
