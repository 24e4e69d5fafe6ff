/**
 * Port: what the relay keeps. One ordered stream of items per space (content,
 * control and key boxes), numbered without a gap from 1, plus what is kept and
 * not served: evidence of forks and the entries of devices already removed.
 *
 * The store never reads inside an entry. Feed order, chain order, idempotence
 * and quotas are decided here, in the transaction that writes, because only
 * there nothing can come between the check and the write. Rules ES1 to ES18.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, DocId, EntryId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import type { Others } from './others.ts'
import type { Quarantine } from './quarantine.ts'

/** Whom a key box is sealed for: a device, or the team group. */
export type Recipient = DeviceId | GroupId

export interface Box {
  readonly recipient: Recipient
  readonly box: Bytes
}

export interface Decided {
  /**
   * The newest control entry that this was decided by. Where others write too it is stored only while that is still
   * the newest, else the outcome is `moved`.
   */
  readonly asOf?: Arrival
}

export interface ContentAppend extends Decided {
  readonly type: 'content'
  readonly group: GroupId
  readonly author: DeviceId
  readonly seq: number
  readonly prev: EntryId
  readonly id: EntryId
  readonly bytes: Bytes
  /** It says that its author opened a record, and is shown to information governance. */
  readonly isView?: boolean
  /** It is a snapshot of this document; what it folds is named by the newest entry of each feed. */
  readonly snapshot?: { readonly doc: DocId; readonly newest: readonly EntryId[] } | undefined
}

/** What the newest snapshot of a document folds: of each feed the number of the newest entry, where that is here. */
export interface FoldedDoc {
  readonly doc: DocId
  readonly feeds: ReadonlyMap<DeviceId, number>
}

export interface ControlAppend extends Decided {
  readonly type: 'control'
  readonly group: GroupId
  readonly groupSeq: number
  readonly id: EntryId
  readonly bytes: Bytes
  /** The epoch the boxes belong to; without boxes it is not looked at. */
  readonly epoch: number
  readonly boxes: readonly Box[]
}

export interface BoxesAppend {
  readonly type: 'boxes'
  readonly group: GroupId
  readonly epoch: number
  readonly boxes: readonly Box[]
}

/** Kept for an administrator to adopt, and served to nobody. */
export interface QuarantineAppend extends Decided {
  readonly type: 'quarantine'
  readonly group: GroupId
  readonly author: DeviceId
  readonly seq: number
  readonly id: EntryId
  readonly bytes: Bytes
}

export type Append = ContentAppend | ControlAppend | BoxesAppend | QuarantineAppend

export type StoreRefusal = 'gap' | 'previous-mismatch' | 'fork' | 'compare-and-swap' | 'over-quota' | 'too-many-boxes'

export type AppendOutcome =
  /** `last` is the arrival of the last item written: the boxes follow their control entry. */
  | { readonly type: 'stored'; readonly arrival: Arrival; readonly last: Arrival }
  | { readonly type: 'duplicate'; readonly arrival: Arrival }
  | { readonly type: 'quarantined' }
  /** Nothing was written: another process has added to the space's chains (`asOf`). */
  | { readonly type: 'moved' }
  | { readonly type: 'refused'; readonly reason: StoreRefusal }

export type StoredItem =
  | {
      readonly type: 'entry'
      readonly kind: 'content' | 'control'
      readonly arrival: Arrival
      readonly group: GroupId
      readonly bytes: Bytes
      readonly storedAt: Instant
    }
  | {
      readonly type: 'box'
      readonly arrival: Arrival
      readonly group: GroupId
      readonly epoch: number
      readonly recipient: Recipient
      readonly box: Bytes
    }

/** What one reader may see of a space. Boxes: those for one of `recipients`, in the groups of `contents`. */
export interface Readable {
  readonly contents: ReadonlySet<GroupId>
  readonly chains: ReadonlySet<GroupId>
  readonly recipients: ReadonlySet<Recipient>
}

export interface BatchLimit {
  readonly items: number
  readonly bytes: number
}

export interface Batch {
  readonly items: readonly StoredItem[]
  /** Where to continue; may lie beyond the last item shown. */
  readonly cursor: Arrival
  readonly more: boolean
}

export interface SpaceHead {
  readonly head: Arrival
  /** Random, 16 bytes; another one after the store was put back from a backup. */
  readonly generation: Bytes
}

export interface KeptEntry {
  readonly author: DeviceId
  readonly seq: number
  readonly id: EntryId
  readonly bytes: Bytes
}

export interface FeedHead {
  readonly author: DeviceId
  readonly seq: number
  readonly id: EntryId
}

export interface StoreQuota {
  readonly groupBytes: number
  readonly spaceBytes: number
  /** What one removed device may leave in one group. */
  readonly quarantineBytes: number
}

export interface StoredControl {
  readonly arrival: Arrival
  readonly group: GroupId
  readonly bytes: Bytes
}

export interface EntryStore extends Quarantine {
  readonly others?: Others
  /**
   * Writes what may be written, in order, and answers once it is durable. The
   * outcome of one append never depends on whether a later one is refused. The
   * first append to a space founds it.
   */
  readonly append: (space: SpaceId, appends: readonly Append[]) => Promise<readonly AppendOutcome[]>
  readonly read: (space: SpaceId, after: Arrival, readable: Readable, limit: BatchLimit) => Promise<Batch>
  readonly spaces: () => Promise<readonly SpaceId[]>
  readonly spaceHead: (space: SpaceId) => Promise<SpaceHead | undefined>
  /** View events stored since then, after that arrival, in order. */
  readonly viewsAfter: (
    space: SpaceId,
    after: Arrival,
    since: Instant,
    count: number,
  ) => Promise<readonly { readonly arrival: Arrival; readonly bytes: Bytes }[]>
  /** From now on the space is known by another generation; nothing else of it changes. */
  readonly renewGeneration: (space: SpaceId) => Promise<void>
  /** Every control entry of the space, or those after an arrival, in their order: what chain states are built from. */
  readonly controls: (space: SpaceId, after?: Arrival) => Promise<readonly StoredControl[]>
  /** Of one chain, from number `from` to number `to`, in their order. */
  readonly chainEntries: (space: SpaceId, group: GroupId, from: number, to: number) => Promise<readonly Bytes[]>
  readonly controlArrival: (space: SpaceId, group: GroupId, groupSeq: number) => Promise<Arrival | undefined>
  readonly feedHeads: (space: SpaceId, group: GroupId) => Promise<readonly FeedHead[]>
  /** The arrival of the content entry at this place of the feed, if it is this very entry. */
  readonly findContent: (
    space: SpaceId,
    entry: Pick<ContentAppend, 'group' | 'author' | 'seq' | 'id'>,
  ) => Promise<Arrival | undefined>
  /** Of each document that has a snapshot in this group. */
  readonly folded: (space: SpaceId, group: GroupId) => Promise<readonly FoldedDoc[]>
  /** Who has at least one box of this epoch. */
  readonly boxRecipients: (space: SpaceId, group: GroupId, epoch: number) => Promise<ReadonlySet<Recipient>>
  readonly forks: (space: SpaceId, group: GroupId) => Promise<readonly KeptEntry[]>
  readonly quarantined: (space: SpaceId, group: GroupId) => Promise<readonly KeptEntry[]>
  /** Resolves while the store can be written; rejects when it cannot. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Three boxes a recipient: one wrong box must not keep the right one out, and nobody may flood. */
export const boxAlternatives = 3
/** Contradicting entries kept per feed: two are the proof, the rest would only fill the disk. */
export const forksKept = 8
