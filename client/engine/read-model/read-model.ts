/**
 * Port: rows in memory, for queries. Holds what was loaded from pages or just
 * arrived; forgetting it loses nothing. An adapter must pass every RM rule in
 * `read-model.contract.ts`.
 */
import type { Collection, RowByCollection, StoredRow } from '../../domain/projections/rows.ts'

export interface RowRef {
  readonly collection: Collection
  readonly id: string
}

export type WhereField = 'id' | 'partition' | 'personId' | 'threadId' | 'date' | 'groupId'
export type Where = Partial<Record<WhereField, string>>

export type Stop = () => void

export interface ReadModel {
  /** Takes rows as they are, replacing rows of the same collection and id; the caller has merged (page-writer). */
  readonly put: (rows: readonly StoredRow[], removed?: readonly RowRef[]) => Promise<void>
  /** In no promised order. */
  readonly find: <Name extends Collection>(collection: Name, where?: Where) => Promise<readonly RowByCollection[Name][]>
  /** At most once a turn of the event loop, with everything that changed in it. */
  readonly changed: (listener: (collections: ReadonlySet<Collection>) => void) => Stop
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}
