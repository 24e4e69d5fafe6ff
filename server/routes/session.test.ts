import { expect, test } from 'vitest'
import { encodeMissingRequest } from '../../shared/protocol/boxes.ts'
import { parseHello } from '../../shared/protocol/hello.ts'
import { encodeSessionRequest, sessionSigningInput } from '../../shared/protocol/session.ts'
import type { TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace, testNow } from '../../shared/testing/test-space.ts'
import {
  bytesOf,
  createPeopledRelay,
  createTestRelay,
  problemOf,
  type TestRelay,
  testOrigin,
} from '../testing/test-relay.ts'

const made = createTestSpace('session')
const { cast, space } = made

async function nonceOf(relay: TestRelay): Promise<Uint8Array> {
  const hello = parseHello(await bytesOf(await relay.call('/v1/hello', { method: 'POST' })))
  return hello.ok ? hello.value.nonce : new Uint8Array()
}

interface Ask {
  readonly device: TestDevice
  readonly nonce: Uint8Array
  readonly origin?: string
  readonly host?: string
  readonly as?: TestDevice
}

async function ask(relay: TestRelay, { as, device, host, nonce, origin }: Ask): Promise<Response> {
  const signature = device.sign(sessionSigningInput(origin ?? testOrigin, space, (as ?? device).id, nonce))
  const body = encodeSessionRequest({ space, device: (as ?? device).id, nonce: new Uint8Array(nonce), signature })
  return relay.call('/v1/session', { body, ...(host === undefined ? {} : { headers: { host } }) })
}

test('RT3 hello gives a nonce of 32 bytes and the relay’s time', async () => {
  const relay = createTestRelay()
  const hello = parseHello(await bytesOf(await relay.call('/v1/hello', { method: 'POST' })))
  expect(hello).toMatchObject({ ok: true, value: { serverTime: testNow } })
})

test('RT4 a device that signs the nonce for this origin gets a session, at a persona’s host name as well', async () => {
  const relay = await createPeopledRelay(made)
  expect((await ask(relay, { device: cast.nurse, nonce: await nonceOf(relay) })).status).toBe(200)
  const host = 'aisha.localhost:8787'
  const nonce = await nonceOf(relay)
  expect((await ask(relay, { device: cast.nurse, nonce, host, origin: `http://${host}` })).status).toBe(200)
})

test('RT4 a configured origin is signed for as configured, also where TLS ends before the relay', async () => {
  const relay = await createPeopledRelay(made, { origins: ['https://relay.example.org'] })
  const host = 'relay.example.org'
  const secure = { device: cast.nurse, host, origin: 'https://relay.example.org' }
  expect((await ask(relay, { ...secure, nonce: await nonceOf(relay) })).status).toBe(200)
  const plain = { ...secure, origin: 'http://relay.example.org' }
  expect(await problemOf(await ask(relay, { ...plain, nonce: await nonceOf(relay) }))).toBe('unknown-or-forbidden')
})

test('RT4 a signature for another origin, or under a host that is not ours, is refused', async () => {
  const relay = await createPeopledRelay(made)
  const elsewhere = { device: cast.nurse, origin: 'http://evil.example:8787' }
  expect(await problemOf(await ask(relay, { ...elsewhere, nonce: await nonceOf(relay) }))).toBe('unknown-or-forbidden')
  const nonce = await nonceOf(relay)
  expect(await problemOf(await ask(relay, { ...elsewhere, nonce, host: 'evil.example:8787' }))).toBe(
    'unknown-or-forbidden',
  )
})

test('RT5 a nonce serves once, within its minute, and only if this relay gave it', async () => {
  const relay = await createPeopledRelay(made)
  const nonce = await nonceOf(relay)
  expect((await ask(relay, { device: cast.nurse, nonce })).status).toBe(200)
  expect(await problemOf(await ask(relay, { device: cast.nurse, nonce }))).toBe('expired-nonce')
  const late = await nonceOf(relay)
  relay.advance(60_000)
  expect(await problemOf(await ask(relay, { device: cast.nurse, nonce: late }))).toBe('expired-nonce')
  expect(await problemOf(await ask(relay, { device: cast.nurse, nonce: new Uint8Array(32) }))).toBe('expired-nonce')
})

