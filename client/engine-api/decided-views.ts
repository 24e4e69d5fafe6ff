/** What was decided about a person: what was written down as a decision, and what the record and its chain say of themselves. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { DecidedSaid } from '../domain/projections/decided-rows.ts'
import type { BannerRow, DirectoryRow } from '../domain/projections/rows.ts'
import type { SaidHow } from '../domain/records/contact-agreement.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { Times } from './queries.ts'

/** Of the chain of her record: who looks after her, and what was opened and ended. */
export type DecidedOnChain =
  | {
      readonly type: 'looks-after'
      readonly isTakenBack: boolean
      readonly to: 'member' | 'round'
    }
  | { readonly type: 'opening-ended' }

/** A word on being sent messages: by herself, or by who of staff wrote it down. */
export interface DecidedContact {
  readonly type: 'contact'
  readonly channel: string
  readonly scope: string
  readonly agreed: boolean
  readonly how: SaidHow
}

export interface DecidedItem {
  readonly id: string
  readonly said: DecidedSaid | DecidedOnChain | DecidedContact
  /** Of whom else it speaks: the colleague, the round, the relative; empty when that is not known here. */
  readonly subject: string
  /** Name and role as they were; null where nobody here knows the name. */
  readonly author: Signature | null
  readonly mine: boolean
  /** The author has no device in the team any more. */
  readonly hasLeft: boolean
  readonly times: Times
  /** Somebody decided anew later: who, and when. */
  readonly replaced: { readonly by: Signature; readonly at: Instant } | null
}

export interface DecidedView {
  readonly person: DirectoryRow | null
  readonly banner: BannerRow | null
  /** False while part of it may be on its way or unopened: never "no decisions" then. */
  readonly complete: boolean
  /** Her record is not on this member's rounds: nothing of it is shown. */
  readonly isOutside: boolean
  /** Newest first. */
  readonly items: readonly DecidedItem[]
  readonly older: boolean
}

/** What a member wrote down as decisions, of the last four weeks, newest first. */
export interface DecidedByView {
  readonly items: readonly {
    readonly id: string
    readonly personId: string
    readonly person: DirectoryRow | null
    readonly what: string
    readonly why: string
    readonly at: Instant
  }[]
  /** About people whose record is not on this member's rounds. */
  readonly elsewhere: number
  readonly complete: boolean
}
