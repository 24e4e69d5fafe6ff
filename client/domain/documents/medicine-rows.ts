/** Medicines document -> one row a line. A line in conflict names all its values, and says who wrote each. */
import type * as A from '@automerge/automerge/slim'
import type { MedicineRow } from '../projections/rows.ts'
import { readEntries } from './automerge.ts'
import { fieldsOf, readChanges, readState } from './medicine-changes.ts'
import type { MedicineField, MedicineLine, MedicinesDoc } from './medicines.ts'
import type { ChangeFacts } from './sides.ts'

/** Current ones first, each part by name. */
export function readMedicineRows(
  doc: A.Doc<MedicinesDoc>,
  personId: string,
  facts: ChangeFacts,
): readonly MedicineRow[] {
  const rows = readEntries(doc.medicines).map(([medicineId, line]) => readRow(medicineId, line, { personId, facts }))
  const key = (row: MedicineRow) => `${row.status === 'current' ? 0 : 1}${row.name}\n${row.medicineId}`
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

interface RowFacts {
  readonly personId: string
  readonly facts: ChangeFacts
}

function readRow(medicineId: string, line: MedicineLine, { facts, personId }: RowFacts): MedicineRow {
  const read = fieldsOf(line)
  const words = (field: MedicineField) => read(field).join(' / ')
  const { changed, conflict, merged } = readChanges(line, facts, read)
  const state = readState(line, read)
  const risk = words('risk')
  return {
    medicineId,
    personId,
    ...state,
    // What one side stopped and the other changed stands among what is taken, until somebody decides.
    status: conflict.length > 0 ? 'current' : state.status,
    brand: words('brand'),
    prescriber: words('prescriber'),
    since: words('since'),
    source: words('source'),
    risk: risk === '' ? null : risk,
    ...(conflict.length > 0 && { conflict }),
    ...(merged.length > 0 && { merged }),
    ...(changed !== null && { changed }),
  }
}
