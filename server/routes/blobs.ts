/**
 * PUT …/groups/:group/blobs/:blob keeps a sealed attachment under the hash of its
 * bytes, GET gives it back: to whoever may write in the group, and to whoever may
 * read it. The bytes are hashed as they come, and what is not what it is called is
 * never kept. Rules AD400, RT400 to RT404.
 */
import { Hono } from 'hono'
import type { BlobId, GroupId } from '../../shared/lib/ids.ts'
import { canWrite } from '../../shared/membership/rights.ts'
import { blobByteLimit, parseBlobId } from '../../shared/protocol/blob.ts'
import { isActiveInSpace, type ReadRights } from '../admission/readable.ts'
import type { FetchLog } from '../audit/fetch-log.ts'
import type { BlobStore } from '../blobs/blob-store.ts'
import { createAtOnce } from '../middleware/at-once.ts'
import { problem } from '../middleware/problem.ts'
import { type RelayContext, type RelayEnv, readGroupParam } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Metrics } from '../ops/metrics.ts'
import { answerBlob, readHashed, saidLength } from './blob-bodies.ts'

export interface BlobsRouteDeps extends SessionGuardDeps {
  readonly rights: ReadRights
  readonly store: BlobStore
  readonly fetchLog: Pick<FetchLog, 'noteOne'>
  readonly metrics: Pick<Metrics, 'attached'>
}

/** Each holds up to 20 MiB of memory while it comes. */
export const uploadsPerDevice = 2
export const downloadsPerDevice = 8

/** Who may write in the group as it stands: as with entries, access is not asked for, and nobody alone on the board may. */
function mayPut(c: RelayContext, group: GroupId): boolean {
  const [state, { device }] = [c.get('state'), c.get('session')]
  const chain = state.chains.get(group)
  return chain !== undefined && canWrite(chain, state.team, device) && isActiveInSpace(state, device)
}

export function blobsRoute(deps: BlobsRouteDeps): Hono<RelayEnv> {
  const { fetchLog, metrics, rights, store } = deps
  const uploads = createAtOnce(uploadsPerDevice)
  const downloads = createAtOnce(downloadsPerDevice)
  const mayGet = (c: RelayContext, group: GroupId) =>
    rights.mayReadContent(c.get('state'), c.get('session').device, group)

  async function keep(c: RelayContext, group: GroupId, blob: BlobId): Promise<Response> {
    const came = await readHashed(c.req.raw.body, blob)
    if (came.type !== 'whole') return problem(c, came.type)
    // Asked again: membership may have changed while it came.
    if (!mayPut(c, group)) return problem(c, 'unknown-or-forbidden')
    const outcome = await store.putBlob(c.get('session').space, group, blob, came.bytes)
    metrics.attached(outcome)
    return outcome === 'over-quota' ? problem(c, 'over-quota') : c.body(null, 204)
  }

  return new Hono<RelayEnv>()
    .put('/v1/spaces/:space/groups/:group/blobs/:blob', requireSession(deps), async (c) => {
      const [group, blob] = [readGroupParam(c), parseBlobId(c.req.param('blob'))]
      if (group === undefined || blob === undefined || !mayPut(c, group)) return problem(c, 'unknown-or-forbidden')
      if (saidLength(c) > blobByteLimit) return problem(c, 'too-large')
      const { device } = c.get('session')
      if (!uploads.mayBegin(device)) return problem(c, 'too-many-requests')
      const over = uploads.begin(device)
      return keep(c, group, blob).finally(over)
    })
    .get('/v1/spaces/:space/groups/:group/blobs/:blob', requireSession(deps), async (c) => {
      const [group, blob] = [readGroupParam(c), parseBlobId(c.req.param('blob'))]
      if (group === undefined || blob === undefined || !mayGet(c, group)) return problem(c, 'unknown-or-forbidden')
      const { device, space } = c.get('session')
      const found = await store.findBlob(space, group, blob)
      if (found === undefined) return problem(c, 'unknown-or-forbidden')
      if (!downloads.mayBegin(device)) return problem(c, 'too-many-requests')
      fetchLog.noteOne(space, device, group, found.bytes)
      return answerBlob(c, { found, mayGet: () => mayGet(c, group), over: downloads.begin(device) })
    })
}
