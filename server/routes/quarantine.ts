/**
 * GET /v1/spaces/:space/quarantine lists for an administrator what removed
 * devices sent; POST …/quarantine/settled says of which it is decided. The words
 * themselves are served under the rule of every read: without access to the
 * person's record only the place is told. Nothing is deleted, and what is handed
 * out is noted. Rules RT110, RT111, RT790.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { EntryId } from '../../shared/lib/ids.ts'
import { isAdmin } from '../../shared/membership/standing.ts'
import { encodeQuarantinePage, parseSettledEntries, quarantinePageLimits } from '../../shared/protocol/quarantine.ts'
import type { ReadRights } from '../admission/readable.ts'
import type { FetchLog } from '../audit/fetch-log.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayContext, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface QuarantineRouteDeps extends SessionGuardDeps {
  readonly rights: ReadRights
  readonly store: EntryStore
  readonly fetchLog: Pick<FetchLog, 'noteOne'>
}

const noBytes: Bytes = new Uint8Array(0)
/** What stands around each envelope of a page. */
const overhead = 128

export function isAdminHere(c: RelayContext): boolean {
  return isAdmin(c.get('state').team, c.get('session').device)
}

export function quarantineRoute(deps: QuarantineRouteDeps): Hono<RelayEnv> {
  const { fetchLog, rights, store } = deps
  const { bytes, items } = quarantinePageLimits
  const limit = { items, bytes: bytes - items * overhead }

  return new Hono<RelayEnv>()
    .get('/v1/spaces/:space/quarantine', requireSession(deps), async (c) => {
      if (!isAdminHere(c)) return problem(c, 'unknown-or-forbidden')
      const { device, space } = c.get('session')
      const after = /^[0-9a-f]{64}$/.exec(c.req.query('after') ?? '')?.[0] as EntryId | undefined
      const { entries, more } = await store.held(space, after, limit)
      const shown = entries.map((entry) =>
        rights.mayReadContent(c.get('state'), device, entry.group) ? entry : { ...entry, bytes: noBytes },
      )
      for (const { bytes: sent, group } of shown) {
        if (sent.length > 0) fetchLog.noteOne(space, device, group, sent.length)
      }
      return cborAnswer(c, encodeQuarantinePage({ entries: shown, more }))
    })
    .post(
      '/v1/spaces/:space/quarantine/settled',
      bodyLimit({ maxSize: 32_768, onError: (c) => problem(c, 'too-large') }),
      requireSession(deps),
      async (c) => {
        if (!isAdminHere(c)) return problem(c, 'unknown-or-forbidden')
        const settled = parseSettledEntries(await readBody(c))
        if (!settled.ok) return problem(c, 'malformed')
        const { device, space } = c.get('session')
        // What may not be read is not decided; it is left out like what is not there.
        const read = settled.value.filter(({ group }) => rights.mayReadContent(c.get('state'), device, group))
        await store.settle(space, read, device)
        return c.body(null, 204)
      },
    )
}
