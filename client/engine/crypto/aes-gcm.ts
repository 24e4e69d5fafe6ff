/** AES-256-GCM (NIST SP 800-38D) by WebCrypto. Opening answers undefined for anything but the very bytes sealed. */
import type { Bytes } from '../../../shared/lib/bytes.ts'

export const nonceLength = 12

export function importAesKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** One nonce must never serve two plaintexts under one key. */
export async function aesGcmSeal(key: CryptoKey, nonce: Bytes, associated: Bytes, plaintext: Bytes): Promise<Bytes> {
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: associated }
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext))
}

export async function aesGcmOpen(
  key: CryptoKey,
  nonce: Bytes,
  associated: Bytes,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: associated }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed))
  } catch {
    return undefined
  }
}
