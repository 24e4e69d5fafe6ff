/** POST /v1/entries: sealed entries in, by their own signatures; a session is welcome and not needed. Rules RT11 to RT13. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { appendByteLimit, encodeAppendResults, parseAppendRequest } from '../../shared/protocol/append.ts'
import type { ContentAdmission } from '../admission/content.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import { findSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface EntriesRouteDeps extends SessionGuardDeps {
  readonly content: ContentAdmission
  readonly metrics: Metrics
}

export function entriesRoute(deps: EntriesRouteDeps): Hono<RelayEnv> {
  const { content, limits, metrics } = deps
  const limit = bodyLimit({ maxSize: appendByteLimit, onError: (c) => problem(c, 'too-large') })
  return new Hono<RelayEnv>().post('/v1/entries', limit, async (c) => {
    const session = await findSession(c, deps)
    const address = c.get('address')
    const isAllowed = await (session === undefined
      ? limits.takeFromAddress(address)
      : limits.takeFromDevice(session.device))
    if (!isAllowed) return problem(c, 'too-many-requests')
    const request = parseAppendRequest(await readBody(c))
    if (!request.ok) return problem(c, 'malformed')
    const { results, signedBy } = await content.admit(request.value)
    /** The signature was good: the device pays instead of the address, as long as it can. */
    if (session === undefined && signedBy !== undefined && (await limits.takeFromDevice(signedBy))) {
      await limits.giveBackToAddress(address, 1)
    }
    for (const result of results) metrics.appended(result.type === 'refused' ? result.problem : result.type)
    return cborAnswer(c, encodeAppendResults(results))
  })
}
