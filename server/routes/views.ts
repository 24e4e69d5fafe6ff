/**
 * GET /v1/spaces/:space/views?after=: who opened which record in the last thirty
 * days, as the devices signed it, to information governance of the team alone. To
 * everybody else there is no such address. Rule RT220.
 */
import { Hono } from 'hono'
import { sha256 } from '../../shared/lib/hash.ts'
import type { Arrival, Instant } from '../../shared/lib/ids.ts'
import { parseContentEntry } from '../../shared/protocol/entry.ts'
import { encodeViewEvent, encodeViewLog, viewsInAnswer, viewsShownMs } from '../../shared/protocol/view-log.ts'
import { isGovernance } from '../admission/readable.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readAfter } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface ViewsRouteDeps extends SessionGuardDeps {
  readonly store: Pick<EntryStore, 'viewsAfter'>
  readonly now: () => Instant
}

export function viewsRoute(deps: ViewsRouteDeps): Hono<RelayEnv> {
  return new Hono<RelayEnv>().get('/v1/spaces/:space/views', requireSession(deps), async (c) => {
    const { device, space } = c.get('session')
    if (!isGovernance(c.get('state'), device)) return problem(c, 'unknown-or-forbidden')
    const after = readAfter(c)
    if (after === undefined) return problem(c, 'malformed')
    const since = (deps.now() - viewsShownMs) as Instant
    const stored = await deps.store.viewsAfter(space, after as Arrival, since, viewsInAnswer)
    const items = stored.flatMap(({ arrival, bytes }) => {
      const entry = parseContentEntry(bytes)
      if (!entry.ok) return []
      const { body, headerBytes, signature } = entry.value
      return [{ arrival, event: encodeViewEvent({ headerBytes, bodyHash: sha256(body), signature }) }]
    })
    return cborAnswer(c, encodeViewLog(items))
  })
}
