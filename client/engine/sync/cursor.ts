/** How far this device has read the relay's stream, and of which groups it still lacks the past. */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'

export interface StreamCursor {
  readonly cursor: Arrival
  /** Of the relay this cursor belongs to; null before the first answer. */
  readonly generation: string | null
  /** The head when this device read for the first time: all it was let into until then came with that reading. */
  readonly firstHead: Arrival
  /** When the head was last reached; null before the first time. */
  readonly caughtUpAt: Instant | null
}

export const unread: StreamCursor = {
  cursor: 0 as Arrival,
  generation: null,
  firstHead: 0 as Arrival,
  caughtUpAt: null,
}

const key = 'cursor'
const backfillPrefix = 'backfill/'

export function cursorWrite({ caughtUpAt, cursor, firstHead, generation }: StreamCursor): Write {
  const value = encodeCbor([1, cursor, generation === null ? null : hexToBytes(generation), firstHead, caughtUpAt])
  return { store: 'meta', key, value }
}

export async function readCursor(store: DeviceStore): Promise<StreamCursor> {
  const bytes = await store.get('meta', key)
  const decoded = bytes === undefined ? undefined : decodeCbor(bytes)
  if (decoded === undefined || !decoded.ok || !Array.isArray(decoded.value)) return unread
  const [, cursor, generation, firstHead, caughtUpAt] = decoded.value as [
    1,
    Arrival,
    Bytes | null,
    Arrival,
    Instant | null,
  ]
  return { cursor, generation: generation === null ? null : bytesToHex(generation), firstHead, caughtUpAt }
}

/** `after` null: the group's past is complete. */
export function backfillWrite(group: GroupId, after: Arrival | null): Write {
  return { store: 'meta', key: `${backfillPrefix}${group}`, value: after === null ? null : encodeCbor(after) }
}

export async function readBackfills(store: DeviceStore): Promise<ReadonlyMap<GroupId, Arrival>> {
  const rows = await store.scan('meta', backfillPrefix, `${backfillPrefix}g`)
  return new Map(
    rows.map(({ key: rowKey, value }) => {
      const after = decodeCbor(value)
      const arrival = after.ok && typeof after.value === 'number' ? after.value : 0
      return [rowKey.slice(backfillPrefix.length) as GroupId, arrival as Arrival]
    }),
  )
}
