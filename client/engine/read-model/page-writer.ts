/**
 * Pages: rows on disk, sealed, at most 64 together, so that a write seals little
 * again and a read opens what is shown. A plan merges rows with what is there and
 * gives the sealed pages for the transaction that also holds the entries the rows
 * came from. Rules PG1-PG7.
 */
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import type { Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { layoutOf, newestPages } from './page-layout.ts'
import { createPageStore } from './page-store.ts'
import { noPages, putOnPages } from './page-work.ts'
import type { RowPlace } from './read-model.ts'
import type { Tail } from './tails.ts'
import { createTailsAhead } from './tails-ahead.ts'
import { createTurns } from './turns.ts'

export interface PagePlan {
  /** For the transaction that holds the entries these rows came from. */
  readonly writes: readonly Write[]
  /** For `readModel.put`: merged with what was there; what did not change is left out. */
  readonly rows: readonly StoredRow[]
  readonly removed: readonly RowPlace[]
  /** What waits behind the pages of people whom nobody has open: not merged, and in no read model. */
  readonly later: readonly RowPlace[]
  /** Pages that could not be opened and begin anew with these rows: the rest has to be made again from the log. */
  readonly damaged: number
}

export interface PageWriter {
  /**
   * Later plans build on earlier ones, committed or not: after a failed commit call `forget`. Of partitions that
   * `mayWait` names, many rows are put behind the pages instead of on them.
   */
  readonly plan: (
    rows: readonly StoredRow[],
    drops?: readonly RowPlace[],
    mayWait?: (partition: string) => boolean,
  ) => Promise<PagePlan>
  /** Puts on their pages what waits behind them, of at most `limit` partitions; null when nothing does. */
  readonly fold: (limit: number) => Promise<PagePlan | null>
  /** Something waits behind its pages, as far as is known. */
  readonly isBehind: () => boolean
  /** Rows of some collections as the next plan will find them, in two looks at the disk. */
  readonly read: (partitions: readonly string[], wanted: readonly Collection[]) => Promise<readonly StoredRow[]>
  /** Reads in one look where the pages of these partitions are, so that each is then read in one. */
  readonly know: (partitions: readonly string[]) => Promise<void>
  /** Rows with these ids; not of a collection that lies by time. */
  readonly readIds: (partition: string, collection: Collection, ids: readonly string[]) => Promise<readonly StoredRow[]>
  /** Of a collection that lies by time, the next `count` rows at least, older than the page that begins at `before`. */
  readonly readNewest: (place: NewestOf) => Promise<Newest>
  /** `damaged` pages have to be made again from the log. */
  readonly load: (partition: string) => Promise<{ readonly rows: readonly StoredRow[]; readonly damaged: number }>
  readonly forget: () => void
}

export interface NewestOf {
  readonly partition: string
  readonly collection: Collection
  /** Null: from the newest on. */
  readonly before: string | null
  readonly count: number
}

export interface Newest {
  readonly rows: readonly StoredRow[]
  /** Where the oldest page that was read begins; empty when nothing is older. */
  readonly from: string
}

export function createPageWriter(sealedStore: SealedStore): PageWriter {
  const store = createPageStore(sealedStore)
  const tails = createTailsAhead(store, sealedStore)
  /** Plans read what they then write. */
  const turns = createTurns()

  async function plan(
    rows: readonly StoredRow[],
    drops: readonly RowPlace[],
    mayWait: (partition: string) => boolean,
  ): Promise<PagePlan> {
    const later = await tails.later(rows, drops, mayWait)
    const isNow = ({ partition }: RowPlace) => !later.has(partition)
    const [rowsNow, dropsNow] = [rows.filter(isNow), drops.filter(isNow)]
    await tails.foldIn([...rowsNow, ...dropsNow].map(({ partition }) => partition))
    const { changed, removed } = await putOnPages(store, rowsNow, dropsNow)
    return sealed(changed, removed, later)
  }

  async function sealed(
    rows: readonly StoredRow[],
    removed: readonly RowPlace[],
    later: ReadonlyMap<string, Tail>,
  ): Promise<PagePlan> {
    const { items, damaged } = store.takeChanges()
    const places = [...later.values()].flatMap((tail) => [...tail.rows, ...tail.drops])
    return { writes: await sealedStore.seal([...items, ...tails.add(later)]), rows, removed, later: places, damaged }
  }

  async function fold(limit: number): Promise<PagePlan | null> {
    await tails.know()
    const some = tails.partitions().slice(0, limit)
    if (some.length === 0 && !store.hasChanges()) return null
    await tails.foldIn(some)
    return sealed([], [], new Map())
  }

  async function read(partitions: readonly string[], wanted: readonly Collection[]): Promise<readonly StoredRow[]> {
    const indexes = await store.indexes(partitions)
    const places = partitions.flatMap((partition, at) =>
      wanted.flatMap((collection) =>
        [...(indexes[at]?.get(collection) ?? [])].map((prefix) => ({ partition, collection, prefix })),
      ),
    )
    return (await store.pages(places)).flatMap((page) => [...page.values()])
  }

  async function readIds(
    partition: string,
    collection: Collection,
    ids: readonly string[],
  ): Promise<readonly StoredRow[]> {
    const [index] = await store.indexes([partition])
    const { pageFor } = layoutOf(collection)
    const pages = index?.get(collection) ?? noPages
    const wanted = new Set(ids.map((id) => pageFor(pages, { id, order: '' })).filter((page) => page !== undefined))
    const read = await store.pages([...wanted].map((prefix) => ({ partition, collection, prefix })))
    return ids.flatMap((id) => read.map((page) => page.get(id)).filter((row) => row !== undefined))
  }

  async function readNewest({ before, collection, count, partition }: NewestOf): Promise<Newest> {
    const [index] = await store.indexes([partition])
    const pages = newestPages(index?.get(collection) ?? noPages)
    const older = before === null ? pages : pages.filter((page) => page < before)
    const rows: StoredRow[] = []
    for (const prefix of older) {
      const [page] = await store.pages([{ partition, collection, prefix }])
      rows.push(...page!.values())
      if (rows.length >= count) return { rows, from: prefix }
    }
    return { rows, from: '' }
  }

  /** With what waits behind the pages of these collections folded in before. */
  function reading<Value>(
    partitions: readonly string[],
    collections: readonly Collection[] | undefined,
    read: () => Promise<Value>,
  ): Promise<Value> {
    return turns.beside([], async () => {
      await tails.foldIn(partitions, collections)
      const value = await read()
      store.trim()
      return value
    })
  }

  return {
    plan: (rows, drops = [], mayWait = () => false) => turns.alone(() => plan(rows, drops, mayWait)),
    fold: (limit) => turns.alone(() => fold(limit)),
    isBehind: () => tails.partitions().length > 0 || store.hasChanges(),
    read: (partitions, wanted) => reading(partitions, wanted, () => read(partitions, wanted)),
    know: (partitions) =>
      turns.beside([], async () => void (await Promise.all([tails.know(), store.indexes(partitions)]))),
    readIds: (partition, collection, ids) =>
      reading([partition], [collection], () => readIds(partition, collection, ids)),
    readNewest: (place) => reading([place.partition], [place.collection], () => readNewest(place)),
    load: (partition) => reading([partition], undefined, () => store.load(partition)),
    forget: () => {
      store.forget()
      tails.forget()
    },
  }
}
