/**
 * POST /wipe, on the app's own origin: has the browser clear all that the app
 * kept, files and all, which deleting a database does not. Only the app itself
 * may ask: the version header cannot be sent from another site. Rule RT71.
 */
import { Hono } from 'hono'
import { versionHeader } from '../../shared/protocol/version.ts'
import { problem } from '../middleware/problem.ts'
import type { RelayEnv } from '../middleware/relay-context.ts'

export function wipeRoute(): Hono<RelayEnv> {
  return new Hono<RelayEnv>().post('/wipe', (c) => {
    if (c.req.header(versionHeader) === undefined) return problem(c, 'unknown-or-forbidden')
    return c.body(null, 204, { 'clear-site-data': '"storage", "cache"', 'cache-control': 'no-store' })
  })
}
