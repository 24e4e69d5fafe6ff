/** Who works here: each staff device writes its member's card into the team group. The card is the signature itself. */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, lineSchema } from './wire-values.ts'

export interface StaffCardInput {
  /** The member's own work number; empty when none is given. */
  readonly phone: string
}

export interface StaffCardRecord extends RecordBase, StaffCardInput {
  readonly type: 'staff-card'
  readonly v: 1
}

export const staffCardSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('staff-card'),
  phone: lineSchema(limits.line),
})

export function writeStaffCard(input: StaffCardInput, base: RecordBase): Written<StaffCardRecord> {
  if (base.author.name.trim() === '') return err({ type: 'nothing-written' })
  const checked = withinLimit({ phone: cleanLine(input.phone) }, limits.line)
  return checked.ok ? ok({ type: 'staff-card', v: 1, ...pickBase(base), ...checked.value }) : checked
}

export function staffCardToWire(card: StaffCardRecord) {
  return { type: 'staff-card', ...baseToWire(card), phone: card.phone }
}
