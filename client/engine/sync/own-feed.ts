/**
 * This device's own feed in one group: which number comes next, what the relay
 * has, and what it would not take. Kept in the transaction of every entry, so a
 * failed commit consumes no number (CM3).
 *
 * 1. `sentTo` only grows: what was once sent is never shown as unsent again,
 *    even when the relay lost it and `pushFrom` had to go back (SX8).
 * 2. A refusal stands until the relay takes the entry (SX9).
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { type EntryId, type GroupId, type Instant, zeroHash } from '../../../shared/lib/ids.ts'
import {
  encodeField,
  instant,
  listOf,
  nullable,
  parseField,
  row,
  textUpTo,
  uint,
} from '../../../shared/protocol/fields.ts'
import { entryId } from '../../../shared/protocol/ids-on-wire.ts'

export interface Stuck {
  /** The first entry the relay did not take. */
  readonly seq: number
  readonly since: Instant
  /** A problem type, or 'quarantined': kept there, shown to an administrator, served to nobody. */
  readonly problem: string
}

export interface OwnFeed {
  readonly group: GroupId
  readonly next: number
  readonly head: EntryId
  /** Every entry below this number was acknowledged. */
  readonly sentTo: number
  /** The number to push next. */
  readonly pushFrom: number
  /** How far to go back when the relay answers 'gap' again. */
  readonly rewind: number
  /** When entries were acknowledged: all below `upTo` and not below the run before, in the minute of `at`. */
  readonly runs: readonly { readonly upTo: number; readonly at: Instant }[]
  readonly stuck: Stuck | null
}

const firstRewind = 16

export function emptyFeed(group: GroupId): OwnFeed {
  return { group, next: 0, head: zeroHash, sentTo: 0, pushFrom: 0, rewind: firstRewind, runs: [], stuck: null }
}

export function withWritten(feed: OwnFeed, id: EntryId): OwnFeed {
  return { ...feed, next: feed.next + 1, head: id }
}

/** The relay has this entry, now or since before. */
export function withSent(feed: OwnFeed, seq: number, at: Instant): OwnFeed {
  const pushFrom = Math.max(feed.pushFrom, seq + 1)
  const moved = { ...feed, pushFrom, rewind: firstRewind, stuck: freed(feed.stuck, seq) }
  if (seq < feed.sentTo) return moved
  const last = feed.runs.at(-1)
  // People are told the minute; a feed written all day long keeps no more than that.
  const sameMinute = last !== undefined && minuteOf(last.at) === minuteOf(at)
  const runs = sameMinute ? feed.runs.slice(0, -1) : feed.runs
  return { ...moved, sentTo: seq + 1, runs: [...runs, { upTo: seq + 1, at: sameMinute ? last.at : at }] }
}

function minuteOf(at: Instant): number {
  return Math.floor(at / 60_000)
}

function freed(stuck: Stuck | null, seq: number): Stuck | null {
  return stuck !== null && stuck.seq <= seq ? null : stuck
}

export function withRefused(feed: OwnFeed, seq: number, problem: string, at: Instant): OwnFeed {
  const same = feed.stuck?.seq === seq && feed.stuck.problem === problem
  return same ? feed : { ...feed, stuck: { seq, since: at, problem } }
}

/** Kept by the relay for an administrator; the ones after it are offered too, so that nothing a leaver wrote is lost. */
export function withQuarantined(feed: OwnFeed, seq: number, at: Instant): OwnFeed {
  const stuck = feed.stuck ?? { seq, since: at, problem: 'quarantined' }
  return { ...feed, pushFrom: Math.max(feed.pushFrom, seq + 1), stuck }
}

/** The relay lacks something before `seq`: it was restored from an older copy. Null when there is nothing further back. */
export function withGap(feed: OwnFeed, seq: number): OwnFeed | null {
  if (seq === 0) return null
  return { ...feed, pushFrom: Math.max(0, seq - feed.rewind), rewind: feed.rewind * 4 }
}

/** The relay began anew: everything of this feed is offered again. */
export function withRelayForgotten(feed: OwnFeed): OwnFeed {
  return { ...feed, pushFrom: 0 }
}

/** When the entry was acknowledged, or null. */
export function sentAt(feed: OwnFeed, seq: number): Instant | null {
  if (seq >= feed.sentTo) return null
  return feed.runs.find((run) => seq < run.upTo)?.at ?? null
}

const many = 0xffff_ffff

const feedRow = row<Omit<OwnFeed, 'group'>>(
  {
    next: uint(),
    head: entryId,
    sentTo: uint(),
    pushFrom: uint(),
    rewind: uint(),
    runs: listOf(row({ upTo: uint(), at: instant }), many),
    stuck: nullable(row<Stuck>({ seq: uint(), since: instant, problem: textUpTo(200) })),
  },
  [1],
)

export function encodeOwnFeed(feed: OwnFeed): Bytes {
  return encodeField(feedRow, feed)
}

/** Own bytes from the own disk; undefined when they are damaged. */
export function parseOwnFeed(group: GroupId, bytes: Uint8Array): OwnFeed | undefined {
  const feed = parseField(feedRow, bytes)
  return feed.ok ? { group, ...feed.value } : undefined
}
