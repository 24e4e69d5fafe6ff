/** How far this device has read the relay's stream, and of which groups it still lacks the past. */
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { encodeField, idOf, instant, nullable, numberOf, parseField, row } from '../../../shared/protocol/fields.ts'
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
const arrival = numberOf<Arrival>()
const backfillPrefix = 'backfill/'
const evictedPrefix = 'evicted/'

const cursorRow = row<StreamCursor>(
  { cursor: arrival, generation: nullable(idOf<string>(16)), firstHead: arrival, caughtUpAt: nullable(instant) },
  [1],
)

export function cursorWrite(cursor: StreamCursor): Write {
  return { store: 'meta', key, value: encodeField(cursorRow, cursor) }
}

/** From the start where the row is damaged: reading twice changes nothing. */
export async function readCursor(store: DeviceStore): Promise<StreamCursor> {
  const bytes = await store.get('meta', key)
  const cursor = bytes === undefined ? undefined : parseField(cursorRow, bytes)
  return cursor?.ok === true ? cursor.value : unread
}

/** `after` null: the group's past is complete. */
export function backfillWrite(group: GroupId, after: Arrival | null): Write {
  return { store: 'meta', key: `${backfillPrefix}${group}`, value: after === null ? null : encodeCbor(after) }
}

export function readBackfills(store: DeviceStore): Promise<ReadonlyMap<GroupId, Arrival>> {
  return readNumbers<Arrival>(store, backfillPrefix)
}

/** What lay here of the group is deleted; `ownNext` of its own entries were written by then. Null: it is all here again. */
export function evictedWrite(group: GroupId, ownNext: number | null): Write {
  return { store: 'meta', key: `${evictedPrefix}${group}`, value: ownNext === null ? null : encodeCbor(ownNext) }
}

export function readEvicted(store: DeviceStore): Promise<ReadonlyMap<GroupId, number>> {
  return readNumbers<number>(store, evictedPrefix)
}

async function readNumbers<Value extends number>(
  store: DeviceStore,
  prefix: string,
): Promise<ReadonlyMap<GroupId, Value>> {
  const rows = await store.scan('meta', prefix, `${prefix}g`)
  return new Map(
    rows.map(({ key: rowKey, value }) => {
      const read = decodeCbor(value)
      const number = read.ok && typeof read.value === 'number' ? read.value : 0
      return [rowKey.slice(prefix.length) as GroupId, number as Value]
    }),
  )
}
