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

export interface RowPlace extends RowRef {
  readonly partition: string
}

export const whereFields = ['id', 'partition', 'personId', 'threadId', 'date', 'groupId'] as const

export type WhereField = (typeof whereFields)[number]
/** A field that a row does not have is an empty text to ask for. */
export type Where = Partial<Record<WhereField, string>>

export type Stop = () => void

export interface ReadModel {
  /** Takes rows as they are, replacing those of the same collection and id: the page writer has merged them. */
  readonly put: (rows: readonly StoredRow[], removed?: readonly RowRef[]) => Promise<void>
  /** In no promised order. The rows are shared: nobody changes them. */
  readonly find: <Name extends Collection>(collection: Name, where?: Where) => Promise<readonly RowByCollection[Name][]>
  /** Those of these ids that are there. */
  readonly findMany: <Name extends Collection>(
    collection: Name,
    ids: readonly string[],
  ) => Promise<readonly RowByCollection[Name][]>
  /** Rows from their pages: nothing changed, so nobody is told. Who asks for them has them loaded first. */
  readonly load: (rows: readonly StoredRow[]) => Promise<void>
  /** Takes a partition's rows out of memory; nobody is told. */
  readonly unload: (partition: string, collections: readonly Collection[]) => Promise<void>
  /** After a change can be found; what changes in one go is told in one go. */
  readonly changed: (listener: (collections: ReadonlySet<Collection>) => void) => Stop
  /** Says that everything changed. */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}
