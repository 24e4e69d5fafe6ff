/**
 * Own entries coming back in the stream.
 *
 * 1. The very entry of the log: the relay has it, whatever became of the answer
 *    to the push. Only its hash says so, never its number: else a relay, or a
 *    second copy of this device, could have something called sent that is not
 *    there (SX100).
 * 2. Another one under its number, signed by this device: its disk was put back
 *    to an older copy, and wrote there what the relay has otherwise (SX102).
 * 3. One that continues the feed: the disk is an older copy that wrote nothing
 *    since. It takes the feed up where the relay has it (SX101).
 */
import type { DeviceId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import { type SignatureVerifier, verifyEntry } from '../../../shared/protocol/signature.ts'
import type { Chains } from '../membership/chains.ts'
import type { Notices } from '../notices.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { readLog } from '../sync/entry-log.ts'
import { type OwnFeed, withRefused, withSent, withWritten } from '../sync/own-feed.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import { type Arrived, type Batch, refuse } from './batch.ts'

export interface OwnArrivals {
  readonly same: readonly Arrived<ContentEntry>[]
  /** Signed by this device, and not what its log has under that number. */
  readonly forks: readonly ContentEntry[]
}

export interface OwnDeps {
  readonly device: DeviceId
  readonly chains: Chains
  readonly store: DeviceStore
  readonly verifier: SignatureVerifier
  readonly notices: Notices
  readonly clock: Clock
}

/** `own` have numbers this device has used. */
export async function sortOwn(
  deps: OwnDeps,
  batch: Batch,
  own: readonly Arrived<ContentEntry>[],
): Promise<OwnArrivals> {
  const same: Arrived<ContentEntry>[] = []
  const forks: ContentEntry[] = []
  for (const item of own) {
    const { group, seq } = item.entry.header
    const [logged] = await readLog(deps.store, { group, author: deps.device, from: seq, to: seq + 1 })
    const before = logged === undefined ? undefined : parseContentEntry(logged.bytes)
    if (before?.ok === true && before.value.id === item.entry.id) same.push(item)
    else if (await isSignedHere(deps, item.entry)) forks.push(item.entry)
    else refuse(batch, item.entry, 'bad-signature', deps.clock.now())
  }
  for (const entry of forks) {
    deps.notices.add('own-feed-fork', entry.header.group)
    refuse(batch, entry, 'feed-fork', deps.clock.now())
  }
  return { same, forks }
}

async function isSignedHere({ chains, device, verifier }: OwnDeps, entry: ContentEntry): Promise<boolean> {
  const known = chains.state(entry.header.group)?.devices[device] ?? chains.team()?.devices[device]
  return known !== undefined && verifyEntry(verifier, entry, known.keys.signKey)
}

/** Whether `adopted` still goes on from where the own feeds end. */
export function continuesOwn(feeds: Pick<OwnFeeds, 'of'>, adopted: readonly ContentEntry[]): boolean {
  const firsts = new Map<GroupId, ContentEntry>()
  for (const entry of adopted) if (!firsts.has(entry.header.group)) firsts.set(entry.header.group, entry)
  return [...firsts.values()].every(({ header }) => {
    const { head, next } = feeds.of(header.group)
    return header.seq === next && header.prev === head
  })
}

export function planOwnArrivals(
  feeds: OwnFeeds,
  { adopted, forks, same }: OwnArrivals & { readonly adopted: readonly ContentEntry[] },
  now: Instant,
): { readonly writes: readonly Write[]; readonly keep: () => void } {
  const changed = new Map<GroupId, OwnFeed>()
  const change = (group: GroupId, to: (feed: OwnFeed) => OwnFeed) =>
    changed.set(group, to(changed.get(group) ?? feeds.of(group)))
  for (const { entry } of same) {
    const { group, seq } = entry.header
    change(group, (feed) => (seq >= feed.sentTo ? withSent(feed, seq, now) : feed))
  }
  for (const { header, id } of adopted) {
    change(header.group, (feed) => withSent(withWritten(feed, id), header.seq, now))
  }
  for (const { header } of forks) {
    change(header.group, (feed) => (feed.stuck === null ? withRefused(feed, header.seq, 'fork', now) : feed))
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
