/**
 * Which groups this device may read, and which of them it came into late. The
 * relay serves a group from the moment of access on; what passed by before is
 * fetched group by group; so is what was deleted here when access ended.
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
  /** Before the chains of these groups move: what may be read until then. */
  readonly prepare: (groups: Iterable<GroupId>) => void
  readonly backfillAfter: (group: GroupId) => Arrival | null
  readonly backfills: () => readonly GroupId[]
  /** Of groups whose past was deleted here: how many own entries there were then. Until it is all here again. */
  readonly evicted: (group: GroupId) => number | null
  readonly keepEvicted: (group: GroupId, ownNext: number | null) => void
  /** Deleted here, and readable again. */
  readonly returned: () => readonly GroupId[]
  readonly plan: (change: AccessChange) => readonly Write[]
  readonly keep: (change: AccessChange) => void
  /** Made here and known from their first entry: there is no past of them to fetch. */
  readonly begun: (groups: readonly GroupId[]) => void
  readonly keepBackfill: (group: GroupId, after: Arrival | null) => void
}

export interface AccessWatchDeps {
  readonly chains: Chains
  readonly device: DeviceId
  readonly now: () => Instant
  readonly backfills: ReadonlyMap<GroupId, Arrival>
  readonly evicted: ReadonlyMap<GroupId, number>
  readonly onBackfill: (group: GroupId) => void
}

export function createAccessWatch(deps: AccessWatchDeps): AccessWatch {
  const backfills = new Map(deps.backfills)
  const evicted = new Map(deps.evicted)
  /** Null until a chain moves: finding it reads every chain, and a start has no time for that. */
  let readable: Set<GroupId> | null = null
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

  /** The groups whose reading may change with these: those about the same people, the board, and with the team all. */
  function concerned(groups: Iterable<GroupId>): ReadonlySet<GroupId> {
    const { chains } = deps
    const team = chains.team()?.group
    const found = new Set<GroupId>()
    for (const group of groups) {
      if (group === team) return new Set(chains.groups())
      const chain = chains.state(group)
      if (chain === undefined) continue
      found.add(group)
      if (chain.about !== null) for (const other of chains.about(chain.about)) found.add(other.group)
      const board = chains.board()?.group
      if (board !== undefined) found.add(board)
    }
    return found
  }

  const isReadable = (group: GroupId): boolean => {
    const chain = deps.chains.state(group)
    return chain !== undefined && mayRead(chain)
  }

  function prepare(groups: Iterable<GroupId>): void {
    const known = readable ?? new Set(deps.chains.groups().filter(isReadable))
    readable = known
    // Access also ends by time, and no chain says so.
    for (const group of concerned(groups)) if (!isReadable(group)) known.delete(group)
  }

  function late({ born, headless, lastArrival, touched }: AccessChange): readonly GroupId[] {
    const unmade = [...headless].filter((group) => !backfills.has(group))
    // Where no chain moved, nobody was let in.
    if (readable === null || touched.size === 0 || lastArrival <= span.firstHead) return unmade
    const known = readable
    const isInTime = (group: GroupId) => lastArrival <= span.head && (born.has(group) || bornHere.has(group))
    const isNew = (group: GroupId) => !known.has(group) && isReadable(group)
    return [...unmade, ...[...concerned(touched)].filter((group) => isNew(group) && !isInTime(group))]
  }

  function follow(touched: ReadonlySet<GroupId>): void {
    const known = readable
    if (known === null) return
    for (const group of concerned(touched)) {
      if (isReadable(group)) known.add(group)
      else known.delete(group)
    }
  }

  return {
    begin: (next) => {
      span = next
      bornHere = new Set()
    },
    mayRead,
    prepare,
    backfillAfter: (group) => backfills.get(group) ?? (evicted.has(group) ? (0 as Arrival) : null),
    evicted: (group) => evicted.get(group) ?? null,
    keepEvicted: (group, ownNext) => void (ownNext === null ? evicted.delete(group) : evicted.set(group, ownNext)),
    returned: () => [...evicted.keys()].filter(isReadable),
    backfills: () => [...backfills.keys()],
    plan: (change) => late(change).map((group) => backfillWrite(group, 0 as Arrival)),
    keep: (change) => {
      const groups = late(change)
      for (const group of change.born) bornHere.add(group)
      follow(change.touched)
      for (const group of groups) {
        backfills.set(group, 0 as Arrival)
        deps.onBackfill(group)
      }
    },
    begun: (groups) => {
      for (const group of groups) bornHere.add(group)
      follow(new Set(groups))
    },
    keepBackfill: (group, after) => void (after === null ? backfills.delete(group) : backfills.set(group, after)),
  }
}
