/**
 * X25519 key pairs from key material: DeriveKeyPair of RFC 9180 §7.1.3 for
 * DHKEM(X25519, HKDF-SHA256), by WebCrypto. Opening a device needs its pair and
 * nothing else of HPKE, which is loaded when a box is sealed or opened.
 */
import { type Bytes, base64UrlToBytes, concatBytes, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { hkdfSha256 } from './hkdf.ts'

/** RFC 8410: the fixed start of a PKCS #8 X25519 private key; the key follows. */
const pkcs8Start = hexToBytes('302e020100300506032b656e04220420')
/** "HPKE-v1", then suite_id: "KEM" and the number 0x0020 of this KEM. */
const labelStart = concatBytes(utf8ToBytes('HPKE-v1KEM'), new Uint8Array([0x00, 0x20]))
const keyLength = 32

export async function deriveKemKeyPair(material: Bytes): Promise<CryptoKeyPair> {
  // LabeledExtract with an empty salt and LabeledExpand, one after the other, are HKDF itself.
  const extracted = concatBytes(labelStart, utf8ToBytes('dkp_prk'), material)
  const expanded = concatBytes(new Uint8Array([0, keyLength]), labelStart, utf8ToBytes('sk'))
  const secret = await hkdfSha256(extracted, new Uint8Array(0), expanded, keyLength)
  const privateKey = await crypto.subtle.importKey('pkcs8', concatBytes(pkcs8Start, secret), 'X25519', true, [
    'deriveBits',
  ])
  const { x } = await crypto.subtle.exportKey('jwk', privateKey)
  const publicBytes = base64UrlToBytes(x ?? '')
  if (publicBytes?.length !== keyLength) throw new Error('deriveKemKeyPair: the platform does not tell the public key')
  return { privateKey, publicKey: await crypto.subtle.importKey('raw', publicBytes, 'X25519', true, []) }
}

export async function kemPublicBytes(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', key))
}
