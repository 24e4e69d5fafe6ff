/**
 * Reading the relay's stream: from the cursor to the head, every batch with its
 * cursor in one commit, and the past of groups this device was let into later,
 * each with a resume point of its own.
 *
 * 1. A relay that answers with another generation, or with a head before our
 *    cursor, was restored or rolled back: noticed, kept (SX740), and read from the start;
 *    what is known already changes nothing (SX12). The newest thing that is here
 *    is asked for once more, so that a relay which grew past our place since is
 *    noticed as well (SX123); once each time it is asked up to its head (SX460).
 * 2. A group needs its past only when its entries passed by before this device
 *    might read them (SX13).
 * 3. What is read for the first time, and a group's past, come without what snapshots
 *    fold. What turns out to be missing with no snapshot to stand for it is fetched,
 *    the whole group, and until then its record is not called complete (SX424).
 */
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Serial } from '../lib/serial.ts'
import type { Clock } from '../platform/clock.ts'
import type { LateGaps } from '../receive/late-gaps.ts'
import type { Receiver } from '../receive/receiver.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import type { AccessWatch } from './access-watch.ts'
import { backfillWrite, cursorWrite, evictedWrite, type StreamCursor, unread } from './cursor.ts'
import { isSameAs, type LastSeen, lastSeenOf, lastSeenWrite } from './last-seen.ts'
import type { OwnFeeds } from './own-feeds.ts'
import type { Refill } from './refill.ts'
import type { RelayClient, Session, StreamItem, StreamStart } from './relay-client.ts'
import { outcomeOfFailure } from './step-outcome.ts'
import type { StepOutcome } from './sync-step.ts'

export interface CatchUpDeps {
  readonly relay: Pick<RelayClient, 'pull'>
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly receiver: Receiver
  readonly feeds: OwnFeeds
  readonly access: AccessWatch
  readonly refill: Refill
  readonly clock: Clock
  readonly commitLock: Serial
  readonly cursor: StreamCursor
  readonly lastSeen: LastSeen | null
  readonly gaps: LateGaps
  /** What snapshots fold may be left out: staff, who read records. */
  readonly skipsFolded: boolean
  readonly onBackfill: (group: GroupId) => void
  /** What the relay shows this device of the group's, it goes on showing. */
  readonly isShown: (group: GroupId) => boolean
  /** Documents whose changes came in several batches are built once, after the last; what is asked next waits for none. */
  readonly showDocuments: () => void
  readonly onProgress: (done: number, total: number) => void
  readonly onServerTime: (serverTime: Instant) => void
}

export interface CatchUp {
  readonly pull: (session: Session) => Promise<StepOutcome>
  readonly backfill: (session: Session, group: GroupId) => Promise<StepOutcome>
  readonly cursor: () => StreamCursor
  /** How often the head was reached in this session. */
  readonly looks: () => number
}

/** Of so many entries one will move a chain: what all chains say is read while the first are on their way (SX1120). */
const longFrom = 500

