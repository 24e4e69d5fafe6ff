/**
 * The log on this disk: entries as they travelled. What came of one feed in one
 * batch lies in one row, since a row costs the disk more than what is in it; what
 * was written here, and all that older apps kept, has a row each. A row of
 * several is named by its last, so that looking from any number on finds it.
 */
import { type Bytes, concatBytes, u32ToBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ContentEntry, Entry } from '../../../shared/protocol/entry.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { logKey } from './outbox.ts'

export interface LoggedEntry {
  readonly seq: number
  readonly bytes: Bytes
}

/** Reading one entry reads its row: no more of them, and no more than a few of the largest. */
const mostInRow = 64
const mostBytesInRow = 262_144
/** No envelope begins with it: they are CBOR arrays. */
const severalMark = new Uint8Array([0])

/** Of one feed, in order; where numbers are missing another row begins. */
export function logWrites(run: readonly ContentEntry[]): readonly Write[] {
  const writes: Write[] = []
  let row: ContentEntry[] = []
  let size = 0
  for (const entry of run) {
    const isAfterGap = row.length > 0 && row.at(-1)!.header.seq + 1 !== entry.header.seq
    if (isAfterGap || row.length === mostInRow || (row.length > 0 && size + entry.bytes.length > mostBytesInRow)) {
      writes.push(writeOf(row))
      row = []
      size = 0
    }
    row.push(entry)
    size += entry.bytes.length
  }
  return row.length === 0 ? writes : [...writes, writeOf(row)]
}

function writeOf(row: readonly ContentEntry[]): Write {
  const { author, group, seq } = row.at(-1)!.header
  return { store: 'log', key: logKey(group, author, seq), value: rowOf(row) }
}

/** One entry as it is, or several behind one another; never none. */
export function rowOf(row: readonly Pick<Entry, 'bytes'>[]): Bytes {
  if (row.length === 1) return row[0]!.bytes
  return concatBytes(severalMark, ...row.flatMap(({ bytes }) => [u32ToBytes(bytes.length), bytes]))
}

/** The entries of one row, in their order. */
export function entriesInRow(row: Bytes): readonly Bytes[] {
  if (row[0] !== severalMark[0]) return [row]
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength)
  const entries: Bytes[] = []
  for (let at = severalMark.length; at + 4 <= row.length; ) {
    const end = at + 4 + view.getUint32(at)
    entries.push(row.slice(at + 4, end))
    at = end
  }
  return entries
}

/** Those of one feed that are here, from <= number < to. */
export async function readLog(
  store: Pick<DeviceStore, 'scan'>,
  { author, from, group, to }: LogRange,
): Promise<readonly LoggedEntry[]> {
  const rows = await store.scan('log', logKey(group, author, from), logKey(group, author, to + mostInRow))
  return rows
    .flatMap(({ key, value }) => {
      const entries = entriesInRow(value)
      const first = Number(key.slice(key.lastIndexOf('/') + 1)) - entries.length + 1
      return entries.map((bytes, index) => ({ seq: first + index, bytes }))
    })
    .filter(({ seq }) => seq >= from && seq < to)
}

export interface LogRange {
  readonly group: GroupId
  readonly author: DeviceId
  readonly from: number
  readonly to: number
}
