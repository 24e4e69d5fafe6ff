/** POST /v1/hello and POST /v1/session: a device signs a nonce and gets a token for reading. Rules RT3 to RT7. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { encodeHello } from '../../shared/protocol/hello.ts'
import type { ProblemType } from '../../shared/protocol/problem.ts'
import {
  encodeSessionGrant,
  parseSessionRequest,
  type SessionRequest,
  sessionSigningInput,
} from '../../shared/protocol/session.ts'
import type { SignatureVerifier } from '../../shared/protocol/signature.ts'
import { nobodysKey } from '../admission/nobodys-key.ts'
import { isActiveInSpace } from '../admission/readable.ts'
import type { Spaces } from '../admission/spaces.ts'
import type { Limits } from '../middleware/limits.ts'
import type { Origins } from '../middleware/origins.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import type { Sessions } from '../middleware/sessions.ts'

export interface SessionRouteDeps {
  readonly limits: Limits
  readonly origins: Origins
  readonly sessions: Sessions
  readonly spaces: Spaces
  readonly verifier: SignatureVerifier
  readonly now: () => Instant
  readonly relayKey: Bytes
}

export function sessionRoute(deps: SessionRouteDeps): Hono<RelayEnv> {
  const { limits, now, origins, relayKey, sessions, spaces, verifier } = deps

  /** The nonce is spent first: a request that fails for any reason cannot be sent again. */
  async function refusalOf(request: SessionRequest, host: string | undefined): Promise<ProblemType | undefined> {
    if (!sessions.spendNonce(request.nonce)) return 'expired-nonce'
    await spaces.refresh(request.space)
    const state = spaces.find(request.space)
    const [group] = state?.groupsByDevice.get(request.device) ?? []
    const device = group === undefined ? undefined : state?.chains.get(group)?.devices[request.device]
    const origin = origins.originOf(host)
    if (origin === undefined) return 'unknown-or-forbidden'
    const input = sessionSigningInput(origin, request.space, request.device, request.nonce)
    const isSigned = await verifier.verify(device?.keys.signKey ?? nobodysKey, input, request.signature)
    const isIn = state !== undefined && device !== undefined && isActiveInSpace(state, request.device)
    return isSigned && isIn ? undefined : 'unknown-or-forbidden'
  }

  return new Hono<RelayEnv>()
    .post('/v1/hello', bodyLimit({ maxSize: 64, onError: (c) => problem(c, 'too-large') }), async (c) => {
      if (!(await limits.takeFromAddress(c.get('address')))) return problem(c, 'too-many-requests')
      return cborAnswer(c, encodeHello({ nonce: sessions.createNonce(), serverTime: now(), relayKey }))
    })
    .post('/v1/session', bodyLimit({ maxSize: 1_024, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const address = c.get('address')
      if (!(await limits.takeFromAddress(address))) return problem(c, 'too-many-requests')
      const request = parseSessionRequest(await readBody(c))
      if (!request.ok) return problem(c, 'malformed')
      const refusal = await refusalOf(request.value, c.req.header('host'))
      if (refusal !== undefined) return problem(c, refusal)
      await limits.giveBackToAddress(address, 2)
      if (!(await limits.takeFromDevice(request.value.device))) return problem(c, 'too-many-requests')
      const { expires, token } = sessions.create(request.value.space, request.value.device)
      return cborAnswer(c, encodeSessionGrant({ token, expiresAt: expires, serverTime: now() }))
    })
}
