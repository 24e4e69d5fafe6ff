/**
 * RELAY root: makes the adapters, listens, and stops in good order. main.ts
 * runs it as a process; tests, benches and the demo run it inside their own, on
 * a real SQLite file or a PostgreSQL, and any free port.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { DestinationStream } from 'pino'
import { WebSocketServer } from 'ws'
import type { Bytes } from '../shared/lib/bytes.ts'
import type { Instant } from '../shared/lib/ids.ts'
import { createApp } from './app.ts'
import { type FetchLogKept, standardFetchLogKept } from './audit/checkpoints.ts'
import { fetchLogEvery } from './audit/fetch-log.ts'
import { openRelayKey } from './audit/relay-key.ts'
import { openPostgresEntryStore } from './entry-store/entry-store.postgres.ts'
import { createSqliteEntryStore } from './entry-store/entry-store.sqlite.ts'
import { type LimitNumbers, standardLimits } from './middleware/limits.ts'
import { createClosing } from './ops/closing.ts'
import { type Founding, joinsPerHour, type LogLevel } from './ops/config.ts'
import { type ConnectionLimits, limitConnections, serverOptionsOf, standardConnections } from './ops/connections.ts'
import { DatabaseUnusable } from './ops/database-words.ts'
import { createLogger } from './ops/logger.ts'
import { createMetrics } from './ops/metrics.ts'
import type { Platform } from './platform.ts'

export interface RelayOptions {
  /** 0: any free port. */
  readonly port: number
  readonly dataDir: string
  /** A PostgreSQL instead of the file in `dataDir`. */
  readonly database?: string
  readonly dist?: string
  readonly origins?: readonly string[]
  /** Open, unless said otherwise: a relay inside a test founds its spaces itself. */
  readonly founding?: Founding
  readonly demoUrl?: string
  readonly trustProxy?: boolean
  readonly limits?: Partial<LimitNumbers>
  readonly fetchLogKept?: FetchLogKept
  readonly connections?: Partial<ConnectionLimits>
  readonly logLevel?: LogLevel
  readonly logTo?: DestinationStream
  readonly now?: () => Instant
}

export interface RunningRelay {
  /** `http://localhost:PORT`, which is also the origin to sign for when this url is used. */
  readonly url: string
  readonly port: number
  /** Lets requests in flight finish, closes sockets, writes everything out. Twice is once. */
  readonly stop: () => Promise<void>
  /** Cuts every connection at once, as a crash would look from outside. */
  readonly kill: () => Promise<void>
}

const quota = { groupBytes: 200 * 2 ** 20, spaceBytes: 50 * 2 ** 30, quarantineBytes: 16 * 2 ** 20 } as const
/** How long requests in flight may take to finish before they are cut. */
const stopPatience = 3_000
const pingEvery = 25_000

function createPlatform(now: (() => Instant) | undefined): Platform {
  return {
    now: now ?? (() => Date.now() as Instant),
    elapsed: () => performance.now(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    every: (milliseconds, run) => {
      const timer = setInterval(run, milliseconds).unref()
      return () => clearInterval(timer)
    },
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds).unref()
      return () => clearTimeout(timer)
    },
    fetch: (input, init) => fetch(input, init),
  }
}

/** Rejects with a sentence when the database cannot be used. */
async function openStore({ database, dataDir }: RelayOptions, platform: Platform, onCommit: (appends: number) => void) {
  const deps = { ...platform, quota, onCommit }
  if (database === undefined) return createSqliteEntryStore({ ...deps, path: join(dataDir, 'relay.db') })
  return openPostgresEntryStore({ ...deps, url: database }).catch((failure: unknown) => {
    throw new DatabaseUnusable(failure)
  })
}

/** Rejects with the system's error (EADDRINUSE …) when it cannot listen. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

export async function startRelay(options: RelayOptions): Promise<RunningRelay> {
  const platform = createPlatform(options.now)
  const { randomBytes } = platform
  const connections = { ...standardConnections, ...options.connections }
  const destination = options.logTo ?? { write: () => {} }
  const log = createLogger({ destination, level: options.logLevel ?? 'info', randomBytes })
  const metrics = createMetrics({ process: options.logTo !== undefined })
  const store = await openStore(options, platform, metrics.committed)
  let stopping: Promise<void> | undefined
  const relay = createApp({
    ...settingsOf(options),
    ...{ store, platform, log, metrics },
    key: openRelayKey(options.dataDir),
    isStopping: () => stopping !== undefined,
  })
  await relay.load()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false })
  const server = createAdaptorServer({
    fetch: relay.app.fetch,
    websocket: { server: sockets },
    serverOptions: serverOptionsOf(connections),
  }) as Server
  limitConnections(server, connections, { platform, trustProxy: options.trustProxy ?? false })
  const closing = createClosing(server, sockets, platform)
  const port = await listen(server, options.port).catch(async (failure) => {
    await store.close()
    throw failure
  })
  const timers = [
    platform.every(pingEvery, relay.hub.tick),
    platform.every(60_000, () => void relay.sweep()),
    platform.every(fetchLogEvery, writeFetchLog),
  ]
  log.info('listening', { port })

  function writeFetchLog(): void {
    relay.writeFetchLog().catch((failure: unknown) => log.error('failed', { failure }))
  }

  async function end(patience: number): Promise<void> {
    log.info('stopping')
    for (const stop of timers) stop()
    relay.hub.closeAll()
    await closing.close(patience)
    if (patience > 0) await relay.writeFetchLog()
    await store.close()
    log.info('stopped')
  }

  function endOnce(patience: number): Promise<void> {
    stopping ??= end(patience)
    return stopping
  }
  return { url: `http://localhost:${port}`, port, stop: () => endOnce(stopPatience), kill: () => endOnce(0) }
}

const open: Founding = { type: 'open' }

function settingsOf({ demoUrl, dist, fetchLogKept, founding, limits, origins, trustProxy }: RelayOptions) {
  return {
    limits: { ...standardLimits, joinsPerHour: joinsPerHour(founding ?? open), ...limits },
    founding: founding ?? open,
    fetchLogKept: fetchLogKept ?? standardFetchLogKept,
    origins: origins ?? [],
    dist,
    demoUrl,
    trustProxy: trustProxy ?? false,
  }
}
