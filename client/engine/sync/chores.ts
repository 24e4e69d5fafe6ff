/**
 * What a staff device does for others when it has nothing better to do: new
 * epochs for groups somebody left, boxes for those who have none. Losing a race
 * for the chain's head is no failure: somebody else did it.
 */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { isStale } from '../../../shared/membership/rights.ts'
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
}

export interface Chores {
  /** Something happened to the group that may have left work. */
  readonly add: (groups: Iterable<GroupId>) => void
  readonly run: (session: Session) => Promise<StepOutcome>
}

export function createChores(deps: ChoresDeps): Chores {
  const groups = new Set<GroupId>()

  async function runOne(session: Session, group: GroupId): Promise<StepOutcome> {
    const chain = deps.chains.state(group)
    if (chain === undefined) return { type: 'ok' }
    if (isStale(chain, chain.kind === 'team' ? undefined : deps.chains.team())) return renew(group)
    return healGroup(deps, session, group)
  }

  async function renew(group: GroupId): Promise<StepOutcome> {
    const plan = await deps.admin.newEpoch(group)
    if (!plan.ok) return { type: 'ok' }
    const posted = await postPlan(deps, plan.value)
    return posted.type === 'ok' || posted.type === 'lost-race' ? { type: 'ok' } : posted
  }

  return {
    add: (more) => {
      for (const group of more) groups.add(group)
    },
    run: async (session) => {
      for (const group of [...groups]) {
        const outcome = deps.mayRead(group) ? await runOne(session, group) : ({ type: 'ok' } as const)
        if (outcome.type !== 'ok') return outcome
        groups.delete(group)
      }
      return { type: 'ok' }
    },
  }
}

export async function healGroup(
  { admin, relay }: Pick<ChoresDeps, 'admin' | 'relay'>,
  session: Session,
  group: GroupId,
): Promise<StepOutcome> {
  const missing = await relay.missingBoxes(session, group)
  if (!missing.ok) {
    const isNotOurs = missing.error.type === 'problem' && missing.error.problem === 'unknown-or-forbidden'
    return isNotOurs ? { type: 'ok' } : outcomeOfFailure(missing.error)
  }
  for (const { epoch, recipients } of missing.value) {
    if (recipients.length === 0) continue
    const healing = await admin.heal(group, epoch, recipients)
    if (!healing.ok || healing.value.boxes.length === 0) continue
    const put = await relay.putBoxes(session, group, epoch, healing.value.boxes)
    if (!put.ok) return outcomeOfFailure(put.error)
  }
  return { type: 'ok' }
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
    const isRace = refused.problem === 'compare-and-swap' || refused.problem === 'chain-refused'
    return { type: isRace ? 'lost-race' : 'refused' }
  }
  for (const { entry } of plan.controls) await chains.apply(entry)
  for (const { epoch, group, key } of plan.keys) keyring.holdKey(group, epoch, key)
  return { type: 'ok' }
}
