/**
 * Port: the disk of one device. Byte strings under text keys, in named stores.
 * Some rows are readable by whoever holds the disk, as they travelled (log,
 * outbox, feeds, frontiers, chains, boxes, meta, blobs, blobMarks); everything else is sealed
 * before it comes here (sealed-store.ts). An adapter must pass every DS rule in
 * `device-store.contract.ts`.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Result } from '../../../shared/lib/result.ts'

export const storeNames = [
  'meta',
  'vault',
  'log',
  'outbox',
  'feeds',
  'frontiers',
  'chains',
  'boxes',
  'keys',
  'docs',
  'pages',
  'drafts',
  'parked',
  'blobs',
  'blobMarks',
] as const

export type StoreName = (typeof storeNames)[number]

export interface RowKey {
  readonly store: StoreName
  readonly key: string
}

export interface Write extends RowKey {
  /** Null deletes. */
  readonly value: Bytes | null
}

export interface StoredItem {
  readonly key: string
  readonly value: Bytes
}

export type StoreFailure = { readonly type: 'no-space' } | { readonly type: 'disk'; readonly detail: string }

export interface DeviceStore {
  readonly get: (store: StoreName, key: string) => Promise<Bytes | undefined>
  /** In the order of `keys`. */
  readonly getMany: (store: StoreName, keys: readonly string[]) => Promise<readonly (Bytes | undefined)[]>
  /** from <= key < to, in key order (by UTF-16 code units; keys are ASCII). */
  readonly scan: (store: StoreName, from: string, to: string) => Promise<readonly StoredItem[]>
  /** All or nothing; the last of two writes to one key wins. Resolves when the disk has it, with strict durability. */
  readonly commit: (writes: readonly Write[]) => Promise<Result<void, StoreFailure>>
  /** The same, looking first whether a row is there, in the one transaction: false where it is, and nothing is written. */
  readonly commitUnless: (there: RowKey, writes: readonly Write[]) => Promise<Result<boolean, StoreFailure>>
  /**
   * From now on this handle alone writes: a commit by any other handle on the same disk fails, one that is under way
   * in a frozen window included. With null the handle writes only until somebody claims the disk.
   */
  readonly claim: (token: Bytes | null) => Promise<void>
  readonly usage: () => Promise<{ readonly usedBytes: number; readonly quotaBytes: number | null }>
  /** Forgets everything. What lay on the disk can stay in its free space: see VA for why that is ciphertext. */
  readonly wipe: () => Promise<void>
  /** Deletes the store as a whole, and opens it anew and empty; `between`, nothing of it is open. */
  readonly renew: (between: () => Promise<void>) => Promise<void>
  readonly close: () => Promise<void>
}
