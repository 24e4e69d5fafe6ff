/**
 * Entries that a snapshot had stood for, come after all: each hole of a feed is a
 * feed of its own, from the entry before it to the one behind, whose `prev` says
 * what the last of it must be. Every check of an entry is made as if it had come
 * in its time. Loaded when there are any. Rule SX423.
 */

import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { logWrites } from '../sync/entry-log.ts'
import { type Arrived, type Batch, refuse, settled, type Verified } from './batch.ts'
import { checkRight } from './check-entry.ts'
import { feedRun } from './feed-run.ts'
import { type Hole, withFilled } from './gaps.ts'
import type { ContentDeps, FeedSteps, Missing } from './take-content.ts'

export async function fillHoles(
  deps: ContentDeps,
  batch: Batch,
  { author, facts, missing }: Missing,
  { keepOrPark, refuseMisfits, signedPrefix }: FeedSteps,
): Promise<readonly Verified[]> {
  const { author: device, group } = missing[0]!.entry.header
  const filled: Verified[] = []
  for (const hole of batch.gaps!.of(group, device).holes) {
    const isIn = ({ entry }: Arrived<ContentEntry>) => entry.header.seq >= hole.from && entry.header.seq <= hole.to
    // What is behind another one that is still missing comes again when that is fetched.
    const run = feedRun(missing.filter(isIn), { next: hole.from, head: hole.before })
    const signed = await signedPrefix(deps, batch, run.next, author)
    await refuseMisfits(deps, batch, run.misfits, author)
    const good: Verified[] = []
    for (const item of signed) {
      if (!isLinked(deps, batch, item.entry, hole)) break
      if (keepOrPark(deps, batch, item, checkRight(item.entry, facts, author)) === undefined) break
      settled(batch, item.entry.id)
      good.push({ ...item, author, isOld: true })
    }
    const last = good.at(-1)?.entry
    if (last === undefined) continue
    batch.gaps!.set(group, device, withFilled(batch.gaps!.of(group, device), hole, last.header.seq, last.id))
    batch.writes.push(...logWrites(good.map(({ entry }) => entry)))
    filled.push(...good)
  }
  return filled
}

/** Signed, and another history than the one that was gone on from: a fork of its author. */
function isLinked({ clock, notices }: ContentDeps, batch: Batch, entry: ContentEntry, { last, to }: Hole): boolean {
  if (entry.header.seq !== to || entry.id === last) return true
  notices.add('feed-fork', entry.header.author)
  refuse(batch, entry, 'feed-fork', clock.now())
  return false
}
