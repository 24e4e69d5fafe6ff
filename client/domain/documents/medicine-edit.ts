/**
 * Who changed a medicine, when, why, and what they had in view: written beside
 * the fields in the same change, as one value. Of two people who changed the
 * line apart both values stay, so each side is read whole as its author wrote it.
 *
 * JSON in one text: a map inside the line would be made anew by both of them,
 * and one of the two maps would be lost.
 */
import * as v from 'valibot'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { MedicineState } from '../projections/medicine-change.ts'
import type { Signature } from '../records/signature.ts'

/** Who edits, as the edit itself will say it. */
export interface EditBy {
  readonly by: Signature
  readonly at: number
  readonly reason: string
}

export interface MedicineEdit extends EditBy {
  readonly at: Instant
  /** Null of a line that was not there. */
  readonly before: MedicineState | null
  readonly after: MedicineState
}

export const reasonLimit = 1_000
export const medicineFieldLimit = 200

const line = v.pipe(v.string(), v.maxLength(medicineFieldLimit))
const state = v.strictObject({
  name: line,
  form: line,
  dose: line,
  frequency: line,
  route: line,
  status: v.picklist(['current', 'stopped']),
  stoppedOn: v.nullable(line),
})
const schema = v.strictObject({
  by: v.strictObject({ memberId: line, name: line, role: line, face: line }),
  at: v.pipe(
    v.number(),
    v.safeInteger(),
    v.transform((value) => value as Instant),
  ),
  reason: v.pipe(v.string(), v.maxLength(reasonLimit)),
  before: v.nullable(state),
  after: state,
})

export function encodeEdit({ after, at, before, by, reason }: Omit<MedicineEdit, 'at'> & EditBy): string {
  const { face, memberId, name, role } = by
  return JSON.stringify({ by: { memberId, name, role, face }, at, reason, before, after })
}

/** What another device stored there in another shape says nothing. */
export function parseEdit(json: string): MedicineEdit | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), json)
  return parsed.success ? parsed.output : undefined
}
