/**
 * What of colleagues' feeds is not here because a snapshot folds it. Loaded only
 * where there is any. Per feed:
 *
 * 1. `announced`: the relay said that it leaves these out. Nothing is believed of
 *    it before the next entry of the feed is here, signed: then they are a hole.
 * 2. `holes`: from the entry before to the one after, whose `prev` names the last
 *    one missing; so what is fetched later is proven to be what was left out.
 * 3. `named`: a snapshot that was opened and is in use names these as folded into
 *    it, under its author's signature. A hole that none names is fetched (SX424).
 */
import type { DeviceId, EntryId, GroupId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { encodeField, listOf, parseField, row, uint } from '../../../shared/protocol/fields.ts'
import { entryId } from '../../../shared/protocol/ids-on-wire.ts'
import type { Span } from '../snapshots/payload.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface Hole extends Span {
  /** The entry in front of it. */
  readonly before: EntryId
  /** Its last entry, as the one behind it says. */
  readonly last: EntryId
}

export interface NamedSpan extends Span {
  readonly by: EntryId
}

export interface FeedGaps {
  readonly announced: readonly Span[]
  readonly holes: readonly Hole[]
  readonly named: readonly NamedSpan[]
}

export interface Announced extends Span {
  readonly group: GroupId
  readonly author: DeviceId
}

export interface GapsOverlay {
  readonly of: (group: GroupId, author: DeviceId) => FeedGaps
  readonly set: (group: GroupId, author: DeviceId, gaps: FeedGaps) => void
  readonly inGroup: (group: GroupId) => ReadonlyMap<DeviceId, FeedGaps>
  /** The relay said that it left these out; the feed is here up to `next`. */
  readonly announce: (left: Announced, next: number) => void
  /** `entry` is the one behind them. */
  readonly bridge: (entry: ContentEntry, hole: Omit<Hole, 'last'>) => void
  /** What is here of the group leaves the disk. */
  readonly forget: (group: GroupId) => void
  readonly writes: () => readonly Write[]
  /** Makes it true: call it when the disk has the writes. */
  readonly keep: () => void
}

export interface Gaps {
  readonly begin: () => GapsOverlay
  readonly inGroup: (group: GroupId) => ReadonlyMap<DeviceId, FeedGaps>
  readonly groups: () => readonly GroupId[]
  /** Of each feed the first number that is missing and that no snapshot stands for. */
  readonly firstUnnamed: (group: GroupId) => ReadonlyMap<DeviceId, number>
}

export const noGaps: FeedGaps = { announced: [], holes: [], named: [] }
const prefix = 'hole/'

const span = { from: uint(), to: uint() }
const most = 1_000_000
const gapsRow = row<FeedGaps>(
  {
    announced: listOf(row<Span>(span), most),
    holes: listOf(row<Hole>({ ...span, before: entryId, last: entryId }), most),
    named: listOf(row<NamedSpan>({ ...span, by: entryId }), most),
  },
  [1],
)

export function parseGaps(bytes: Uint8Array): FeedGaps | undefined {
  const parsed = parseField(gapsRow, bytes)
  return parsed.ok ? parsed.value : undefined
}

