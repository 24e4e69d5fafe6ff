/** Plans of several chains in one request. The relay takes them in order, each by itself, and stops at the first it refuses. */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { Chains } from '../membership/chains.ts'
import type { AdminPlan } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import { isRace } from './post-plan.ts'
import type { RelayClient } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

interface PostPlansDeps {
  readonly space: SpaceId
  readonly keyring: Pick<Keyring, 'holdKey'>
  readonly chains: Pick<Chains, 'apply'>
  readonly relay: Pick<RelayClient, 'appendControl'>
}

export interface PostedPlans {
  /** The relay stops at the first one that lost its race. */
  readonly notTried: ReadonlySet<GroupId>
  readonly isRace: boolean
}

/** A refusal says of which chain, and why. */
export type PostFailure = StepOutcome & { readonly group?: GroupId; readonly problem?: string }

export async function postPlans(
  deps: PostPlansDeps,
  plans: readonly AdminPlan[],
): Promise<Result<PostedPlans, PostFailure>> {
  const controls = plans.flatMap((plan) => plan.controls.map((control) => ({ control, group: plan.group })))
  if (controls.length === 0) return ok({ notTried: new Set(), isRace: false })
  const items = controls.map(({ control: { boxes, entry } }) => ({ control: entry.bytes, boxes }))
  const answer = await deps.relay.appendControl(deps.space, items)
  if (!answer.ok) return err(outcomeOfFailure(answer.error))
  const refusal = answer.value.find((result) => result.type === 'refused')
  if (refusal?.type === 'refused' && !isRace(refusal.problem)) {
    const { group } = controls[answer.value.indexOf(refusal)]!
    return err({ type: 'refused', group, problem: refusal.problem })
  }
  const isNotTried = (index: number) => {
    const result = answer.value[index]
    return result?.type === 'refused' && result.problem === 'not-tried'
  }
  const notTried = new Set(controls.flatMap(({ group }, index) => (isNotTried(index) ? [group] : [])))
  for (const [index, { control }] of controls.entries()) {
    if (answer.value[index]?.type !== 'refused') await deps.chains.apply(control.entry)
  }
  // Of a plan that lost its race the key is not the chain's, and is not held.
  for (const { epoch, group, key } of plans.flatMap((plan) => plan.keys)) deps.keyring.holdKey(group, epoch, key)
  return ok({ notTried, isRace: refusal !== undefined })
}
