/**
 * Devices with real keys made from a name, so that a test's ids, hashes and
 * signatures are the same on every run. Never for anything but tests: whoever
 * knows the name knows the keys.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { type Bytes, bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import type { DeviceId, MemberId } from '../lib/ids.ts'
import { type DeviceKeys, deviceIdOf, type Role } from '../protocol/control.ts'

export interface TestDevice {
  readonly name: string
  readonly id: DeviceId
  readonly keys: DeviceKeys
  readonly role: Role
  readonly member: MemberId
  readonly signSeed: Bytes
  readonly kemSeed: Bytes
  /** Ed25519, the same bytes WebCrypto would give. */
  readonly sign: (message: Uint8Array) => Bytes
}

/** `length` bytes that depend on `name` alone. */
export function seededBytes(name: string, length: number): Bytes {
  let bytes: Bytes = new Uint8Array(0)
  for (let block = 0; bytes.length < length; block++) {
    bytes = concatBytes(bytes, sha256(utf8ToBytes(`doorstep test ${block} ${name}`)))
  }
  return bytes.slice(0, length)
}

export function seededId<Id extends string>(name: string, length: 16 | 32 = 16): Id {
  return bytesToHex(seededBytes(name, length)) as Id
}

/** Two devices of one person: the same `member`, another name. */
export function createTestDevice(name: string, role: Role, member?: MemberId): TestDevice {
  const signSeed = seededBytes(`sign ${name}`, 32)
  const kemSeed = seededBytes(`kem ${name}`, 32)
  const signKey = ed25519.getPublicKey(signSeed) as Bytes
  const kemKey = x25519.getPublicKey(kemSeed) as Bytes
  const id = deviceIdOf(signKey, kemKey)
  return {
    name,
    id,
    keys: { device: id, signKey, kemKey },
    role,
    member: member ?? seededId<MemberId>(`member ${name}`),
    signSeed,
    kemSeed,
    sign: (message) => ed25519.sign(message, signSeed) as Bytes,
  }
}

export interface WebCryptoKeys {
  readonly sign: CryptoKeyPair
  readonly kem: CryptoKeyPair
}

/** RFC 8410: the fixed DER in front of a raw 32-byte private key. */
const ed25519Der = hexToBytes('302e020100300506032b657004220420')
const x25519Der = hexToBytes('302e020100300506032b656e04220420')

/** The same keys as WebCrypto holds them. */
export async function webCryptoKeysOf({ keys, signSeed, kemSeed }: TestDevice): Promise<WebCryptoKeys> {
  const { subtle } = crypto
  return {
    sign: {
      privateKey: await subtle.importKey('pkcs8', concatBytes(ed25519Der, signSeed), 'Ed25519', true, ['sign']),
      publicKey: await subtle.importKey('raw', keys.signKey, 'Ed25519', true, ['verify']),
    },
    kem: {
      privateKey: await subtle.importKey('pkcs8', concatBytes(x25519Der, kemSeed), 'X25519', true, ['deriveBits']),
      publicKey: await subtle.importKey('raw', keys.kemKey, 'X25519', true, []),
    },
  }
}
