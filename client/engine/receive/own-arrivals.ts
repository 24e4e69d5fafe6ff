/** Own entries coming back in the stream: the relay has them, whatever became of the answer to the push. */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { Write } from '../storage/device-store.ts'
import { type OwnFeed, withSent } from '../sync/own-feed.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import type { Arrived } from './batch.ts'

export function planOwnArrivals(
  feeds: OwnFeeds,
  own: readonly Arrived<ContentEntry>[],
  now: Instant,
): { readonly writes: readonly Write[]; readonly keep: () => void } {
  const changed = new Map<GroupId, OwnFeed>()
  for (const { entry } of own) {
    const { group, seq } = entry.header
    const feed = changed.get(group) ?? feeds.of(group)
    if (seq >= feed.sentTo) changed.set(group, withSent(feed, seq, now))
  }
  const moves = [...changed.values()].map((feed) => ({
    feed,
    sent: feeds.marks().filter((mark) => mark.group === feed.group && mark.seq < feed.sentTo),
  }))
  return {
    writes: moves.flatMap(({ feed, sent }) => feeds.planFeed(feed, sent)),
    keep: () => {
      for (const { feed, sent } of moves) feeds.keepFeed(feed, sent)
    },
  }
}
