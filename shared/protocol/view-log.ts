/**
 * Who opened which record, as the devices themselves signed it: the audit
 * entries of care groups without their sealed bodies. The signature is over the
 * hash of the body, so it is checked without anything of the record.
 * GET /v1/spaces/:space/views answers with them.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { Arrival, EntryId } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { type ContentHeader, entryIdFrom, parseContentHeader } from './entry.ts'
import { bytesOf, bytesUpTo, checked, encodeField, listOf, parseField, row } from './fields.ts'
import { arrival, signature } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface ViewEvent {
  readonly id: EntryId
  readonly header: ContentHeader
  readonly signature: Bytes
}

export interface ViewItem {
  readonly arrival: Arrival
  /** A view event, as it is encoded: one that cannot be read spoils none beside it. */
  readonly event: Bytes
}

export interface ViewParts {
  readonly headerBytes: Bytes
  readonly bodyHash: Bytes
  readonly signature: Bytes
}

/** Of the sealed body of an audit entry: one record, signed with the longest name and role there may be. */
export const viewBodyBytes = 4_096
export const viewsInAnswer = 1_000
/** A header without refs, a hash and a signature are less. */
const viewEventBytes = 512
/** How long a relay shows them: as long as anybody is shown who looked. */
export const viewsShownMs = 30 * 24 * 60 * 60_000

const event = row<ViewParts>({ headerBytes: bytesUpTo(viewEventBytes, 1), bodyHash: bytesOf(32), signature })
const stored = checked(arrival, (value) => (value === 0 ? 'nothing arrives as 0' : undefined))
const viewLog = listOf(row<ViewItem>({ arrival: stored, event: bytesUpTo(viewEventBytes, 1) }), viewsInAnswer)

export function encodeViewEvent(parts: ViewParts): Bytes {
  return encodeField(event, parts)
}

export function parseViewEvent(bytes: Uint8Array): Result<ViewEvent, Malformed> {
  const parts = parseField(event, bytes)
  if (!parts.ok) return parts
  const header = parseContentHeader(parts.value.headerBytes)
  if (!header.ok) return header
  const id = entryIdFrom(parts.value.headerBytes, parts.value.bodyHash)
  return ok({ id, header: header.value, signature: parts.value.signature })
}

export function encodeViewLog(items: readonly ViewItem[]): Bytes {
  return encodeField(viewLog, items)
}

export function parseViewLog(bytes: Uint8Array): Result<readonly ViewItem[], Malformed> {
  return parseField(viewLog, bytes)
}
