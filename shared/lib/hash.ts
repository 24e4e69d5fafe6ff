/** SHA-256 (FIPS 180-4), synchronous: entry ids are needed inside pure reducers, and small inputs are faster this way. */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { type Bytes, utf8ToBytes } from './bytes.ts'

/** Set back and used again: making a state costs more than hashing the few bytes of an id. */
const begun = nobleSha256.create()
const working = nobleSha256.create()

export function sha256(...parts: readonly Uint8Array[]): Bytes {
  begun._cloneInto(working)
  for (const part of parts) working.update(part)
  return working.digest() as Bytes
}

const known = new Map<string, Bytes>()

/** Domain separation: every hash, signature and key derivation names its purpose. Shared: nobody changes it. */
export function purpose(name: string): Bytes {
  const before = known.get(name)
  if (before !== undefined) return before
  const bytes = utf8ToBytes(`doorstep/1/${name}`)
  known.set(name, bytes)
  return bytes
}
