/**
 * One batch on its way in: everything it will write, all of it or nothing. The
 * steps of the receiver add to it; the receiver commits it with the cursor.
 */
import type { Arrival, EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainDevice } from '../../../shared/membership/chain.ts'
import type { ContentEntry, ControlEntry, Entry } from '../../../shared/protocol/entry.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { Write } from '../storage/device-store.ts'
import type { FrontierOverlay } from '../sync/frontiers.ts'
import type { PendingFor, RefusalReason } from './check-entry.ts'
import type { GapsOverlay } from './gaps.ts'
import { idOfBytes, type Refused, type Waiting } from './parked.ts'

/** An entry with where the relay put it. */
export interface Arrived<Kind extends Entry = Entry> {
  readonly entry: Kind
  readonly arrival: Arrival
  readonly storedAt: Instant
}

export interface Verified extends Arrived<ContentEntry> {
  readonly author: ChainDevice
  /** Of a hole: a snapshot has told of it before. */
  readonly isOld?: boolean
}

export interface Batch {
  readonly frontiers: FrontierOverlay
  readonly writes: Write[]
  /** Own entries that the relay has and this disk had lost, as an old copy of it has. */
  readonly adopted: ContentEntry[]
  /** Of chains, for the log. */
  readonly controls: Map<EntryId, ControlEntry>
  /** What chains themselves show. */
  readonly rows: StoredRow[]
  /** Groups of which something arrived that others may have waited for. */
  readonly touched: Set<GroupId>
  readonly wait: Map<EntryId, Waiting>
  /** What snapshots fold of feeds; absent where there is nothing of it. */
  readonly gaps: GapsOverlay | undefined
  readonly refuse: Map<string, Refused>
  readonly resolved: Set<EntryId>
}

export function beginBatch(frontiers: FrontierOverlay, gaps?: GapsOverlay): Batch {
  return {
    frontiers,
    gaps,
    writes: [],
    adopted: [],
    controls: new Map(),
    rows: [],
    touched: new Set(),
    wait: new Map(),
    refuse: new Map(),
    resolved: new Set(),
  }
}

/** The entry waits. One that waited already for the same thing stays as it is. */
export function putAside(
  batch: Batch,
  { arrival, entry, storedAt }: Arrived,
  reason: PendingFor,
  verified = false,
): void {
  batch.resolved.delete(entry.id)
  batch.wait.set(entry.id, { entry, arrival, storedAt, for: reason, verified })
}

export function refuse(batch: Batch, entry: Entry, reason: RefusalReason, at: Instant): void {
  batch.wait.delete(entry.id)
  batch.resolved.add(entry.id)
  batch.refuse.set(entry.id, { id: entry.id, bytes: entry.bytes, reason, at })
}

export function refuseBytes(batch: Batch, bytes: Refused['bytes'], reason: RefusalReason, at: Instant): void {
  const id = idOfBytes(bytes)
  batch.refuse.set(id, { id, bytes, reason, at })
}

export function settled(batch: Batch, id: EntryId): void {
  batch.wait.delete(id)
  batch.resolved.add(id)
}
