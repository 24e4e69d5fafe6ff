/**
 * Which groups this device may read, and which of them it came into late. The
 * relay serves a group from the moment of access on; what passed by before is
 * fetched group by group.
 */
import type { Arrival, DeviceId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { canRead, isInPublicGroup } from '../../../shared/membership/rights.ts'
import type { Chains } from '../membership/chains.ts'
import type { Write } from '../storage/device-store.ts'
import { backfillWrite } from './cursor.ts'

/** The request that is being answered. */
export interface PullSpan {
  readonly after: Arrival
  /** The relay's head when it began to answer: access up to here counted for the whole answer. */
  readonly head: Arrival
  readonly firstHead: Arrival
}

export interface AccessChange {
  /** Groups whose chains moved in this batch. */
  readonly touched: ReadonlySet<GroupId>
  /** Of these, the ones whose first entry came in this batch. */
  readonly born: ReadonlySet<GroupId>
  /** Groups of which an entry came in this batch and nothing of what stood before it ever did. */
  readonly headless: ReadonlySet<GroupId>
  readonly lastArrival: Arrival
}

export interface AccessWatch {
  readonly begin: (span: PullSpan) => void
  readonly mayRead: (chain: ChainState) => boolean
  readonly backfillAfter: (group: GroupId) => Arrival | null
  readonly backfills: () => readonly GroupId[]
  readonly plan: (change: AccessChange) => readonly Write[]
  readonly keep: (change: AccessChange) => void
  readonly keepBackfill: (group: GroupId, after: Arrival | null) => void
}

export interface AccessWatchDeps {
  readonly chains: Chains
  readonly device: DeviceId
  readonly now: () => Instant
  readonly backfills: ReadonlyMap<GroupId, Arrival>
  readonly onBackfill: (group: GroupId) => void
}

export function createAccessWatch(deps: AccessWatchDeps): AccessWatch {
  const backfills = new Map(deps.backfills)
  let readable = readableNow()
  let span: PullSpan = { after: 0 as Arrival, head: 0 as Arrival, firstHead: 0 as Arrival }
  let bornHere = new Set<GroupId>()

  function mayRead(chain: ChainState): boolean {
    const careChain = chain.about === null ? undefined : deps.chains.careChainOf(chain.about)
    const team = deps.chains.team()
    return canRead({
      chain,
      team,
      careChain,
      device: deps.device,
      now: deps.now(),
      isInPublicGroup: () => isInPublicGroup(deps.chains.all(), team, deps.device),
    })
  }

  function readableNow(): ReadonlySet<GroupId> {
    return new Set(
      deps.chains
        .all()
        .filter(mayRead)
        .map(({ group }) => group),
    )
  }

  function late({ born, headless, lastArrival, touched }: AccessChange): readonly GroupId[] {
    const unmade = [...headless].filter((group) => !backfills.has(group))
    if (touched.size === 0 || lastArrival <= span.firstHead) return unmade
    const isInTime = (group: GroupId) => lastArrival <= span.head && (born.has(group) || bornHere.has(group))
    return [...unmade, ...[...readableNow()].filter((group) => !readable.has(group) && !isInTime(group))]
  }

  return {
    begin: (next) => {
      span = next
      bornHere = new Set()
    },
    mayRead,
    backfillAfter: (group) => backfills.get(group) ?? null,
    backfills: () => [...backfills.keys()],
    plan: (change) => late(change).map((group) => backfillWrite(group, 0 as Arrival)),
    keep: (change) => {
      const groups = late(change)
      for (const group of change.born) bornHere.add(group)
      if (change.touched.size > 0) readable = readableNow()
      for (const group of groups) {
        backfills.set(group, 0 as Arrival)
        deps.onBackfill(group)
      }
    },
    keepBackfill: (group, after) => void (after === null ? backfills.delete(group) : backfills.set(group, after)),
  }
}
