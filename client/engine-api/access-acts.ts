/**
 * Opening the record of somebody one does not look after, and ending it before
 * its time; and who looks after whom. Each needs the relay's answer: nothing is open before it has the
 * signed access, and nobody else need be there.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { DirectoryRow } from '../domain/projections/rows.ts'
import type { OpeningReason } from '../domain/records/opening.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { RoundAct } from './rounds.ts'

export const longestOpeningHours = 24

export type AccessAct =
  | {
      readonly type: 'open-record'
      readonly personId: string
      readonly reason: OpeningReason
      /** Why, in words that the person herself reads. */
      readonly words: string
      readonly hours: number
    }
  | { readonly type: 'close-record'; readonly personId: string }
  /** What a colleague opened: by an administrator, or by who looks after its person. */
  | { readonly type: 'end-opening'; readonly personId: string; readonly memberId: string }
  | RoundAct

export type AccessActOutcome =
  /** `told`: her words are on this device; false when only the chain says that it was opened. */
  { readonly type: 'done'; readonly told: boolean } | { readonly type: 'failed'; readonly problem: AccessProblem }

export type AccessProblem =
  | 'not-open'
  | 'no-signal'
  | 'nothing-written'
  | 'words-too-long'
  | 'too-long'
  | 'not-allowed'
  /** Nobody would look after the person. */
  | 'nobody-left'
  | 'refused'

/** Open now by nothing but what this member granted herself. */
export interface OwnOpening {
  readonly reason: string
  readonly until: Instant | null
}

/** Another one ended what was opened. */
export interface EndedOpening {
  readonly who: Signature | null
  readonly at: Instant
}

export interface OpeningsView {
  readonly complete: boolean
  /** Of the last thirty days, those that end last first. */
  readonly rows: readonly OpeningItem[]
}

export interface OpeningItem {
  readonly personId: string
  /** Who opened it. */
  readonly memberId: string
  readonly person: DirectoryRow | null
  readonly who: Signature | null
  readonly reason: string
  readonly until: Instant | null
  readonly isOpen: boolean
  /** By this member herself. */
  readonly own: boolean
  /** This member is the person's named nurse. */
  readonly yours: boolean
  /** This member may end it now. */
  readonly mayEnd: boolean
  readonly ended: EndedOpening | null
}
