/**
 * GET /v1/spaces/:space/quarantine and POST …/quarantine/settled: what removed
 * devices sent and nobody was served, for administrators to decide about. Of a
 * group that the administrator may not read now only the place is told.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { entryByteLimit } from './entry.ts'
import { bool, bytesUpTo, encodeField, instant, listOf, parseField, row } from './fields.ts'
import { deviceId, entryId, groupId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export const quarantinePageLimits = { items: 256, bytes: 1_048_576 } as const

export interface QuarantinedEntry {
  readonly id: EntryId
  readonly group: GroupId
  readonly author: DeviceId
  readonly storedAt: Instant
  /** Empty where it may not be read. */
  readonly bytes: Bytes
}

export interface QuarantinePage {
  readonly entries: readonly QuarantinedEntry[]
  readonly more: boolean
}

export type SettledEntry = Pick<QuarantinedEntry, 'group' | 'id'>

const page = row<QuarantinePage>({
  entries: listOf(
    row<QuarantinedEntry>({
      id: entryId,
      group: groupId,
      author: deviceId,
      storedAt: instant,
      bytes: bytesUpTo(entryByteLimit),
    }),
    quarantinePageLimits.items,
  ),
  more: bool,
})
const settled = listOf(row<SettledEntry>({ group: groupId, id: entryId }), quarantinePageLimits.items, 1)

export function encodeQuarantinePage(value: QuarantinePage): Bytes {
  return encodeField(page, value)
}

export function parseQuarantinePage(bytes: Uint8Array): Result<QuarantinePage, Malformed> {
  return parseField(page, bytes)
}

export function encodeSettledEntries(value: readonly SettledEntry[]): Bytes {
  return encodeField(settled, value)
}

export function parseSettledEntries(bytes: Uint8Array): Result<readonly SettledEntry[], Malformed> {
  return parseField(settled, bytes)
}
