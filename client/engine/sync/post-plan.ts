/** Sends a membership plan and, once the relay took it, acts by it. */
import type { Result } from '../../../shared/lib/result.ts'
import type { Chains } from '../membership/chains.ts'
import type { AdminPlan, AdminRefusal } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { RelayClient, Session } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

export interface PostDeps {
  readonly keyring: Keyring
  readonly chains: Chains
  readonly relay: RelayClient
}

export type Posted = StepOutcome | { readonly type: 'lost-race' }

/** Sends a plan; its keys are held once its controls come back in the stream. */
export async function postPlan({ keyring, chains, relay }: PostDeps, plan: AdminPlan): Promise<Posted> {
  const items = plan.controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
  const answer = await relay.appendControl(plan.space, items)
  if (!answer.ok) return outcomeOfFailure(answer.error)
  const refused = answer.value.find((result) => result.type === 'refused')
  if (refused?.type === 'refused') {
    return { type: isRace(refused.problem) ? 'lost-race' : 'refused' }
  }
  for (const { entry } of plan.controls) await chains.apply(entry)
  for (const { epoch, group, key } of plan.keys) keyring.holdKey(group, epoch, key)
  return { type: 'ok' }
}

/** A plan refused here has been carried out by somebody else, or waits for a key that is on its way. */
export async function postAct(
  deps: PostDeps,
  session: Session,
  plan: Result<AdminPlan, AdminRefusal>,
): Promise<StepOutcome> {
  if (!plan.ok) return { type: 'ok' }
  const posted = await postPlan(deps, plan.value)
  if (posted.type === 'lost-race') return { type: 'ok' }
  if (posted.type !== 'ok') return posted
  for (const { boxes, epoch, group } of plan.value.healing) {
    const put = await deps.relay.putBoxes(session, group, epoch, boxes)
    if (!put.ok) return outcomeOfFailure(put.error)
  }
  return { type: 'ok' }
}

/** Somebody else was there first, or did the same. */
export function isRace(problem: string): boolean {
  return problem === 'compare-and-swap' || problem === 'chain-refused'
}
