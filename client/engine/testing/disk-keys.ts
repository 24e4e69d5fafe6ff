/**
 * The keys of a device, out of the rows of its disk and what opens it: for a search
 * of that disk, which must not find them. What a device with a passphrase holds is
 * opened as its vault does it; nobody who lacks the passphrase comes by any of it.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor } from '../../../shared/lib/cbor.ts'
import { deriveKemKeyPair } from '../crypto/kem-pair.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { StoreName, Write } from '../storage/device-store.ts'
import { headerPlace } from '../storage/header-row.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { identityKeyOf, keyEncryptionKey } from '../storage/vault.ts'
import { parseHeader } from '../storage/vault-rows.ts'
import { unwrap } from '../storage/wrap.ts'

/** Whose rows are needed. */
export const storesWithKeys = ['vault', 'keys', 'chains'] as const satisfies readonly StoreName[]

export interface DiskKeys {
  /** By what they are: the vault's, the identity's two seeds and what comes of them, every key of every group that is kept. */
  readonly secret: Readonly<Record<string, Bytes>>
  /** What lies in clear beside them, until it is erased: a search that is deaf shows by it. */
  readonly inClear: Readonly<Record<string, Bytes>>
}

/** `passphrase`: null for a phone of the public, which opens by the key beside its vault. */
export async function keysOfDisk(rows: readonly Write[], passphrase: string | null): Promise<DiskKeys> {
  const store = createMemoryDeviceStore()
  await store.commit(rows)
  const header = found(parseHeader(found(await store.get(headerPlace.store, headerPlace.key))))
  const opens = passphrase ?? found(await store.get('vault', 'device-key'))
  const opensVault = found(await keyEncryptionKey(opens, header.salt, header.cost))
  const vaultKey = found(await unwrap(opensVault, 'vault', header.wrapped))
  const identity = decodeCbor(found(await unwrap(await identityKeyOf(vaultKey), 'identity', header.identity)))
  const [, signing, boxes] = (identity.ok ? identity.value : []) as readonly Bytes[]
  const { privateKey } = await deriveKemKeyPair(found(boxes))
  const sealed = await createSealedStore({ store, random: createSystemRandom(), vaultKey })
  const secret: Record<string, Bytes> = {
    'vault key': vaultKey,
    'key of the vault key': opensVault,
    'seed that signs': found(signing),
    'seed that opens boxes': found(boxes),
    // The last 32 bytes of PKCS #8: as a browser would keep it, whoever may export it or not.
    'key that opens boxes': new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)).slice(-32),
  }
  for (const { key } of await store.scan('chains', '', '\uffff')) {
    const [kind, , group = ''] = key.split('/')
    for (const { name, value } of (await sealed.list('keys', group)).items) secret[`${kind} ${group}, ${name}`] = value
  }
  const beside: Readonly<Record<string, Bytes>> = typeof opens === 'string' ? {} : { 'key beside the vault': opens }
  return { secret, inClear: { 'salt of the vault': header.salt, ...beside } }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('keysOfDisk: these rows are not opened by that')
  return value
}
