/**
 * A document on disk, sealed: what was saved last, and a tail of changes since,
 * one row each, named by the change's own hash. Two writers that had not met add
 * rows beside each other; only folding the tail into a new save removes any.
 */
import { type Bytes, bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import type { DocumentKind } from '../../../shared/lib/doc-id.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId, DocId, EntryId, Instant } from '../../../shared/lib/ids.ts'
import type { DocName } from '../../../shared/membership/documents.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'

export interface TailChange {
  /** The entry it came in; its own here. */
  readonly entry: EntryId
  readonly author: DeviceId
  readonly bytes: Bytes
  /** By its entry. */
  readonly writtenAt: Instant
  /** Null for its own here, and for what was kept before this was noted. */
  readonly arrivedAt: Instant | null
}

export interface KeptSnapshot {
  readonly entry: EntryId
  readonly payload: Bytes
}

export interface DocOnDisk {
  readonly saved: Bytes | undefined
  readonly tail: readonly TailChange[]
  /** That came and were not opened yet. */
  readonly snapshots: readonly KeptSnapshot[]
  /** The list of decisions that its changes make has to be made again, from the first of them on. */
  readonly isToldAnew: boolean
  /** That something of it waits for an earlier change; see waits.ts. */
  readonly waits: Bytes | undefined
  /** Some of it cannot be read: what is left must not be shown as the whole. */
  readonly isDamaged: boolean
}

/** With what the snapshots on the disk add to it. */
export interface WholeDoc extends DocOnDisk {
  readonly merged?: {
    /** Of them the newest change. */
    readonly changedAt: Instant
    /** Those that are not what they say. */
    readonly bad: readonly EntryId[]
  }
}

const savedName = 'saved'
const tailStart = 'tail/'
const snapshotStart = 'snapshot/'
const toldAnewName = 'told-anew'
export const waitsName = 'waits'
/** The same once more, one row a document, to be listed. */
export const waitsScope = 'waits'
const pendingScope = 'pending'

export async function readDoc(sealedStore: SealedStore, doc: DocId): Promise<DocOnDisk> {
  const { items, damaged } = await sealedStore.list('docs', doc)
  const saved = items.find(({ name }) => name === savedName)?.value
  const tail = items.filter(({ name }) => name.startsWith(tailStart)).map(({ value }) => parseTail(value))
  const readable = tail.filter((change) => change !== undefined)
  const snapshots = items.flatMap(({ name, value }) =>
    name.startsWith(snapshotStart) ? [{ entry: name.slice(snapshotStart.length) as EntryId, payload: value }] : [],
  )
  const isToldAnew = items.some(({ name }) => name === toldAnewName)
  const waits = items.find(({ name }) => name === waitsName)?.value
  return {
    saved,
    tail: readable,
    snapshots,
    isToldAnew,
    waits,
    isDamaged: damaged > 0 || readable.length < tail.length,
  }
}

export function tailItem(doc: DocId, change: TailChange): SealedItem {
  const { arrivedAt, author, bytes, entry, writtenAt } = change
  const value = encodeCbor([hexToBytes(entry), hexToBytes(author), bytes, writtenAt, arrivedAt ?? 0])
  return { store: 'docs', scope: doc, name: tailName(change), value }
}

export function dropTailItem(doc: DocId, change: TailChange): SealedItem {
  return { store: 'docs', scope: doc, name: tailName(change), value: null }
}

export function savedItem(doc: DocId, saved: Bytes): SealedItem {
  return { store: 'docs', scope: doc, name: savedName, value: saved }
}

/** Null: it is part of the document, or no good. */
export function snapshotItem(doc: DocId, entry: EntryId, payload: Bytes | null): SealedItem {
  return { store: 'docs', scope: doc, name: snapshotStart + entry, value: payload }
}

/** Beside the document, until its rows are made: what waits may be noted again meanwhile. */
export function toldAnewItem(doc: DocId, value: Bytes | null = new Uint8Array([1])): SealedItem {
  return { store: 'docs', scope: doc, name: toldAnewName, value }
}

/** All of it goes. */
export async function dropDoc(sealedStore: SealedStore, doc: DocId): Promise<readonly SealedItem[]> {
  const { items } = await sealedStore.list('docs', doc)
  const rows = items.map(({ name }): SealedItem => ({ store: 'docs', scope: doc, name, value: null }))
  return [...rows, dropPendingItem(doc), { store: 'docs', scope: waitsScope, name: doc, value: null }]
}

/** Says that the document's rows do not show all of its tail yet. */
export function pendingItem(doc: DocId, { kind, key }: DocName): SealedItem {
  return { store: 'docs', scope: pendingScope, name: doc, value: utf8ToBytes(`${kind}/${key}`) }
}

export function dropPendingItem(doc: DocId): SealedItem {
  return { store: 'docs', scope: pendingScope, name: doc, value: null }
}

export interface PendingDoc {
  readonly doc: DocId
  readonly name: DocName
}

export async function readPending(sealedStore: SealedStore): Promise<readonly PendingDoc[]> {
  const { items } = await sealedStore.list('docs', pendingScope)
  return items.map(({ name, value }) => {
    const [kind, key] = bytesToUtf8(value).split('/') as [DocumentKind, string]
    return { doc: name as DocId, name: { kind, key } }
  })
}

/** By content: before Automerge is loaded nobody knows its hash of the change. */
function tailName({ bytes }: TailChange): string {
  return tailStart + bytesToHex(sha256(bytes).subarray(0, 16))
}

function parseTail(value: Bytes): TailChange | undefined {
  const decoded = decodeCbor(value)
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [entry, author, bytes, time, arrived] = decoded.value as [Bytes?, Bytes?, Bytes?, number?, number?]
  if (entry === undefined || author === undefined || bytes === undefined) return undefined
  const writtenAt = (time ?? 0) as Instant
  return {
    entry: bytesToHex(entry) as EntryId,
    author: bytesToHex(author) as DeviceId,
    bytes: bytes.slice(),
    writtenAt,
    arrivedAt: arrived === undefined || arrived === 0 ? null : (arrived as Instant),
  }
}
