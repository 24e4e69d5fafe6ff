/** Rows of what was given, and of the list as published to the person. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { SharedMedicine } from '../records/shared-medicines.ts'
import type { Signature } from '../records/signature.ts'

/** A medicine given or not given, as it was shown then. */
export interface GivingRow {
  readonly id: string
  readonly personId: string
  readonly medicineId: string
  readonly name: string
  readonly dose: string
  readonly route: string
  readonly given: boolean
  readonly reason: string
  readonly instruction: string
  readonly at: Instant
  readonly author: Signature
  readonly own: boolean
  readonly arrivedAt: Instant | null
}

/** The newest list published to one group; its id is the group's. */
export interface SharedListRow {
  readonly groupId: string
  readonly personId: string
  readonly lines: readonly SharedMedicine[]
  readonly author: Signature
  readonly at: Instant
}
