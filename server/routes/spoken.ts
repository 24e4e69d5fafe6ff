/**
 * PUT /v1/spaces/:space/spoken and GET /v1/spoken/:id: a sealed invite, for the
 * minutes in which its code is spoken. Rules AD93, AD94.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isClinical } from '../../shared/membership/standing.ts'
import { encodeSpokenDeposit, parseSpokenDeposit, spokenByteLimit } from '../../shared/protocol/spoken.ts'
import type { SpokenInvites } from '../admission/spoken-invites.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface SpokenRouteDeps extends SessionGuardDeps {
  readonly spoken: SpokenInvites
}

export function spokenRoute(deps: SpokenRouteDeps): Hono<RelayEnv> {
  const { limits, spoken } = deps
  return new Hono<RelayEnv>()
    .put(
      '/v1/spaces/:space/spoken',
      bodyLimit({ maxSize: spokenByteLimit + 64, onError: (c) => problem(c, 'too-large') }),
      requireSession(deps),
      async (c) => {
        const { device } = c.get('session')
        const known = c.get('state').team.devices[device]
        if (known === undefined || !isClinical(known.role)) return problem(c, 'unknown-or-forbidden')
        const made = parseSpokenDeposit(await readBody(c))
        if (!made.ok) return problem(c, 'malformed')
        spoken.leave(device, made.value)
        return c.body(null, 204)
      },
    )
    .get('/v1/spoken/:id', async (c) => {
      if (!(await limits.takeFromAddress(c.get('address')))) return problem(c, 'too-many-requests')
      const found = spoken.find(c.req.param('id'))
      return found === undefined ? problem(c, 'unknown-or-forbidden') : cborAnswer(c, encodeSpokenDeposit(found), 200)
    })
}
