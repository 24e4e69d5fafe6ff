/** A key under another one, for one purpose: nonce, then AES-256-GCM. */
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { aesGcmOpen, aesGcmSeal, importAesKey, nonceLength } from '../crypto/aes-gcm.ts'
import type { Random } from '../platform/random.ts'

export async function wrap(key: Bytes, random: Random, what: string, plaintext: Bytes): Promise<Bytes> {
  const nonce = random.bytes(nonceLength)
  return concatBytes(nonce, await aesGcmSeal(await importAesKey(key), nonce, purpose(`wrap/${what}`), plaintext))
}

export async function unwrap(key: Bytes, what: string, sealed: Bytes): Promise<Bytes | undefined> {
  const nonce = sealed.slice(0, nonceLength)
  return aesGcmOpen(await importAesKey(key), nonce, purpose(`wrap/${what}`), sealed.slice(nonceLength))
}
