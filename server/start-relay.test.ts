/** The relay as it really runs: a SQLite file, a port, sockets, signals. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { encodeAppendRequest, parseAppendResults } from '../shared/protocol/append.ts'
import { encodeControlAppend } from '../shared/protocol/control-append.ts'
import { parseFetchLog, parseFetchPage } from '../shared/protocol/fetch-log.ts'
import { parseHello } from '../shared/protocol/hello.ts'
import { parsePoke } from '../shared/protocol/poke.ts'
import { encodeSessionRequest, parseSessionGrant, sessionSigningInput } from '../shared/protocol/session.ts'
import type { TestDevice } from '../shared/testing/test-device.ts'
import { createTestSpace, type TestSpace } from '../shared/testing/test-space.ts'
import { type RelayOptions, type RunningRelay, startRelay } from './start-relay.ts'
import { bytesOf } from './testing/test-relay.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-relay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Processes start slowly on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

let relays = 0

function start(options: Partial<RelayOptions> = {}): Promise<RunningRelay> {
  return startRelay({ port: 0, dataDir: join(folder, `${relays++}`), ...options })
}

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  return bytesOf(await fetch(url, { method: 'POST', body: new Uint8Array(body) }))
}

async function people(relay: RunningRelay, { controls, space }: TestSpace): Promise<void> {
  const body = encodeControlAppend(controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes })))
  const results = parseAppendResults(await post(`${relay.url}/v1/spaces/${space}/control`, body))
  if (!results.ok || results.value.some(({ type }) => type === 'refused')) throw new Error('not peopled')
}

async function signIn(relay: RunningRelay, { space }: TestSpace, device: TestDevice): Promise<string> {
  const hello = parseHello(await post(`${relay.url}/v1/hello`, new Uint8Array()))
  const nonce = hello.ok ? hello.value.nonce : new Uint8Array()
  const signature = device.sign(sessionSigningInput(relay.url, space, device.id, nonce))
  const body = encodeSessionRequest({ space, device: device.id, nonce, signature })
  const grant = parseSessionGrant(await post(`${relay.url}/v1/session`, body))
  return grant.ok ? grant.value.token : ''
}

function get(relay: RunningRelay, { space }: TestSpace, path: string, token: string): Promise<Response> {
  return fetch(`${relay.url}/v1/spaces/${space}/${path}`, { headers: { authorization: `Bearer ${token}` } })
}

async function relayKeyOf(relay: RunningRelay) {
  const hello = parseHello(await post(`${relay.url}/v1/hello`, new Uint8Array()))
  return hello.ok ? hello.value.relayKey : undefined
}

async function pushOne(relay: RunningRelay, entry: { readonly bytes: Uint8Array }): Promise<string> {
  const results = parseAppendResults(await post(`${relay.url}/v1/entries`, encodeAppendRequest([entry.bytes])))
  return results.ok ? results.value[0]!.type : 'malformed'
}

function connect(relay: RunningRelay): WebSocket {
  return new WebSocket(`${relay.url.replace('http', 'ws')}/v1/live`)
}

async function nextPoke(socket: WebSocket): Promise<number> {
  const [data] = (await once(socket, 'message')) as [Buffer]
  const poke = parsePoke(new Uint8Array(data))
  return poke.ok ? poke.value.arrival : -1
}

test('RT141 RT144 what was handed out is in the log after a stop and a start, under the same key', async () => {
  const made = createTestSpace('logged')
  const dataDir = join(folder, 'logged')
  const first = await start({ dataDir })
  await people(first, made)
  await pushOne(first, made.write(made.cast.nurse, made.care))
  const nurse = await signIn(first, made, made.cast.nurse)
  await (await get(first, made, 'entries', nurse)).arrayBuffer()
  const before = await relayKeyOf(first)
  await first.stop()
  const again = await start({ dataDir })
  const token = await signIn(again, made, made.cast.governance)
  const pages = parseFetchLog(await bytesOf(await get(again, made, 'audit', token)))
  const [page] = pages.ok ? pages.value.map(parseFetchPage) : []
  expect(page?.ok && page.value.devices.map(({ device }) => device)).toEqual([made.cast.nurse.id])
  expect(await relayKeyOf(again)).toEqual(before)
  await again.stop()
})

test('RT28 what was stored is there after a stop and a start on the same folder', async () => {
  const made = createTestSpace('restart')
  const dataDir = join(folder, 'restart')
  const first = await start({ dataDir })
  await people(first, made)
  const entry = made.write(made.cast.nurse, made.care)
  expect(await pushOne(first, entry)).toBe('stored')
  await first.stop()
  const second = await start({ dataDir })
  expect(await pushOne(second, entry)).toBe('duplicate')
  expect(await pushOne(second, made.write(made.cast.nurse, made.care))).toBe('stored')
  await second.kill()
})

test('RT40 RT41 a socket that shows its token hears of new entries; one that shows a wrong one is closed', async () => {
  const made = createTestSpace('live')
  const relay = await start()
  await people(relay, made)
  const socket = connect(relay)
  await once(socket, 'open')
  socket.send(await signIn(relay, made, made.cast.nurse))
  const head = await nextPoke(socket)
  const poked = nextPoke(socket)
  await pushOne(relay, made.write(made.cast.pharmacist, made.care))
  expect(await poked).toBe(head + 1)
  const wrong = connect(relay)
  await once(wrong, 'open')
  wrong.send('no such token')
  expect((await once(wrong, 'close'))[0]).toBe(4401)
  const closed = once(socket, 'close')
  await relay.stop()
  expect((await closed)[0]).toBe(1001)
})

test('RT28 stopping waits for nobody who only listens, twice is once, and the port is free again', async () => {
  const relay = await start()
  const idle = createConnection(relay.port)
  await once(idle, 'connect')
  await (await fetch(`${relay.url}/healthz`)).text()
  await Promise.all([relay.stop(), relay.stop()])
  await expect(fetch(`${relay.url}/healthz`)).rejects.toThrow()
  idle.destroy()
})

test('RT29 a taken port rejects with the system’s error', async () => {
  const relay = await start()
  await expect(start({ port: relay.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await relay.stop()
})

test('RT522 a database for which nothing answers rejects with a sentence that does not tell its password', async () => {
  const refused = await start({ database: 'postgres://doorstep:secret@127.0.0.1:1/doorstep' }).catch(String)
  expect(refused).toContain('Start PostgreSQL, or correct DOORSTEP_DATABASE.')
  expect(refused).not.toContain('secret')
})

function run(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, DOORSTEP_DATA: join(folder, 'main'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  return { child, complaint: () => complaint }
}

test('RT28 RT30 the process says where it listens, answers, and ends cleanly on SIGTERM', async () => {
  const { child } = run({ PORT: '0' })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const said = JSON.parse(line.toString()) as { msg: string; port: number }
  expect(said).toMatchObject({ msg: 'listening', level: 'info' })
  expect((await fetch(`http://localhost:${said.port}/readyz`)).status).toBe(200)
  child.stdout.resume()
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

test('RT29 a taken port and a senseless setting end the process with one plain sentence', async () => {
  const holder = createServer().listen(0)
  await once(holder, 'listening')
  const address = holder.address()
  const port = typeof address === 'object' ? `${address?.port}` : ''
  const taken = run({ PORT: port })
  expect((await once(taken.child, 'close'))[0]).toBe(1)
  expect(taken.complaint()).toBe(`Port ${port} is taken by another program. Set PORT to a free one.\n`)
  const senseless = run({ PORT: 'eight' })
  expect((await once(senseless.child, 'close'))[0]).toBe(1)
  expect(senseless.complaint()).toBe('PORT must be a number from 0 to 65535, not "eight".\n')
  holder.close()
})
