/**
 * HMAC-SHA256 (RFC 2104) under one key, many times: the key is taken in once, and
 * what is worked on is set back instead of made anew. Not by WebCrypto, whose call
 * to another thread takes longer than a short hash.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Bytes } from '../../../shared/lib/bytes.ts'

/** 32 bytes of the parts one after the other. */
export type KeyedHash = (...parts: readonly Uint8Array[]) => Bytes

export function createKeyedHash(key: Uint8Array): KeyedHash {
  const begun = hmac.create(sha256, key)
  const working = begun.clone()
  return (...parts) => {
    begun._cloneInto(working)
    for (const part of parts) working.update(part)
    return working.digest() as Bytes
  }
}
