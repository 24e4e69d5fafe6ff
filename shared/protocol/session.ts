/** POST /v1/session: a device proves its key to one relay and gets a token for reading. */
import { type Bytes, concatBytes, hexToBytes, utf8ToBytes } from '../lib/bytes.ts'
import { purpose } from '../lib/hash.ts'
import type { DeviceId, Instant, SpaceId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { encodeField, instant, parseField, row, textUpTo } from './fields.ts'
import { deviceId, nonce32, signature, spaceId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

export interface SessionRequest {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly nonce: Bytes
  readonly signature: Bytes
}

export interface SessionGrant {
  readonly token: string
  readonly expiresAt: Instant
  readonly serverTime: Instant
}

const request = row<SessionRequest>({ space: spaceId, device: deviceId, nonce: nonce32, signature })
const grant = row<SessionGrant>({ token: textUpTo(200, 1), expiresAt: instant, serverTime: instant })

export function encodeSessionRequest(value: SessionRequest): Bytes {
  return encodeField(request, value)
}

export function parseSessionRequest(bytes: Uint8Array): Result<SessionRequest, Malformed> {
  return parseField(request, bytes)
}

export function encodeSessionGrant(value: SessionGrant): Bytes {
  return encodeField(grant, value)
}

export function parseSessionGrant(bytes: Uint8Array): Result<SessionGrant, Malformed> {
  return parseField(grant, bytes)
}

/** The origin is signed too, so one relay cannot use the answer at another. */
export function sessionSigningInput(origin: string, space: SpaceId, device: DeviceId, nonce: Uint8Array): Bytes {
  return concatBytes(purpose('session'), utf8ToBytes(origin), hexToBytes(space), hexToBytes(device), nonce)
}
