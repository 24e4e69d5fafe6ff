/**
 * GET /v1/spaces/:space/entries and …/groups/:group/entries: what the device
 * may read, in arrival order, in batches that say where to go on. RT17 to RT19.
 */
import { type Context, Hono } from 'hono'
import { concatBytes } from '../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant } from '../../shared/lib/ids.ts'
import { encodePullItem, pullMediaType } from '../../shared/protocol/pull.ts'
import type { ReadRights } from '../admission/readable.ts'
import type { EntryStore, Readable } from '../entry-store/entry-store.ts'
import { problem } from '../middleware/problem.ts'
import { type RelayContext, type RelayEnv, readGroupParam } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

/** About a second at 5 Mbit/s: a cut connection loses little, and few round trips are needed. */
export const batchLimit = { items: 2_000, bytes: 1_048_576 } as const

export interface PullRouteDeps extends SessionGuardDeps {
  readonly rights: ReadRights
  readonly store: EntryStore
  readonly now: () => Instant
}

function readAfter(c: Context): Arrival | undefined {
  const text = c.req.query('after') ?? '0'
  const value = Number(text)
  return /^\d{1,15}$/.test(text) ? (value as Arrival) : undefined
}

function onlyGroup(readable: Readable, group: GroupId): Readable {
  const just = (groups: ReadonlySet<GroupId>) => new Set(groups.has(group) ? [group] : [])
  return { ...readable, contents: just(readable.contents), chains: just(readable.chains) }
}

export function pullRoute(deps: PullRouteDeps): Hono<RelayEnv> {
  const { now, rights, store } = deps

  async function answer(c: RelayContext, readable: Readable): Promise<Response> {
    const after = readAfter(c)
    if (after === undefined) return problem(c, 'malformed')
    const { space } = c.get('session')
    const spaceHead = await store.spaceHead(space)
    if (spaceHead === undefined) return problem(c, 'unknown-or-forbidden')
    const { cursor, items, more } = await store.read(space, after, readable, batchLimit)
    const body = concatBytes(
      encodePullItem({ type: 'start', ...spaceHead, serverTime: now() }),
      ...items.map((item) => encodePullItem(item)),
      encodePullItem({ type: 'end', cursor, more }),
    )
    return c.body(body, 200, { 'content-type': pullMediaType })
  }

  return new Hono<RelayEnv>()
    .get('/v1/spaces/:space/entries', requireSession(deps), (c) => {
      const readable = rights.readableBy(c.get('state'), c.get('session').device)
      return readable === undefined ? problem(c, 'no-session') : answer(c, readable)
    })
    .get('/v1/spaces/:space/groups/:group/entries', requireSession(deps), (c) => {
      const readable = rights.readableBy(c.get('state'), c.get('session').device)
      const group = readGroupParam(c)
      if (readable === undefined || group === undefined) return problem(c, 'unknown-or-forbidden')
      const own = onlyGroup(readable, group)
      return own.contents.size + own.chains.size === 0 ? problem(c, 'unknown-or-forbidden') : answer(c, own)
    })
}
