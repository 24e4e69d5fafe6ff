/**
 * What a start needs of the rows that wait behind pages (tails.ts): whether there
 * are any. All else is loaded with the first of them.
 */
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import { loadOnce } from '../lib/load-once.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import type { PageStore } from './page-store.ts'
import type { RowPlace } from './read-model.ts'
import type { Tail, Tails } from './tails.ts'

export interface TailsAhead {
  /** One look at the disk, once; everything else waits for it. */
  readonly know: () => Promise<void>
  /** By partition what may wait; nothing where it is too little. */
  readonly later: (
    rows: readonly StoredRow[],
    drops: readonly RowPlace[],
    mayWait: (partition: string) => boolean,
  ) => Promise<ReadonlyMap<string, Tail>>
  readonly add: (later: ReadonlyMap<string, Tail>) => readonly SealedItem[]
  /** Who waits for longest first. */
  readonly partitions: () => readonly string[]
  /** With `collections`, of partitions of which something of these waits. Beside other reading, not beside a plan. */
  readonly foldIn: (partitions: readonly string[], collections?: readonly Collection[]) => Promise<void>
  readonly forget: () => void
}

/** Fewer rows go to their pages at once. */
const fewestLater = 32
/** Where the lists of whose tails there are lie. */
const listScope = 'tails'
const noTails: ReadonlyMap<string, Tail> = new Map()

export function createTailsAhead(store: PageStore, sealedStore: SealedStore): TailsAhead {
  let tails: Tails | undefined
  let know = loadOnce(readLists)

  async function readLists(): Promise<void> {
    const { damaged, items } = await sealedStore.list('pages', listScope)
    store.noteDamaged(damaged)
    if (items.length > 0) (await begin()).note(items)
  }

  async function begin(): Promise<Tails> {
    const { createTails } = await import('./tails.ts')
    tails ??= createTails(store, sealedStore, listScope)
    return tails
  }

  return {
    know: () => know(),
    later: async (rows, drops, mayWait) => {
      await know()
      const may = new Set([...rows, ...drops].map(({ partition }) => partition).filter(mayWait))
      if (rows.filter(({ partition }) => may.has(partition)).length < fewestLater) return noTails
      // Without its file everything goes to the pages at once.
      const loaded = await begin().catch(() => undefined)
      return loaded?.later(rows, drops, may) ?? noTails
    },
    add: (later) => (later.size === 0 || tails === undefined ? [] : tails.add(later)),
    partitions: () => tails?.partitions() ?? [],
    foldIn: async (partitions, collections) => {
      do await know()
      while ((await tails?.foldIn(partitions, collections)) === false)
    },
    forget: () => {
      tails?.forget()
      tails = undefined
      know = loadOnce(readLists)
    },
  }
}
