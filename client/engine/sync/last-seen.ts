/**
 * The newest thing of the stream that this device has, to be asked for once more
 * with the next pull: a relay that has something else there, or nothing, went
 * back to an older copy or shows another history, however far it has grown since
 * (SX123). Beside the cursor, in its commit.
 */
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { Arrival, GroupId } from '../../../shared/lib/ids.ts'
import { parseEntry } from '../../../shared/protocol/entry.ts'
import { encodeField, idOf, numberOf, parseField, row } from '../../../shared/protocol/fields.ts'
import { groupId } from '../../../shared/protocol/ids-on-wire.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { StreamItem } from './relay-client.ts'

export interface LastSeen {
  readonly arrival: Arrival
  readonly group: GroupId
  readonly hash: string
}

const place = { store: 'meta', key: 'last-seen' } as const
const lastRow = row<LastSeen>({ arrival: numberOf<Arrival>(), group: groupId, hash: idOf<string>(32) }, [1])

export function lastSeenWrite(last: LastSeen | null): Write {
  return { ...place, value: last === null ? null : encodeField(lastRow, last) }
}

/** Null where the row is damaged: nothing is asked for again then. */
export async function readLastSeen(store: DeviceStore): Promise<LastSeen | null> {
  const bytes = await store.get(place.store, place.key)
  const last = bytes === undefined ? undefined : parseField(lastRow, bytes)
  return last?.ok === true ? last.value : null
}

/** The newest of those that will be shown to this device again. */
export function lastSeenOf(items: readonly StreamItem[], isShown: (group: GroupId) => boolean): LastSeen | undefined {
  for (const item of items.toReversed()) {
    if (item.type === 'folded') continue
    const group = item.type === 'box' ? item.group : groupOf(item.bytes)
    if (group !== undefined && isShown(group)) return { arrival: item.arrival, group, hash: hashOf(item) }
  }
  return undefined
}

export function isSameAs(last: LastSeen, item: StreamItem | undefined): boolean {
  return item !== undefined && item.arrival === last.arrival && hashOf(item) === last.hash
}

function groupOf(bytes: Uint8Array): GroupId | undefined {
  const entry = parseEntry(bytes)
  return entry.ok ? entry.value.header.group : undefined
}

/** Of what a snapshot folds nothing is sent. */
function hashOf(item: StreamItem): string {
  const bytes = item.type === 'entry' ? item.bytes : item.type === 'box' ? item.box : new Uint8Array(0)
  return bytesToHex(sha256(purpose('last-seen'), bytes))
}
