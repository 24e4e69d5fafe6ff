/** HKDF-SHA256 (RFC 5869) by WebCrypto: every key here comes from another by a named purpose. */
import type { Bytes } from '../../../shared/lib/bytes.ts'

export async function hkdfSha256(secret: Bytes, salt: Bytes, info: Bytes, length = 32): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8))
}
