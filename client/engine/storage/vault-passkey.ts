/** A passkey as a further way into a vault: one row holds the vault key under what it gives for its salt. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import type { Random } from '../platform/random.ts'
import type { DeviceStore, StoreFailure } from './device-store.ts'
import type { NewPasskey, PasskeyRef } from './vault-port.ts'
import { encodePasskey, type PasskeyRow, parsePasskey } from './vault-rows.ts'
import { unwrap, wrap } from './wrap.ts'

const place = { store: 'vault', key: 'passkey' } as const

interface VaultPasskeyDeps {
  readonly store: Pick<DeviceStore, 'commit' | 'get'>
  readonly random: Random
}

export interface VaultPasskey {
  readonly find: () => Promise<PasskeyRef | null>
  /** The vault key, where the secret is that of the passkey here. */
  readonly open: (secret: Bytes) => Promise<Bytes | undefined>
  readonly set: (passkey: NewPasskey, vaultKey: Bytes) => Promise<Result<void, StoreFailure>>
  readonly takeAway: () => Promise<Result<void, StoreFailure>>
}

export function createVaultPasskey({ random, store }: VaultPasskeyDeps): VaultPasskey {
  async function onDisk(): Promise<PasskeyRow | undefined> {
    return parsePasskey(await store.get(place.store, place.key))
  }

  return {
    find: async () => {
      const row = await onDisk()
      return row === undefined ? null : { credentialId: row.credentialId, salt: row.salt }
    },
    open: async (secret) => {
      const row = await onDisk()
      return row === undefined ? undefined : unwrap(await passkeyKek(secret, row.salt), 'passkey', row.wrapped)
    },
    set: async ({ credentialId, salt, secret }, vaultKey) => {
      const wrapped = await wrap(await passkeyKek(secret, salt), random, 'passkey', vaultKey)
      return store.commit([{ ...place, value: encodePasskey({ credentialId, salt, wrapped }) }])
    },
    takeAway: () => store.commit([{ ...place, value: null }]),
  }
}

/** The salt is the one the passkey was asked with: a wrap does not open under what it gives for another. */
function passkeyKek(secret: Bytes, salt: Bytes): Promise<Bytes> {
  return hkdfSha256(secret, salt, purpose('kek/prf'))
}
