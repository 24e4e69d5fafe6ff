/**
 * The archive kit: the key pair behind every epoch's archive box, by which a
 * neighbourhood's records outlive all its devices. The demonstration's kit comes
 * from a seed printed here: IT PROTECTS NOTHING and is for fictional people
 * only. A real neighbourhood draws its own seed and keeps it on paper, in shares.
 */
import { type Bytes, bytesToHex, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import type { ArchiveKey } from '../../../shared/protocol/control.ts'
import { openSigningKey, type SigningKey } from '../crypto/ed25519.ts'
import { hkdfSha256 } from '../crypto/hkdf.ts'
import { deriveKemKeyPair, kemPublicBytes } from '../crypto/kem-pair.ts'

export interface ArchiveKit {
  /** For the team's genesis. */
  readonly archive: ArchiveKey
  readonly keys: CryptoKeyPair
  /** Signs for the kit: that it is kept. Its public half stands in the team's genesis. */
  readonly root: SigningKey
}

/** Public on purpose. */
export const demoArchiveSeed = sha256(utf8ToBytes('Doorstep demonstration archive: public, protects nothing'))

export async function openArchiveKit(seed: Bytes): Promise<ArchiveKit> {
  const keys = await deriveKemKeyPair(await hkdfSha256(seed, new Uint8Array(0), purpose('archive')))
  const kemKey = await kemPublicBytes(keys.publicKey)
  const id = bytesToHex(sha256(purpose('archive-id'), kemKey).subarray(0, 16)) as DeviceId
  const root = await openSigningKey(await hkdfSha256(seed, new Uint8Array(0), purpose('root')))
  return { archive: { id, kemKey }, keys, root }
}
