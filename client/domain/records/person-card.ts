/**
 * Whom a group of the public is about, in the words she is called by: family and
 * associates hold no directory. A staff device publishes it into her private
 * groups and her circle, and nothing else of her.
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, lineSchema } from './wire-values.ts'

export interface PersonCardInput {
  /** "Doreen Ashworth". */
  readonly name: string
  /** "Doreen". */
  readonly called: string
  readonly face: string
}

export interface PersonCardRecord extends RecordBase, PersonCardInput {
  readonly type: 'person-card'
  readonly v: 1
}

export const personCardSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('person-card'),
  name: v.pipe(lineSchema(limits.line), v.minLength(1)),
  called: v.pipe(lineSchema(limits.line), v.minLength(1)),
  face: lineSchema(limits.line),
})

export function writePersonCard(input: PersonCardInput, base: RecordBase): Written<PersonCardRecord> {
  const fields = { name: cleanLine(input.name), called: cleanLine(input.called), face: cleanLine(input.face) }
  if (fields.name === '' || fields.called === '') return err({ type: 'nothing-written' })
  const checked = withinLimit(fields, limits.line)
  return checked.ok ? ok({ type: 'person-card', v: 1, ...pickBase(base), ...checked.value }) : checked
}

export function personCardToWire(card: PersonCardRecord) {
  const { called, face, name } = card
  return { type: 'person-card', ...baseToWire(card), name, called, face }
}
