/**
 * What a snapshot says inside its seal: a document as it was saved, the heads it
 * has, and which entries of which feeds are folded into it. So that nobody has to
 * believe the relay about what it leaves out, the entries are named here, by the
 * numbers of their feeds, under the author's signature. Rule DC420.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, Instant } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import {
  bytesUpTo,
  checked,
  encodeField,
  type Field,
  idOf,
  instant,
  listOf,
  mapped,
  parseField,
  row,
  uint,
} from '../../../shared/protocol/fields.ts'
import { deviceId } from '../../../shared/protocol/ids-on-wire.ts'
import { type Malformed, malformed } from '../../../shared/protocol/malformed.ts'

/** Numbers of a feed, from the first to the last. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface FoldedFeed {
  readonly device: DeviceId
  /** Changes of the document, one entry each; ascending, none of them next to another. */
  readonly changes: readonly Span[]
  /** Snapshots of it from before. */
  readonly snapshots: readonly Span[]
}

export interface SnapshotPayload {
  /** Automerge's, 32 bytes each. */
  readonly heads: readonly string[]
  readonly feeds: readonly FoldedFeed[]
  /** When the newest change in it was written, by its writer's clock. */
  readonly changedAt: Instant
  /** DEFLATE (RFC 1951) of Automerge's document chunk without compressed columns. */
  readonly packed: Bytes
}

/** An entry names as many. */
const mostFeeds = 128
const mostHeads = 64
const mostSpans = 4_096

const spans: Field<readonly Span[]> = mapped(listOf(uint(), 2 * mostSpans), toSpans, (list) =>
  list.flatMap(({ from, to }) => [from, to]),
)

function toSpans(ends: readonly number[]): Result<readonly Span[], Malformed> {
  const list: Span[] = []
  for (let i = 0; i < ends.length; i += 2) {
    const [from, to] = [ends[i]!, ends[i + 1] ?? -1]
    if (to < from || from <= (list.at(-1)?.to ?? -2) + 1) return malformed('spans out of order')
    list.push({ from, to })
  }
  return ok(list)
}

const feed = row<FoldedFeed>({ device: deviceId, changes: spans, snapshots: spans })

const payload = row<SnapshotPayload>(
  {
    heads: listOf(idOf<string>(32), mostHeads),
    feeds: checked(listOf(feed, mostFeeds), (feeds) =>
      new Set(feeds.map(({ device }) => device)).size === feeds.length ? undefined : 'a feed named twice',
    ),
    changedAt: instant,
    packed: bytesUpTo(65_536, 1),
  },
  [1],
)

export function encodeSnapshot(snapshot: SnapshotPayload): Bytes {
  return encodeField(payload, snapshot)
}

export function parseSnapshot(bytes: Bytes): Result<SnapshotPayload, Malformed> {
  return parseField(payload, bytes)
}

/** The fewest spans that hold these numbers, each of them once. */
export function spansOf(numbers: readonly number[]): readonly Span[] {
  const list: Span[] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = list.at(-1)
    if (last !== undefined && last.to + 1 === number) list[list.length - 1] = { from: last.from, to: number }
    else list.push({ from: number, to: number })
  }
  return list
}

export function countOf(list: readonly Span[]): number {
  return list.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

export function isInSpans(list: readonly Span[], number: number): boolean {
  return list.some(({ from, to }) => number >= from && number <= to)
}
