/**
 * HKDF-SHA256 (RFC 5869): every key here comes from another by a named purpose.
 * Not by WebCrypto: its two calls to another thread take longer than the hashes,
 * and a catch-up derives hundreds of keys.
 */
import { extract, hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { createKeyedHash } from './keyed-hash.ts'

export async function hkdfSha256(secret: Bytes, salt: Bytes, info: Bytes, length = 32): Promise<Bytes> {
  return hkdf(sha256, secret, salt, info, length) as Bytes
}

const firstBlock = new Uint8Array([1])

/** `hkdfSha256` of one secret and salt for one `info` after another, 32 bytes each: the first of its two steps is made once. */
export function hkdfOutputsOf(secret: Bytes, salt: Bytes): (info: Bytes) => Bytes {
  const expand = createKeyedHash(extract(sha256, secret, salt))
  return (info) => expand(info, firstBlock)
}
