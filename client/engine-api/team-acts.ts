/**
 * Acts on the team itself: who is let in, with which device, and which device is
 * removed. Each needs the relay to answer, since membership is never said to hold
 * before it does. Inviting and removing colleagues is an administrator's; a
 * further device of one's own any colleague of the clinical staff brings in.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { Heard } from './travel.ts'

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
  /** `code`: the digits that were compared. */
  | { readonly type: 'let-in'; readonly inviteId: string; readonly code: string }
  /** A colleague of the clinical staff, with all devices that are in. */
  | { readonly type: 'make-admin'; readonly memberId: string }
  /** That everything kept of this person may be exported with two sheets of the kit. */
  | { readonly type: 'propose-export'; readonly personId: string; readonly reason: string }
  /** What another administrator proposed. */
  | { readonly type: 'approve'; readonly proposalId: string }
  /** Declined; or taken back, where it is one's own. */
  | { readonly type: 'dismiss'; readonly proposalId: string }
  /** That the organisation encrypts the device's disk and can wipe it, so that a PIN may open it; or no more. */
  | { readonly type: 'set-managed'; readonly deviceId: string; readonly managed: boolean }
  /** With a new key for everybody else in the same step. */
  | { readonly type: 'remove-device'; readonly deviceId: string }

export type TeamActOutcome =
  | { readonly type: 'invited'; readonly fragment: string; readonly expiresAt: Instant }
  | { readonly type: 'waiting'; readonly waiting: readonly WaitingColleague[] }
  | { readonly type: 'done' }
  /** It waits for a second administrator. */
  | { readonly type: 'proposed' }
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

/**
 * last-admin: nobody would be left to let anybody in. refused: somebody else has changed it; look again.
 * over: the proposal was answered, has run out, or whoever made it is out. own: another person has to approve.
 * nobody-waits: there is no such request, or it is not this device's to answer.
 * digits-changed: another device asks by that invite now than the one whose digits were compared.
 */
export type TeamProblem =
  | 'not-open'
  | 'no-signal'
  | 'nothing-written'
  | 'not-allowed'
  | 'last-admin'
  | 'refused'
  | 'over'
  | 'own'
  | 'nobody-waits'
  | 'digits-changed'

export interface TeamDevicesView {
  /** What this member may do here. */
  readonly may: 'manage' | 'own-devices' | 'look'
  readonly members: readonly TeamMember[]
  readonly adminCount: number
  /** Of a recovery kit of the team's own; `none` where it is public. */
  readonly kit: 'none' | 'to-do' | 'kept'
  /** Whether appointing an administrator needs two of them. */
  readonly needsSecond: boolean
  /** Those that wait for an answer first, then what became of the others; newest first in each part. */
  readonly proposals: readonly TeamProposal[]
  /** Devices that came in by the recovery kit alone, newest first. */
  readonly recoveries: readonly TeamRecovery[]
}

export type ProposalState = 'open' | 'approved' | 'declined' | 'withdrawn' | 'over' | 'proposer-gone'

export interface TeamProposal {
  readonly proposalId: string
  readonly what: ProposedWords
  readonly state: ProposalState
  /** Null while the colleague's card is not on this device; `isMine`: this member's own. */
  readonly by: Signature | null
  readonly isMine: boolean
  readonly at: Instant
  readonly until: Instant
  /** Who answered, and when; null while nobody has. */
  readonly decidedBy: Signature | null
  readonly decidedAt: Instant | null
}

export type ProposedWords =
  | { readonly type: 'make-admin'; readonly who: Signature | null; readonly marks: readonly string[] }
  /** The digits on the newcomer's own screen; null for a device that came by no invite. */
  | { readonly type: 'admit-admin'; readonly mark: string; readonly code: string | null }
  /** `given`: two of its sheets were given back. */
  | { readonly type: 'new-kit'; readonly given: boolean }
  | { readonly type: 'archive-use'; readonly person: string | null; readonly reason: string }

export interface TeamRecovery {
  readonly who: Signature | null
  readonly mark: string
  readonly at: Instant
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
  /** By whom it was marked as managed, and when; null where it is not. */
  readonly managed: { readonly by: Signature | null; readonly at: Instant } | null
  /** When the newest thing that is here was written on it. */
  readonly heardAt: Heard
}
