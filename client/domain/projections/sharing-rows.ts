/** Rows of what a person shares, with whom, what that member was told, and who looked at her record. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { RecordId } from '../ids.ts'
import type { SharedKind } from '../records/agreement.ts'
import type { ContactAgreementInput } from '../records/contact-agreement.ts'
import type { OpeningInput } from '../records/opening.ts'
import type { SharedVisitsInput } from '../records/shared-visits.ts'
import type { SharedWithInput } from '../records/shared-with.ts'
import type { Signature } from '../records/signature.ts'

/** The newest word on one kind for one member; id `<personId>/<groupId>/<memberId>/<kind>`. */
export interface AgreementRow {
  readonly groupId: string
  readonly memberId: string
  readonly kind: SharedKind
  readonly on: boolean
  /** Herself, or who of staff wrote it down. */
  readonly author: Signature
  readonly at: Instant
}

/** One word on being sent messages: all of them are kept, and read together; id `<personId>/<id>`. */
export interface ContactAgreementRow extends ContactAgreementInput {
  readonly id: RecordId
  readonly groupId: string
  readonly author: Signature
  readonly at: Instant
  readonly hlc: string
}

/** The newest published to one group; id `<personId>/<groupId>`. */
export interface SharedVisitsRow extends SharedVisitsInput {
  readonly groupId: string
  readonly at: Instant
  readonly hlc: string
}

export interface SharedWithRow extends SharedWithInput {
  readonly groupId: string
  readonly at: Instant
}

/**
 * The last look of a day; id `<personId>/<memberId>/<day>`. One by somebody who
 * does not look after her has an id of its own and says why.
 */
export interface ViewRow {
  readonly personId: string
  readonly groupId: string
  readonly author: Signature
  readonly at: Instant
  readonly arrivedAt: Instant | null
  readonly opened?: OpeningInput
}

/** The newest opening of a record by one member, as its chain says; id `<personId>/<memberId>`. */
export interface OpeningRow {
  readonly personId: string
  readonly memberId: string
  readonly reason: string
  /** Null for an administrator's that does not end. */
  readonly until: Instant | null
}
