/**
 * Verified entries -> rows: opened, parsed, held against what their writer may
 * write where. What has no key yet waits, everything else that does not fit is
 * parked whole (RX2).
 */

import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { mayWriteEntry } from '../../../shared/membership/documents.ts'
import { projectRecord } from '../../domain/projections/project-record.ts'
import { belongsHere } from '../../domain/projections/record-place.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceHybridClock } from '../platform/hybrid.ts'
import type { SnapshotPayload } from '../snapshots/payload.ts'
import { contextOf } from '../writing/record-context.ts'
import { parsePayload } from '../writing/record-payload.ts'
import { type Batch, putAside, refuse, settled, type Verified } from './batch.ts'
import { isOfItsKind } from './entry-kinds.ts'
import type { CarriedRecords, HeldDeps, HeldVerdict } from './held-entry.ts'

export interface OpenDeps extends HeldDeps {
  readonly clock: Clock
  readonly hybrid: DeviceHybridClock
}

export interface OpenedChange {
  readonly item: Verified
  readonly payload: Bytes
}

export interface Opened {
  readonly rows: readonly StoredRow[]
  readonly records: readonly { readonly item: Verified; readonly record: CareRecord }[]
  readonly changes: readonly OpenedChange[]
  readonly snapshots: readonly OpenedSnapshot[]
}

export interface OpenedSnapshot {
  readonly item: Verified
  readonly payload: Bytes
  readonly snapshot: SnapshotPayload
}

export async function openEntries(deps: OpenDeps, batch: Batch, verified: readonly Verified[]): Promise<Opened> {
  const opened = await Promise.all(verified.map(async (item) => ({ item, result: await deps.sealer.open(item.entry) })))
  const now = deps.clock.now()
  const rows: StoredRow[] = []
  const records: { item: Verified; record: CareRecord }[] = []
  const changes: OpenedChange[] = []
  const snapshots: OpenedSnapshot[] = []
  for (const { item, result } of opened) {
    if (!result.ok) {
      if (result.error.type === 'no-key') putAside(batch, item, 'key', true)
      else if (result.error.type === 'newer-app') putAside(batch, item, 'newer-app', true)
      else refuse(batch, item.entry, result.error.type, now)
      continue
    }
    settled(batch, item.entry.id)
    const { group, kind } = item.entry.header
    const chain = deps.chains.state(group)
    if (chain === undefined) continue
    if (!mayWriteEntry(chain, item.author.role, item.entry.header)) refuse(batch, item.entry, 'wrong-place', now)
    else if (kind === 'change') changes.push({ item, payload: result.value })
    else if (kind === 'snapshot') {
      // Seldom, so no start waits for it.
      const { parseSnapshot } = await import('../snapshots/payload.ts')
      const parsed = parseSnapshot(result.value)
      if (parsed.ok) snapshots.push({ item, payload: result.value, snapshot: parsed.value })
      else refuse(batch, item.entry, 'bad-snapshot', now)
    } else {
      const taken = await takeRecords(deps, batch, { item, chain, payload: result.value, now })
      rows.push(...taken.rows)
      records.push(...taken.records.map((record) => ({ item, record })))
    }
  }
  return { rows, records, changes, snapshots }
}

interface ToTake {
  readonly item: Verified
  readonly chain: ChainState
  readonly payload: Bytes
  readonly now: Instant
}

async function takeRecords(
  deps: OpenDeps,
  batch: Batch,
  { chain, item, now, payload }: ToTake,
): Promise<{ readonly rows: readonly StoredRow[]; readonly records: readonly CareRecord[] }> {
  const { chains, hybrid, me } = deps
  const nothing = { rows: [], records: [] }
  const records = parsePayload(payload)
  if (!records.ok) {
    if (records.error.type === 'newer-app') putAside(batch, item, 'newer-app', true)
    else refuse(batch, item.entry, 'bad-record', now)
    return nothing
  }
  const facts = { entry: item.entry, chain, team: chains.team(), author: item.author, me }
  // How long it was on its way: from being sealed to the relay's durable write. What was brought in from older
  // paper is no late arrival, so the way is counted from when it happened.
  const onItsWay = Math.max(0, item.storedAt - item.entry.header.writtenAt)
  const placed = records.value.map((record) => ({
    record,
    context: contextOf({ ...facts, arrivedAt: (record.at + onItsWay) as Instant }),
  }))
  const isMisplaced = placed.some(({ context, record }) => belongsHere(record, context) !== null)
  if (isMisplaced || !isOfItsKind(item.entry.header.kind, chain.kind, records.value)) {
    refuse(batch, item.entry, 'wrong-place', now)
    return nothing
  }
  const carried = await carriedIn(deps, item, records.value)
  if (carried.type === 'pending') putAside(batch, item, carried.for, true)
  else if (carried.type === 'refused') refuse(batch, item.entry, carried.reason, now)
  if (carried.type !== 'good') return nothing
  const all = [...records.value, ...carried.records]
  for (const record of all) hybrid.receive(record.hlc)
  return {
    rows: [...placed.flatMap(({ context, record }) => projectRecord(record, context)), ...carried.rows],
    records: all,
  }
}

interface Carried {
  readonly records: readonly CareRecord[]
  readonly rows: readonly StoredRow[]
}

/** All or none of what an act lets in. */
export async function carriedIn(
  deps: HeldDeps,
  { entry: { header } }: Pick<Verified, 'entry'>,
  records: readonly CareRecord[],
): Promise<HeldVerdict<Carried>> {
  const all: CarriedRecords[] = []
  for (const record of records) {
    if (record.type !== 'let-in') continue
    // Seldom, so no start waits for it.
    const { openLetIn } = await import('./held-entry.ts')
    const carried = await openLetIn(deps, header, record)
    if (carried.type !== 'good') return carried
    all.push(carried)
  }
  const rows = all.flatMap(({ rowsAt }) => rowsAt(header.seq))
  return { type: 'good', records: all.flatMap(({ records: each }) => each), rows }
}
