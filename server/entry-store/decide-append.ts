/**
 * What becomes of one append: feed order, chain order, idempotence, boxes and
 * quotas, the same in every SQL adapter. Each append is decided by looking first
 * and writing after, so that a refused one leaves nothing behind and the ones
 * beside it in the same transaction stand. Rules ES2 to ES9, ES14.
 *
 * How it is looked and written is the adapter's: `Group` is its own row of the
 * group, with the running numbers that `put` moves.
 */
import { type Bytes, equalBytes } from '../../shared/lib/bytes.ts'
import { type Arrival, type DeviceId, type EntryId, zeroHash } from '../../shared/lib/ids.ts'
import {
  type Append,
  type AppendOutcome,
  type Box,
  type BoxesAppend,
  boxAlternatives,
  type ContentAppend,
  type ControlAppend,
  forksKept,
  type QuarantineAppend,
  type Recipient,
  type StoreQuota,
  type StoreRefusal,
} from './entry-store.ts'

/** Where something is stored on a feed or a chain. */
export interface Place {
  readonly arrival: Arrival
  readonly seq: number
  readonly id: EntryId
}

export type KeptReason = 'fork' | 'quarantine'

export type SnapshotOf = NonNullable<ContentAppend['snapshot']>

/** Bytes kept, of the group and of its space; and the space's newest arrival. */
export interface Counted {
  readonly bytes: number
  readonly space: { readonly bytes: number; readonly head: number }
}

export type NewItem =
  | { readonly kind: 'content'; readonly author: DeviceId; readonly seq: number; readonly id: EntryId }
  | { readonly kind: 'control'; readonly seq: number; readonly id: EntryId }
  | { readonly kind: 'box'; readonly recipient: Recipient; readonly epoch: number }

export interface AppendPlaces<Group extends Counted> {
  readonly feedHead: (group: Group, author: DeviceId) => Place | undefined
  readonly feedAt: (group: Group, author: DeviceId, seq: number) => Place | undefined
  readonly chainHead: (group: Group) => Place | undefined
  readonly chainAt: (group: Group, seq: number) => Place | undefined
  readonly boxesOf: (group: Group, epoch: number, recipient: Recipient) => readonly Uint8Array[]
  readonly keptOf: (
    group: Group,
    reason: KeptReason,
    author: DeviceId,
  ) => { readonly count: number; readonly bytes: number }
  readonly isKept: (group: Group, reason: KeptReason, append: ContentAppend | QuarantineAppend) => boolean
  /** At the end of the space; counts it. */
  readonly put: (group: Group, item: NewItem, body: Bytes) => Arrival
  readonly noteView: (group: Group, arrival: Arrival) => void
  /** After it was put: what it names is what lies there by then. */
  readonly noteSnapshot: (group: Group, snapshot: SnapshotOf, arrival: Arrival) => void
  /** Keeping the same again changes nothing. */
  readonly keep: (group: Group, reason: KeptReason, append: ContentAppend | QuarantineAppend) => void
}

const refused = (reason: StoreRefusal): AppendOutcome => ({ type: 'refused', reason })

export function isOverQuota(quota: StoreQuota, group: Counted, bytes: number): boolean {
  return group.bytes + bytes > quota.groupBytes || group.space.bytes + bytes > quota.spaceBytes
}

const sizeOf = (boxes: readonly Box[]): number => boxes.reduce((sum, { box }) => sum + box.length, 0)

