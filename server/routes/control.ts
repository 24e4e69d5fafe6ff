/**
 * POST /v1/spaces/:space/control: chains grow, and spaces are founded and
 * recovered. GET …/recovery: the team's chain for whoever shows a recovery link.
 * Rules RT14 to RT16, RT130 to RT132.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { base64UrlToBytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { appendByteLimit, encodeAppendResults } from '../../shared/protocol/append.ts'
import { parseControlAppend } from '../../shared/protocol/control-append.ts'
import { foundingHash, foundingHeader } from '../../shared/protocol/founding-link.ts'
import { encodeTeamChain, recoveryHash } from '../../shared/protocol/recovery-link.ts'
import type { ControlAdmission } from '../admission/control.ts'
import type { Spaces } from '../admission/spaces.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
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
  readonly spaces: Spaces
  readonly store: EntryStore
}

export function controlRoute(deps: ControlRouteDeps): Hono<RelayEnv> {
  const { control, founding, limits, mailbox, metrics, now, spaces, store } = deps
  const limit = bodyLimit({ maxSize: appendByteLimit, onError: (c) => problem(c, 'too-large') })

  /** Only the hash of what is shown is looked up, so how long that takes says nothing of the secret. */
  function hashShown(shown: string | undefined, hashOf: (secret: Uint8Array) => string): string | undefined {
    const secret = shown === undefined ? undefined : base64UrlToBytes(shown)
    return secret === undefined ? undefined : hashOf(secret)
  }

  async function mayFound(space: SpaceId, shown: string | undefined): Promise<boolean> {
    if (founding.type === 'open' || (await mailbox.useFounding(takeBackName(space), space, now()))) return true
    const hash = hashShown(shown, foundingHash)
    return hash !== undefined && mailbox.useFounding(hash, space, now())
  }

  async function showsRecovery(space: SpaceId | undefined, shown: string | undefined): Promise<boolean> {
    const hash = space === undefined ? undefined : hashShown(shown, (secret) => recoveryHash(space, secret))
    return hash !== undefined && mailbox.knowsFounding(hash, now())
  }

  /** Also where anybody may found: whoever recovers a team has to have been sent by its keeper. */
  async function mayRecover(space: SpaceId, device: DeviceId, shown: string | undefined): Promise<boolean> {
    const hash = hashShown(shown, (secret) => recoveryHash(space, secret))
    return hash !== undefined && mailbox.useFounding(hash, device, now())
  }

  const app = new Hono<RelayEnv>().get('/v1/spaces/:space/recovery', async (c) => {
    if (!(await limits.takeFromAddress(c.get('address')))) return problem(c, 'too-many-requests')
    const space = readSpaceParam(c)
    if (space !== undefined) await spaces.refresh(space)
    const state = space === undefined ? undefined : spaces.find(space)
    const isShown = await showsRecovery(space, c.req.header(foundingHeader))
    if (state === undefined || !isShown) return problem(c, 'unknown-or-forbidden')
    const { group, seq } = state.team
    return cborAnswer(c, encodeTeamChain(await store.chainEntries(state.space, group, 0, seq)))
  })

  return app.post('/v1/spaces/:space/control', limit, async (c) => {
    const session = await findSession(c, deps)
    const address = c.get('address')
    const isAllowed = await (session === undefined
      ? limits.takeFromAddress(address)
      : limits.takeFromDevice(session.device))
    if (!isAllowed) return problem(c, 'too-many-requests')
    const space = readSpaceParam(c)
    const request = parseControlAppend(await readBody(c))
    if (space === undefined || !request.ok) return problem(c, 'malformed')
    const shown = c.req.header(foundingHeader)
    const { results, signed } = await control.admit(space, request.value, {
      mayFound: () => mayFound(space, shown),
      showsRecovery: () => showsRecovery(space, shown),
      mayRecover: (device) => mayRecover(space, device, shown),
    })
    if (session === undefined && signed) await limits.giveBackToAddress(address, 1)
    for (const result of results) metrics.appended(result.type === 'refused' ? result.problem : result.type)
    return cborAnswer(c, encodeAppendResults(results))
  })
}
