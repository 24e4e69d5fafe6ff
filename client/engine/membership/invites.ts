/**
 * Invites: a certificate signed by the inviter's device, and a secret that only
 * the link carries. The link's fragment never reaches a server; the label in it
 * (names, for the joiner's eyes) is signed by nobody and proves nothing.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, Instant, InviteId, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import type { DeviceKeys, Role } from '../../../shared/protocol/control.ts'

export interface InviteLabel {
  readonly spaceName: string
  readonly name: string
  readonly roleTitle: string
  readonly face: string
}

export interface NewInvite {
  readonly space: SpaceId
  /** Where the member goes: the team's group or a private group. */
  readonly group: GroupId
  readonly role: Role
  readonly member: MemberId
  readonly expiresAt: Instant
  readonly mode: 'confirm' | 'in-person'
  readonly label: InviteLabel
}

export interface MadeInvite {
  readonly invite: InviteId
  /** What stands after `#j=` in the link. */
  readonly fragment: string
  readonly certificate: Bytes
}

/** A join request that a member of the space may act on by adding `keys` to `group`. */
export interface VerifiedJoin {
  readonly invite: InviteId
  readonly space: SpaceId
  readonly group: GroupId
  readonly role: Role
  readonly member: MemberId
  readonly mode: 'confirm' | 'in-person'
  readonly keys: DeviceKeys
  /** Six digits that both screens show. */
  readonly code: string
}
