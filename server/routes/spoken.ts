/**
 * PUT /v1/spaces/:space/spoken and GET /v1/spoken/:id: a sealed invite, for the
 * minutes in which its code is spoken. Kept in memory alone: after a restart
 * another code is made. Rules AD93, AD94.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { bytesToHex } from '../../shared/lib/bytes.ts'
import type { DeviceId, Instant } from '../../shared/lib/ids.ts'
import { isClinical } from '../../shared/membership/standing.ts'
import {
  encodeSpokenDeposit,
  parseSpokenDeposit,
  type SpokenDeposit,
  spokenByteLimit,
  spokenHoldsMs,
} from '../../shared/protocol/spoken.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface SpokenRouteDeps extends SessionGuardDeps {
  readonly now: () => Instant
}

interface Kept extends SpokenDeposit {
  readonly device: DeviceId
  readonly until: number
}

/** Of one device at a time: the oldest gives way. */
const perDevice = 4

export function spokenRoute(deps: SpokenRouteDeps): Hono<RelayEnv> {
  const { limits, now } = deps
  let kept: readonly Kept[] = []
  const living = () => kept.filter(({ until }) => until > now())

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
        const [mine, others] = [[] as Kept[], [] as Kept[]]
        for (const each of living()) (each.device === device ? mine : others).push(each)
        const { id, sealed } = made.value
        const own = { id: new Uint8Array(id), sealed: new Uint8Array(sealed), device, until: now() + spokenHoldsMs }
        kept = [...others, ...mine.slice(1 - perDevice), own]
        return c.body(null, 204)
      },
    )
    .get('/v1/spoken/:id', async (c) => {
      if (!(await limits.takeFromAddress(c.get('address')))) return problem(c, 'too-many-requests')
      const found = living().find(({ id }) => bytesToHex(id) === c.req.param('id'))
      return found === undefined ? problem(c, 'unknown-or-forbidden') : cborAnswer(c, encodeSpokenDeposit(found), 200)
    })
}
