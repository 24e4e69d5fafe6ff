/** What is asked of a vault (vault.ts). */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { PinTry } from '../../engine-api/pin-acts.ts'
import type { StoreFailure, Write } from './device-store.ts'
import type { LeaseStanding } from './lease.ts'
import type { SealedStore } from './sealed-store.ts'
import type { PinRefusal, PinStanding } from './vault-pin.ts'
import type { PasskeyRow } from './vault-rows.ts'

export interface OpenVault {
  readonly sealedStore: SealedStore
  /** For `openDeviceIdentity`. */
  readonly identitySecret: Bytes
}

/** What the page asks a passkey with. */
export type PasskeyRef = Pick<PasskeyRow, 'credentialId' | 'salt'>

export interface NewPasskey extends PasskeyRef {
  /** What it gives for that salt, with the person verified. */
  readonly secret: Bytes
}

export type VaultState =
  | { readonly type: 'empty' }
  | {
      readonly type: 'closed'
      readonly name: string
      readonly opensWith: 'passphrase' | 'device'
      readonly waitUntil: Instant | null
      readonly lease: LeaseStanding
      readonly passkey: PasskeyRef | null
      readonly pin: PinStanding | null
    }
  | { readonly type: 'open'; readonly name: string; readonly opensWith: 'passphrase' | 'device' }
  | { readonly type: 'broken'; readonly detail: string }

export type VaultRefusal =
  | { readonly type: 'wrong-passphrase'; readonly waitUntil: Instant | null }
  /** Not heard from the relay for too long; nothing was tried. */
  | { readonly type: 'lease-over' }
  | { readonly type: 'too-soon'; readonly waitUntil: Instant }
  /** Nothing to count: nobody guesses 32 random bytes. */
  | { readonly type: 'wrong-passkey' }
  | PinRefusal

export interface NewPin extends PinTry {
  /** Asked for again: an open tablet that was left alone does not give a stranger a way in. */
  readonly passphrase: string
}

export interface NewVault {
  /** From `createDeviceIdentity`. */
  readonly secret: Bytes
  /** Null: opens with the device's own key. */
  readonly passphrase: string | null
  /** Shown on the unlock screen. */
  readonly name: string
  /** Further rows for the same transaction, such as what the device knows of its space. */
  readonly alongside?: (sealedStore: SealedStore) => Promise<readonly Write[]>
}

export interface Vault {
  readonly state: () => Promise<VaultState>
  /** Only on a device without one. */
  readonly create: (vault: NewVault) => Promise<Result<OpenVault, StoreFailure>>
  /** A passphrase, what a passkey gave, a PIN, or null for a device of the public. */
  readonly unlock: (secret: string | Bytes | PinTry | null) => Promise<Result<OpenVault, VaultRefusal>>
  /** A second way in, beside the passphrase; null takes it away, also from a closed vault. */
  readonly setPasskey: (passkey: NewPasskey | null) => Promise<Result<void, StoreFailure>>
  readonly passkey: () => Promise<PasskeyRef | null>
  /** Beside the passphrase, on a device that whoever calls has found to be managed (VA190). */
  readonly setPin: (pin: NewPin) => Promise<Result<void, VaultRefusal | StoreFailure>>
  readonly takePinAway: (why: 'asked' | 'unmarked') => Promise<Result<void, StoreFailure>>
  readonly pin: () => Promise<PinStanding | null>
  /** As far as it is known without looking: after `state`, and after what was done here. */
  readonly hasPin: () => boolean
  /** Another identity under the same keys, for the caller's own transaction. */
  readonly identityWrite: (secret: Bytes) => Promise<Write>
  /** The relay has answered this device just now. */
  readonly noteContact: () => Promise<void>
  /** Of the vault that was looked at last; null before. */
  readonly lease: () => LeaseStanding | null
  /** Forgets the keys; whoever holds the sealed store forgets it too. */
  readonly lock: () => void
}
