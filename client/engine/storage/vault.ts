/**
 * The vault: what must be opened before anything sealed on this device can be
 * read. Staff open it with a passphrase, the public with a key that lies beside
 * it and is only as safe as the phone's own lock.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { StoreFailure, Write } from './device-store.ts'
import type { SealedStore } from './sealed-store.ts'

export interface OpenVault {
  readonly sealedStore: SealedStore
  /** For `openDeviceIdentity`. */
  readonly identitySecret: Bytes
}

export type VaultState =
  | { readonly type: 'empty' }
  | {
      readonly type: 'closed'
      readonly name: string
      readonly opensWith: 'passphrase' | 'device'
      readonly waitUntil: Instant | null
    }
  | { readonly type: 'open'; readonly name: string; readonly opensWith: 'passphrase' | 'device' }
  | { readonly type: 'broken'; readonly detail: string }

export type VaultRefusal =
  | { readonly type: 'wrong-passphrase'; readonly waitUntil: Instant | null }
  | { readonly type: 'too-soon'; readonly waitUntil: Instant }
  | { readonly type: 'broken'; readonly detail: string }

export interface NewVault {
  /** From `createDeviceIdentity`. */
  readonly secret: Bytes
  /** Null: opens with the device's own key. */
  readonly passphrase: string | null
  /** Shown on the unlock screen. */
  readonly name: string
  /** Further rows of the same transaction (what the device knows of its space); `seal` rows too. */
  readonly alongside?: (sealedStore: SealedStore) => Promise<readonly Write[]>
}

export interface Vault {
  readonly state: () => Promise<VaultState>
  readonly create: (vault: NewVault) => Promise<Result<OpenVault, StoreFailure>>
  readonly unlock: (passphrase: string | null) => Promise<Result<OpenVault, VaultRefusal>>
  /** Forgets the keys. Stores made from them refuse afterwards. */
  readonly lock: () => void
}
