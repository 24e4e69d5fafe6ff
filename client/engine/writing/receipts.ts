/**
 * Receipts this device owes: for messages of others, one cumulative record a
 * group a sync (RE rules of SPEC.md). What is due and what was seen lies sealed
 * on disk, so a kill between a message and its receipt loses neither.
 *
 * 1. "Stored" covers a feed only up to its first entry that could not be opened
 *    yet: nobody is told that words arrived that nobody here can read.
 * 2. Receipts make no receipts due.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { Frontier } from '../../domain/records/receipt.ts'
import type { LateGaps } from '../receive/late-gaps.ts'
import type { Parked } from '../receive/parked.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import type { Frontiers } from '../sync/frontiers.ts'

export interface ReceiptState {
  readonly isDue: boolean
  /** By author device, counted from one. */
  readonly seen: Frontier
}

export interface ReceiptBook {
  readonly load: () => Promise<void>
  readonly of: (group: GroupId) => ReceiptState
  readonly due: () => readonly GroupId[]
  readonly item: (group: GroupId, state: ReceiptState) => SealedItem
  readonly keep: (group: GroupId, state: ReceiptState) => void
}

const place = { store: 'drafts', scope: 'receipts' } as const
const nothing: ReceiptState = { isDue: false, seen: {} }

export function createReceiptBook(sealedStore: SealedStore): ReceiptBook {
  const states = new Map<GroupId, ReceiptState>()
  return {
    load: async () => {
      for (const { name, value } of (await sealedStore.list(place.store, place.scope)).items) {
        states.set(name as GroupId, parseState(value))
      }
    },
    of: (group) => states.get(group) ?? nothing,
    due: () => [...states].filter(([, state]) => state.isDue).map(([group]) => group),
    item: (group, state) => ({ ...place, name: group, value: encodeState(state) }),
    keep: (group, state) => void states.set(group, state),
  }
}

/** By author device, counted from one; own devices are left out. */
export function storedFrontier(
  group: GroupId,
  {
    frontiers,
    gaps,
    isOwn,
    parked,
  }: { frontiers: Frontiers; gaps: LateGaps; parked: Parked; isOwn: (device: DeviceId) => boolean },
): Frontier {
  const unopened = firstUnopened(group, parked)
  const missing = gaps.now()?.firstUnnamed(group)
  const stored: Record<string, number> = {}
  for (const [device, { next }] of frontiers.inGroup(group)) {
    if (!isOwn(device)) stored[device] = Math.min(next, unopened.get(device) ?? next, missing?.get(device) ?? next)
  }
  return stored
}

function firstUnopened(group: GroupId, parked: Parked): ReadonlyMap<DeviceId, number> {
  const first = new Map<DeviceId, number>()
  for (const { entry, verified } of parked.waiting()) {
    if (entry.type !== 'content' || !verified || entry.header.group !== group) continue
    const { author, seq } = entry.header
    first.set(author, Math.min(seq, first.get(author) ?? seq))
  }
  return first
}

function encodeState({ isDue, seen }: ReceiptState): Bytes {
  const pairs = Object.entries(seen).map(([device, number]) => [hexToBytes(device), number])
  return encodeCbor([1, isDue, pairs])
}

function parseState(bytes: Uint8Array): ReceiptState {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !Array.isArray(decoded.value)) return nothing
  const [, isDue, pairs] = decoded.value as [1, boolean, readonly (readonly [Uint8Array, number])[]]
  return { isDue, seen: Object.fromEntries(pairs.map(([device, number]) => [bytesToHex(device), number])) }
}
