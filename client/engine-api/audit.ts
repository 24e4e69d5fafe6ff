/**
 * What information governance sees: who was let into which record, who opened
 * one outside rounds and why, and what the relay handed to whom. Nothing of any
 * record: people are codes, staff are named as the team's card on the board has
 * them.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { TeamRole } from './team-acts.ts'

export interface AuditView {
  /** False while part of it may be on its way. */
  readonly complete: boolean
  readonly updatedAt: Instant | null
  /** Everybody whose record there is, by code. */
  readonly people: readonly AuditPerson[]
  /** Of the team, also who left it. */
  readonly staff: readonly AuditMember[]
  /** Newest first. */
  readonly openings: readonly AuditOpening[]
  /** Newest first; what somebody opened for herself is not in it. */
  readonly accesses: readonly AuditAccess[]
  /** Administrators who put themselves on a round; newest first. */
  readonly ownRounds: readonly AuditOwnRound[]
  /** That the relay went back to an older state, as this device noticed it. Newest first. */
  readonly wentBack: readonly AuditWentBack[]
}

export interface AuditWentBack {
  readonly at: Instant
  readonly times: number
  /** The relay said itself that it was restored. */
  readonly said: boolean
  /** Entries of the chains and of what this device reads that were gone; null until it was read again. */
  readonly lost: number | null
  readonly overAt: Instant | null
}

export interface AuditPerson {
  readonly personId: string
  readonly code: string
}

export interface AuditMember {
  readonly memberId: string
  /** As the team's card has it; null where it does not name them. */
  readonly name: string | null
  readonly role: TeamRole
  /** Of one of their devices. */
  readonly mark: string
  readonly left: boolean
}

export interface AuditOpening {
  readonly at: Instant
  readonly memberId: string
  readonly personId: string
  readonly reason: string
  readonly until: Instant | null
  /** Ended before its time; absent where it was not. */
  readonly endedAt?: Instant
  /** The member who ended it, where it was another one. */
  readonly endedBy?: string
}

export interface AuditAccess {
  readonly at: Instant
  /** Who gave it, or took it back. */
  readonly memberId: string
  readonly personId: string
  readonly to: { readonly memberId: string } | { readonly round: string; readonly memberIds: readonly string[] }
  readonly until: Instant | null
  /** It takes back what was given before. */
  readonly isTakingBack: boolean
}

export interface AuditOwnRound {
  readonly at: Instant
  readonly memberId: string
  readonly round: string
  /** She is on it now. */
  readonly isOn: boolean
  /** Whom the round looks after now. */
  readonly personIds: readonly string[]
}

/** What the relay says it handed to somebody about one person in a day; or of the board or the team's own. */
export interface AuditFetch {
  readonly day: string
  readonly from: Instant
  readonly until: Instant
  /** Null where no chain names the device. */
  readonly memberId: string | null
  /** `public`: the person herself, or family. */
  readonly kind: 'staff' | 'public' | 'unknown'
  /** Null: of the team or the board, about nobody. */
  readonly personId: string | null
  readonly items: number
}

/** Whether the log that the relay shows is the one it signed for, day by day. */
export type AuditAgreement =
  /** The team's founding names no key of the relay: nobody can tell. */
  | { readonly type: 'no-key' }
  /** Nothing was signed yet. */
  | { readonly type: 'not-signed' }
  /** Up to then; `late`: more than two days ago, though there is more in the log. */
  | { readonly type: 'agrees'; readonly upTo: Instant; readonly late: boolean }
  | { readonly type: 'differs'; readonly how: 'changed' | 'missing' | 'cut-short' | 'unreadable' }

/** A member opened a record on that day, as the device that did so signed it. */
export interface AuditLook {
  readonly day: string
  /** Of the first of the day. */
  readonly at: Instant
  readonly memberId: string
  readonly personId: string
}

export interface AuditLog {
  readonly agreement: AuditAgreement
  /** Newest first, once a member, person and day. */
  readonly looks: readonly AuditLook[]
  /** Shown by the relay as such, and signed by nobody who is known: none, unless something is wrong. */
  readonly unproven: number
  /** Newest day first. */
  readonly fetches: readonly AuditFetch[]
  /** Since when it is shown; null when there is nothing in it. */
  readonly since: Instant | null
  readonly readAt: Instant
}

export type AuditLogOutcome =
  | { readonly type: 'read'; readonly log: AuditLog }
  | { readonly type: 'failed'; readonly problem: 'not-open' | 'no-signal' | 'not-allowed' }

/** Six signs, enough to say aloud; who it is only the record says, and who looks after her. */
export function auditCode(personId: string): string {
  const signs = personId.slice(-6).toUpperCase()
  return `${signs.slice(0, 3)} ${signs.slice(3)}`
}
