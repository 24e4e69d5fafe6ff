/**
 * The envelope everything travels in: `[header, body, signature]`, canonical
 * CBOR, at most 64 KiB. Its id is a hash of header and body; the signature is
 * over the id. Nothing is ever encoded again to be verified: the bytes that came
 * are the bytes that are kept, hashed and sent on. PR1-PR9 of SPEC.md.
 */
import { type Bytes, bytesToHex, concatBytes, hexToBytes } from '../lib/bytes.ts'
import { decodeCbor } from '../lib/cbor.ts'
import { purpose, sha256 } from '../lib/hash.ts'
import type { DeviceId, DocId, EntryId, GroupId, Instant, SpaceId } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { type Control, controlKindNumbers, epochNumber, parseControl } from './control.ts'
import {
  bytesOf,
  bytesUpTo,
  encodeField,
  instant,
  listOf,
  numbered,
  ownBytes,
  parseField,
  row,
  uint,
} from './fields.ts'
import { deviceId, docId, entryId, groupId, signature, spaceId } from './ids-on-wire.ts'
import { type Malformed, malformed } from './malformed.ts'

export type ContentKind = 'change' | 'record' | 'snapshot' | 'audit'
/** Which waiting work a device sends first. */
export type Priority = 'urgent' | 'safety' | 'ordinary' | 'bulk'

/** The chain heads an author had seen when it wrote: they fix what it was allowed to do, and give forks away. */
export interface Heads {
  readonly groupSeq: number
  readonly groupHash: EntryId
  readonly teamSeq: number
  readonly teamHash: EntryId
}

export interface TeamReference {
  readonly seq: number
  readonly hash: EntryId
}

export interface ContentHeader {
  readonly kind: ContentKind
  readonly priority: Priority
  readonly space: SpaceId
  readonly group: GroupId
  readonly doc: DocId
  readonly epoch: number
  readonly author: DeviceId
  readonly seq: number
  readonly prev: EntryId
  readonly heads: Heads
  readonly writtenAt: Instant
  readonly nonce: Bytes
  readonly refs: readonly EntryId[]
}

export interface ControlHeader {
  readonly space: SpaceId
  readonly group: GroupId
  readonly groupSeq: number
  readonly prev: EntryId
  readonly author: DeviceId
  readonly writtenAt: Instant
  readonly team: TeamReference
}

interface Envelope {
  readonly id: EntryId
  readonly headerBytes: Bytes
  readonly body: Bytes
  readonly signature: Bytes
  readonly bytes: Bytes
}

export interface ContentEntry extends Envelope {
  readonly type: 'content'
  readonly header: ContentHeader
}

export interface ControlEntry extends Envelope {
  readonly type: 'control'
  readonly header: ControlHeader
  readonly control: Control
}

export type Entry = ContentEntry | ControlEntry

export const entryByteLimit = 65_536
/** The suite byte: Ed25519, X25519, HKDF-SHA256, AES-256-GCM. 2 is kept for a post-quantum suite. */
export const suite = 1

const firstControlKind = 64
const contentKind = numbered<ContentKind>({ change: 1, record: 2, snapshot: 3, audit: 4 })
const priority = numbered<Priority>({ urgent: 0, safety: 1, ordinary: 2, bulk: 3 })
const controlKind = numbered(controlKindNumbers)

const envelope = row({ headerBytes: bytesUpTo(8_192, 1), body: bytesUpTo(entryByteLimit), signature })

const contentHeader = row<ContentHeader>(
  {
    kind: contentKind,
    priority,
    space: spaceId,
    group: groupId,
    doc: docId,
    epoch: epochNumber,
    author: deviceId,
    seq: uint(),
    prev: entryId,
    heads: row<Heads>({ groupSeq: uint(), groupHash: entryId, teamSeq: uint(), teamHash: entryId }),
    writtenAt: instant,
    nonce: bytesOf(12),
    refs: listOf(entryId, 128),
  },
  [suite],
)

interface ControlHeaderWire extends ControlHeader {
  readonly kind: Control['type']
}

