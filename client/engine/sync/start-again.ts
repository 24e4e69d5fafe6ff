/**
 * A relay that showed less than this device has read: it is read from its first
 * number on, everything of ours is offered again, and what is certain of it is
 * kept as evidence, in one commit. Loaded when it happens.
 */
import type { CatchUpDeps } from './catch-up.ts'
import { cursorWrite, type StreamCursor, unread } from './cursor.ts'
import { lastSeenWrite } from './last-seen.ts'
import { withRelayForgotten } from './own-feed.ts'
import type { StreamStart } from './relay-client.ts'
import { changesOf, readWentBack, withNoticed } from './went-back.ts'

/** The same relay, nothing of it read; null where the disk did not take it. */
export async function startAgain(
  { clock, commitLock, feeds, refill, sealedStore, store }: CatchUpDeps,
  at: StreamCursor,
  start: StreamStart,
): Promise<StreamCursor | null> {
  const said = start.generation !== at.generation
  // Another thing where the newest was read may also be what this device may not read any more: the reading tells.
  const isCertain = said || start.head < at.cursor
  const fresh = { ...unread, caughtUpAt: at.caughtUpAt, generation: start.generation }
  const forgotten = feeds.all().map(withRelayForgotten)
  const saved = await commitLock(async () => {
    const known = isCertain ? await readWentBack(sealedStore) : []
    const after = isCertain ? withNoticed(known, said, clock.now()) : []
    const noticed = await sealedStore.seal(changesOf(known, after))
    const writes = forgotten.flatMap((feed) => feeds.planFeed(feed, []))
    const due = refill.dueWrite(isCertain)
    const done = await store.commit([cursorWrite(fresh), lastSeenWrite(null), due, ...noticed, ...writes])
    if (done.ok) for (const feed of forgotten) feeds.keepFeed(feed, [])
    return done
  })
  if (!saved.ok) return null
  refill.begin(isCertain)
  return fresh
}
