/** POST /v1/spaces/:space/control: chains grow, and spaces are founded. Rules RT14 to RT16. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { appendByteLimit, encodeAppendResults } from '../../shared/protocol/append.ts'
import { parseControlAppend } from '../../shared/protocol/control-append.ts'
import type { ControlAdmission } from '../admission/control.ts'
import type { JoinMailbox } from '../entry-store/join-mailbox.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody, readSpaceParam } from '../middleware/relay-context.ts'
import { findSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Founding } from '../ops/config.ts'
import type { Metrics } from '../ops/metrics.ts'

/** Carries the founding token where the relay asks for one. */
export const foundingHeader = 'doorstep-create'

export interface ControlRouteDeps extends SessionGuardDeps {
  readonly control: ControlAdmission
  readonly founding: Founding
  readonly mailbox: JoinMailbox
  readonly metrics: Metrics
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

export function controlRoute(deps: ControlRouteDeps): Hono<RelayEnv> {
  const { control, founding, limits, mailbox, metrics } = deps
  const limit = bodyLimit({ maxSize: appendByteLimit, onError: (c) => problem(c, 'too-large') })

  async function mayFound(shown: string | undefined): Promise<boolean> {
    if (founding.type !== 'token') return founding.type === 'open'
    if (shown === undefined || !timingSafeEqual(hashOf(shown), hashOf(founding.token))) return false
    return mailbox.spendToken(hashOf(founding.token).toString('hex'))
  }

  return new Hono<RelayEnv>().post('/v1/spaces/:space/control', limit, async (c) => {
    const session = findSession(c, deps)
    const address = c.get('address')
    const isAllowed = await (session === undefined
      ? limits.takeFromAddress(address)
      : limits.takeFromDevice(session.device))
    if (!isAllowed) return problem(c, 'too-many-requests')
    const space = readSpaceParam(c)
    const request = parseControlAppend(await readBody(c))
    if (space === undefined || !request.ok) return problem(c, 'malformed')
    const { results, signed } = await control.admit(space, request.value, () => mayFound(c.req.header(foundingHeader)))
    if (session === undefined && signed) await limits.giveBackToAddress(address, 1)
    for (const result of results) metrics.appended(result.type === 'refused' ? result.problem : result.type)
    return cborAnswer(c, encodeAppendResults(results))
  })
}
