/**
 * What a staff device does for others when it has nothing better to do: new
 * epochs for groups somebody left, boxes for those who have none. Losing a race
 * for the chain's head is no failure: somebody else did it.
 */
import type { GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import { type MissingBoxes, missingLimit } from '../../../shared/protocol/boxes.ts'
import type { Chains } from '../membership/chains.ts'
import type { AdminPlan, GroupAdmin } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { WithoutKey } from '../receive/without-key.ts'
import { careForCircle } from './circle-care.ts'
import { postPlans } from './post-plans.ts'
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
  /** Whether it gives groups new keys: that ends the feeds of those who left where this device has read them to. */
  readonly renews: boolean
  /** Of groups this device renewed or let somebody into: what they need now is for it to bring. */
  readonly onActed: (group: GroupId) => void
}

export interface Chores {
  /** Something happened to the group that may have left work. */
  readonly add: (groups: Iterable<GroupId>) => void
  /** They wrote as if the newest key had never come to them. */
  readonly addWithoutKey: (some: Iterable<WithoutKey>) => void
  readonly run: (session: Session) => Promise<StepOutcome>
}

/** Epochs renewed in one request. */
const renewAtOnce = 32

export function createChores(deps: ChoresDeps): Chores {
  const groups = new Set<GroupId>()
  const lacking = new Map<GroupId, Set<WithoutKey['recipient']>>()

  /** Whether a box the relay holds for them is false only they can tell, so they are given another. */
  async function healLacking(session: Session): Promise<StepOutcome> {
    for (const [group, recipients] of lacking) {
      const newest = (deps.chains.state(group)?.epochs.length ?? 0) - 1
      const healed = await heal(deps, session, { group, epoch: newest, recipients: [...recipients] })
      if (healed.type !== 'ok') return healed
      lacking.delete(group)
    }
    return { type: 'ok' }
  }

  function isDue(group: GroupId): boolean {
    const chain = deps.chains.state(group)
    return deps.renews && chain !== undefined && isStale(chain, chain.kind === 'team' ? undefined : deps.chains.team())
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
    for (const { group } of plans) if (!isDue(group)) deps.onActed(group)
    if (isRace) deps.onLostRace()
    return { type: isRace ? 'more' : 'ok' }
  }

  async function look(session: Session, some: readonly GroupId[]): Promise<StepOutcome> {
    const healed = await healGroups(deps, session, withBoard(some))
    if (healed.type !== 'ok') return healed
    for (const circle of circlesBeside(some)) {
      const cared = await careForCircle({ ...deps, onLetIn: deps.onActed }, session, circle)
      if (cared.type !== 'ok') return cared
    }
    return healed
  }

  const isTeam = (group: GroupId) => deps.chains.state(group)?.kind === 'team'

  /** Whom the team let in without its key is given the board's key in a box, and the board's own chain does not move for it. */
  function withBoard(some: readonly GroupId[]): readonly GroupId[] {
    const board = deps.chains.board()?.group
    return board === undefined || some.includes(board) || !some.some(isTeam) ? some : [...some, board]
  }

  /** Who comes into one of a person's groups may be wanted in her circle, and an associate's new device in all that name them. */
  function circlesBeside(some: readonly GroupId[]): ReadonlySet<ChainState> {
    const chains = some.map(deps.chains.state)
    const withAssociates = some.some(isTeam) ? deps.chains.byKind('circle').filter(hasAssociate) : []
    const circles = chains.map((chain) =>
      chain?.kind === 'circle' || (chain?.kind === 'private' && chain.about !== null)
        ? deps.chains.circleOf(chain.about!)
        : undefined,
    )
    return new Set([...withAssociates, ...circles.filter((circle) => circle !== undefined)])
  }

  return {
    add: (more) => {
      for (const group of more) groups.add(group)
    },
    addWithoutKey: (some) => {
      for (const { group, recipient } of some) lacking.set(group, (lacking.get(group) ?? new Set()).add(recipient))
    },
    run: async (session) => {
      for (const group of groups) if (!deps.mayRead(group)) groups.delete(group)
      for (const group of lacking.keys()) if (!deps.mayRead(group)) lacking.delete(group)
      for (;;) {
        const stale = [...groups].filter(isDue).slice(0, renewAtOnce)
        const whole = stale.length > 0 ? stale : [...groups].slice(0, missingLimit - 1)
        if (whole.length === 0) return healLacking(session)
        const outcome = stale.length > 0 ? await renew(stale) : await look(session, whole)
        if (outcome.type !== 'ok') return outcome
        if (stale.length === 0) for (const group of whole) groups.delete(group)
      }
    },
  }
}

function hasAssociate(circle: ChainState): boolean {
  return Object.values(circle.devices).some(({ removedAt, role }) => removedAt === null && role === 'associate')
}

export async function healGroups(
  { admin, relay }: Pick<ChoresDeps, 'admin' | 'relay'>,
  session: Session,
  groups: readonly GroupId[],
): Promise<StepOutcome> {
  const missing = await relay.missingBoxes(session, groups)
  if (!missing.ok) return outcomeOfFailure(missing.error)
  for (const each of missing.value) {
    const healed = await heal({ admin, relay }, session, each)
    if (healed.type !== 'ok') return healed
  }
  return { type: 'ok' }
}

/** Not ours to heal, or others have given as many boxes as a recipient may have. */
const isEnough: ReadonlySet<string> = new Set(['unknown-or-forbidden', 'over-quota'])

async function heal(
  { admin, relay }: Pick<ChoresDeps, 'admin' | 'relay'>,
  session: Session,
  { epoch, group, recipients }: MissingBoxes,
): Promise<StepOutcome> {
  const healing = await admin.heal(group, epoch, recipients)
  if (!healing.ok || healing.value.boxes.length === 0) return { type: 'ok' }
  const put = await relay.putBoxes(session, group, epoch, healing.value.boxes)
  if (put.ok || (put.error.type === 'problem' && isEnough.has(put.error.problem))) return { type: 'ok' }
  return outcomeOfFailure(put.error)
}
