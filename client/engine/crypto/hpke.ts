/**
 * HPKE (RFC 9180) base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, single shot: encapsulated key (32 bytes) before the ciphertext.
 */
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import { loadOnce } from '../lib/load-once.ts'

/** Keys that were found once lie sealed on the disk: most days no box is opened before the first screen is on. */
const loadSuite = loadOnce(async () => {
  const { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } = await import('@hpke/core')
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
})

const encapsulatedLength = 32

export interface HpkeSeal {
  readonly recipientKey: Bytes
  readonly info: Bytes
  readonly associated: Bytes
  readonly plaintext: Bytes
  /**
   * Key material of the ephemeral pair, fixing the ciphertext. Only for a value
   * derived from the plaintext, uniform and secret; fresh randomness otherwise.
   */
  readonly ephemeral?: Bytes
}

/** Undefined when `recipientKey` is not a usable X25519 key. */
export async function hpkeSeal(seal: HpkeSeal): Promise<Bytes | undefined> {
  const suite = await loadSuite()
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(seal.recipientKey)
    const ekm = seal.ephemeral === undefined ? {} : { ekm: seal.ephemeral.buffer }
    const sealed = await suite.seal({ recipientPublicKey, info: seal.info, ...ekm }, seal.plaintext, seal.associated)
    return concatBytes(new Uint8Array(sealed.enc), new Uint8Array(sealed.ct))
  } catch {
    return undefined
  }
}

export interface HpkeOpen {
  readonly keys: CryptoKeyPair
  readonly info: Bytes
  readonly associated: Bytes
  readonly box: Bytes
}

export async function hpkeOpen({ keys, info, associated, box }: HpkeOpen): Promise<Bytes | undefined> {
  const suite = await loadSuite()
  try {
    const enc = box.slice(0, encapsulatedLength)
    const opened = await suite.open({ recipientKey: keys, enc, info }, box.slice(encapsulatedLength), associated)
    return new Uint8Array(opened)
  } catch {
    return undefined
  }
}
