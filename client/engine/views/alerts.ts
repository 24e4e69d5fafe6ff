/**
 * What must not be missed about a person. Of somebody whose record is all here and
 * who has no details in it, nobody has asked about allergies: that is said, since
 * an empty strip would read as "none".
 */
import type { AlertRow, PersonAlertsRow } from '../../domain/projections/rows.ts'

const notRecorded: AlertRow = {
  kind: 'allergies',
  title: 'Allergies not recorded',
  fact: '',
  date: null,
  serious: false,
}

export function alertsOf(row: PersonAlertsRow | null, isComplete: boolean): readonly AlertRow[] {
  if (row !== null) return row.alerts
  return isComplete ? [notRecorded] : []
}
