/**
 * The entries of one feed in one batch, put in order and held against what is
 * known of that feed.
 *
 * 1. Only the entry with the next number and the right `prev` continues a feed;
 *    a higher number waits for the ones between (RX4).
 *    But what the relay says a snapshot folds: it was announced, and is a hole then.
 * 2. An entry whose number is known is the same entry again, or a fork (RX5).
 */
import type { EntryId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { Span } from '../snapshots/payload.ts'
import type { FeedFrontier } from '../sync/frontiers.ts'

export interface FeedRun<Item extends { readonly entry: ContentEntry }> {
  /** Contiguous from the frontier; each `prev` commits to the one before. */
  readonly next: readonly Item[]
  /** Where in `next` something before was left out, and was announced. */
  readonly bridges: readonly number[]
  /** Numbers already known: the log tells whether it is the same entry. */
  readonly known: readonly Item[]
  /** Something between is missing. */
  readonly later: readonly Item[]
  /** The right number after the wrong entry. */
  readonly misfits: readonly Item[]
}

export function feedRun<Item extends { readonly entry: ContentEntry }>(
  items: readonly Item[],
  frontier: Pick<FeedFrontier, 'next' | 'head'>,
  announced: readonly Span[] = [],
): FeedRun<Item> {
  const known: Item[] = []
  const misfits: Item[] = []
  const next: Item[] = []
  const later: Item[] = []
  const bridges: number[] = []
  let at: { readonly next: number; readonly head: EntryId } = frontier
  for (const item of [...items].sort((a, b) => a.entry.header.seq - b.entry.header.seq)) {
    const { prev, seq } = item.entry.header
    if (seq < frontier.next) known.push(item)
    else if (seq > at.next && !announced.some(({ from, to }) => from <= at.next && to >= seq - 1)) later.push(item)
    else if (seq < at.next) (next.some(({ entry }) => entry.id === item.entry.id) ? known : misfits).push(item)
    else if (seq === at.next && prev !== at.head) misfits.push(item)
    else {
      if (seq > at.next) bridges.push(next.length)
      next.push(item)
      at = { next: seq + 1, head: item.entry.id }
    }
  }
  return { next, bridges, known, later, misfits }
}
