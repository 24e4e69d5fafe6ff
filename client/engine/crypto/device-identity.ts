/**
 * A device's own keys: Ed25519 to sign, X25519 to be given group keys. Made on
 * the device, never rotated, never leaving it; the id is the hash of both. The
 * secret is two seeds, for the vault alone.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type DeviceKeys, deviceIdOf } from '../../../shared/protocol/control.ts'
import type { Random } from '../platform/random.ts'
import { openSigningKey } from './ed25519.ts'
import { deriveKemKeyPair, kemPublicBytes } from './kem-pair.ts'

export interface DeviceIdentity {
  readonly keys: DeviceKeys
  readonly sign: (message: Uint8Array) => Promise<Bytes>
  readonly kem: CryptoKeyPair
}

export interface NewDeviceIdentity {
  readonly identity: DeviceIdentity
  /** For the vault. */
  readonly secret: Bytes
}

const secretVersion = 1
const seedLength = 32

export async function createDeviceIdentity(random: Random): Promise<NewDeviceIdentity> {
  const [signSeed, kemSeed] = [random.bytes(seedLength), random.bytes(seedLength)]
  return { identity: await fromSeeds(signSeed, kemSeed), secret: encodeCbor([secretVersion, signSeed, kemSeed]) }
}

export async function openDeviceIdentity(secret: Bytes): Promise<Result<DeviceIdentity, { readonly type: 'damaged' }>> {
  const decoded = decodeCbor(secret)
  if (!decoded.ok || !Array.isArray(decoded.value)) return err({ type: 'damaged' })
  const [version, signSeed, kemSeed]: readonly unknown[] = decoded.value
  if (version !== secretVersion || !isSeed(signSeed) || !isSeed(kemSeed)) return err({ type: 'damaged' })
  return ok(await fromSeeds(signSeed, kemSeed))
}

function isSeed(value: unknown): value is Bytes {
  return value instanceof Uint8Array && value.length === seedLength
}

async function fromSeeds(signSeed: Bytes, kemSeed: Bytes): Promise<DeviceIdentity> {
  const [signing, kem] = await Promise.all([openSigningKey(signSeed), deriveKemKeyPair(kemSeed)])
  const kemKey = await kemPublicBytes(kem.publicKey)
  const keys = { device: deviceIdOf(signing.publicKey, kemKey), signKey: signing.publicKey, kemKey }
  return { keys, sign: signing.sign, kem }
}
