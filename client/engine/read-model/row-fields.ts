/** The fields rows are found by, wherever in a row they stand. */
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { WhereField } from './read-model.ts'

export function fieldOf(stored: StoredRow, field: WhereField): string {
  if (field === 'id' || field === 'partition') return stored[field]
  const value = (stored.row as unknown as Readonly<Record<string, unknown>>)[field]
  return typeof value === 'string' ? value : ''
}
