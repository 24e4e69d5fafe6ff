/**
 * The outbox: one mark for every own entry the relay has not acknowledged. The
 * bytes themselves lie in the log. A mark says nothing the envelope does not say
 * in clear, so counting and flushing need no key.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Priority } from '../../../shared/protocol/entry.ts'
import { encodeField, instant, numbered, parseField, row, uint } from '../../../shared/protocol/fields.ts'
import { entryId } from '../../../shared/protocol/ids-on-wire.ts'
import type { DeviceStore, StoredItem, Write } from '../storage/device-store.ts'

export interface OutboxMark {
  readonly group: GroupId
  readonly seq: number
  readonly id: EntryId
  readonly priority: Priority
  readonly size: number
  readonly writtenAt: Instant
}

const priorities: readonly Priority[] = ['urgent', 'safety', 'ordinary', 'bulk']

/** 0 = first. */
export function priorityRank(priority: Priority): number {
  return priorities.indexOf(priority)
}

/** Twelve digits, so that keys sort as numbers do. */
export function seqKey(seq: number): string {
  return String(seq).padStart(12, '0')
}

export function outboxKey(group: GroupId, seq: number): string {
  return `${group}/${seqKey(seq)}`
}

export function logKey(group: GroupId, author: DeviceId, seq: number): string {
  return `${group}/${author}/${seqKey(seq)}`
}

const authorPlace = { store: 'meta', key: 'outbox-author' } as const

/** Whose feeds these are: entries lie in the log under their author, who is in clear in each of them. */
export function authorWrite(device: DeviceId): Write {
  return { ...authorPlace, value: hexToBytes(device) }
}

/** Undefined for a device that never wrote. */
export async function readAuthor(store: DeviceStore): Promise<DeviceId | undefined> {
  const bytes = await store.get(authorPlace.store, authorPlace.key)
  return bytes === undefined ? undefined : (bytesToHex(bytes) as DeviceId)
}

/** Once locked, the device asks by this whether it is still in. */
export async function keepAuthor(store: DeviceStore, device: DeviceId): Promise<void> {
  if ((await readAuthor(store)) === undefined) await store.commit([authorWrite(device)])
}

const markRow = row<Omit<OutboxMark, 'group' | 'seq'>>(
  {
    id: entryId,
    priority: numbered<Priority>({ urgent: 0, safety: 1, ordinary: 2, bulk: 3 }),
    size: uint(),
    writtenAt: instant,
  },
  [1],
)

export function encodeMark(mark: OutboxMark): Bytes {
  return encodeField(markRow, mark)
}

/** Undefined for a damaged row. */
export function parseMark({ key, value }: StoredItem): OutboxMark | undefined {
  const [group, seq] = key.split('/')
  const mark = parseField(markRow, value)
  return mark.ok && group !== undefined && seq !== undefined
    ? { group: group as GroupId, seq: Number(seq), ...mark.value }
    : undefined
}
