/** New keys for groups that are about to be written into (KR700). Loaded when one is due. */
import type { GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { isStale } from '../../../shared/membership/rights.ts'
import type { Stop } from '../lib/observable.ts'
import { type AdminPlan, createGroupAdmin, type GroupAdminDeps } from '../membership/group-admin.ts'
import type { Keyring } from '../membership/keyring.ts'
import { postPlans } from './post-plans.ts'
import type { RelayClient } from './relay-client.ts'
import type { SyncState } from './sync-step.ts'

/** After a try that failed: whoever writes meanwhile is not held up again for the same. */
const againAfterMs = 30_000

export interface RenewGroupsDeps extends Omit<GroupAdminDeps, 'keyring'> {
  readonly space: SpaceId
  readonly keyring: Keyring
  readonly relay: RelayClient
  readonly syncState: () => SyncState
  /** Something that is known here changed: a colleague's new key may have come. */
  readonly changed: (listener: () => void) => Stop
  /** A colleague gave it one first: theirs is to be fetched. */
  readonly onLostRace: () => void
  readonly onRenewed: (group: GroupId) => void
}

/** `over`: nobody waits for it any more. */
export type RenewGroups = (
  groups: readonly GroupId[],
  forWhom: 'somebody' | 'the device',
  over: AbortSignal,
) => Promise<void>

export function createRenewGroups(deps: RenewGroupsDeps, isDue: (group: GroupId) => boolean): RenewGroups {
  const { chains, clock } = deps
  const admin = createGroupAdmin(deps)
  const tried = new Map<GroupId, { readonly of: string; readonly at: Instant }>()
  const underWay = new Map<GroupId, Promise<boolean>>()
  /** Somebody waited for it as long as anybody does: nobody waits for it again. */
  const givenUp = new WeakSet<Promise<boolean>>()

  /** What made it stale: when somebody else leaves, that is tried at once. */
  const reasonOf = (group: GroupId) => `${chains.state(group)?.head} ${chains.team()?.head}`

  function wasTried(group: GroupId): boolean {
    const last = tried.get(group)
    return last !== undefined && last.of === reasonOf(group) && clock.now() - last.at < againAfterMs
  }

  function noteTried(groups: readonly GroupId[]): void {
    for (const group of groups) tried.set(group, { of: reasonOf(group), at: clock.now() })
  }

  const isLeft = (group: GroupId) => isDue(group) && !wasTried(group)

  /** Whether a colleague was faster with one of them. */
  async function give(groups: readonly GroupId[]): Promise<boolean> {
    const plans: AdminPlan[] = []
    for (const group of groups) {
      const plan = await admin.newEpoch(group)
      if (plan.ok) plans.push(plan.value)
    }
    const posted = await postPlans(deps, plans)
    if (!posted.ok) return false
    for (const { group } of plans) if (!isDue(group)) deps.onRenewed(group)
    return posted.value.isRace
  }

  let ofTeam: Promise<boolean> | undefined

  /** The team's first: the others are sealed to it. */
  async function renew(groups: readonly GroupId[]): Promise<boolean> {
    const team = chains.team()?.group
    if (team !== undefined && isDue(team)) {
      ofTeam ??= give([team]).finally(() => {
        ofTeam = undefined
      })
      if (await ofTeam) return true
      noteTried(groups)
    }
    return give(groups.filter((group) => group !== team && isStale(chains.state(group)!, chains.team())))
  }

  function begin(groups: readonly GroupId[]): void {
    if (groups.length === 0) return
    const work = renew(groups).finally(() => {
      for (const group of groups) underWay.delete(group)
    })
    noteTried(groups)
    for (const group of groups) underWay.set(group, work)
  }

  /** Until it has come, it is clear that it does not come now, what came leaves work here, or nobody waits any more. */
  function theirs(groups: readonly GroupId[], over: AbortSignal): Promise<void> {
    const isOver = () => {
      const { offlineSince, running, wanted } = deps.syncState()
      const isOnItsWay = offlineSince === null && (wanted.pull || running !== null)
      return !isOnItsWay || !groups.some(isDue) || groups.some(isLeft)
    }
    return new Promise((resolve) => {
      const end = () => {
        stop()
        resolve()
      }
      const stop = deps.changed(() => isOver() && end())
      over.addEventListener('abort', end, { once: true })
      deps.onLostRace()
    })
  }

  return async (groups, forWhom, over) => {
    for (;;) {
      begin(groups.filter((group) => !underWay.has(group) && isLeft(group)))
      const works = groups.flatMap((group) => underWay.get(group) ?? []).filter((work) => !givenUp.has(work))
      over.addEventListener('abort', () => {
        for (const work of works) givenUp.add(work)
      })
      const isRace = (await Promise.all(works)).includes(true)
      // What the device writes by itself it writes between two looks at the relay: waiting for the next would be for ever.
      if (!isRace || forWhom !== 'somebody' || over.aborted) return
      await theirs(groups, over)
      // Theirs was the team's key: this group still wants one, and this device's house work waits for these words.
      if (over.aborted || !groups.some(isLeft)) return
    }
  }
}
