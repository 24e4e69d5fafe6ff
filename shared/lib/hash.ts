/** SHA-256 (FIPS 180-4), synchronous: entry ids are needed inside pure reducers, and small inputs are faster this way. */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { type Bytes, concatBytes, utf8ToBytes } from './bytes.ts'

export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return nobleSha256(parts.length === 1 ? parts[0]! : concatBytes(...parts)) as Bytes
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
