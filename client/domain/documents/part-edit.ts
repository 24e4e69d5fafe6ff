/**
 * Who changed a part of a person's details or a planned visit, when, why, and
 * what stood there before and after: one text, written beside the fields in the
 * same change. Of two people who changed the part apart both texts stay.
 *
 * JSON in one text, as for medicines: a map would be made anew by both of them,
 * and one of the two maps would be lost.
 */
import * as v from 'valibot'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { PartState } from '../projections/part-rows.ts'
import type { Signature } from '../records/signature.ts'

/** Who edits, as the edit itself will say it. */
export interface PartEditBy {
  readonly by: Signature
  readonly at: number
  readonly reason: string
}

export interface PartEdit extends PartEditBy {
  readonly at: Instant
  readonly before: PartState
  readonly after: PartState
}

export const partReasonLimit = 1_000
export const partFieldLimit = 500
/** Of any part anywhere: words of a template. */
const longestField = 2_000

const line = v.pipe(v.string(), v.maxLength(partFieldLimit))
const state = v.record(v.pipe(v.string(), v.maxLength(40)), v.pipe(v.string(), v.maxLength(longestField)))
const schema = v.strictObject({
  by: v.strictObject({ memberId: line, name: line, role: line, face: line }),
  at: v.pipe(
    v.number(),
    v.safeInteger(),
    v.transform((value) => value as Instant),
  ),
  reason: v.pipe(v.string(), v.maxLength(partReasonLimit)),
  before: state,
  after: state,
})

export function encodePartEdit(edit: PartEditBy & { readonly before: PartState; readonly after: PartState }): string {
  const { after, at, before, by, reason } = edit
  const { face, memberId, name, role } = by
  return JSON.stringify({ by: { memberId, name, role, face }, at, reason: reason.trim(), before, after })
}

/** What another device stored there in another shape says nothing. */
export function parsePartEdit(json: string): PartEdit | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), json)
  return parsed.success ? parsed.output : undefined
}
