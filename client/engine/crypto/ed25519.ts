/**
 * Ed25519 (RFC 8032) signing keys from their seed, by WebCrypto. The public key
 * too: working it out here takes longer than everything else that opens a
 * device. Where the platform does not tell it, it is worked out here all the same,
 * by what is loaded for it.
 */
import { type Bytes, base64UrlToBytes, concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'

/** RFC 8410: the fixed start of a PKCS #8 Ed25519 private key; the seed follows. */
const pkcs8Start = hexToBytes('302e020100300506032b657004220420')

export interface SigningKey {
  readonly publicKey: Bytes
  readonly sign: (message: Uint8Array) => Promise<Bytes>
}

export async function openSigningKey(seed: Bytes): Promise<SigningKey> {
  const pkcs8 = concatBytes(pkcs8Start, seed)
  const [key, publicKey] = await Promise.all([
    crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']),
    publicKeyOf(pkcs8),
  ])
  return {
    publicKey: publicKey ?? (await workedOut(seed)),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message as Bytes)),
  }
}

async function workedOut(seed: Bytes): Promise<Bytes> {
  const { ed25519 } = await import('@noble/curves/ed25519.js')
  return ed25519.getPublicKey(seed) as Bytes
}

/** The key that can be read out lives as long as this call. */
async function publicKeyOf(pkcs8: Bytes): Promise<Bytes | undefined> {
  const readable = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x } = await crypto.subtle.exportKey('jwk', readable)
  const publicKey = x === undefined ? undefined : base64UrlToBytes(x)
  return publicKey?.length === 32 ? publicKey : undefined
}
