/**
 * Ed25519 (RFC 8032) as WebCrypto does it, made to answer alike everywhere.
 *
 * On honest keys and signatures all platforms agree; on edge cases they do not
 * (Node, Chromium, Firefox and WebKit split on the vectors of ed25519-speccheck),
 * and a signature that one device accepts and another refuses would split a
 * team. So a signature whose S is not below the group order is refused before
 * the platform sees it, and a key is let in only by `acceptDeviceKeys`. PR10-PR12
 * of SPEC.md.
 */
import { bytesToHex, littleEndian } from '../lib/bytes.ts'
import { type Entry, signingInputOf } from './entry.ts'
import { ownBytes } from './fields.ts'

export interface SignatureVerifier {
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>
}

/** More devices than a space has; beyond it the oldest import is forgotten. */
const keyCacheSize = 2_000
const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n

export function createSignatureVerifier(): SignatureVerifier {
  const imported = new Map<string, Promise<CryptoKey>>()

  function keyOf(publicKey: Uint8Array): Promise<CryptoKey> {
    const name = bytesToHex(publicKey)
    const known = imported.get(name)
    if (known !== undefined) return known
    const key = crypto.subtle.importKey('raw', ownBytes(publicKey), 'Ed25519', false, ['verify'])
    imported.set(name, key)
    const oldest = imported.keys().next().value
    if (imported.size > keyCacheSize && oldest !== undefined) imported.delete(oldest)
    return key
  }

  async function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    if (littleEndian(signature.subarray(32)) >= order) return false
    try {
      const key = await keyOf(publicKey)
      return await crypto.subtle.verify('Ed25519', key, ownBytes(signature), ownBytes(message))
    } catch {
      return false
    }
  }

  return { verify }
}

export function verifyEntry(
  verifier: SignatureVerifier,
  entry: Pick<Entry, 'id' | 'signature'>,
  signKey: Uint8Array,
): Promise<boolean> {
  return verifier.verify(signKey, signingInputOf(entry.id), entry.signature)
}
