/** Who holds a connection and does nothing with it: real sockets, against a relay that is less patient than a true one. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Bytes } from '../shared/lib/bytes.ts'
import { encodeAppendRequest, parseAppendResults } from '../shared/protocol/append.ts'
import { encodeControlAppend } from '../shared/protocol/control-append.ts'
import { parseFetchLog, parseFetchPage } from '../shared/protocol/fetch-log.ts'
import { parseHello } from '../shared/protocol/hello.ts'
import { encodeSessionRequest, parseSessionGrant, sessionSigningInput } from '../shared/protocol/session.ts'
import type { TestDevice } from '../shared/testing/test-device.ts'
import { createTestSpace, type TestSpace } from '../shared/testing/test-space.ts'
import type { ConnectionLimits } from './ops/connections.ts'
import { streamsPerDevice } from './routes/pull.ts'
import { pullLimit } from './routes/pull-body.ts'
import { type RunningRelay, startRelay } from './start-relay.ts'
import { bytesOf, generous } from './testing/test-relay.ts'

/** Sockets close slowly on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const opened: Socket[] = []
const relays: RunningRelay[] = []
const folders: string[] = []

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy()
  await Promise.all(relays.splice(0).map((relay) => relay.kill()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-slow-'))
  folders.push(folder)
  return folder
}

async function start(connections: Partial<ConnectionLimits>, dataDir = newFolder()): Promise<RunningRelay> {
  const relay = await startRelay({
    port: 0,
    dataDir,
    connections: { lookEveryMs: 20, ...connections },
    limits: generous,
  })
  relays.push(relay)
  return relay
}

/** Reads nothing unless asked to. */
async function connect(relay: RunningRelay, said = ''): Promise<Socket> {
  const socket = createConnection(relay.port)
  opened.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  if (said !== '') socket.write(said)
  return socket
}

/** The relay ended it; what came before is let go. */
async function ended(socket: Socket): Promise<void> {
  if (socket.closed) return
  socket.resume()
  await once(socket, 'close')
}

const isServed = async (relay: RunningRelay) => (await fetch(`${relay.url}/healthz`)).ok

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  return bytesOf(await fetch(url, { method: 'POST', body: new Uint8Array(body) }))
}

async function signIn(relay: RunningRelay, { space }: TestSpace, device: TestDevice): Promise<string> {
  const hello = parseHello(await post(`${relay.url}/v1/hello`, new Uint8Array()))
  const nonce = hello.ok ? hello.value.nonce : new Uint8Array()
  const signature = device.sign(sessionSigningInput(relay.url, space, device.id, nonce))
  const grant = parseSessionGrant(
    await post(`${relay.url}/v1/session`, encodeSessionRequest({ space, device: device.id, nonce, signature })),
  )
  return grant.ok ? grant.value.token : ''
}

/** So much that no buffer of the system swallows it. */
async function fill(relay: RunningRelay, { care, cast, controls, space, write }: TestSpace): Promise<void> {
  const body = encodeControlAppend(controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })))
  await post(`${relay.url}/v1/spaces/${space}/control`, body)
  for (let part = 0; part < 14; part++) {
    const entries = Array.from({ length: 15 }, () => write(cast.nurse, care, {}, new Uint8Array(64_000) as Bytes))
    const results = parseAppendResults(
      await post(`${relay.url}/v1/entries`, encodeAppendRequest(entries.map(({ bytes }) => bytes))),
    )
    if (!results.ok || results.value.some(({ type }) => type !== 'stored')) throw new Error('not filled')
  }
}

const get = (relay: RunningRelay, { space }: TestSpace, path: string, token: string) =>
  fetch(`${relay.url}/v1/spaces/${space}/${path}`, { headers: { authorization: `Bearer ${token}` } })

/** It has begun to come, and is left where it is. */
async function beginPull(relay: RunningRelay, { space }: TestSpace, token: string): Promise<Socket> {
  const head = `GET /v1/spaces/${space}/entries HTTP/1.1\r\nhost: localhost:${relay.port}\r\nauthorization: Bearer ${token}`
  const socket = await connect(relay, `${head}\r\n\r\n`)
  await once(socket, 'readable')
  return socket
}

async function handedOut(relay: RunningRelay, made: TestSpace): Promise<number> {
  const token = await signIn(relay, made, made.cast.governance)
  const pages = parseFetchLog(await bytesOf(await get(relay, made, 'audit', token)))
  const devices = (pages.ok ? pages.value.map(parseFetchPage) : []).flatMap((page) =>
    page.ok ? page.value.devices : [],
  )
  return devices.flatMap(({ lines }) => lines).reduce((sum, { bytes }) => sum + bytes, 0)
}

test('RT221 who says nothing, half a head, or half a body is let go, and others are served meanwhile', async () => {
  const relay = await start({ headersMs: 1_000, requestMs: 1_500 })
  const post = `POST /v1/entries HTTP/1.1\r\nhost: localhost:${relay.port}\r\ncontent-length: 900\r\n\r\n`
  const sockets = await Promise.all([
    connect(relay),
    connect(relay, 'GET /healthz HTTP/1.1\r\nhost: local'),
    connect(relay, `${post}half a body`),
  ])
  await vi.waitFor(async () => expect(await isServed(relay)).toBe(true), { timeout: 60_000 })
  await Promise.all(sockets.map(ended))
})

test('RT222 of one address so many connections stand and no more; when one ends there is room', async () => {
  const relay = await start({ perAddress: 4, headersMs: 600_000, requestMs: 600_000 })
  const sockets = await Promise.all(Array.from({ length: 4 }, () => connect(relay)))
  await ended(await connect(relay))
  expect(sockets.some(({ closed }) => closed)).toBe(false)
  sockets[0]!.destroy()
  // The relay hears of it a moment later.
  await vi.waitFor(async () => expect(await isServed(relay)).toBe(true), { timeout: 60_000 })
})

test('RT223 RT224 who does not read a pull is let go, little is read for them, and one device has so many on their way', async () => {
  const made = createTestSpace('slow reader')
  const dataDir = newFolder()
  const patient = await start({}, dataDir)
  await fill(patient, made)
  const token = await signIn(patient, made, made.cast.nurse)
  const sockets: Socket[] = []
  while (sockets.length < streamsPerDevice) sockets.push(await beginPull(patient, made, token))
  const ask = async () => {
    const answer = await get(patient, made, 'entries', token)
    await answer.body?.cancel()
    return answer.status
  }
  expect(await ask()).toBe(429)
  const read = await handedOut(patient, made)
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThan(streamsPerDevice * pullLimit.bytes)
  for (const socket of sockets) socket.destroy()
  await vi.waitFor(async () => expect(await ask()).toBe(200), { timeout: 60_000, interval: 100 })
  await patient.stop()

  for (const limits of [{ stalledMs: 500 }, { answerMs: 1_000 }]) {
    const relay = await start(limits, dataDir)
    const again = await signIn(relay, made, made.cast.nurse)
    const live = new WebSocket(`${relay.url.replace('http', 'ws')}/v1/live`)
    await once(live, 'open')
    live.send(again)
    await once(live, 'message')
    const socket = await beginPull(relay, made, again)
    // Nothing is read here, so what says that the relay has cut it is that writing fails.
    const isCut = () => {
      socket.write('\r\n')
      expect(socket.destroyed).toBe(true)
    }
    await vi.waitFor(isCut, { timeout: 60_000, interval: 1_000 })
    expect(live.readyState).toBe(WebSocket.OPEN)
    live.terminate()
    await relay.stop()
  }
})
