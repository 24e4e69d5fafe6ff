/**
 * GET /v1/device/:device/status: whether a device is still in, for one that has
 * no key at hand. Being in is the relay's word; being removed is proven by the
 * signed control entries that come with it, up to the removal and no further.
 */
import type { Bytes } from '../lib/bytes.ts'
import type { Result } from '../lib/result.ts'
import { entryByteLimit } from './entry.ts'
import { bytesUpTo, encodeField, listOf, numbered, parseField, row } from './fields.ts'
import type { Malformed } from './malformed.ts'

export interface DeviceStatus {
  readonly standing: 'in' | 'removed'
  /** Of the team first; empty while the device is in. */
  readonly controls: readonly Bytes[]
}

const status = row<DeviceStatus>({
  standing: numbered({ in: 0, removed: 1 }),
  controls: listOf(bytesUpTo(entryByteLimit, 1), 10_000),
})

export function encodeDeviceStatus(value: DeviceStatus): Bytes {
  return encodeField(status, value)
}

export function parseDeviceStatus(bytes: Uint8Array): Result<DeviceStatus, Malformed> {
  return parseField(status, bytes)
}
