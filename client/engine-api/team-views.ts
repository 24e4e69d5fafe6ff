/** Views of a person's details and of the team's day. See queries.ts. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { PersonPartRow } from '../domain/projections/part-rows.ts'
import type { BannerRow, DirectoryRow } from '../domain/projections/rows.ts'
import type { VisitRow } from '../domain/projections/visit-rows.ts'
import type { Signature } from '../domain/records/signature.ts'

export interface DetailsView {
  readonly person: DirectoryRow | null
  readonly banner: BannerRow | null
  /** False while the record is still on its way or being opened: say so, never "nothing recorded". */
  readonly complete: boolean
  readonly parts: readonly PersonPartRow[]
}

export interface TeamView {
  readonly date: string
  /** False while the day's plan is still being fetched or opened. */
  readonly complete: boolean
  /** Nobody's yet, or for a person in doubt. */
  readonly unassigned: readonly TeamVisit[]
  /** Everybody of the team: those with visits first, each part by name. */
  readonly rounds: readonly TeamRound[]
  readonly off: readonly TeamVisit[]
}

export interface TeamRound {
  readonly memberId: string
  /** Null while the colleague's card is not on this device. */
  readonly who: Signature | null
  readonly isMe: boolean
  /** When the newest thing that is here was written on any of their devices. */
  readonly lastSeenAt: Instant | null
  readonly visits: readonly TeamVisit[]
}

export interface TeamVisit {
  readonly visit: VisitRow
  readonly person: DirectoryRow | null
  /** Of a visit whose person was changed apart. */
  readonly persons: readonly { readonly personId: string; readonly person: DirectoryRow | null }[]
  /** Names of all who were given it; one, but for a visit given away apart. */
  readonly members: readonly { readonly memberId: string; readonly name: string }[]
  /** Null where that record is not this member's to read. */
  readonly state: 'not-started' | 'started' | 'finished' | null
  /** Changed after the last word from whose it is: may not be known there. */
  readonly notReceived: boolean
}
