/**
 * Whom an administrator invited into the team, in their words. Associates hold no
 * team key and write no card of their own there, so without it staff would let in
 * and look at a device without a name. Read by the team alone.
 */
import * as v from 'valibot'
import type { MemberId } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, idSchema, idToWire, lineSchema } from './wire-values.ts'

export interface InvitedCardInput {
  readonly member: MemberId
  readonly name: string
  /** "social prescriber". */
  readonly title: string
}

export interface InvitedCardRecord extends RecordBase, InvitedCardInput {
  readonly type: 'invited-card'
  readonly v: 1
}

export const invitedCardSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('invited-card'),
  member: idSchema<MemberId>(),
  name: v.pipe(lineSchema(limits.line), v.minLength(1)),
  title: lineSchema(limits.line),
})

export function writeInvitedCard(input: InvitedCardInput, base: RecordBase): Written<InvitedCardRecord> {
  const fields = { name: cleanLine(input.name), title: cleanLine(input.title) }
  if (fields.name === '') return err({ type: 'nothing-written' })
  const checked = withinLimit(fields, limits.line)
  if (!checked.ok) return checked
  return ok({ type: 'invited-card', v: 1, ...pickBase(base), member: input.member, ...checked.value })
}

export function invitedCardToWire(card: InvitedCardRecord) {
  const { member, name, title } = card
  return { type: 'invited-card', ...baseToWire(card), member: idToWire(member), name, title }
}
