/**
 * Pages: rows on disk, sealed, at most 64 together, so that a write seals little
 * again and a read opens what is shown. A plan merges rows with what is there and
 * gives the sealed pages for the transaction that also holds the entries the rows
 * came from. Rules PG1-PG7.
 */
import { mergeRows } from '../../domain/projections/merge-rows.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import type { Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { rowsPerPage } from './page-index.ts'
import { isTimeline, layoutOf, newestPages } from './page-layout.ts'
import { createPageStore, type PageRows, type PageStore } from './page-store.ts'
import type { RowRef } from './read-model.ts'
import { createTurns } from './turns.ts'

export interface RowPlace extends RowRef {
  readonly partition: string
}

export interface PagePlan {
  /** For the transaction that holds the entries these rows came from. */
  readonly writes: readonly Write[]
  /** For `readModel.put`: merged with what was there; what did not change is left out. */
  readonly rows: readonly StoredRow[]
  readonly removed: readonly RowPlace[]
  /** Pages that could not be opened and begin anew with these rows: the rest has to be made again from the log. */
  readonly damaged: number
}

export interface PageWriter {
  /** Later plans build on earlier ones, committed or not: after a failed commit call `forget`. */
  readonly plan: (rows: readonly StoredRow[], drops?: readonly RowPlace[]) => Promise<PagePlan>
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

/** Everything that happens to one page in one plan. */
interface PageWork {
  readonly partition: string
  readonly collection: Collection
  readonly prefix: string
  readonly isNewest: boolean
  readonly puts: StoredRow[]
  readonly drops: RowPlace[]
}

export function createPageWriter(sealedStore: SealedStore): PageWriter {
  const store = createPageStore(sealedStore)
  /** Plans read what they then write. */
  const turns = createTurns()

  async function plan(rows: readonly StoredRow[], drops: readonly RowPlace[]): Promise<PagePlan> {
    const changed: StoredRow[] = []
    const removed: RowPlace[] = []
    const works = await sortByPage(store, rows, drops)
    const before = await store.pages(works)
    for (const [at, work] of works.entries()) {
      const done = workOn(store, work, before[at]!)
      changed.push(...done.changed)
      removed.push(...done.removed)
    }
    const { items, damaged } = store.takeChanges()
    return { writes: await sealedStore.seal(items), rows: changed, removed, damaged }
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

  async function reading<Value>(read: () => Promise<Value>): Promise<Value> {
    const value = await read()
    store.trim()
    return value
  }

  return {
    plan: (rows, drops = []) => turns.alone(() => plan(rows, drops)),
    read: (partitions, wanted) => turns.beside([], () => reading(() => read(partitions, wanted))),
    know: (partitions) => turns.beside([], async () => void (await store.indexes(partitions))),
    readIds: (partition, collection, ids) => turns.beside([], () => reading(() => readIds(partition, collection, ids))),
    readNewest: (place) => turns.beside([], () => reading(() => readNewest(place))),
    load: (partition) => turns.beside([], () => store.load(partition)),
    forget: store.forget,
  }
}

async function sortByPage(
  store: PageStore,
  rows: readonly StoredRow[],
  drops: readonly RowPlace[],
): Promise<readonly PageWork[]> {
  const works = new Map<string, PageWork>()
  const partitions = [...new Set([...rows, ...drops].map(({ partition }) => partition))]
  const read = await store.indexes(partitions)
  const indexes = new Map(partitions.map((partition, at) => [partition, read[at]!]))
  const pagesOf = ({ collection, partition }: RowPlace) => indexes.get(partition)?.get(collection) ?? noPages
  function workOf({ collection, partition }: RowPlace, prefix: string): PageWork {
    const name = `${partition}/${collection}/${prefix}`
    const known = works.get(name)
    if (known !== undefined) return known
    const isNewest =
      isTimeline(collection) && [...pagesOf({ partition, collection, id: '' })].every((page) => page <= prefix)
    const work: PageWork = { partition, collection, prefix, isNewest, puts: [], drops: [] }
    works.set(name, work)
    return work
  }
  for (const row of rows) workOf(row, layoutOf(row.collection).pageFor(pagesOf(row), row) ?? '').puts.push(row)
  for (const drop of drops) for (const page of pagesWith(pagesOf(drop), drop)) workOf(drop, page).drops.push(drop)
  return [...works.values()]
}

/** What lies by time can be on any page of its partition. */
function pagesWith(pages: ReadonlySet<string>, { collection, id }: RowPlace): readonly string[] {
  if (isTimeline(collection)) return [...pages, ...(pages.size === 0 ? [''] : [])]
  return [layoutOf(collection).pageFor(pages, { id, order: '' }) ?? '']
}

const noPages: ReadonlySet<string> = new Set()

function workOn(store: PageStore, work: PageWork, before: PageRows) {
  const { drops, puts } = work
  const page: PageRows = new Map(before)
  const changed = new Map<string, StoredRow>()
  for (const row of puts) {
    const there = page.get(row.id)
    const merged = there === undefined ? row : mergeRows(there, row)
    if (there !== undefined && isSame(there, merged)) continue
    page.set(row.id, merged)
    changed.set(row.id, merged)
  }
  const removed = drops.filter(({ id }) => page.delete(id))
  for (const { id } of removed) changed.delete(id)
  if (changed.size > 0 || removed.length > 0) keepPage(store, work, page)
  return { changed: changed.values(), removed }
}

function keepPage(store: PageStore, { collection, isNewest, partition, prefix }: PageWork, page: PageRows): void {
  if (page.size > rowsPerPage) store.setPage(partition, collection, prefix, null)
  for (const [part, rows] of layoutOf(collection).split(prefix, [...page.values()], isNewest)) {
    store.setPage(partition, collection, part, new Map(rows.map((row) => [row.id, row])))
  }
}

/** Rows are plain data made by one function, so their fields stand in one order. */
function isSame(a: StoredRow, b: StoredRow): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