export function createCatchUp(deps: CatchUpDeps): CatchUp {
  // Cut short while it was being read from the start: what the relay has is counted anew.
  let at = deps.refill.isDue() ? startOf(deps.cursor) : deps.cursor
  let last = at.cursor === 0 ? null : deps.lastSeen
  let looks = 0
  /** The relay has shown the newest thing that is here in the pull before this one, which did not reach the head. */
  let isGoingOn = false

  async function pull(session: Session): Promise<StepOutcome> {
    let isForeign = false
    let isDiskBroken = false
    let asked = !isGoingOn && last !== null && deps.isShown(last.group) ? last : null
    isGoingOn = false
    const from = at.cursor
    // A relay that is filled again says what it has: everything then.
    const isFirst = deps.skipsFolded && at.caughtUpAt === null && !deps.refill.isDue()
    const outcome = await deps.relay.pull({
      session,
      folded: isFirst ? 'skip' : undefined,
      after: asked === null ? from : ((asked.arrival - 1) as Arrival),
      onStart: (start) => {
        deps.onServerTime(start.serverTime)
        isForeign = isAnotherRelay(at, start)
        deps.access.begin({ after: from, head: start.head, firstHead: from === 0 ? start.head : at.firstHead })
        if (start.head - from >= longFrom) deps.access.prepare([])
      },
      onItems: async (shown, start) => {
        if (asked !== null && !isSameAs(asked, shown[0])) isForeign = true
        asked = null
        if (isForeign || isDiskBroken) return
        const items = shown.filter(({ arrival }) => arrival > from)
        if (items.length === 0) return
        deps.refill.see(items)
        const moved = movedTo(at, items.at(-1)!.arrival, start)
        const seen = lastSeenOf(items, deps.isShown) ?? last
        const alongside = [cursorWrite(moved), lastSeenWrite(seen)]
        const taken = await deps.receiver.take(items, alongside, moved.cursor < start.head)
        if (taken.ok) {
          at = moved
          last = seen
        } else isDiskBroken = true
        deps.onProgress(at.cursor, start.head)
      },
    })
    // Nothing came, not even what this device has had.
    if (outcome.ok && asked !== null) isForeign = true
    deps.showDocuments()
    if (isForeign) return startAgain(outcome.ok ? outcome.value : undefined)
    if (isDiskBroken) return { type: 'refused' }
    if (!outcome.ok) return outcomeOfFailure(outcome.error)
    const { cursor, more } = outcome.value
    const to = Math.max(at.cursor, cursor) as Arrival
    const reached = { ...movedTo(at, to, outcome.value), caughtUpAt: more ? at.caughtUpAt : deps.clock.now() }
    const saved = await deps.commitLock(() => deps.store.commit([cursorWrite(reached)]))
    if (!saved.ok) return { type: 'refused' }
    at = reached
    if (!more) looks++
    isGoingOn = more
    deps.onProgress(at.cursor, outcome.value.head)
    if (!more && !(await fetchUnnamed())) return { type: 'refused' }
    const refilled = more ? null : await deps.refill.run()
    return refilled ?? { type: more ? 'more' : 'ok' }
  }

  /** The past of a group, whole, once a session: what is missing still is asked for again by the next one. */
  const askedWhole = new Set<GroupId>()

  function hasUnnamed(group: GroupId): boolean {
    return (deps.gaps.now()?.firstUnnamed(group).size ?? 0) > 0
  }

  /** False: the disk did not take it. */
  async function fetchUnnamed(): Promise<boolean> {
    const groups = ((await deps.gaps.load(false))?.groups() ?? []).filter(
      (group) => hasUnnamed(group) && !askedWhole.has(group),
    )
    return groups.length === 0 || (await import('./fetch-whole.ts')).fetchWhole(deps, groups)
  }

  /** From the first number on, and with everything of ours offered again. */
  async function startAgain(start: StreamStart | undefined): Promise<StepOutcome> {
    if (start === undefined) return { type: 'no-signal' }
    const fresh = await (await import('./start-again.ts')).startAgain(deps, at, start)
    if (fresh === null) return { type: 'refused' }
    at = fresh
    last = null
    return { type: 'more' }
  }

  async function backfill(session: Session, group: GroupId): Promise<StepOutcome> {
    let after = deps.access.backfillAfter(group)
    if (after === null) return { type: 'ok' }
    await deps.gaps.load(false)
    const isWholeAsked = !deps.skipsFolded || hasUnnamed(group)
    if (isWholeAsked) askedWhole.add(group)
    const advance = async (items: readonly StreamItem[], to: Arrival | null, isWhole = false): Promise<boolean> => {
      const again = isWhole && deps.access.evicted(group) !== null ? [evictedWrite(group, null)] : []
      const taken = await deps.receiver.take(items, [backfillWrite(group, to), ...again], items.length > 0)
      if (taken.ok) deps.access.keepBackfill(group, to)
      if (taken.ok && isWhole) deps.access.keepEvicted(group, null)
      return taken.ok
    }
    let isDiskBroken = false
    const outcome = await deps.relay.pull({
      session,
      group,
      after,
      folded: isWholeAsked ? undefined : 'skip',
      onItems: async (items) => {
        after = items.at(-1)!.arrival
        if (!isDiskBroken) isDiskBroken = !(await advance(items, after))
      },
    })
    deps.showDocuments()
    // Access may have ended again: there is nothing to fetch then, and nothing to wait for.
    if (!outcome.ok && outcome.error.type === 'problem' && outcome.error.problem === 'unknown-or-forbidden') {
      return { type: (await advance([], null)) ? 'ok' : 'refused' }
    }
    if (!outcome.ok) return outcomeOfFailure(outcome.error)
    const { cursor, more } = outcome.value
    if (isDiskBroken) return { type: 'refused' }
    // Asked for once more, whole; what the relay keeps back even then stays missing, and is not called complete.
    const isMissing = !more && hasUnnamed(group)
    const next = more ? cursor : isMissing ? (0 as Arrival) : null
    if (!(await advance([], next, next === null))) return { type: 'refused' }
    return { type: more || (isMissing && !isWholeAsked) ? 'more' : 'ok' }
  }

  return { pull, backfill, cursor: () => at, looks: () => looks }
}

/** The same relay, nothing of it read. */
function startOf({ caughtUpAt, generation }: StreamCursor): StreamCursor {
  return { ...unread, generation, caughtUpAt }
}

function isAnotherRelay(at: StreamCursor, start: StreamStart): boolean {
  return (at.generation !== null && at.generation !== start.generation) || start.head < at.cursor
}

function movedTo(at: StreamCursor, cursor: Arrival, start: StreamStart): StreamCursor {
  return {
    cursor,
    generation: start.generation,
    firstHead: at.generation === null || at.cursor === 0 ? start.head : at.firstHead,
    caughtUpAt: at.caughtUpAt,
  }
}
