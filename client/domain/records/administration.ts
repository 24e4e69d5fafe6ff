/**
 * A medicine given, or not given and why: what it was as the one who gave it saw
 * it, word for word, since the list may say something else tomorrow. Two nurses
 * who give it apart write two records, and both stay (GV rules).
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import type { MedicineId } from '../ids.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanLine, cleanText, idSchema, idToWire, lineSchema, textSchema } from './wire-values.ts'

export interface AdministrationInput {
  readonly medicineId: string
  /** As shown. */
  readonly name: string
  readonly dose: string
  readonly route: string
  readonly given: boolean
  /** Why it was not given; may be said of a dose given too. */
  readonly reason: string
  /** Whose instruction was followed where several stood against each other; empty otherwise. */
  readonly instruction: string
}

export interface AdministrationRecord extends RecordBase, AdministrationInput {
  readonly type: 'administration'
  readonly v: 1
  readonly medicineId: MedicineId
}

/** Two disputed values named together fit too. */
const shownLimit = 2 * limits.line + 8

export const administrationSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('administration'),
  medicineId: idSchema<MedicineId>(),
  name: lineSchema(shownLimit),
  dose: lineSchema(shownLimit),
  route: lineSchema(shownLimit),
  given: v.boolean(),
  reason: textSchema(limits.text),
  instruction: lineSchema(limits.line),
})

export function writeAdministration(input: AdministrationInput, base: RecordBase): Written<AdministrationRecord> {
  const shown = { name: cleanLine(input.name), dose: cleanLine(input.dose), route: cleanLine(input.route) }
  const reason = cleanText(input.reason)
  const instruction = cleanLine(input.instruction)
  const isSaid = shown.name !== '' && (input.given ? shown.dose !== '' : reason !== '')
  if (!isSaid) return err({ type: 'nothing-written' })
  const checked = withinLimit(shown, shownLimit)
  if (!checked.ok) return checked
  const who = withinLimit({ instruction }, limits.line)
  if (!who.ok) return who
  const why = withinLimit({ reason }, limits.text)
  if (!why.ok) return why
  const { given, medicineId } = input
  const about = { medicineId: medicineId as MedicineId, given, reason, instruction }
  return ok({ type: 'administration', v: 1, ...pickBase(base), ...shown, ...about })
}

export function administrationToWire(record: AdministrationRecord) {
  const { dose, given, instruction, medicineId, name, reason, route } = record
  const shown = { name, dose, route, given, reason, instruction }
  return { type: 'administration', ...baseToWire(record), medicineId: idToWire(medicineId), ...shown }
}

export function summariseAdministration(record: AdministrationRecord): RecordSummary {
  const { dose, given, instruction, name, reason, route } = record
  const what = [`${name} ${dose}`.trim(), route].filter((part) => part !== '').join(', ')
  return {
    title: given ? 'Medicine given' : 'Medicine not given',
    lines: [
      `${what}.`,
      ...(instruction === '' ? [] : [`Different changes stood against each other. Followed: ${instruction}.`]),
      ...(reason === '' ? [] : [`Reason: ${reason}`]),
    ],
    next: null,
  }
}
