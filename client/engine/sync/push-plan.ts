/**
 * What to push next: whole feeds, the one with the most urgent waiting entry
 * first, never out of order within a feed (SX7). At most 256 entries and 1 MiB.
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import { type OutboxMark, priorityRank } from './outbox.ts'
import type { OwnFeed } from './own-feed.ts'

export const pushLimits = { entries: 256, bytes: 1_048_576 } as const

export interface PushRun {
  readonly group: GroupId
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export interface PushPlanInput {
  readonly feeds: Iterable<OwnFeed>
  readonly marks: Iterable<OutboxMark>
  /** Also what the relay refused before: somebody tapped "Try now", or it is a new start. */
  readonly retryRefused: boolean
}

/** Runs in the order to push; the caller cuts at the limits. */
export function planPush({ feeds, marks, retryRefused }: PushPlanInput): readonly PushRun[] {
  const urgency = urgencyByGroup(marks)
  return [...feeds]
    .filter((feed) => feed.pushFrom < feed.next && (retryRefused || !isHeld(feed)))
    .map((feed) => ({ feed, urgency: urgency.get(feed.group) ?? lowest }))
    .sort(
      (a, b) =>
        a.urgency.rank - b.urgency.rank || a.urgency.since - b.urgency.since || (a.feed.group < b.feed.group ? -1 : 1),
    )
    .map(({ feed }) => ({ group: feed.group, from: feed.pushFrom, to: feed.next }))
}

/** A refused entry holds its feed: the relay takes nothing after a hole. */
export function isHeld(feed: OwnFeed): boolean {
  return feed.stuck !== null && feed.stuck.problem !== 'quarantined' && feed.stuck.seq >= feed.pushFrom
}

interface Urgency {
  readonly rank: number
  readonly since: number
}

const lowest: Urgency = { rank: 9, since: Number.MAX_SAFE_INTEGER }

function urgencyByGroup(marks: Iterable<OutboxMark>): ReadonlyMap<GroupId, Urgency> {
  const byGroup = new Map<GroupId, Urgency>()
  for (const mark of marks) {
    const known = byGroup.get(mark.group) ?? lowest
    const rank = Math.min(known.rank, priorityRank(mark.priority))
    byGroup.set(mark.group, { rank, since: Math.min(known.since, mark.writtenAt) })
  }
  return byGroup
}

/** The longest prefix within the limits; always at least one, since one entry is far below them. */
export function withinLimits<Item>(items: readonly Item[], sizeOf: (item: Item) => number): readonly Item[] {
  let bytes = 0
  const count = items.findIndex((item, index) => {
    bytes += sizeOf(item)
    return index >= pushLimits.entries || (index > 0 && bytes > pushLimits.bytes)
  })
  return count === -1 ? items : items.slice(0, count)
}
