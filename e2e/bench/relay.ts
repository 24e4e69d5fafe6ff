/**
 * What the relay takes: entries a second into the store, and entries a second
 * through the whole of admission (parse, hash, signature, rights, feed order,
 * durable write). A real SQLite file with synchronous=FULL, and a PostgreSQL of
 * its own on the same disk where there is one; signing not included.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { standardFetchLogKept } from '../../server/audit/checkpoints.ts'
import { relayKeyOf } from '../../server/audit/relay-key.ts'
import { openPostgresEntryStore } from '../../server/entry-store/entry-store.postgres.ts'
import { createSqliteEntryStore } from '../../server/entry-store/entry-store.sqlite.ts'
import type { ContentAppend } from '../../server/entry-store/entry-store.ts'
import type { RelayStore } from '../../server/entry-store/relay-store.ts'
import { storeMachine } from '../../server/entry-store/testing/store-machine.ts'
import { createLogger } from '../../server/ops/logger.ts'
import { createMetrics } from '../../server/ops/metrics.ts'
import { startPostgresCluster } from '../../server/testing/postgres-cluster.ts'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { encodeAppendRequest, parseAppendResults } from '../../shared/protocol/append.ts'
import { encodeControlAppend } from '../../shared/protocol/control-append.ts'
import { createTestSpace, type TestSpace } from '../../shared/testing/test-space.ts'
import { hasPostgres } from '../../tools/find-postgres.ts'
import { type BenchRow, median, perSecond, quantile } from './table.ts'

const quota = { groupBytes: 2 ** 40, spaceBytes: 2 ** 40, quarantineBytes: 2 ** 20 }
const now = () => Date.now() as Instant
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes

type Store = RelayStore

interface Engine {
  /** Behind the name of the work. */
  readonly name: string
  readonly withStore: <Value>(run: (store: Store) => Promise<Value>) => Promise<Value>
}

