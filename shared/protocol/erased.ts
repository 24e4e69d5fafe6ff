/**
 * POST /v1/erased and GET /v1/spaces/:space/erased: the last word of a removed
 * device, that it has erased itself. It is signed while the device still has its
 * key and lies ready; it leaves when all else is gone. So no relay can invent it,
 * and whoever copied the disk before can: it is the device's word, no proof.
 */
import { type Bytes, concatBytes, hexToBytes } from '../lib/bytes.ts'
import { purpose } from '../lib/hash.ts'
import type { DeviceId, Instant, SpaceId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { encodeField, instant, listOf, parseField, row } from './fields.ts'
import { deviceId, signature, spaceId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface ErasedWord {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly signature: Bytes
}

export interface ErasedDevice {
  readonly device: DeviceId
  readonly signature: Bytes
  /** By the relay's clock, when it was first told. */
  readonly toldAt: Instant
}

const word = row<ErasedWord>({ space: spaceId, device: deviceId, signature })
const devices = listOf(row<ErasedDevice>({ device: deviceId, signature, toldAt: instant }), 1_000)

export function encodeErasedWord(value: ErasedWord): Bytes {
  return encodeField(word, value)
}

export function parseErasedWord(bytes: Uint8Array): Result<ErasedWord, Malformed> {
  return parseField(word, bytes)
}

export function encodeErasedDevices(value: readonly ErasedDevice[]): Bytes {
  return encodeField(devices, value)
}

export function parseErasedDevices(bytes: Uint8Array): Result<readonly ErasedDevice[], Malformed> {
  return parseField(devices, bytes)
}

export function erasedSigningInput(space: SpaceId, device: DeviceId): Bytes {
  return concatBytes(purpose('erased'), hexToBytes(space), hexToBytes(device))
}
