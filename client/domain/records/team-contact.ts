/** How to reach the team by voice, published into each person's own group: her phone shows it even without signal. */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, lineSchema } from './wire-values.ts'

export interface TeamContactInput {
  readonly phone: string
  /** In words: "Monday to Friday, 8 to 6". */
  readonly hours: string
}

export interface TeamContactRecord extends RecordBase, TeamContactInput {
  readonly type: 'team-contact'
  readonly v: 1
}

export const teamContactSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('team-contact'),
  phone: v.pipe(lineSchema(limits.line), v.minLength(1)),
  hours: lineSchema(limits.line),
})

export function writeTeamContact(input: TeamContactInput, base: RecordBase): Written<TeamContactRecord> {
  const fields = { phone: cleanLine(input.phone), hours: cleanLine(input.hours) }
  if (fields.phone === '') return err({ type: 'nothing-written' })
  const checked = withinLimit(fields, limits.line)
  return checked.ok ? ok({ type: 'team-contact', v: 1, ...pickBase(base), ...checked.value }) : checked
}

export function teamContactToWire(contact: TeamContactRecord) {
  return { type: 'team-contact', ...baseToWire(contact), phone: contact.phone, hours: contact.hours }
}
