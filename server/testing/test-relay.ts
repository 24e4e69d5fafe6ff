/**
 * A whole relay inside a test: the real app over the memory store (or one that
 * is handed in), with a clock and timers moved by hand and the log kept as text.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { type AppendResult, encodeAppendRequest, parseAppendResults } from '../../shared/protocol/append.ts'
import { type ControlAppend, encodeControlAppend } from '../../shared/protocol/control-append.ts'
import { parseHello } from '../../shared/protocol/hello.ts'
import { parseProblem } from '../../shared/protocol/problem.ts'
import { createPullParser, type PullItem } from '../../shared/protocol/pull.ts'
import { encodeSessionRequest, parseSessionGrant, sessionSigningInput } from '../../shared/protocol/session.ts'
import { seededBytes, type TestDevice } from '../../shared/testing/test-device.ts'
import { type PostedControl, type TestSpace, testNow } from '../../shared/testing/test-space.ts'
import { type AppDeps, createApp, type RelayApp } from '../app.ts'
import { standardFetchLogKept } from '../audit/checkpoints.ts'
import { relayKeyOf } from '../audit/relay-key.ts'
import { createMemoryEntryStore } from '../entry-store/entry-store.memory.ts'
import type { StoreQuota } from '../entry-store/entry-store.ts'
import type { RelayStore } from '../entry-store/relay-store.ts'
import { createLogger } from '../ops/logger.ts'
import { createMetrics } from '../ops/metrics.ts'

export const testHost = 'localhost:8787'
export const testOrigin = `http://${testHost}`

export interface TestRelayOptions extends Partial<Omit<AppDeps, 'store' | 'platform' | 'log' | 'metrics'>> {
  readonly store?: RelayStore
  readonly quota?: Partial<StoreQuota>
  readonly fetch?: typeof fetch
}

export interface Call {
  readonly method?: string
  readonly body?: Uint8Array
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestRelay extends RelayApp {
  readonly store: RelayStore
  readonly log: () => string
  /** Moves the clock and runs the timers that fall due. */
  readonly advance: (milliseconds: number) => void
  readonly call: (path: string, call?: Call) => Promise<Response>
  readonly grow: (space: SpaceId, controls: readonly PostedControl[], headers?: Call['headers']) => Promise<Results>
  readonly push: (entries: readonly { readonly bytes: Uint8Array }[], token?: string) => Promise<Results>
  readonly signIn: (space: SpaceId, device: TestDevice) => Promise<string>
  readonly pull: (space: SpaceId, token: string, after?: number, group?: GroupId) => Promise<readonly PullItem[]>
}

export type Results = readonly AppendResult[]

const quota: StoreQuota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
export const generous = { devicePerMinute: 1e6, addressPerMinute: 1e6, joinsPerHour: 1e6, triesPerInvite: 1e6 }

export function bytesOf(response: Response): Promise<Uint8Array> {
  return response.arrayBuffer().then((buffer) => new Uint8Array(buffer))
}

export async function problemOf(response: Response): Promise<string> {
  const parsed = parseProblem(await response.text())
  return parsed.ok ? parsed.value.type : 'no problem'
}

