/**
 * GET /v1/spaces/:space/audit?after=: the fetch log, page by page, to information
 * governance of the team and to nobody else. To everybody else there is no such
 * address. Rule RT143.
 */
import { Hono } from 'hono'
import { encodeFetchLog, fetchPagesInAnswer } from '../../shared/protocol/fetch-log.ts'
import { isGovernance } from '../admission/readable.ts'
import type { FetchLog } from '../audit/fetch-log.ts'
import type { FetchPages } from '../entry-store/fetch-pages.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readAfter } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface AuditRouteDeps extends SessionGuardDeps {
  readonly pages: FetchPages
  readonly fetchLog: FetchLog
}

const answerBytes = 1_048_576

export function auditRoute(deps: AuditRouteDeps): Hono<RelayEnv> {
  return new Hono<RelayEnv>().get('/v1/spaces/:space/audit', requireSession(deps), async (c) => {
    const { device, space } = c.get('session')
    if (!isGovernance(c.get('state'), device)) return problem(c, 'unknown-or-forbidden')
    const after = readAfter(c)
    if (after === undefined) return problem(c, 'malformed')
    await deps.fetchLog.flush()
    const pages = await deps.pages.fetchPagesAfter(space, after, { pages: fetchPagesInAnswer, bytes: answerBytes })
    return cborAnswer(c, encodeFetchLog(pages))
  })
}
