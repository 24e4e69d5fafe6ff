/**
 * POST /v1/join: a device answers an invite. GET /v1/spaces/:space/joins: who is
 * waiting to be let in. Face to face the answer goes from screen to camera as
 * well: without the certificate, which whoever made the invite has.
 */
import { type Bytes, base64UrlToBytes, bytesToBase64Url } from '../lib/bytes.ts'
import type { Instant, InviteId } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { bytesUpTo, encodeField, type Field, instant, listOf, numbered, parseField, row } from './fields.ts'
import { inviteId, publicKey, signature } from './ids-on-wire.ts'
import { certificateByteLimit } from './invite.ts'
import { type Malformed, malformed } from './malformed.ts'

export interface JoinRequest {
  /** An encoded invite certificate. */
  readonly certificate: Bytes
  readonly signKey: Bytes
  readonly kemKey: Bytes
  readonly deviceSignature: Bytes
  readonly inviteSignature: Bytes
}

/** What a phone shows to the device that invited it. */
export interface JoinAnswer extends Omit<JoinRequest, 'certificate'> {
  readonly invite: InviteId
}

export type JoinStatus = 'waiting' | 'admitted'

export interface WaitingJoin extends JoinRequest {
  readonly askedAt: Instant
}

const signedFields = { signKey: publicKey, kemKey: publicKey, deviceSignature: signature, inviteSignature: signature }
const requestFields = {
  certificate: bytesUpTo(certificateByteLimit, 1),
  ...signedFields,
} satisfies { readonly [Key in keyof JoinRequest]: Field<JoinRequest[Key]> }

const request = row<JoinRequest>(requestFields)
const answer = row<JoinAnswer>({ invite: inviteId, ...signedFields }, [1])
const answerStart = 'doorstep-answer:'
const answerLimit = 400
const status = row({ status: numbered<JoinStatus>({ waiting: 0, admitted: 1 }) })
const waiting = listOf(row<WaitingJoin>({ ...requestFields, askedAt: instant }), 1_000)

export function encodeJoinRequest(value: JoinRequest): Bytes {
  return encodeField(request, value)
}

export function parseJoinRequest(bytes: Uint8Array): Result<JoinRequest, Malformed> {
  return parseField(request, bytes)
}

/** The words of a QR code. */
export function encodeJoinAnswer(value: JoinAnswer): string {
  return `${answerStart}${bytesToBase64Url(encodeField(answer, value))}`
}

export function parseJoinAnswer(text: string): Result<JoinAnswer, Malformed> {
  if (!text.startsWith(answerStart) || text.length > answerLimit) return malformed('not an answer')
  const bytes = base64UrlToBytes(text.slice(answerStart.length))
  return bytes === undefined ? malformed('not base64url') : parseField(answer, bytes)
}

export function encodeJoinStatus(value: JoinStatus): Bytes {
  return encodeField(status, { status: value })
}

export function parseJoinStatus(bytes: Uint8Array): Result<JoinStatus, Malformed> {
  const parsed = parseField(status, bytes)
  return parsed.ok ? ok(parsed.value.status) : parsed
}

export function encodeWaitingJoins(value: readonly WaitingJoin[]): Bytes {
  return encodeField(waiting, value)
}

export function parseWaitingJoins(bytes: Uint8Array): Result<readonly WaitingJoin[], Malformed> {
  return parseField(waiting, bytes)
}
