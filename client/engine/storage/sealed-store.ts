/**
 * Sealing at rest: values under K_rec with the place they lie in as associated
 * data, keys blinded with K_idx. A scope is what is read together (a partition,
 * a document); the name tells rows of one scope apart and travels inside.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { Write } from './device-store.ts'

export type SealedStoreName = 'keys' | 'docs' | 'pages' | 'drafts' | 'parked'

export interface SealedItem {
  readonly store: SealedStoreName
  readonly scope: string
  readonly name: string
  /** Null deletes. */
  readonly value: Bytes | null
}

/** The row was changed, or moved here from another place. */
export interface Damaged {
  readonly type: 'damaged'
  readonly store: SealedStoreName
}

export interface SealedScope {
  /** In name order. */
  readonly items: readonly { readonly name: string; readonly value: Bytes }[]
  /** Rows that could not be opened. */
  readonly damaged: number
}

export interface SealedStore {
  readonly get: (store: SealedStoreName, scope: string, name: string) => Promise<Result<Bytes | undefined, Damaged>>
  readonly list: (store: SealedStoreName, scope: string) => Promise<SealedScope>
  /** Sealed and blinded, for the caller's own transaction. */
  readonly seal: (items: readonly SealedItem[]) => Promise<readonly Write[]>
}
