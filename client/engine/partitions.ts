/**
 * Which parts of the pages are in the read model. The first screen's part is
 * loaded at unlock, a person's when somebody looks at her; rows of the others
 * go to disk alone.
 */
import { homePartition, type StoredRow } from '../domain/projections/rows.ts'
import type { PageWriter } from './read-model/page-writer.ts'
import type { ReadModel, RowRef } from './read-model/read-model.ts'
import type { Serial } from './serial.ts'

export interface Partitions {
  /** Resolves when everything of the partition can be queried. */
  readonly load: (partition: string) => Promise<void>
  /** Shows rows that the disk has. */
  readonly show: (rows: readonly StoredRow[], removed?: readonly RowRef[]) => Promise<void>
  readonly isLoaded: (partition: string) => boolean
}

export interface PartitionsDeps {
  readonly pages: PageWriter
  readonly readModel: ReadModel
  readonly commitLock: Serial
}

export function createPartitions({ commitLock, pages, readModel }: PartitionsDeps): Partitions {
  const loading = new Map<string, Promise<void>>()
  const loaded = new Set<string>()

  function load(partition: string): Promise<void> {
    const known = loading.get(partition)
    if (known !== undefined) return known
    // Under the lock, so that no row is committed between reading the pages and showing them.
    const work = commitLock(async () => {
      const { rows } = await pages.load(partition)
      loaded.add(partition)
      await readModel.put(rows)
    })
    loading.set(partition, work)
    return work
  }

  return {
    load,
    show: (rows, removed = []) =>
      readModel.put(
        rows.filter(({ partition }) => partition === homePartition || loaded.has(partition)),
        removed,
      ),
    isLoaded: (partition) => loaded.has(partition),
  }
}
