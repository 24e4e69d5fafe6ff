/**
 * What could not be taken in: entries that wait for something (pending) and
 * entries refused for good (parked), both with the reason, both sealed on disk.
 * Neither blocks anything. Changes become true in memory after their commit.
 */
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { Arrival, EntryId, Instant } from '../../../shared/lib/ids.ts'
import { type Entry, parseEntry } from '../../../shared/protocol/entry.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import type { PendingFor, RefusalReason } from './check-entry.ts'

export interface Waiting {
  readonly entry: Entry
  readonly arrival: Arrival
  readonly storedAt: Instant
  readonly for: PendingFor
  /** Signature, rights and place in the feed are proven; only the key or the app is missing. */
  readonly verified: boolean
}

export interface Refused {
  /** The entry's id; for bytes that are no entry, a hash of them. */
  readonly id: string
  readonly bytes: Bytes
  readonly reason: RefusalReason
  readonly at: Instant
}

export interface ParkedChange {
  readonly wait: readonly Waiting[]
  readonly resolved: readonly EntryId[]
  readonly refuse: readonly Refused[]
  /** Refused before, and judged anew: what is still wrong with them is found again. */
  readonly anew?: readonly string[]
}

export interface Parked {
  readonly load: () => Promise<void>
  readonly waiting: () => readonly Waiting[]
  readonly refused: () => readonly Refused[]
  readonly plan: (change: ParkedChange) => readonly SealedItem[]
  readonly keep: (change: ParkedChange) => void
}

const store = 'parked' as const
const scopes = { waiting: 'waiting', refused: 'refused' } as const

export function createParked(sealedStore: SealedStore): Parked {
  const waiting = new Map<EntryId, Waiting>()
  const refused = new Map<string, Refused>()

  async function load(): Promise<void> {
    const [pending, parked] = await Promise.all([
      sealedStore.list(store, scopes.waiting),
      sealedStore.list(store, scopes.refused),
    ])
    for (const { value } of pending.items) {
      const item = parseWaiting(value)
      if (item !== undefined) waiting.set(item.entry.id, item)
    }
    for (const { name, value } of parked.items) {
      const item = parseRefused(name, value)
      if (item !== undefined) refused.set(name, item)
    }
  }

  return {
    load,
    waiting: () => [...waiting.values()],
    refused: () => [...refused.values()],
    plan: ({ anew = [], refuse, resolved, wait }) => [
      ...anew.map((id): SealedItem => ({ store, scope: scopes.refused, name: id, value: null })),
      ...resolved.map((id): SealedItem => ({ store, scope: scopes.waiting, name: id, value: null })),
      ...wait.map((item) => ({ store, scope: scopes.waiting, name: item.entry.id, value: encodeWaiting(item) })),
      ...refuse.map((item) => ({ store, scope: scopes.refused, name: item.id, value: encodeRefused(item) })),
    ],
    keep: ({ anew = [], refuse, resolved, wait }) => {
      for (const id of anew) refused.delete(id)
      for (const id of resolved) waiting.delete(id)
      for (const item of wait) waiting.set(item.entry.id, item)
      for (const item of refuse) refused.set(item.id, item)
    },
  }
}

/** A name for bytes that have no id of their own. */
export function idOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(purpose('parked'), bytes))
}

function encodeWaiting({ arrival, entry, for: reason, storedAt, verified }: Waiting): Bytes {
  return encodeCbor([1, entry.bytes, arrival, storedAt, reason, verified])
}

function parseWaiting(bytes: Uint8Array): Waiting | undefined {
  const decoded = decodeCbor(bytes)
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [, entryBytes, arrival, storedAt, reason, verified] = decoded.value as [
    1,
    Bytes,
    Arrival,
    Instant,
    PendingFor,
    boolean,
  ]
  const entry = parseEntry(entryBytes)
  return entry.ok ? { entry: entry.value, arrival, storedAt, for: reason, verified } : undefined
}

function encodeRefused({ at, bytes, reason }: Refused): Bytes {
  return encodeCbor([1, bytes, reason, at])
}

function parseRefused(id: string, value: Uint8Array): Refused | undefined {
  const decoded = decodeCbor(value)
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined
  const [, bytes, reason, at] = decoded.value as [1, Bytes, RefusalReason, Instant]
  return { id, bytes, reason, at }
}
