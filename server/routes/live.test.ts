/** Real sockets on the real route, the relay's clock in the test's hand. */
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { parsePoke } from '../../shared/protocol/poke.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { type Listening, listen } from '../testing/listen.ts'
import { createPeopledRelay, generous, problemOf, type TestRelayOptions } from '../testing/test-relay.ts'

const servers: Listening[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function open(name: string, options: TestRelayOptions = {}) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made, options)
  const server = await listen(relay)
  servers.push(server)
  return { ...made, relay, connect: server.connect, url: server.url }
}

async function firstPoke(socket: WebSocket): Promise<number> {
  const [data] = (await once(socket, 'message')) as [Buffer]
  const poke = parsePoke(new Uint8Array(data))
  return poke.ok ? poke.value.arrival : -1
}

async function closeCode(socket: WebSocket): Promise<number> {
  return (await once(socket, 'close'))[0] as number
}

test('RT40 a good token is answered with how far the space has come', async () => {
  const { cast, connect, relay, space } = await open('token')
  const socket = await connect(await relay.signIn(space, cast.patient))
  expect(await firstPoke(socket)).toBe((await relay.store.spaceHead(space))?.head)
  socket.terminate()
})

test('RT40 who says nothing for five seconds is shown out, who said it in time stays', async () => {
  const { cast, connect, relay, space } = await open('silence')
  const told = await connect(await relay.signIn(space, cast.nurse))
  await firstPoke(told)
  const silent = await connect()
  const closed = closeCode(silent)
  relay.advance(5_000)
  expect(await closed).toBe(4401)
  expect(told.readyState).toBe(WebSocket.OPEN)
  told.terminate()
})

test('RT40 a token that has run out or never was, and a frame too large to be one, end the socket', async () => {
  const { cast, connect, relay, space } = await open('refused')
  const token = await relay.signIn(space, cast.nurse)
  relay.advance(30 * 60_000)
  expect(await closeCode(await connect(token))).toBe(4401)
  expect(await closeCode(await connect('never was'))).toBe(4401)
  expect(await closeCode(await connect('x'.repeat(2_000)))).toBe(1009)
})

test('RT43 the sixth socket of a device is closed', async () => {
  const { cast, connect, relay, space } = await open('six')
  const token = await relay.signIn(space, cast.nurse)
  const greeted = async () => {
    const socket = await connect(token)
    await firstPoke(socket)
    return socket
  }
  const sockets = await Promise.all(Array.from({ length: 5 }, greeted))
  expect(await closeCode(await connect(token))).toBe(4429)
  for (const socket of sockets) socket.terminate()
})

test('RT10 RT40 sockets are paid for like requests, and a plain request for one is malformed', async () => {
  const { relay, url } = await open('paid', { limits: { ...generous, addressPerMinute: 1 } })
  expect(await problemOf(await relay.call('/v1/live'))).toBe('malformed')
  const first = new WebSocket(url)
  await once(first, 'open')
  const [failure] = (await once(new WebSocket(url), 'error')) as [Error]
  expect(failure.message).toContain('429')
  first.terminate()
})
