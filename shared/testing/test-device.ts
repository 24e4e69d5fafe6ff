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

/** RFC 8410: the fixed DER in front of a raw 32-byte private key. */
const ed25519Der = hexToBytes('302e020100300506032b657004220420')
const x25519Der = hexToBytes('302e020100300506032b656e04220420')

type RawKeys = Pick<DeviceKeys, 'signKey' | 'kemKey'> & Pick<TestDevice, 'sign'>

/** Twenty times as fast as one written in JavaScript, and these tests sign by the thousand; not there in a browser. */
const nodeCrypto = globalThis.process?.getBuiltinModule?.('node:crypto')

function rawKeysOf(signSeed: Bytes, kemSeed: Bytes): RawKeys {
  if (nodeCrypto === undefined) {
    return {
      signKey: ed25519.getPublicKey(signSeed) as Bytes,
      kemKey: x25519.getPublicKey(kemSeed) as Bytes,
      sign: (message) => ed25519.sign(message, signSeed) as Bytes,
    }
  }
  const { createPrivateKey, createPublicKey, sign } = nodeCrypto
  const privateKeyOf = (der: Bytes, seed: Bytes) =>
    createPrivateKey({ key: Buffer.from(concatBytes(der, seed)), format: 'der', type: 'pkcs8' })
  // The last 32 bytes of the public key's DER.
  const publicBytesOf = (key: ReturnType<typeof createPrivateKey>): Bytes =>
    new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32))
  const signingKey = privateKeyOf(ed25519Der, signSeed)
  return {
    signKey: publicBytesOf(signingKey),
    kemKey: publicBytesOf(privateKeyOf(x25519Der, kemSeed)),
    sign: (message) => new Uint8Array(sign(null, message, signingKey)),
  }
}

/** Two devices of one person: the same `member`, another name. */
export function createTestDevice(name: string, role: Role, member?: MemberId): TestDevice {
  const signSeed = seededBytes(`sign ${name}`, 32)
  const kemSeed = seededBytes(`kem ${name}`, 32)
  const { kemKey, sign, signKey } = rawKeysOf(signSeed, kemSeed)
  const id = deviceIdOf(signKey, kemKey)
  return {
    name,
    id,
    keys: { device: id, signKey, kemKey },
    role,
    member: member ?? seededId<MemberId>(`member ${name}`),
    signSeed,
    kemSeed,
    sign,
  }
}

export interface WebCryptoKeys {
  readonly sign: CryptoKeyPair
  readonly kem: CryptoKeyPair
}

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
