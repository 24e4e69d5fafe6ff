/**
 * The entries of one feed in one batch, put in order and held against what is
 * known of that feed.
 *
 * 1. Only the entry with the next number and the right `prev` continues a feed;
 *    a higher number waits for the ones between (RX4).
 * 2. An entry whose number is known is the same entry again, or a fork (RX5).
 */
import type { EntryId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { FeedFrontier } from '../sync/frontiers.ts'

export interface FeedRun<Item extends { readonly entry: ContentEntry }> {
  /** Contiguous from the frontier; each `prev` commits to the one before. */
  readonly next: readonly Item[]
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
): FeedRun<Item> {
  const known: Item[] = []
  const misfits: Item[] = []
  const next: Item[] = []
  const later: Item[] = []
  let at: { readonly next: number; readonly head: EntryId } = frontier
  for (const item of [...items].sort((a, b) => a.entry.header.seq - b.entry.header.seq)) {
    const { prev, seq } = item.entry.header
    if (seq < frontier.next) known.push(item)
    else if (seq > at.next) later.push(item)
    else if (seq < at.next) (next.some(({ entry }) => entry.id === item.entry.id) ? known : misfits).push(item)
    else if (prev !== at.head) misfits.push(item)
    else {
      next.push(item)
      at = { next: seq + 1, head: item.entry.id }
    }
  }
  return { next, known, later, misfits }
}
