/**
 * The relay's log of what it handed to whom: pages, each holding the hash of the
 * one before, so that a page cannot be changed, left out or put in later without
 * every page after it showing so. Ids, numbers and times; never content.
 * GET /v1/spaces/:space/audit answers with its pages.
 */
import { type Bytes, bytesToHex, hexToBytes } from '../lib/bytes.ts'
import { purpose, sha256 } from '../lib/hash.ts'
import type { DeviceId, EntryId, GroupId, Instant, SpaceId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { bytesUpTo, encodeField, instant, listOf, parseField, row, uint } from './fields.ts'
import { deviceId, entryId, groupId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

/** What a device was handed of one group while the page was written. */
export interface FetchLine {
  readonly group: GroupId
  readonly items: number
  readonly bytes: number
}

export interface DeviceFetches {
  readonly device: DeviceId
  readonly lines: readonly FetchLine[]
}

export interface FetchPage {
  /** From 1, without a gap. */
  readonly page: number
  /** The hash of the page before; zeros before the first. */
  readonly prev: EntryId
  readonly from: Instant
  readonly until: Instant
  readonly devices: readonly DeviceFetches[]
}

/** Lines of a page, and so its devices too. */
export const fetchPageLines = 1_000
export const fetchPagesInAnswer = 256
/** A thousand lines, each of a device of its own. */
export const fetchPageBytes = 65_536

const line = row<FetchLine>({ group: groupId, items: uint(), bytes: uint() })

const fetchPage = row<FetchPage>({
  page: uint(Number.MAX_SAFE_INTEGER, 1),
  prev: entryId,
  from: instant,
  until: instant,
  devices: listOf(row<DeviceFetches>({ device: deviceId, lines: listOf(line, fetchPageLines, 1) }), fetchPageLines, 1),
})

const fetchLog = listOf(bytesUpTo(fetchPageBytes, 1), fetchPagesInAnswer)

export function encodeFetchPage(page: FetchPage): Bytes {
  return encodeField(fetchPage, page)
}

export function parseFetchPage(bytes: Uint8Array): Result<FetchPage, Malformed> {
  return parseField(fetchPage, bytes)
}

/** The pages as they are hashed. */
export function encodeFetchLog(pages: readonly Bytes[]): Bytes {
  return encodeField(fetchLog, pages)
}

export function parseFetchLog(bytes: Uint8Array): Result<readonly Bytes[], Malformed> {
  return parseField(fetchLog, bytes)
}

export function fetchPageHash(space: SpaceId, page: Uint8Array): EntryId {
  return bytesToHex(sha256(purpose('fetch-page'), hexToBytes(space), page)) as EntryId
}