export async function openGaps(store: Pick<DeviceStore, 'scan'>): Promise<Gaps> {
  const byGroup = new Map<GroupId, Map<DeviceId, FeedGaps>>()
  for (const { key, value } of await store.scan('frontiers', prefix, `${prefix}g`)) {
    const [group, author] = key.slice(prefix.length).split('/') as [GroupId, DeviceId]
    put(group, author, parseGaps(value) ?? noGaps)
  }

  function put(group: GroupId, author: DeviceId, gaps: FeedGaps): void {
    const feeds = byGroup.get(group) ?? new Map<DeviceId, FeedGaps>()
    if (isNone(gaps)) feeds.delete(author)
    else feeds.set(author, gaps)
    if (feeds.size === 0) byGroup.delete(group)
    else byGroup.set(group, feeds)
  }

  function begin(): GapsOverlay {
    const changed = new Map<string, { group: GroupId; author: DeviceId; gaps: FeedGaps }>()
    const keyOf = (group: GroupId, author: DeviceId) => `${prefix}${group}/${author}`
    const of = (group: GroupId, author: DeviceId) =>
      changed.get(keyOf(group, author))?.gaps ?? byGroup.get(group)?.get(author) ?? noGaps
    const set = (group: GroupId, author: DeviceId, gaps: FeedGaps) =>
      void changed.set(keyOf(group, author), { group, author, gaps })
    return {
      of,
      set,
      announce: ({ author, group, ...left }, next) => set(group, author, withAnnounced(of(group, author), left, next)),
      bridge: ({ header: { author, group, prev } }, hole) =>
        set(group, author, withHole(of(group, author), { ...hole, last: prev })),
      forget: (group) => {
        for (const author of byGroup.get(group)?.keys() ?? []) set(group, author, noGaps)
      },
      inGroup: (group) => {
        const feeds = new Map(byGroup.get(group))
        for (const each of changed.values()) if (each.group === group) feeds.set(each.author, each.gaps)
        return feeds
      },
      writes: () =>
        [...changed].map(([key, { gaps }]) => ({
          store: 'frontiers',
          key,
          value: isNone(gaps) ? null : encodeField(gapsRow, gaps),
        })),
      keep: () => {
        for (const { author, gaps, group } of changed.values()) put(group, author, gaps)
      },
    }
  }

  return {
    begin,
    inGroup: (group) => byGroup.get(group) ?? new Map(),
    groups: () => [...byGroup.keys()],
    firstUnnamed: (group) =>
      new Map(
        [...(byGroup.get(group) ?? [])].flatMap(([author, feed]) =>
          unnamedIn(feed)
            .slice(0, 1)
            .map(({ from }) => [author, from] as const),
        ),
      ),
  }
}

function isNone({ announced, holes, named }: FeedGaps): boolean {
  return announced.length + holes.length + named.length === 0
}

/** Of a feed that is here up to `next`. */
export function withAnnounced(gaps: FeedGaps, { from, to }: Span, next: number): FeedGaps {
  const first = Math.max(from, next)
  return first > to ? gaps : { ...gaps, announced: joined([...gaps.announced, { from: first, to }]) }
}

/** The entry behind it is here. */
export function withHole(gaps: FeedGaps, hole: Hole): FeedGaps {
  return { ...gaps, announced: without(gaps.announced, [{ from: 0, to: hole.to }]), holes: [...gaps.holes, hole] }
}

/** Its first entries up to number `to`, whose id is `last`, are here now. */
export function withFilled(gaps: FeedGaps, hole: Hole, to: number, last: EntryId): FeedGaps {
  const others = gaps.holes.filter((each) => each !== hole)
  const left = to >= hole.to ? [] : [{ ...hole, from: to + 1, before: last }]
  const holes = [...others, ...left].sort((a, b) => a.from - b.from)
  return { ...gaps, holes, named: inside(gaps.named, holes) }
}

export function withNamed(gaps: FeedGaps, spans: readonly Span[], by: EntryId): FeedGaps {
  const others = gaps.named.filter((each) => each.by !== by)
  return { ...gaps, named: inside([...others, ...spans.map((each) => ({ ...each, by }))], gaps.holes) }
}

export function withoutNames(gaps: FeedGaps, by: EntryId): FeedGaps {
  return { ...gaps, named: gaps.named.filter((each) => each.by !== by) }
}

/** Numbers that are missing here and that no snapshot names, in order. */
function unnamedIn({ holes, named }: FeedGaps): readonly Span[] {
  return without(holes, named)
}

export function touches(some: readonly Span[], others: readonly Span[]): boolean {
  return some.some(({ from, to }) => others.some((other) => from <= other.to && to >= other.from))
}

function inside(named: readonly NamedSpan[], holes: readonly Span[]): readonly NamedSpan[] {
  return named.flatMap(({ by, from, to }) =>
    holes.flatMap((hole) => {
      const [first, last] = [Math.max(from, hole.from), Math.min(to, hole.to)]
      return first > last ? [] : [{ from: first, to: last, by }]
    }),
  )
}

function joined(spans: readonly Span[]): readonly Span[] {
  const list: Span[] = []
  for (const each of spans.toSorted((a, b) => a.from - b.from)) {
    const last = list.at(-1)
    if (last === undefined || each.from > last.to + 1) list.push(each)
    else list[list.length - 1] = { from: last.from, to: Math.max(last.to, each.to) }
  }
  return list
}

function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  let left: readonly Span[] = spans.map(({ from, to }) => ({ from, to }))
  for (const other of others) {
    left = left.flatMap(({ from, to }) => {
      if (other.to < from || other.from > to) return [{ from, to }]
      const before = other.from > from ? [{ from, to: other.from - 1 }] : []
      return other.to < to ? [...before, { from: other.to + 1, to }] : before
    })
  }
  return left
}
