/**
 * Other relay processes on the same PostgreSQL, by LISTEN and NOTIFY. A NOTIFY
 * within a transaction would have all writers of the database commit one after
 * another, so it is a statement of its own after the commit, for everything of
 * 25 ms at once, and a hint only: what is decided goes by `newestControl`, and
 * what was missed while the connection was broken is made up for when it is back.
 */
import { Client } from 'pg'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import type { Arrival, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import type { Growth } from '../live/growth.ts'
import type { Platform, Stop } from '../platform.ts'
import type { Heard, Others } from './others.ts'
import { idToBytes, type PostgresQuery } from './postgres-client.ts'

const channel = 'doorstep_grew'
const togetherMs = 25
const againMs = 500
/** A connection that died without a word is noticed within two of these. */
const pingEveryMs = 10_000
/** So that a payload stays below PostgreSQL's 8,000 bytes. */
const growthsAtOnce = 80

export interface OthersDeps extends Pick<Platform, 'after' | 'every'> {
  readonly url: string
  readonly query: PostgresQuery
  readonly randomBytes: (length: number) => Bytes
}

export interface PostgresOthers extends Others {
  readonly close: () => Promise<void>
}

interface Told {
  readonly by: string
  readonly space: SpaceId
  readonly grew: readonly (readonly [Growth['kind'], GroupId, Arrival])[]
}

export function createPostgresOthers({ after, every, query, randomBytes, url }: OthersDeps): PostgresOthers {
  const me = bytesToHex(randomBytes(8))
  /** The newest of each kind and group: more is nobody's to know. */
  const waiting = new Map<SpaceId, Map<string, Growth>>()
  let scheduled: Stop | undefined
  let listening: Client | undefined
  let isClosed = false

  function add(space: SpaceId, growth: readonly Growth[]): void {
    const known = waiting.get(space) ?? new Map<string, Growth>()
    waiting.set(space, known)
    for (const each of growth) known.set(`${each.kind}/${each.group}`, each)
    scheduled ??= after(togetherMs, () => void send())
  }

  function take(): readonly string[] {
    const payloads: string[] = []
    for (const [space, growth] of waiting) {
      const all = [...growth.values()].map(({ arrival, group, kind }) => [kind, group, arrival] as const)
      for (let from = 0; from < all.length; from += growthsAtOnce) {
        const told: Told = { by: me, space, grew: all.slice(from, from + growthsAtOnce) }
        payloads.push(JSON.stringify(told))
      }
    }
    waiting.clear()
    return payloads
  }

  /** What cannot be told is not told: with the database gone, the others lose their connections too and ask for all. */
  async function send(): Promise<void> {
    scheduled = undefined
    const payloads = take()
    await query('select pg_notify($1, payload)::text from unnest($2::text[]) as payload', [channel, payloads]).catch(
      () => {},
    )
  }

  function hear({ grew }: Heard, payload: string): void {
    const { by, grew: rows, space }: Told = JSON.parse(payload)
    if (by !== me)
      grew(
        space,
        rows.map(([kind, group, arrival]) => ({ kind, group, arrival })),
      )
  }

  async function listenOnce(heard: Heard): Promise<void> {
    const client = new Client({
      ...{ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000, query_timeout: 5_000 },
      application_name: 'doorstep hears',
    })
    listening = client
    const ended = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.on('end', () => resolve())
    })
    client.on('notification', ({ payload }) => hear(heard, payload ?? ''))
    const pings = every(pingEveryMs, () => {
      client.query('select 1').catch(() => client.end().catch(() => {}))
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      heard.missed()
      await ended
    } finally {
      pings()
      await client.end().catch(() => {})
    }
  }

  async function listenOn(heard: Heard): Promise<void> {
    while (!isClosed) {
      await listenOnce(heard).catch(() => {})
      if (!isClosed) await new Promise<void>((resolve) => void after(againMs, resolve))
    }
  }

  return {
    newestControl: async (space) => {
      const [row] = await query<{ chained: number }>('select chained from space where id = $1', [idToBytes(space)])
      return (row?.chained ?? 0) as Arrival
    },
    tell: add,
    listen: (heard) => void listenOn(heard),
    close: async () => {
      isClosed = true
      scheduled?.()
      if (waiting.size > 0) await send()
      await listening?.end().catch(() => {})
    },
  }
}
