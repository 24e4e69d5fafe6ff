/** POST /v1/spaces/:space/control: chains grow, and spaces are founded. Rules RT14 to RT16. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { base64UrlToBytes } from '../../shared/lib/bytes.ts'
import type { Instant, SpaceId } from '../../shared/lib/ids.ts'
import { appendByteLimit, encodeAppendResults } from '../../shared/protocol/append.ts'
import { parseControlAppend } from '../../shared/protocol/control-append.ts'
import { foundingHash, foundingHeader } from '../../shared/protocol/founding-link.ts'
import type { ControlAdmission } from '../admission/control.ts'
import type { JoinMailbox } from '../entry-store/join-mailbox.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody, readSpaceParam } from '../middleware/relay-context.ts'
import { findSession, type SessionGuardDeps } from '../middleware/require-session.ts'
import type { Founding } from '../ops/config.ts'
import type { Metrics } from '../ops/metrics.ts'
import { takeBackName } from '../ops/take-back.ts'

export interface ControlRouteDeps extends SessionGuardDeps {
  readonly control: ControlAdmission
  readonly founding: Founding
  readonly mailbox: JoinMailbox
  readonly metrics: Metrics
  readonly now: () => Instant
}

export function controlRoute(deps: ControlRouteDeps): Hono<RelayEnv> {
  const { control, founding, limits, mailbox, metrics, now } = deps
  const limit = bodyLimit({ maxSize: appendByteLimit, onError: (c) => problem(c, 'too-large') })

  /** Only the hash of what is shown is looked up, so how long that takes says nothing of the secret. */
  async function mayFound(space: SpaceId, shown: string | undefined): Promise<boolean> {
    if (founding.type === 'open' || (await mailbox.useFounding(takeBackName(space), space, now()))) return true
    const secret = shown === undefined ? undefined : base64UrlToBytes(shown)
    return secret !== undefined && mailbox.useFounding(foundingHash(secret), space, now())
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
    const { results, signed } = await control.admit(space, request.value, () =>
      mayFound(space, c.req.header(foundingHeader)),
    )
    if (session === undefined && signed) await limits.giveBackToAddress(address, 1)
    for (const result of results) metrics.appended(result.type === 'refused' ? result.problem : result.type)
    return cborAnswer(c, encodeAppendResults(results))
  })
}
