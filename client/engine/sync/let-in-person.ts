/**
 * Who was invited face to face is let in without a further word, by any device
 * of the team that may and holds the key: the one that read the phone's answer,
 * or whichever hears first that the phone asked the relay. The certificate and
 * the answer are checked here as if the relay had not; where this device read a
 * phone's answer itself, no other phone comes in by that invite (KR92).
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import type { Chains } from '../membership/chains.ts'
import type { GroupAdmin } from '../membership/group-admin.ts'
import { createInPersonBook, type InPersonBook } from '../membership/in-person-book.ts'
import { type VerifiedJoin, verifyJoin } from '../membership/invites.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { postAct } from './post-plan.ts'
import type { RelayClient, Session } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

export interface LetInPersonDeps {
  readonly chains: Chains
  readonly keyring: Keyring
  readonly relay: RelayClient
  readonly admin: GroupAdmin
  readonly verifier: SignatureVerifier
  readonly sealedStore: SealedStore
  readonly store: DeviceStore
  readonly clock: Clock
  readonly mayRead: (group: GroupId) => boolean
  readonly onActed: (group: GroupId) => void
}

export interface LetInPerson {
  /** Somebody knocked, or may have while this device was away. */
  readonly knocked: () => void
  readonly run: (session: Session) => Promise<StepOutcome>
}

export function createLetInPerson(deps: LetInPersonDeps): LetInPerson {
  const book = createInPersonBook(deps)
  let hasKnocked = false

  async function letIn(session: Session, { body, keys }: VerifiedJoin): Promise<StepOutcome> {
    const { group, invite, member, role } = body
    const chain = deps.chains.state(group)
    if (chain?.devices[keys.device] !== undefined || !deps.mayRead(group)) return { type: 'ok' }
    const plan = await deps.admin.addMember(group, { keys, role, member, invite })
    const done = await postAct(deps, session, plan)
    if (deps.chains.state(group)?.devices[keys.device] !== undefined) deps.onActed(group)
    // Lost the race for the head to something else: once more when that is here.
    else if (plan.ok) hasKnocked = true
    return done
  }

  async function letInBound(session: Session): Promise<StepOutcome> {
    for (const { bound } of await book.all()) {
      const join = bound === null ? undefined : await verifyJoin(deps, bound.request, bound.at)
      const done = join?.ok ? await letIn(session, join.value) : { type: 'ok' as const }
      if (done.type !== 'ok') return done
    }
    return { type: 'ok' }
  }

  async function letInAsking(session: Session): Promise<StepOutcome> {
    const waiting = await deps.relay.joins(session)
    if (!waiting.ok) return outcomeOfFailure(waiting.error)
    for (const request of waiting.value) {
      const join = await verifyJoin(deps, request, request.askedAt, deps.clock.now())
      if (!join.ok || join.value.body.mode !== 'in-person' || (await isAnother(book, join.value))) continue
      const done = await letIn(session, join.value)
      if (done.type !== 'ok') return done
    }
    return { type: 'ok' }
  }

  return {
    knocked: () => {
      hasKnocked = true
    },
    run: async (session) => {
      if (!hasKnocked) return { type: 'ok' }
      hasKnocked = false
      const bound = await letInBound(session)
      const done = bound.type === 'ok' ? await letInAsking(session) : bound
      if (done.type !== 'ok') hasKnocked = true
      return done
    },
  }
}

async function isAnother(book: InPersonBook, { body, keys }: VerifiedJoin): Promise<boolean> {
  const bound = (await book.find(body.invite))?.bound
  if (bound === undefined || bound === null) return false
  return bound.request.signKey.join() !== keys.signKey.join() || bound.request.kemKey.join() !== keys.kemKey.join()
}
