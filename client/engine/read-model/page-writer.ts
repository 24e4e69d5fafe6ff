/**
 * Pages: rows on disk, sealed, in hash buckets of at most 64, so that a write
 * seals little again and a read opens much at once.
 */
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { Write } from '../storage/device-store.ts'
import type { RowRef } from './read-model.ts'

export interface PagePlan {
  /** For the transaction that holds the entries these rows came from. */
  readonly writes: readonly Write[]
  /** What `readModel.put` takes: merged with what was there, unchanged rows left out. */
  readonly rows: readonly StoredRow[]
}

export interface PageWriter {
  /** Later plans build on earlier ones, committed or not: after a failed commit call `forget`. */
  readonly plan: (rows: readonly StoredRow[]) => Promise<PagePlan>
  readonly load: (partition: string) => Promise<{ readonly rows: readonly StoredRow[]; readonly damaged: number }>
  readonly forget: () => void
}

export type { RowRef }
