/** Rows of what is changed part by part and may be changed apart: a person's details, a planned visit. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'

/** One thing about a person that is changed by itself. `id`: the detail's name, or the entry's id; '' where there is one only. */
export interface PersonPart {
  readonly kind: 'detail' | 'allergy' | 'alert' | 'contact' | 'target' | 'pregnant'
  readonly id: string
}

/** What stands in a part, as text by field; '' is nothing recorded. */
export type PartState = Readonly<Record<string, string>>

/** What one person made of a part, whole as they wrote it. */
export interface PartChange {
  /** Names it in a decision. */
  readonly key: string
  /** Null when the change does not say, or names somebody whose device did not make it. */
  readonly author: Signature | null
  readonly writtenAt: Instant | null
  /** When it reached this device; null for what was written here, or when that is no longer known. */
  readonly arrivedAt: Instant | null
  readonly reason: string
  readonly before: PartState | null
  readonly after: PartState
}

/** Two or more changes that disagree: nothing is picked. */
export interface PersonDispute {
  readonly part: PersonPart
  readonly sides: readonly PartChange[]
}

export interface PersonPartRow {
  readonly part: PersonPart
  /** A disputed field names all its values. */
  readonly state: PartState
  /** Who changed it last, and why; null when nobody says so. */
  readonly last: PartChange | null
  readonly conflict?: readonly PartChange[]
  /** Changes made apart that go together; until the next change. */
  readonly merged?: readonly PartChange[]
}

/** Everything recorded about a person, for the page of her details; ended entries too. */
export interface DetailsRow {
  readonly personId: string
  readonly parts: readonly PersonPartRow[]
  /** The day somebody said that there are no allergies; null when nobody has. */
  readonly noneKnownOn: string | null
}

/**
 * What was corrected in a person's details since the list of people was written,
 * and what somebody has to decide; dropped when there is nothing. Two who correct
 * different details apart each write the list whole: this has both.
 */
export interface CorrectionsRow {
  readonly personId: string
  readonly details: Readonly<Record<string, string>>
  /** In dispute: `details` then name all values. */
  readonly disputed: readonly PersonPart[]
}
