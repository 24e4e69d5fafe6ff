/**
 * The list of medicines as the person herself may see it, published by a staff
 * device into her own group. What somebody has yet to decide is a name and
 * "being checked", never a dose: she never reads two (PB rules).
 */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import type { MedicineRow } from '../projections/rows.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written } from './record-base.ts'
import { cleanLine, cleanText, lineSchema } from './wire-values.ts'

export interface SharedMedicine {
  readonly name: string
  /** Empty, as all that follow, while it is being checked. */
  readonly form: string
  readonly dose: string
  readonly frequency: string
  readonly route: string
  readonly checking: boolean
}

export interface SharedMedicinesRecord extends RecordBase {
  readonly type: 'shared-medicines'
  readonly v: 1
  readonly lines: readonly SharedMedicine[]
}

const mostLines = 200

const line = v.pipe(
  v.strictObject({
    name: v.pipe(lineSchema(limits.line), v.minLength(1)),
    form: lineSchema(limits.line),
    dose: lineSchema(limits.line),
    frequency: lineSchema(limits.line),
    route: lineSchema(limits.line),
    checking: v.boolean(),
  }),
  v.check((each) => !each.checking || detailsOf(each) === '', 'a value beside "being checked"'),
)

export const sharedMedicinesSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('shared-medicines'),
  lines: v.pipe(v.array(line), v.maxLength(mostLines)),
})

/** What of the list may be seen: what is taken now; of a line in conflict, and of one in `held`, its name alone. */
export function sharedLines(
  rows: readonly MedicineRow[],
  held: ReadonlySet<string> = new Set(),
): readonly SharedMedicine[] {
  return rows
    .filter(({ conflict, status }) => status === 'current' || conflict !== undefined)
    .map((row) => (held.has(row.medicineId) ? checked(sharedLine(row)) : sharedLine(row)))
    .filter(({ name }) => name !== '')
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, mostLines)
}

/** Never refused: what does not fit is made to, since nobody is there to shorten it. */
export function writeSharedMedicines(
  lines: readonly SharedMedicine[],
  base: RecordBase,
): Written<SharedMedicinesRecord> {
  return ok({ type: 'shared-medicines', v: 1, ...pickBase(base), lines })
}

export function sharedMedicinesToWire(record: SharedMedicinesRecord) {
  const lines = record.lines.map(({ checking, dose, form, frequency, name, route }) => {
    return { name, form, dose, frequency, route, checking }
  })
  return { type: 'shared-medicines', ...baseToWire(record), lines }
}

/** Equal for lists that say the same. */
export function sharedContent(lines: readonly SharedMedicine[]): string {
  return lines.map(keyOf).join('\n')
}

function sharedLine({ conflict, dose, form, frequency, name, route }: MedicineRow): SharedMedicine {
  if (conflict !== undefined) {
    const names = new Set(conflict.map(({ after }) => tidy(after.name)).filter((each) => each !== ''))
    return checked({ name: tidy([...names].sort().join(' or ')) })
  }
  const fields = {
    name: tidy(name),
    form: tidy(form),
    dose: tidy(dose),
    frequency: tidy(frequency),
    route: tidy(route),
  }
  return { ...fields, checking: false }
}

/** Its name alone. */
export function checked({ name }: Pick<SharedMedicine, 'name'>): SharedMedicine {
  return { name, form: '', dose: '', frequency: '', route: '', checking: true }
}

function keyOf(each: SharedMedicine): string {
  return JSON.stringify([each.name, each.checking, each.form, each.dose, each.frequency, each.route])
}

function detailsOf({ dose, form, frequency, route }: SharedMedicine): string {
  return form + dose + frequency + route
}

function tidy(words: string): string {
  return cleanText(cleanLine(words).slice(0, limits.line))
}
