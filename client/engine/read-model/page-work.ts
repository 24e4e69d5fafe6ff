/** What rows and drops do to the pages they lie on: which pages those are, what the merge makes of them, where they are cut. */
import { mergeRows } from '../../domain/projections/merge-rows.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import { rowsPerPage } from './page-index.ts'
import { isTimeline, layoutOf } from './page-layout.ts'
import type { PageRows, PageStore } from './page-store.ts'
import type { RowPlace } from './read-model.ts'

/** Everything that happens to one page in one plan. */
interface PageWork {
  readonly partition: string
  readonly collection: Collection
  readonly prefix: string
  readonly isNewest: boolean
  readonly puts: StoredRow[]
  readonly drops: RowPlace[]
}

/** Merged with what is there; the pages are changed in the store's memory. */
export async function putOnPages(
  store: PageStore,
  rows: readonly StoredRow[],
  drops: readonly RowPlace[],
  isStill: () => boolean = () => true,
): Promise<{ readonly changed: readonly StoredRow[]; readonly removed: readonly RowPlace[] }> {
  const changed: StoredRow[] = []
  const removed: RowPlace[] = []
  const works = await sortByPage(store, rows, drops)
  const before = await store.pages(works)
  if (!isStill()) return { changed, removed }
  for (const [at, work] of works.entries()) {
    const done = workOn(store, work, before[at]!)
    changed.push(...done.changed)
    removed.push(...done.removed)
  }
  return { changed, removed }
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

export const noPages: ReadonlySet<string> = new Set()

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
