/** Rows about a group of the public: who is in it, whom it is about, which key of the board it has; and what the board says. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'
import type { TeamCardInput } from '../records/team-card.ts'

/** Who somebody in a group of the public says they are. */
export interface MemberRow {
  readonly groupId: string
  readonly memberId: string
  readonly signature: Signature
}

/** Whom a group of the public is about, as published to it. */
export interface PersonCardRow {
  readonly groupId: string
  readonly personId: string | null
  readonly name: string
  readonly called: string
  readonly face: string
}

/** The newest key of the board that was published to a group. */
export interface BoardKeyRow {
  readonly groupId: string
  readonly epoch: number
  /** When it was brought here; not known of rows that were kept before it was asked for. */
  readonly at?: Instant
}

/** The team's newest card on the board. */
export interface TeamCardRow extends TeamCardInput {
  readonly groupId: string
  readonly at: Instant
}

/** How to reach the team by voice. One a group it was published to. */
export interface ContactRow {
  readonly groupId: string
  readonly phone: string
  /** In words: "Monday to Friday, 8 to 6". */
  readonly hours: string
}
