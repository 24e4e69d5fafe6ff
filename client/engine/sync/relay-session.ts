/**
 * The open device's session with the relay: opened when it is wanted, and shown
 * as shut out for as long as the relay lets this device in no more. A relay that
 * lost the chains that let it in is brought them back, and asked again.
 */
import type { Instant, SpaceId } from '../../../shared/lib/ids.ts'
import type { DeviceIdentity } from '../crypto/device-identity.ts'
import type { Clock } from '../platform/clock.ts'
import type { Refill } from './refill.ts'
import type { Session as OpenSession, RelayClient, RelayFailure } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

interface RelaySessionDeps {
  readonly relay: Pick<RelayClient, 'openSession'>
  readonly space: SpaceId
  readonly identity: DeviceIdentity
  readonly refill: Pick<Refill, 'offerUnknown'>
  readonly clock: Clock
  readonly shutOutAt: () => Instant | null
  readonly onShutOut: (at: Instant | null) => void
  readonly onOpened: () => void
}

export interface RelaySession {
  readonly now: () => OpenSession | null
  readonly open: () => Promise<StepOutcome>
  /** One that is open now, or a new one. */
  readonly current: () => Promise<OpenSession | null>
  readonly within: (run: (session: OpenSession) => Promise<StepOutcome>) => Promise<StepOutcome>
}

export function createRelaySession(deps: RelaySessionDeps): RelaySession {
  const { clock, identity, refill, relay, shutOutAt, space } = deps
  let session: OpenSession | null = null

  async function knock() {
    const { keys, sign } = identity
    return relay.openSession(space, { device: keys.device, sign })
  }

  async function open(): Promise<StepOutcome> {
    let opened = await knock()
    if (!opened.ok && isShutOut(opened.error) && (await refill.offerUnknown())) opened = await knock()
    if (!opened.ok) {
      if (isShutOut(opened.error)) deps.onShutOut(shutOutAt() ?? clock.now())
      return outcomeOfFailure(opened.error)
    }
    session = opened.value
    deps.onOpened()
    if (shutOutAt() !== null) deps.onShutOut(null)
    return { type: 'ok' }
  }

  return {
    now: () => session,
    open,
    current: async () => {
      if (session === null || session.expiresAt <= clock.now()) await open()
      return session
    },
    within: async (run) => (session === null ? { type: 'no-session' } : run(session)),
  }
}

/** The relay's word alone: nothing is deleted for it, and it is asked again. */
function isShutOut(failure: RelayFailure): boolean {
  if (failure.type !== 'problem') return false
  return failure.problem === 'unknown-or-forbidden' || failure.problem === 'author-not-active'
}
