/**
 * What the relay is told from outside, read once from the environment. A value
 * that makes no sense is a sentence for the person starting the relay, never a
 * guess.
 *
 *   PORT                     8787
 *   DOORSTEP_DATA            folder of relay.db and relay.key  (./data)
 *   DOORSTEP_DATABASE        postgres://… instead of relay.db, for several relays on one database
 *   DIST                     the built app                  (dist/client)
 *   DOORSTEP_ORIGINS         more origins devices may sign in to, comma separated; https but for this machine
 *   DOORSTEP_OPEN_SPACES     1: anybody may found a space   (the demo)
 *   DOORSTEP_DEMO_URL        where /demo is answered from   (nowhere)
 *   DOORSTEP_JOINS_PER_HOUR  join requests an address may make an hour (20; 2000 where spaces are open)
 *   DOORSTEP_FETCH_LOG_DAYS  how long it is kept what was handed to whom  (90, at most 90)
 *   DOORSTEP_FETCH_LOG_MB    … and at most so much of each space           (256)
 *   DOORSTEP_TRUST_PROXY     1: the address of the other side is the last one in x-forwarded-for
 *   LOG_LEVEL                info
 */
import { resolve } from 'node:path'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { type FetchLogKept, longestKeptDays, standardFetchLogKept } from '../audit/checkpoints.ts'
import { isLoopback } from '../middleware/origins.ts'

export type Founding =
  | { readonly type: 'open' }
  /** Whoever shows a link that `cli.ts create-space` made, once. */
  | { readonly type: 'by-link' }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface Config {
  readonly port: number
  readonly data: string
  /** The address of a PostgreSQL, its password in it. */
  readonly database: string | undefined
  readonly dist: string
  readonly origins: readonly string[]
  readonly founding: Founding
  readonly demoUrl: string | undefined
  readonly joinsPerHour: number
  readonly fetchLogKept: FetchLogKept
  readonly trustProxy: boolean
  readonly logLevel: LogLevel
}

export interface BadConfig {
  readonly type: 'bad-config'
  readonly sentence: string
}

export type Environment = Readonly<Record<string, string | undefined>>

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

function bad(sentence: string): { readonly ok: false; readonly error: BadConfig } {
  return err({ type: 'bad-config', sentence })
}

function readWhole(text: string | undefined, fallback: number, max: number): number | undefined {
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  return /^\d+$/.test(text) && value <= max ? value : undefined
}

/** The origin as browsers write it, or undefined. */
function readOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' ? url.origin : undefined
}

/** A relay that is open to everybody is a demo, and everybody in it comes from one address. */
export function joinsPerHour(founding: Founding): number {
  return founding.type === 'open' ? 2_000 : 20
}

function readFounding(env: Environment): Founding {
  return env.DOORSTEP_OPEN_SPACES === '1' ? { type: 'open' } : { type: 'by-link' }
}

/** Undefined for none, null for a senseless one. It is never said again: a password is in it. */
export function readDatabase(env: Environment): string | undefined | null {
  const url = env.DOORSTEP_DATABASE
  if (url === undefined || url === '') return undefined
  return URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol) ? url : null
}

export const badDatabase =
  'DOORSTEP_DATABASE must be an address such as postgres://doorstep:password@127.0.0.1/doorstep.'

export function parseConfig(env: Environment): Result<Config, BadConfig> {
  const port = readWhole(env.PORT, 8787, 65_535)
  if (port === undefined) return bad(`PORT must be a number from 0 to 65535, not "${env.PORT}".`)
  const wanted = (env.DOORSTEP_ORIGINS ?? '').split(',').filter((text) => text.trim() !== '')
  const origins = wanted.map((text) => readOrigin(text.trim()))
  const strange = origins.indexOf(undefined)
  if (strange >= 0)
    return bad(`DOORSTEP_ORIGINS: "${wanted[strange]}" is not an origin such as https://relay.example.org.`)
  const plain = origins.find((origin) => origin?.startsWith('http:') && !isLoopback(new URL(origin).host))
  if (plain !== undefined)
    return bad(
      `DOORSTEP_ORIGINS: "${plain}" is plain HTTP to another machine. Write the https:// address of the web server in front; http:// is for this machine alone (localhost, 127.0.0.1, [::1]).`,
    )
  const database = readDatabase(env)
  if (database === null) return bad(badDatabase)
  const founding = readFounding(env)
  const joins = readWhole(env.DOORSTEP_JOINS_PER_HOUR, joinsPerHour(founding), 1_000_000)
  if (joins === undefined) return bad('DOORSTEP_JOINS_PER_HOUR must be a whole number.')
  const fetchLogDays = readWhole(env.DOORSTEP_FETCH_LOG_DAYS, standardFetchLogKept.days, longestKeptDays)
  const fetchLogMb = readWhole(env.DOORSTEP_FETCH_LOG_MB, standardFetchLogKept.bytes / 2 ** 20, 1_000_000)
  if (fetchLogDays === undefined)
    return bad(`DOORSTEP_FETCH_LOG_DAYS must be a whole number of days, ${longestKeptDays} at most.`)
  if (fetchLogMb === undefined) return bad('DOORSTEP_FETCH_LOG_MB must be a whole number.')
  const logLevel = logLevels.find((level) => level === (env.LOG_LEVEL ?? 'info'))
  if (logLevel === undefined) return bad(`LOG_LEVEL must be one of ${logLevels.join(', ')}.`)
  const demoUrl = env.DOORSTEP_DEMO_URL
  if (demoUrl !== undefined && demoUrl !== '' && readOrigin(demoUrl) === undefined) {
    return bad('DOORSTEP_DEMO_URL must be an address such as http://127.0.0.1:8799.')
  }
  return ok({
    port,
    data: resolve(env.DOORSTEP_DATA ?? 'data'),
    database,
    dist: resolve(env.DIST ?? 'dist/client'),
    origins: origins.filter((origin) => origin !== undefined),
    founding,
    demoUrl: demoUrl === undefined || demoUrl === '' ? undefined : readOrigin(demoUrl),
    joinsPerHour: joins,
    fetchLogKept: { days: fetchLogDays, bytes: fetchLogMb * 2 ** 20 },
    trustProxy: env.DOORSTEP_TRUST_PROXY === '1',
    logLevel,
  })
}
