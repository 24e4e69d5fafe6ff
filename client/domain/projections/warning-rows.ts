/** What the safety checks read and what they find, as rows. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'
import type { MedicineChange } from './medicine-change.ts'
import type { PartChange } from './part-rows.ts'

/** An allergy as it is recorded, with who recorded it where that is known. */
export interface AllergyFact {
  readonly allergyId: string
  readonly substance: string
  readonly reaction: string
  /** YYYY-MM-DD. */
  readonly recordedOn: string | null
  readonly author: Signature | null
  readonly writtenAt: Instant | null
  /** Written apart: every side. Nothing has been picked, and `substance` and `reaction` name all of them. */
  readonly sides?: readonly PartChange[]
}

/** A current medicine as the safety checks read it. */
export interface MedicineFact {
  readonly medicineId: string
  /** Its name first, then its brand, then the names of the sides while it is in conflict. */
  readonly names: readonly string[]
  readonly form: string
  readonly dose: string
  readonly route: string
  /** YYYY-MM-DD; null when not known. */
  readonly since: string | null
  /** Of its last change, where that is known. */
  readonly author: Signature | null
  readonly writtenAt: Instant | null
  /** Changed apart: every side. Nothing has been picked, and `dose` names all of them. */
  readonly sides?: readonly MedicineChange[]
}

/** Something in a person's record that does not go together. */
export interface Warning {
  /** Names it and what it is about: 32 hex digits. When a fact changes it is another. */
  readonly key: string
  readonly kind: 'allergy' | 'none-known' | 'same-medicine' | 'same-class'
  /** `stop`: do not give before a prescriber has decided. */
  readonly level: 'stop' | 'caution'
  readonly why: {
    readonly type: 'same-substance' | 'same-class' | 'related-classes' | 'same-word' | 'same-medicine' | 'none-known'
    /** The substance, the class or the word; of `none-known` the day. */
    readonly name: string
    /** Where the table has it from; empty when it needs no table. */
    readonly source: string
  }
  readonly allergy: AllergyFact | null
  readonly medicines: readonly MedicineFact[]
  /** The day since when all of it stands in the record; null when not known. */
  readonly since: string | null
}

/** Its medicines must not be given before a prescriber has decided, whether somebody has answered it or not. */
export function isStop({ level }: Pick<Warning, 'level'>): boolean {
  return level === 'stop'
}

/** Of a person: what the safety checks found. Dropped when they find nothing. */
export interface WarningsRow {
  readonly personId: string
  /** Gravest first. */
  readonly warnings: readonly Warning[]
  /** Names the table does not know: to be checked by hand, never "no problem". */
  readonly unchecked: { readonly allergies: readonly string[]; readonly medicines: readonly string[] }
}

/** Visits of one day that cannot all be meant. */
export interface VisitClash {
  readonly type: 'two-members' | 'two-times' | 'same-person' | 'same-member'
  readonly visitIds: readonly string[]
  readonly memberIds: readonly string[]
}

/** Of a day; dropped when there are none. */
export interface ClashesRow {
  readonly date: string
  readonly clashes: readonly VisitClash[]
}

/** A clinician has looked at a warning: it stays, calmer, until its facts change. */
export interface WarningAnswerRow {
  readonly personId: string
  /** The warning's. */
  readonly key: string
  readonly author: Signature
  readonly at: Instant
  readonly reason: string
}
