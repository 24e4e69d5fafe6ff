/** Rows of what was decided about a person, by whom, why and when: what the list of decisions is made of. See rows.ts. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { AgreementInput } from '../records/agreement.ts'
import type { DecisionInput } from '../records/decision.ts'
import type { LeftOutInput } from '../records/left-out.ts'
import type { OpeningInput } from '../records/opening.ts'
import type { Signature } from '../records/signature.ts'
import type { MedicineState } from './medicine-change.ts'
import type { PartState } from './part-rows.ts'

/** `isSettling`: two or more had changed it apart, and this decided between them. */
interface ChangeSaid<State> {
  readonly reason: string
  readonly before: State | null
  readonly after: State
  readonly isSettling: boolean
}

export type DecidedSaid =
  | ({ readonly type: 'decision' } & DecisionInput)
  | { readonly type: 'warning-answer'; readonly subject: string; readonly reason: string }
  | ({ readonly type: 'left-out' } & LeftOutInput)
  | ({ readonly type: 'opening' } & OpeningInput)
  | ({ readonly type: 'agreement' } & AgreementInput)
  /** What a removed device had written, and who wrote it. */
  | { readonly type: 'let-in'; readonly writer: Signature; readonly writtenAt: Instant }
  | ({ readonly type: 'medicine' } & ChangeSaid<MedicineState>)
  | ({ readonly type: 'part'; readonly kind: 'allergy' | 'alert' | 'target' } & ChangeSaid<PartState>)
  /** `title`: empty for the section's own name. */
  | { readonly type: 'plan'; readonly sectionId: string; readonly title: string }

export interface DecidedRow {
  readonly id: string
  readonly personId: string
  /** Name and role as they were. */
  readonly author: Signature
  readonly at: Instant
  readonly hlc: string
  /** Null for what was written here, or when that is no longer known. */
  readonly arrivedAt: Instant | null
  readonly said: DecidedSaid
}

/** That a member wrote a decision down about somebody: where to look, never what it says. */
export interface DecidedByRow {
  readonly personId: string
  readonly at: Instant
}

/** Where a member wrote decisions down: the partition of those rows. */
export const writerPartition = (memberId: string) => `by/${memberId}`