export function createDecider<Group extends Counted>(
  places: AppendPlaces<Group>,
  quota: StoreQuota,
): (group: Group, append: Append) => AppendOutcome {
  function keepFork(group: Group, append: ContentAppend): AppendOutcome {
    if (places.keptOf(group, 'fork', append.author).count < forksKept) places.keep(group, 'fork', append)
    return refused('fork')
  }

  function writeContent(group: Group, append: ContentAppend): AppendOutcome {
    const { author, bytes, id, prev, seq } = append
    const head = places.feedHead(group, author)
    const next = head === undefined ? 0 : head.seq + 1
    if (seq > next) return refused('gap')
    if (seq < next) {
      const there = seq === head!.seq ? head! : places.feedAt(group, author, seq)!
      return there.id === id ? { type: 'duplicate', arrival: there.arrival } : keepFork(group, append)
    }
    if (prev !== (head?.id ?? zeroHash)) return refused('previous-mismatch')
    if (isOverQuota(quota, group, bytes.length)) return refused('over-quota')
    const arrival = places.put(group, { kind: 'content', author, seq, id }, bytes)
    if (append.isView) places.noteView(group, arrival)
    if (append.snapshot !== undefined) places.noteSnapshot(group, append.snapshot, arrival)
    return { type: 'stored', arrival, last: arrival }
  }

  /** The boxes not there yet, or undefined when a recipient would have too many. */
  function newBoxes(group: Group, epoch: number, boxes: readonly Box[]): readonly Box[] | undefined {
    const kept = new Map<string, Uint8Array[]>()
    const fresh: Box[] = []
    for (const box of boxes) {
      const there = kept.get(box.recipient) ?? [...places.boxesOf(group, epoch, box.recipient)]
      kept.set(box.recipient, there)
      if (there.some((known) => equalBytes(known, box.box))) continue
      if (there.length >= boxAlternatives) return undefined
      there.push(box.box)
      fresh.push(box)
    }
    return fresh
  }

  function putBoxes(group: Group, epoch: number, boxes: readonly Box[], before: Arrival): Arrival {
    let last = before
    for (const { recipient, box } of boxes) last = places.put(group, { kind: 'box', recipient, epoch }, box)
    return last
  }

  function writeControl(group: Group, { boxes, bytes, epoch, groupSeq, id }: ControlAppend): AppendOutcome {
    const head = places.chainHead(group)
    const next = head === undefined ? 0 : head.seq + 1
    if (groupSeq > next) return refused('compare-and-swap')
    if (groupSeq < next) {
      const there = groupSeq === head!.seq ? head! : places.chainAt(group, groupSeq)!
      return there.id === id ? { type: 'duplicate', arrival: there.arrival } : refused('compare-and-swap')
    }
    const fresh = newBoxes(group, epoch, boxes)
    if (fresh === undefined) return refused('too-many-boxes')
    if (isOverQuota(quota, group, bytes.length + sizeOf(fresh))) return refused('over-quota')
    const arrival = places.put(group, { kind: 'control', seq: groupSeq, id }, bytes)
    return { type: 'stored', arrival, last: putBoxes(group, epoch, fresh, arrival) }
  }

  function writeBoxes(group: Group, { boxes, epoch }: BoxesAppend): AppendOutcome {
    const fresh = newBoxes(group, epoch, boxes)
    if (fresh === undefined) return refused('too-many-boxes')
    if (fresh.length === 0) return { type: 'duplicate', arrival: group.space.head as Arrival }
    if (isOverQuota(quota, group, sizeOf(fresh))) return refused('over-quota')
    const arrival = (group.space.head + 1) as Arrival
    return { type: 'stored', arrival, last: putBoxes(group, epoch, fresh, arrival) }
  }

  function writeQuarantine(group: Group, append: QuarantineAppend): AppendOutcome {
    const { author, bytes, id, seq } = append
    const there = places.feedAt(group, author, seq)
    if (there?.id === id) return { type: 'duplicate', arrival: there.arrival }
    if (places.isKept(group, 'quarantine', append)) return { type: 'quarantined' }
    if (places.keptOf(group, 'quarantine', author).bytes + bytes.length > quota.quarantineBytes)
      return refused('over-quota')
    places.keep(group, 'quarantine', append)
    return { type: 'quarantined' }
  }

  return (group, append) => {
    switch (append.type) {
      case 'content':
        return writeContent(group, append)
      case 'control':
        return writeControl(group, append)
      case 'boxes':
        return writeBoxes(group, append)
      case 'quarantine':
        return writeQuarantine(group, append)
    }
  }
}
