/**
 * Acts on the team itself: who is let in, with which device, and which device is
 * removed. Each needs the relay to answer, since membership is never said to hold
 * before it does. Inviting and removing colleagues is an administrator's; a
 * further device of one's own any colleague of the clinical staff brings in.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { Signature } from '../domain/records/signature.ts'

export type TeamRole = 'admin' | 'staff' | 'associate' | 'ig'

export type TeamAct =
  | {
      readonly type: 'invite-colleague'
      readonly name: string
      readonly role: TeamRole
      /** "community nurse". */
      readonly title: string
    }
  | { readonly type: 'invite-own-device' }
  /** Who has answered an invite into the team and may be let in from here. */
  | { readonly type: 'who-waits' }
  | { readonly type: 'let-in'; readonly inviteId: string }
  /** With a new key for everybody else in the same step. */
  | { readonly type: 'remove-device'; readonly deviceId: string }

export type TeamActOutcome =
  | { readonly type: 'invited'; readonly fragment: string; readonly expiresAt: Instant }
  | { readonly type: 'waiting'; readonly waiting: readonly WaitingColleague[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly problem: TeamProblem }

export interface WaitingColleague {
  readonly inviteId: string
  readonly role: TeamRole
  /** As the administrator wrote it who invited them; null while that is not on this device. */
  readonly name: string | null
  /** A further device of this member. */
  readonly isMine: boolean
  /** Six digits that both screens show. */
  readonly code: string
}

/** last-admin: nobody would be left to let anybody in. refused: somebody else has changed it; look again. */
export type TeamProblem = 'not-open' | 'no-signal' | 'nothing-written' | 'not-allowed' | 'last-admin' | 'refused'

export interface TeamDevicesView {
  /** What this member may do here. */
  readonly may: 'manage' | 'own-devices' | 'look'
  readonly members: readonly TeamMember[]
  readonly adminCount: number
  /** Of a recovery kit of the team's own; `none` where it is public. */
  readonly kit: 'none' | 'to-do' | 'kept'
}

export interface TeamMember {
  readonly memberId: string
  /** Null while the colleague's card is not on this device. */
  readonly who: Signature | null
  readonly isMe: boolean
  /** Administrator, if one of the devices is. */
  readonly role: TeamRole
  /** Those that are in. */
  readonly devices: readonly TeamDevice[]
  readonly removed: readonly Pick<TeamDevice, 'deviceId' | 'mark'>[]
}

export interface TeamDevice {
  readonly deviceId: string
  /** Four signs to tell one device from another, the same on every screen. */
  readonly mark: string
  readonly isThis: boolean
  /** When the newest thing that is here was written on it. */
  readonly heardAt: Instant | null
}
