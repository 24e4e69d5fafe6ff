/**
 * What a staff device does for others when it has nothing better to do: new
 * epochs for groups somebody left, boxes for those who have none. Losing a race
 * for the chain's head is no failure: somebody else did it.
 */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import { missingLimit } from '../../../shared/protocol/boxes.ts'
import type { Chains } from '../membership/chains.ts'
import type { AdminPlan, GroupAdmin } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { RelayClient, Session } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

export interface ChoresDeps {
  readonly space: SpaceId
  readonly relay: RelayClient
  readonly chains: Chains
  readonly keyring: Keyring
  readonly admin: GroupAdmin
  readonly mayRead: (group: GroupId) => boolean
  /** Somebody else is at the same work: fetch what they did before going on. */
  readonly onLostRace: () => void
}

export interface Chores {
  /** Something happened to the group that may have left work. */
  readonly add: (groups: Iterable<GroupId>) => void
  readonly run: (session: Session) => Promise<StepOutcome>
}

/** Epochs renewed in one request. */
const renewAtOnce = 32

export function createChores(deps: ChoresDeps): Chores {
  const groups = new Set<GroupId>()

  function isDue(group: GroupId): boolean {
    const chain = deps.chains.state(group)
    return chain !== undefined && isStale(chain, chain.kind === 'team' ? undefined : deps.chains.team())
  }

  /** A team that moved leaves hundreds of groups to renew: asked one by one, they would use up what a device may ask. */
  async function renew(some: readonly GroupId[]): Promise<StepOutcome> {
    const plans: AdminPlan[] = []
    for (const group of some) {
      const plan = await deps.admin.newEpoch(group)
      if (plan.ok) plans.push(plan.value)
    }
    const posted = await postPlans(deps, plans)
    if (!posted.ok) return posted.error
    const { isRace, notTried } = posted.value
    for (const group of some) if (!notTried.has(group)) groups.delete(group)
    if (isRace) deps.onLostRace()
    return { type: isRace ? 'more' : 'ok' }
  }

  return {
    add: (more) => {
      for (const group of more) groups.add(group)
    },
    run: async (session) => {
      for (const group of groups) if (!deps.mayRead(group)) groups.delete(group)
      for (;;) {
        const stale = [...groups].filter(isDue).slice(0, renewAtOnce)
        const whole = stale.length > 0 ? stale : [...groups].slice(0, missingLimit)
        if (whole.length === 0) return { type: 'ok' }
        const outcome = stale.length > 0 ? await renew(stale) : await healGroups(deps, session, whole)
        if (outcome.type !== 'ok') return outcome
        if (stale.length === 0) for (const group of whole) groups.delete(group)
      }
    },
  }
}

async function healGroups(
  { admin, relay }: Pick<ChoresDeps, 'admin' | 'relay'>,
  session: Session,
  groups: readonly GroupId[],
): Promise<StepOutcome> {
  const missing = await relay.missingBoxes(session, groups)
  if (!missing.ok) return outcomeOfFailure(missing.error)
  for (const { epoch, group, recipients } of missing.value) {
    const healing = await admin.heal(group, epoch, recipients)
    if (!healing.ok || healing.value.boxes.length === 0) continue
    const put = await relay.putBoxes(session, group, epoch, healing.value.boxes)
    if (put.ok) continue
    const isNotOurs = put.error.type === 'problem' && put.error.problem === 'unknown-or-forbidden'
    if (!isNotOurs) return outcomeOfFailure(put.error)
  }
  return { type: 'ok' }
}

interface Renewed {
  /** The relay stops at the first one that lost its race. */
  readonly notTried: ReadonlySet<GroupId>
  readonly isRace: boolean
}

async function postPlans(
  deps: Pick<ChoresDeps, 'keyring' | 'chains' | 'relay' | 'space'>,
  plans: readonly AdminPlan[],
): Promise<Result<Renewed, StepOutcome>> {
  const controls = plans.flatMap((plan) => plan.controls.map((control) => ({ control, group: plan.group })))
  if (controls.length === 0) return ok({ notTried: new Set(), isRace: false })
  const items = controls.map(({ control: { boxes, entry } }) => ({ control: entry.bytes, boxes }))
  const answer = await deps.relay.appendControl(deps.space, items)
  if (!answer.ok) return err(outcomeOfFailure(answer.error))
  const refusal = answer.value.find((result) => result.type === 'refused')
  if (refusal?.type === 'refused' && !isRace(refusal.problem)) return err({ type: 'refused' })
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

function isRace(problem: string): boolean {
  return problem === 'compare-and-swap' || problem === 'chain-refused'
}

export type Posted = StepOutcome | { readonly type: 'lost-race' }

/** Sends a plan; its keys are held once its controls come back in the stream. */
export async function postPlan(
  { keyring, chains, relay }: Pick<ChoresDeps, 'keyring' | 'chains' | 'relay'>,
  plan: AdminPlan,
): Promise<Posted> {
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