test('RT5 a refused request has spent its nonce', async () => {
  const relay = await createPeopledRelay(made)
  const nonce = await nonceOf(relay)
  await ask(relay, { device: cast.stranger, as: cast.nurse, nonce })
  expect(await problemOf(await ask(relay, { device: cast.nurse, nonce }))).toBe('expired-nonce')
})

test('RT2 RT6 stranger, unknown space and another’s signature are told apart by nobody', async () => {
  const relay = await createPeopledRelay(made)
  const asks: readonly Ask[] = [
    { device: cast.stranger, nonce: await nonceOf(relay) },
    { device: cast.stranger, as: cast.nurse, nonce: await nonceOf(relay) },
  ]
  const answers = await Promise.all(asks.map(async (each) => (await ask(relay, each)).text()))
  const empty = createTestRelay()
  answers.push(await (await ask(empty, { device: cast.nurse, nonce: await nonceOf(empty) })).text())
  expect(new Set(answers).size).toBe(1)
})

test('RT6 a session ends after thirty minutes', async () => {
  const relay = await createPeopledRelay(made)
  const token = await relay.signIn(space, cast.nurse)
  relay.advance(30 * 60_000 - 1)
  expect((await relay.call(`/v1/spaces/${space}/entries`, { token })).status).toBe(200)
  relay.advance(1)
  expect(await problemOf(await relay.call(`/v1/spaces/${space}/entries`, { token }))).toBe('no-session')
})

test('RT7 the captured token of a removed device reads nothing, and the device gets no other', async () => {
  const own = createTestSpace('removal')
  const relay = await createPeopledRelay(own)
  const token = await relay.signIn(own.space, own.cast.nurse)
  const other = await relay.signIn(own.space, own.cast.pharmacist)
  const removal = own.post(own.cast.admin, own.team, { type: 'remove', device: own.cast.nurse.id })
  await relay.grow(own.space, [removal])
  for (const path of ['entries', `groups/${own.care}/entries`, 'joins']) {
    expect(await problemOf(await relay.call(`/v1/spaces/${own.space}/${path}`, { token }))).toBe('no-session')
  }
  const question = { method: 'POST', token, body: encodeMissingRequest([own.team]) }
  expect(await problemOf(await relay.call(`/v1/spaces/${own.space}/boxes/missing`, question))).toBe('no-session')
  await expect(relay.signIn(own.space, own.cast.nurse)).rejects.toThrow('unknown-or-forbidden')
  expect((await relay.call(`/v1/spaces/${own.space}/entries`, { token: other })).status).toBe(200)
})

test('RT8 a session of one space opens no other, and not even says whether it exists', async () => {
  const other = createTestSpace('another')
  const relay = await createPeopledRelay(made)
  await relay.grow(other.space, other.controls)
  const token = await relay.signIn(space, cast.nurse)
  const answers = [other.space, '00'.repeat(16), 'nonsense'].map(async (id) => {
    const response = await relay.call(`/v1/spaces/${id}/entries`, { token })
    return `${response.status} ${await response.text()}`
  })
  const distinct = new Set(await Promise.all(answers))
  expect([...distinct]).toEqual([expect.stringMatching(/^404 .*unknown-or-forbidden/)])
})

test('RT9 another version of the protocol is told so', async () => {
  const relay = createTestRelay()
  const response = await relay.call('/v1/hello', { method: 'POST', headers: { 'doorstep-version': '2' } })
  expect([response.status, await problemOf(response)]).toEqual([426, 'version-unsupported'])
  expect((await relay.call('/v1/hello', { method: 'POST', headers: { 'doorstep-version': '1' } })).status).toBe(200)
})

test('RT12 malformed and oversized requests get their problem', async () => {
  const relay = createTestRelay()
  expect(await problemOf(await relay.call('/v1/session', { body: new Uint8Array([1, 2, 3]) }))).toBe('malformed')
  const large = await relay.call('/v1/session', { body: new Uint8Array(2_000) })
  expect([large.status, await problemOf(large)]).toEqual([413, 'too-large'])
})