function createTimers() {
  let now = testNow as number
  let timers: { readonly at: number; readonly run: () => void }[] = []
  return {
    now: () => now as Instant,
    after: (milliseconds: number, run: () => void) => {
      const timer = { at: now + milliseconds, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    advance: (milliseconds: number) => {
      now += milliseconds
      const due = timers.filter(({ at }) => at <= now)
      timers = timers.filter(({ at }) => at > now)
      for (const { run } of due) run()
    },
  }
}

/** A memory store whose clock stands still. */
export function createTestStore(): RelayStore {
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes
  return createMemoryEntryStore({ quota, now: () => testNow, randomBytes })
}

export function createTestRelay(options: TestRelayOptions = {}): TestRelay {
  const { advance, after, now } = createTimers()
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes
  const lines: string[] = []
  const log = createLogger({
    destination: { write: (line) => lines.push(line) },
    level: 'debug',
    randomBytes,
  })
  const fetcher: typeof fetch = options.fetch ?? (() => Promise.reject(new Error('no network in this test')))
  const platform = { now, after, randomBytes, elapsed: () => now(), every: () => () => {}, fetch: fetcher }
  const store = options.store ?? createMemoryEntryStore({ quota: { ...quota, ...options.quota }, now, randomBytes })
  const relay = createApp({
    ...{ store, platform, log, metrics: createMetrics({ process: false }), limits: generous },
    ...{ founding: { type: 'open' }, origins: [], dist: undefined, demoUrl: undefined, trustProxy: false },
    isStopping: () => false,
    ...{ key: relayKeyOf(seededBytes('relay', 32)), fetchLogKept: standardFetchLogKept },
    ...options,
  })
  const call: TestRelay['call'] = async (path, { body, headers, method, token } = {}) =>
    relay.app.request(path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { host: testHost, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body: body as Bytes }),
    })
  return { ...relay, store, log: () => lines.join(''), advance, call, ...createClient(call) }
}

function resultsIn(bytes: Uint8Array): Results {
  const parsed = parseAppendResults(bytes)
  if (!parsed.ok) throw new Error(`test relay: ${parsed.error.detail}`)
  return parsed.value
}

function createClient(call: TestRelay['call']): Pick<TestRelay, 'grow' | 'push' | 'signIn' | 'pull'> {
  return {
    grow: async (space, controls, headers = {}) => {
      const body: ControlAppend[] = controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
      const response = await call(`/v1/spaces/${space}/control`, { body: encodeControlAppend(body), headers })
      return resultsIn(await bytesOf(response))
    },
    push: async (entries, token) => {
      const body = encodeAppendRequest(entries.map(({ bytes }) => bytes))
      return resultsIn(await bytesOf(await call('/v1/entries', { body, ...(token === undefined ? {} : { token }) })))
    },
    signIn: async (space, device) => {
      const hello = parseHello(await bytesOf(await call('/v1/hello', { method: 'POST' })))
      if (!hello.ok) throw new Error(`test relay: ${hello.error.detail}`)
      const { nonce } = hello.value
      const signature = device.sign(sessionSigningInput(testOrigin, space, device.id, nonce))
      const body = encodeSessionRequest({ space, device: device.id, nonce, signature })
      const response = await call('/v1/session', { body })
      if (response.status !== 200) throw new Error(`test relay: ${await problemOf(response)}`)
      const grant = parseSessionGrant(await bytesOf(response))
      if (!grant.ok) throw new Error(`test relay: ${grant.error.detail}`)
      return grant.value.token
    },
    pull: async (space, token, after = 0, group) => {
      const path = group === undefined ? '' : `/groups/${group}`
      const response = await call(`/v1/spaces/${space}${path}/entries?after=${after}`, { token })
      if (response.status !== 200) throw new Error(`test relay: ${await problemOf(response)}`)
      const items = createPullParser().push(await bytesOf(response))
      if (!items.ok) throw new Error(`test relay: ${items.error.detail}`)
      return items.value
    },
  }
}

/** A relay in which everybody of the test space is in already. */
export async function createPeopledRelay(space: TestSpace, options: TestRelayOptions = {}): Promise<TestRelay> {
  const relay = createTestRelay(options)
  const results = await relay.grow(space.space, space.controls)
  if (results.some(({ type }) => type !== 'stored')) throw new Error('test relay: a control was refused')
  return relay
}

/** Results as short words: `stored`, `duplicate`, or the problem. */
export function words(results: Results): readonly string[] {
  return results.map((result) => (result.type === 'refused' ? result.problem : result.type))
}

export function arrivalsOf(items: readonly PullItem[]): readonly Arrival[] {
  return items.flatMap((item) => ('arrival' in item ? [item.arrival] : []))
}
