/**
 * Pages: rows on disk, sealed, in hash buckets of at most 64, so that a write
 * seals little again and a read opens much at once. A plan merges rows with what
 * is there and gives the sealed pages for the transaction that also holds the
 * entries the rows came from. Rules PG1-PG6.
 */
import { mergeRows } from '../../domain/projections/merge-rows.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import type { Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { pageFor, rowsPerPage, splitPage } from './page-index.ts'
import { createPageStore, type PageRows, type PageStore } from './page-store.ts'
import type { RowRef } from './read-model.ts'

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
  /** Rows of some collections as the next plan will find them, in one look. */
  readonly read: (partitions: readonly string[], wanted: readonly Collection[]) => Promise<readonly StoredRow[]>
  /** `damaged` pages have to be made again from the log. */
  readonly load: (partition: string) => Promise<{ readonly rows: readonly StoredRow[]; readonly damaged: number }>
  readonly forget: () => void
}

/** Everything that happens to one page in one plan. */
interface PageWork {
  readonly partition: string
  readonly collection: Collection
  readonly prefix: string
  readonly puts: StoredRow[]
  readonly drops: RowPlace[]
}

export function createPageWriter(sealedStore: SealedStore): PageWriter {
  const store = createPageStore(sealedStore)
  let last: Promise<unknown> = Promise.resolve()

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

  /** Plans read what they then write: one at a time. */
  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }

  return {
    plan: (rows, drops = []) => inTurn(() => plan(rows, drops)),
    read: (partitions, wanted) => inTurn(() => read(partitions, wanted)),
    load: (partition) => inTurn(() => store.load(partition)),
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
  function workFor({ partition, collection, id }: RowPlace): PageWork {
    const prefix = pageFor(indexes.get(partition)?.get(collection) ?? noPages, id) ?? ''
    const name = `${partition}/${collection}/${prefix}`
    const work = works.get(name) ?? { partition, collection, prefix, puts: [], drops: [] }
    works.set(name, work)
    return work
  }
  for (const row of rows) workFor(row).puts.push(row)
  for (const drop of drops) workFor(drop).drops.push(drop)
  return [...works.values()]
}

const noPages: ReadonlySet<string> = new Set()

function workOn(store: PageStore, { partition, collection, prefix, puts, drops }: PageWork, before: PageRows) {
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
  if (changed.size > 0 || removed.length > 0) keepPage(store, { partition, collection, prefix }, page)
  return { changed: changed.values(), removed }
}

function keepPage(
  store: PageStore,
  { partition, collection, prefix }: Pick<PageWork, 'partition' | 'collection' | 'prefix'>,
  page: PageRows,
): void {
  if (page.size > rowsPerPage) store.setPage(partition, collection, prefix, null)
  for (const [part, ids] of splitPage(prefix, [...page.keys()])) {
    store.setPage(partition, collection, part, new Map(ids.map((id) => [id, page.get(id)!])))
  }
}

/** Rows are plain data made by one function, so their fields stand in one order. */
function isSame(a: StoredRow, b: StoredRow): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
