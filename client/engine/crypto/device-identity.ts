/**
 * A device's own keys: Ed25519 to sign, X25519 to be given group keys. Made on
 * the device, never rotated, never leaving it; the id is the hash of both.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceKeys } from '../../../shared/protocol/control.ts'

export interface DeviceIdentity {
  readonly keys: DeviceKeys
  readonly sign: (message: Uint8Array) => Promise<Bytes>
  readonly kem: CryptoKeyPair
}
