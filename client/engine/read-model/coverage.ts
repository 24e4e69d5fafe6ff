/** What of the pages is in the read model: of each partition some collections, whole, some rows, or from some time on. */
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import { isTimeline, timeKey } from './page-layout.ts'

interface Covered {
  isWhole: boolean
  readonly ids: Set<string>
  /** Of a collection that lies by time: all from here on; null = none. */
  from: string | null
  /** The order each row of it is shown with: one that comes late under a known id replaces no newer one. */
  readonly orders: Map<string, string>
}

export interface Coverage {
  readonly of: (partition: string, collection: Collection) => Covered
  readonly isCovered: (row: Pick<StoredRow, 'partition' | 'collection' | 'id'> & { readonly order?: string }) => boolean
  /** Of what lies by time: nothing newer is shown under its id; remembers that it is shown now. */
  readonly isNewest: (row: StoredRow) => boolean
  /** Something of it is there. */
  readonly isUsed: (partition: string) => boolean
  /** Least lately used first. */
  readonly partitions: () => readonly string[]
  readonly collectionsOf: (partition: string) => readonly Collection[]
  readonly use: (partition: string) => void
  readonly drop: (partition: string) => void
  readonly clear: () => void
}

export function createCoverage(): Coverage {
  const byPartition = new Map<string, Map<Collection, Covered>>()

  function of(partition: string, collection: Collection): Covered {
    const within = byPartition.get(partition) ?? new Map<Collection, Covered>()
    byPartition.set(partition, within)
    const known = within.get(collection)
    if (known !== undefined) return known
    const none: Covered = { isWhole: false, ids: new Set(), from: null, orders: new Map() }
    within.set(collection, none)
    return none
  }

  const isCovered: Coverage['isCovered'] = ({ collection, id, order, partition }) => {
    const covered = byPartition.get(partition)?.get(collection)
    if (covered === undefined) return false
    if (covered.isWhole || covered.ids.has(id)) return true
    return covered.from !== null && (order === undefined || timeKey({ id, order }) >= covered.from)
  }

  function isNewest({ collection, id, order, partition }: StoredRow): boolean {
    if (!isTimeline(collection)) return true
    const covered = of(partition, collection)
    if ((covered.orders.get(id) ?? '') > order) return false
    covered.orders.set(id, order)
    return true
  }

  return {
    of,
    isCovered,
    isNewest,
    isUsed: (partition) => byPartition.has(partition),
    partitions: () => [...byPartition.keys()],
    collectionsOf: (partition) => [...(byPartition.get(partition)?.keys() ?? [])],
    use: (partition) => {
      const within = byPartition.get(partition)
      if (within === undefined) return
      byPartition.delete(partition)
      byPartition.set(partition, within)
    },
    drop: (partition) => void byPartition.delete(partition),
    clear: () => byPartition.clear(),
  }
}
