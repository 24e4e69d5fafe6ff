/** Warnings of a person picked out for one place: a medicine's line, the top of a page, a step that gives. */
import { isStop } from '../../domain/projections/warning-rows.ts'
import type { WarningItem } from '../../engine-api/queries.ts'

/** Of one medicine, gravest first. Whoever gives it asks here: an answered `stop` still stands. */
export function warningsOfMedicine(
  warnings: readonly WarningItem[] | undefined,
  medicineId: string,
): readonly WarningItem[] {
  return (warnings ?? []).filter(({ medicines }) => medicines.some((fact) => fact.medicineId === medicineId))
}

/** Nobody has looked at it, and it must not be given. */
export function isAlarm(warning: WarningItem): boolean {
  return warning.answer === null && isStop(warning)
}
