/** Ed25519 (RFC 8032) signing keys from their seed. Signing is WebCrypto's; the public key is worked out here once. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { type Bytes, concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'

/** RFC 8410: the fixed start of a PKCS #8 Ed25519 private key; the seed follows. */
const pkcs8Start = hexToBytes('302e020100300506032b657004220420')

export interface SigningKey {
  readonly publicKey: Bytes
  readonly sign: (message: Uint8Array) => Promise<Bytes>
}

export async function openSigningKey(seed: Bytes): Promise<SigningKey> {
  const key = await crypto.subtle.importKey('pkcs8', concatBytes(pkcs8Start, seed), 'Ed25519', false, ['sign'])
  return {
    publicKey: ed25519.getPublicKey(seed) as Bytes,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as Bytes)),
  }
}