const controlHeader = row<ControlHeaderWire>(
  {
    kind: controlKind,
    space: spaceId,
    group: groupId,
    groupSeq: uint(),
    prev: entryId,
    author: deviceId,
    writtenAt: instant,
    team: row<TeamReference>({ seq: uint(), hash: entryId }),
  },
  [suite],
)

export function encodeContentHeader(header: ContentHeader): Bytes {
  return encodeField(contentHeader, header)
}

export function encodeControlHeader(kind: Control['type'], header: ControlHeader): Bytes {
  return encodeField(controlHeader, { ...header, kind })
}

/** The signature is left out, so whoever could alter a signature could not make a second id for one entry. */
export function entryIdOf(headerBytes: Uint8Array, body: Uint8Array): EntryId {
  return entryIdFrom(headerBytes, sha256(body))
}

/** For who is shown the hash of a body, and not the body. */
export function entryIdFrom(headerBytes: Uint8Array, bodyHash: Uint8Array): EntryId {
  return bytesToHex(sha256(purpose('id'), sha256(headerBytes), bodyHash)) as EntryId
}

export function parseContentHeader(bytes: Uint8Array): Result<ContentHeader, Malformed> {
  return parseField(contentHeader, bytes)
}

/** Of a content entry whose hash is not asked for. */
export function parseHeaderIn(bytes: Uint8Array): Result<ContentHeader, Malformed> {
  const parts = parseField(envelope, bytes)
  return parts.ok ? parseContentHeader(parts.value.headerBytes) : parts
}

export function signingInputOf(id: EntryId): Bytes {
  return concatBytes(purpose('sig'), hexToBytes(id))
}

export function encodeEnvelope(headerBytes: Uint8Array, body: Uint8Array, signed: Uint8Array): Bytes {
  return encodeField(envelope, {
    headerBytes: ownBytes(headerBytes),
    body: ownBytes(body),
    signature: ownBytes(signed),
  })
}

export function parseEntry(bytes: Uint8Array): Result<Entry, Malformed> {
  const opened = openEnvelope(bytes)
  if (!opened.ok) return opened
  const decoded = decodeCbor(opened.value.headerBytes)
  if (!decoded.ok) return malformed(`header: ${decoded.error.detail}`)
  return isControlHeader(decoded.value)
    ? controlIn(opened.value, decoded.value)
    : contentIn(opened.value, decoded.value)
}

export function parseContentEntry(bytes: Uint8Array): Result<ContentEntry, Malformed> {
  const entry = parseEntry(bytes)
  if (!entry.ok) return entry
  return entry.value.type === 'content' ? ok(entry.value) : malformed('a control entry, where content belongs')
}

export function parseControlEntry(bytes: Uint8Array): Result<ControlEntry, Malformed> {
  const entry = parseEntry(bytes)
  if (!entry.ok) return entry
  return entry.value.type === 'control' ? ok(entry.value) : malformed('content, where a control entry belongs')
}

function openEnvelope(bytes: Uint8Array): Result<Envelope, Malformed> {
  if (bytes.length > entryByteLimit) return malformed('larger than an entry may be')
  const parts = parseField(envelope, bytes)
  if (!parts.ok) return parts
  const { headerBytes, body } = parts.value
  return ok({ ...parts.value, id: entryIdOf(headerBytes, body), bytes: ownBytes(bytes) })
}

function isControlHeader(raw: unknown): boolean {
  return Array.isArray(raw) && typeof raw[1] === 'number' && raw[1] >= firstControlKind
}

function contentIn(opened: Envelope, raw: unknown): Result<ContentEntry, Malformed> {
  const header = contentHeader.read(raw)
  return header.ok ? ok({ type: 'content', header: header.value, ...opened }) : header
}

function controlIn(opened: Envelope, raw: unknown): Result<ControlEntry, Malformed> {
  const wire = controlHeader.read(raw)
  if (!wire.ok) return wire
  const { kind, ...header } = wire.value
  const control = parseControl(controlKindNumbers[kind], opened.body)
  return control.ok ? ok({ type: 'control', header, control: control.value, ...opened }) : control
}
