/**
 * GET /v1/spaces/:space/entries and …/groups/:group/entries: what the device
 * may read, in arrival order, in batches that say where to go on. RT17 to RT19, RT121, RT420.
 */
import { type Context, Hono } from 'hono'
import type { Arrival, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { activeOn, isClinical } from '../../shared/membership/standing.ts'
import { pullMediaType } from '../../shared/protocol/pull.ts'
import type { ReadRights } from '../admission/readable.ts'
import type { FetchLog } from '../audit/fetch-log.ts'
import type { EntryStore, Readable, SpaceHead } from '../entry-store/entry-store.ts'
import { createAtOnce } from '../middleware/at-once.ts'
import { problem } from '../middleware/problem.ts'
import { type RelayContext, type RelayEnv, readAfter, readGroupParam } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Logger } from '../ops/logger.ts'
import { createFold, type FoldMode } from './fold.ts'
import { pullBody } from './pull-body.ts'

export interface PullRouteDeps extends SessionGuardDeps {
  readonly rights: ReadRights
  readonly store: EntryStore
  readonly fetchLog: Pick<FetchLog, 'note'>
  readonly now: () => Instant
  readonly log: Pick<Logger, 'error'>
}

/** Every device reads its space anew after it: nobody can have them do so all the time. */
const renewEveryMs = 60 * 60_000

/** Cut ones of a phone that lost its signal stay for a minute; each holds a piece or two of what is sent. */
export const streamsPerDevice = 8

function onlyGroup(readable: Readable, group: GroupId): Readable {
  const just = (groups: ReadonlySet<GroupId>) => new Set(groups.has(group) ? [group] : [])
  return { ...readable, contents: just(readable.contents), chains: just(readable.chains) }
}

function takesGzip(c: Context): boolean {
  return /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
}

/** Null where nothing is said: everything is sent. */
function readMode(c: Context): FoldMode | null | undefined {
  const said = c.req.query('folded') ?? null
  return said === null || said === 'skip' || said === 'only' ? said : undefined
}

export function pullRoute(deps: PullRouteDeps): Hono<RelayEnv> {
  const { fetchLog, log, now, rights, store } = deps
  const streams = createAtOnce(streamsPerDevice)
  const renewedAt = new Map<SpaceId, Instant>()

  /** Whoever has read further than the space reaches saw it before the file was put back. */
  async function headFor(c: RelayContext, after: Arrival): Promise<SpaceHead | undefined> {
    const { device, space } = c.get('session')
    const head = await store.spaceHead(space)
    const { team } = c.get('state')
    const role = activeOn(team, device, team.seq)?.role
    if (head === undefined || after <= head.head || role === undefined || !isClinical(role)) return head
    if (now() - (renewedAt.get(space) ?? Number.NEGATIVE_INFINITY) < renewEveryMs) return head
    renewedAt.set(space, now())
    await store.renewGeneration(space)
    log.error('space-went-back', { space, count: after - head.head })
    return store.spaceHead(space)
  }

  async function answer(c: RelayContext, readable: Readable, narrow: (all: Readable) => Readable): Promise<Response> {
    const after = readAfter(c) as Arrival | undefined
    if (after === undefined) return problem(c, 'malformed')
    const { device, space } = c.get('session')
    const head = await headFor(c, after)
    if (head === undefined) return problem(c, 'unknown-or-forbidden')
    const mode = readMode(c)
    if (mode === undefined) return problem(c, 'malformed')
    const narrowed = narrow(readable)
    const fold = mode === null ? null : createFold({ store, space, reader: device, after, mode })
    if (!streams.mayBegin(device)) return problem(c, 'too-many-requests')
    const { body, encoding } = await pullBody(
      {
        head,
        after,
        serverTime: now(),
        read: async (cursor, limit) => {
          if (rights.readableBy(c.get('state'), device) !== readable) return undefined
          const batch = await store.read(space, cursor, narrowed, limit)
          const served = fold === null ? batch.items : await fold(batch.items)
          fetchLog.note(
            space,
            device,
            served.filter((item) => item.type !== 'folded'),
          )
          return { ...batch, items: served }
        },
        streams: () => streams.begin(device),
        failed: (failure) => log.error('failed', { failure }),
      },
      takesGzip(c),
    )
    const packed: Record<string, string> = encoding === null ? {} : { 'content-encoding': encoding }
    const headers = { 'content-type': pullMediaType, vary: 'accept-encoding', ...packed }
    return body instanceof ReadableStream ? c.body(body, 200, headers) : c.body(body, 200, headers)
  }

  return new Hono<RelayEnv>()
    .get('/v1/spaces/:space/entries', requireSession(deps), (c) => {
      const readable = rights.readableBy(c.get('state'), c.get('session').device)
      return readable === undefined ? problem(c, 'no-session') : answer(c, readable, (all) => all)
    })
    .get('/v1/spaces/:space/groups/:group/entries', requireSession(deps), (c) => {
      const readable = rights.readableBy(c.get('state'), c.get('session').device)
      const group = readGroupParam(c)
      if (readable === undefined || group === undefined) return problem(c, 'unknown-or-forbidden')
      const own = onlyGroup(readable, group)
      return own.contents.size + own.chains.size === 0
        ? problem(c, 'unknown-or-forbidden')
        : answer(c, readable, (all) => onlyGroup(all, group))
    })
}