async function withSqlite<Value>(run: (store: Store) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'))
  const store = createSqliteEntryStore({ path: join(folder, 'relay.db'), quota, now, randomBytes })
  try {
    return await run(store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withPostgres<Value>(run: (store: Store) => Promise<Value>): Promise<Value> {
  const cluster = await startPostgresCluster()
  try {
    const store = await openPostgresEntryStore({ ...storeMachine, url: await cluster.freshUrl(), quota, now })
    return await run(store).finally(store.close)
  } finally {
    await cluster.stop()
  }
}

/** Runs `tasks` with `width` of them under way at any time; returns seconds. */
async function timed(tasks: readonly (() => Promise<void>)[], width: number): Promise<number> {
  const began = performance.now()
  let next = 0
  async function work(): Promise<void> {
    while (next < tasks.length) await tasks[next++]!()
  }
  await Promise.all(Array.from({ length: width }, work))
  return (performance.now() - began) / 1_000
}

function hexId(kind: number, number: number, length: number): string {
  return kind.toString(16).padStart(2, '0') + number.toString(16).padStart(length * 2 - 2, '0')
}

/** 600-byte entries of 400 feeds, in requests of 50: about what tablets send when they come back from a round. */
function storeTasks(store: Store, requests: number, from: number): readonly (() => Promise<void>)[] {
  const space = hexId(1, 1, 16) as SpaceId
  const perRequest = 50
  const feeds = 400
  return Array.from({ length: requests }, (_, index) => {
    const request = from + index
    const feed = request % feeds
    const start = Math.floor(request / feeds) * perRequest
    const group = hexId(2, feed % 200, 16) as GroupId
    const author = hexId(3, feed, 16) as DeviceId
    const idOf = (seq: number) => (seq < 0 ? '0'.repeat(64) : hexId(feed % 256, feed * 2 ** 20 + seq, 32)) as EntryId
    const appends = Array.from({ length: perRequest }, (_, i): ContentAppend => {
      const seq = start + i
      return { type: 'content', group, author, seq, prev: idOf(seq - 1), id: idOf(seq), bytes: randomBytes(600) }
    })
    return async () => {
      const outcomes = await store.append(space, appends)
      if (outcomes.some(({ type }) => type !== 'stored')) throw new Error('bench: an append was not stored')
    }
  })
}

async function benchStore({ name, withStore }: Engine): Promise<readonly BenchRow[]> {
  return withStore(async (store) => {
    const rates: number[] = []
    const costs: number[] = []
    for (let round = 0; round < 5; round++) {
      const tasks = storeTasks(store, 800, round * 800)
      const cpu = process.cpuUsage()
      const seconds = await timed(tasks, 32)
      const { system, user } = process.cpuUsage(cpu)
      costs.push(user + system)
      rates.push(40_000 / seconds)
    }
    return [
      {
        work: `relay store, durable, batched appends${name}`,
        figure: `${perSecond(median(rates))}, 95 % above ${perSecond(quantile(rates, 0.05))} (of ${rates.length})`,
        goal: '>= 20,000 entries/s',
      },
      {
        work: `relay store, CPU of the last 40,000 of 200,000 against the first${name}`,
        figure: `${(costs.at(-1)! / costs[0]!).toFixed(2)} x`,
        goal: 'flat (<= 1.25 x)',
      },
    ]
  })
}

function createBenchApp(store: Store) {
  const platform = {
    now,
    randomBytes,
    fetch,
    elapsed: () => performance.now(),
    every: () => () => {},
    after: () => () => {},
  }
  const many = 1e9
  return createApp({
    ...{ store, platform, metrics: createMetrics({ process: false }) },
    log: createLogger({ destination: { write: () => {} }, level: 'info', randomBytes }),
    limits: { devicePerMinute: many, addressPerMinute: many, joinsPerHour: many, triesPerInvite: many },
    ...{ founding: { type: 'open' }, origins: [], dist: undefined, demoUrl: undefined, trustProxy: false },
    isStopping: () => false,
    ...{ key: relayKeyOf(randomBytes(32)), fetchLogKept: standardFetchLogKept },
  })
}

/** Each request is one device's run of 32 entries. */
function signedRequests({ care, cast, private: own, write }: TestSpace, count: number): readonly Bytes[] {
  const writers = [cast.admin, cast.nurse, cast.pharmacist].flatMap((device) =>
    [care, own].map((group) => ({ device, group })),
  )
  const body = randomBytes(280)
  return Array.from({ length: count }, (_, index) => {
    const { device, group } = writers[index % writers.length]!
    return encodeAppendRequest(Array.from({ length: 32 }, () => write(device, group, {}, body).bytes))
  })
}

async function benchAdmission({ name, withStore }: Engine): Promise<readonly BenchRow[]> {
  return withStore(async (store) => {
    const made = createTestSpace('bench')
    const { app } = createBenchApp(store)
    const post = async (path: string, body: Bytes) => {
      const response = await app.request(path, { method: 'POST', body, headers: { host: 'localhost' } })
      const results = parseAppendResults(new Uint8Array(await response.arrayBuffer()))
      if (!results.ok || results.value.some(({ type }) => type !== 'stored')) throw new Error('bench: not admitted')
    }
    const controls = made.controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
    await post(`/v1/spaces/${made.space}/control`, encodeControlAppend(controls))
    const requests = signedRequests(made, 240)
    /** Requests of one feed go one after another, as a device sends them; the six feeds side by side. */
    const byFeed = Array.from({ length: 6 }, (_, feed) => requests.filter((_, index) => index % 6 === feed))
    const tasks = byFeed.map((ofFeed) => async () => {
      for (const body of ofFeed) await post('/v1/entries', body)
    })
    const cpu = process.cpuUsage()
    const seconds = await timed(tasks, tasks.length)
    const { system, user } = process.cpuUsage(cpu)
    const entries = requests.length * 32
    const cpuEach = (user + system) / 1_000 / entries
    return [
      {
        work: `relay, entries admitted with signatures, durable${name}`,
        figure: `${perSecond(entries / seconds)} (${cpuEach.toFixed(2)} ms of CPU each)`,
        goal: '>= 3,000 entries/s',
      },
    ]
  })
}

export async function benchRelay(): Promise<BenchRow[]> {
  const engines: Engine[] = [{ name: '', withStore: withSqlite }]
  if (hasPostgres()) engines.push({ name: ', PostgreSQL', withStore: withPostgres })
  const rows: BenchRow[] = []
  for (const engine of engines) rows.push(...(await benchStore(engine)), ...(await benchAdmission(engine)))
  return rows
}
