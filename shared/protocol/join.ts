/** POST /v1/join: a device answers an invite. GET /v1/spaces/:space/joins: who is waiting to be let in. */
import type { Bytes } from '../lib/bytes.ts'
import type { Instant } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { bytesUpTo, encodeField, type Field, instant, listOf, numbered, parseField, row } from './fields.ts'
import { publicKey, signature } from './ids-on-wire.ts'
import { certificateByteLimit } from './invite.ts'
import type { Malformed } from './malformed.ts'

export interface JoinRequest {
  /** An encoded invite certificate. */
  readonly certificate: Bytes
  readonly signKey: Bytes
  readonly kemKey: Bytes
  readonly deviceSignature: Bytes
  readonly inviteSignature: Bytes
}

export type JoinStatus = 'waiting' | 'admitted'

export interface WaitingJoin extends JoinRequest {
  readonly askedAt: Instant
}

const requestFields = {
  certificate: bytesUpTo(certificateByteLimit, 1),
  signKey: publicKey,
  kemKey: publicKey,
  deviceSignature: signature,
  inviteSignature: signature,
} satisfies { readonly [Key in keyof JoinRequest]: Field<JoinRequest[Key]> }

const request = row<JoinRequest>(requestFields)
const status = row({ status: numbered<JoinStatus>({ waiting: 0, admitted: 1 }) })
const waiting = listOf(row<WaitingJoin>({ ...requestFields, askedAt: instant }), 1_000)

export function encodeJoinRequest(value: JoinRequest): Bytes {
  return encodeField(request, value)
}

export function parseJoinRequest(bytes: Uint8Array): Result<JoinRequest, Malformed> {
  return parseField(request, bytes)
}

export function encodeJoinStatus(value: JoinStatus): Bytes {
  return encodeField(status, { status: value })
}

export function parseJoinStatus(bytes: Uint8Array): Result<JoinStatus, Malformed> {
  const parsed = parseField(status, bytes)
  return parsed.ok ? { ok: true, value: parsed.value.status } : parsed
}

export function encodeWaitingJoins(value: readonly WaitingJoin[]): Bytes {
  return encodeField(waiting, value)
}

export function parseWaitingJoins(bytes: Uint8Array): Result<readonly WaitingJoin[], Malformed> {
  return parseField(waiting, bytes)
}
