/**
 * Invites. The certificate says who may come in, where, as what and until when,
 * signed by the inviter's device; the relay and every client can check it. The
 * link carries it with the secret half and a friendly label in the part of the
 * address that is never sent, so the relay sees neither.
 */
import { type Bytes, base64UrlToBytes, bytesToBase64Url, concatBytes, hexToBytes } from '../lib/bytes.ts'
import { purpose, sha256 } from '../lib/hash.ts'
import type { DeviceId, GroupId, Instant, InviteId, MemberId, SpaceId } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { type Role, roleField } from './control.ts'
import type { TeamReference } from './entry.ts'
import {
  bytesOf,
  bytesUpTo,
  encodeField,
  instant,
  numbered,
  ownBytes,
  parseField,
  row,
  textUpTo,
  uint,
} from './fields.ts'
import { deviceId, entryId, groupId, inviteId, memberId, publicKey, signature, spaceId } from './ids-on-wire.ts'
import { type Malformed, malformed } from './malformed.ts'

/** `confirm`: somebody says yes first. `in-person`: handed over at the door, the relay may let in at once. */
export type InviteMode = 'confirm' | 'in-person'

export interface InviteBody {
  readonly invite: InviteId
  readonly space: SpaceId
  /** Where the newcomer is named: the team group or a private group. */
  readonly group: GroupId
  readonly role: Role
  readonly member: MemberId
  readonly expiresAt: Instant
  readonly mode: InviteMode
  readonly inviter: DeviceId
  /** The newcomer's first known team head: an older answer of the relay is refused. */
  readonly team: TeamReference
  readonly inviteKey: Bytes
}

export interface InviteCertificate {
  readonly body: InviteBody
  readonly bodyBytes: Bytes
  readonly signature: Bytes
  /** The certificate as it travels. */
  readonly bytes: Bytes
}

export interface InviteLabel {
  readonly spaceName: string
  readonly name: string
  readonly roleTitle: string
  readonly face: string
}

export interface InviteLink {
  /** An encoded certificate. */
  readonly certificate: Bytes
  readonly secret: Bytes
  readonly label: InviteLabel
}

const bodyField = row<InviteBody>(
  {
    invite: inviteId,
    space: spaceId,
    group: groupId,
    role: roleField,
    member: memberId,
    expiresAt: instant,
    mode: numbered<InviteMode>({ confirm: 0, 'in-person': 1 }),
    inviter: deviceId,
    team: row<TeamReference>({ seq: uint(), hash: entryId }),
    inviteKey: publicKey,
  },
  [1],
)

export const certificateByteLimit = 1_024
const certificateField = row({ bodyBytes: bytesUpTo(certificateByteLimit, 1), signature })

const line = textUpTo(200)
const linkField = row<InviteLink>({
  certificate: bytesUpTo(certificateByteLimit, 1),
  secret: bytesOf(16),
  label: row<InviteLabel>({ spaceName: line, name: line, roleTitle: line, face: line }),
})

const fragmentStart = '#j='
const fragmentLimit = 8_192

export function encodeInviteBody(body: InviteBody): Bytes {
  return encodeField(bodyField, body)
}

export function inviteSigningInput(bodyBytes: Uint8Array): Bytes {
  return concatBytes(purpose('invite'), sha256(bodyBytes))
}

export function encodeCertificate(bodyBytes: Uint8Array, signed: Uint8Array): Bytes {
  return encodeField(certificateField, { bodyBytes: ownBytes(bodyBytes), signature: ownBytes(signed) })
}

/** Shape only: the caller checks the inviter's signature, right and the expiry. */
export function parseCertificate(bytes: Uint8Array): Result<InviteCertificate, Malformed> {
  if (bytes.length > certificateByteLimit) return malformed('larger than a certificate may be')
  const parts = parseField(certificateField, bytes)
  if (!parts.ok) return parts
  const body = parseField(bodyField, parts.value.bodyBytes)
  return body.ok ? ok({ ...parts.value, body: body.value, bytes: ownBytes(bytes) }) : body
}

/** `#j=…`, to be put behind the app's address. */
export function encodeInviteFragment(link: InviteLink): string {
  return `${fragmentStart}${bytesToBase64Url(encodeField(linkField, link))}`
}

export function parseInviteFragment(fragment: string): Result<InviteLink, Malformed> {
  if (!fragment.startsWith(fragmentStart) || fragment.length > fragmentLimit) return malformed('not an invite link')
  const encoded = fragment.slice(fragmentStart.length)
  const bytes = base64UrlToBytes(encoded)
  if (bytes === undefined || bytesToBase64Url(bytes) !== encoded) return malformed('not base64url')
  const link = parseField(linkField, bytes)
  if (!link.ok) return link
  const certificate = parseCertificate(link.value.certificate)
  return certificate.ok ? link : certificate
}

/** Binds a device to one invite; signed by the device's key and by the invite's. */
export function joinSigningInput(invite: InviteId, device: DeviceId): Bytes {
  return concatBytes(purpose('join'), hexToBytes(invite), hexToBytes(device))
}
