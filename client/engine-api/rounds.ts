/**
 * The rounds of a team and who looks after whom: what stands on the chains, and
 * the acts that change it. Each act needs the relay's answer, since nobody is
 * said to look after somebody, or not to any more, before it holds. A round's
 * name is the team's setting (`round`) and needs no signal.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { DirectoryRow } from '../domain/projections/rows.ts'
import type { SettingRow } from '../domain/projections/setting-rows.ts'
import type { Signature } from '../domain/records/signature.ts'

/** By name, or by a round. */
export interface LookingTarget {
  readonly type: 'member' | 'round'
  readonly id: string
}

export type RoundAct =
  /** An administrator's; of herself anybody takes off. */
  | { readonly type: 'put-on-round'; readonly roundId: string; readonly memberId: string }
  | { readonly type: 'take-off-round'; readonly roundId: string; readonly memberId: string }
  /** An administrator's, and theirs who look after her; given and taken back in one step. */
  | {
      readonly type: 'say-who-looks-after'
      readonly personId: string
      readonly give: LookingTarget | null
      readonly take: LookingTarget | null
    }

export interface RoundsView {
  /** Whether this member makes rounds, and puts colleagues on and off. */
  readonly mayManage: boolean
  readonly complete: boolean
  /** By name; those without one last. */
  readonly rounds: readonly RoundItem[]
  /** Nobody who is in the team looks after them for good. */
  readonly nobodys: readonly RoundPerson[]
  /** Who may be on a round. */
  readonly colleagues: readonly Signature[]
}

export interface RoundItem {
  readonly roundId: string
  /** Empty where nobody has named it. */
  readonly name: string
  readonly named: SettingRow | null
  readonly members: readonly RoundMember[]
  readonly people: readonly RoundPerson[]
  /** What leaving it means to this member; null where she is not on it. */
  readonly leaving: LeavingRound | null
}

export interface LeavingRound {
  /** Nobody would look after them: she stays. */
  readonly nobodys: readonly RoundPerson[]
  /** Whom she would no longer see, by who looks after them then. */
  readonly gone: readonly { readonly members: readonly RoundMember[]; readonly people: readonly RoundPerson[] }[]
  /** Whom she would go on seeing, by name or by another round. */
  readonly kept: readonly RoundPerson[]
}

export interface RoundMember {
  readonly memberId: string
  /** Null while the colleague's card is not on this device. */
  readonly who: Signature | null
  readonly isMe: boolean
  /** An administrator who put herself on this round: when, by her own clock. */
  readonly ownSince?: Instant
}

export interface RoundPerson {
  readonly personId: string
  readonly person: DirectoryRow | null
  /** Nobody looks after her but by this round. */
  readonly isOnlyHere: boolean
}

/** Whom others gave to this member and whom they took from her, as far as she has not put it away; the oldest first. */
export interface HandedView {
  readonly items: readonly HandedItem[]
  /** Absent for none. */
  readonly otherPhones?: readonly OtherPhone[]
}

/** Another phone came in by an invite than the one this device had read. */
export interface OtherPhone {
  readonly inviteId: string
  readonly personId: string
  /** Null while her name is not on this device. */
  readonly person: DirectoryRow | null
}

/** One person; or everybody who came or went when she was put on a round or taken off it. */
export interface HandedItem {
  readonly id: string
  readonly isGiven: boolean
  /** Null where nobody here knows the name. */
  readonly by: Signature | null
  readonly at: Instant
  /** Its name; null where it was about one person. */
  readonly round: string | null
  /** By name. */
  readonly people: readonly HandedPerson[]
}

export interface HandedPerson {
  readonly personId: string
  readonly person: DirectoryRow | null
  /** Who looks after them now. */
  readonly members: readonly RoundMember[]
}

export interface LookingAfterView {
  readonly person: DirectoryRow | null
  readonly complete: boolean
  /** Whether it is this member's to change. */
  readonly maySay: boolean
  readonly mayManage: boolean
  readonly members: readonly LookingMember[]
  readonly rounds: readonly LookingRound[]
  /** To whom she may be given besides. */
  readonly otherMembers: readonly Signature[]
  readonly otherRounds: readonly LookingRound[]
}

export interface LookingMember extends RoundMember {
  /** Taken back, nobody would look after her. */
  readonly isLast: boolean
  /** Names of the rounds by which they look after her as well. */
  readonly alsoBy: readonly string[]
}

export interface LookingRound {
  readonly roundId: string
  readonly name: string
  readonly members: readonly RoundMember[]
  readonly isLast: boolean
  /** Nobody but an administrator gives her to a round she is on herself. */
  readonly isMine: boolean
}
