/** Pages as the page writer works on them: read from disk once, changed in memory, sealed for the caller's transaction. */
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'

export type PageRows = Map<string, StoredRow>
/** The pages of a partition: collection -> prefixes. */
export type PartitionIndex = Map<Collection, Set<string>>

export interface PageStore {
  readonly index: (partition: string) => Promise<PartitionIndex>
  readonly page: (partition: string, collection: Collection, prefix: string) => Promise<PageRows>
  readonly setPage: (partition: string, collection: Collection, prefix: string, rows: PageRows | null) => void
  /** What was changed since this was last asked. */
  readonly takeChanges: () => { readonly items: readonly SealedItem[]; readonly damaged: number }
  readonly load: (partition: string) => Promise<{ readonly rows: readonly StoredRow[]; readonly damaged: number }>
  readonly forget: () => void
}

const indexName = 'index'
/** Pages kept beside those being written: phones have little memory, and a page opens in less than a millisecond. */
const pagesKept = 128

export function createPageStore(sealedStore: SealedStore): PageStore {
  const indexes = new Map<string, PartitionIndex>()
  const pages = new Map<string, PageRows>()
  let changes = new Map<string, SealedItem>()
  let damagedPages = 0

  async function index(partition: string): Promise<PartitionIndex> {
    const known = indexes.get(partition)
    if (known !== undefined) return known
    const row = await sealedStore.get('pages', partition, indexName)
    const read = row.ok && row.value !== undefined ? parseIndex(bytesToUtf8(row.value)) : new Map()
    indexes.set(partition, read)
    return read
  }

  async function page(partition: string, collection: Collection, prefix: string): Promise<PageRows> {
    const name = `${collection}/${prefix}`
    const known = pages.get(`${partition}/${name}`)
    if (known !== undefined) return known
    const row = await sealedStore.get('pages', partition, name)
    if (!row.ok) damagedPages++
    const rows: PageRows = row.ok && row.value !== undefined ? parsePage(bytesToUtf8(row.value)) : new Map()
    pages.set(`${partition}/${name}`, rows)
    return rows
  }

  function setPage(partition: string, collection: Collection, prefix: string, rows: PageRows | null): void {
    const name = `${collection}/${prefix}`
    if (rows === null) pages.delete(`${partition}/${name}`)
    else pages.set(`${partition}/${name}`, rows)
    const value = rows === null ? null : utf8ToBytes(JSON.stringify([...rows.values()]))
    changes.set(`${partition}/${name}`, { store: 'pages', scope: partition, name, value })
    noteInIndex(partition, collection, prefix, rows !== null)
  }

  function noteInIndex(partition: string, collection: Collection, prefix: string, isThere: boolean): void {
    const known = indexes.get(partition)!
    const prefixes = known.get(collection) ?? new Set()
    if (prefixes.has(prefix) === isThere) return
    if (isThere) prefixes.add(prefix)
    else prefixes.delete(prefix)
    known.set(collection, prefixes)
    const value = utf8ToBytes(JSON.stringify([...known].map(([name, set]) => [name, [...set]])))
    changes.set(`${partition}/${indexName}`, { store: 'pages', scope: partition, name: indexName, value })
  }

  /** Changed pages count as they are in memory: their transaction may still be running. */
  async function load(partition: string) {
    const prefixes = await index(partition)
    const { items } = await sealedStore.list('pages', partition)
    const onDisk = new Map(items.map(({ name, value }) => [name, value]))
    const names = [...prefixes].flatMap(([collection, set]) => [...set].map((prefix) => `${collection}/${prefix}`))
    const rows: StoredRow[] = []
    let damaged = 0
    for (const name of names) {
      const known = pages.get(`${partition}/${name}`)
      const value = onDisk.get(name)
      if (known !== undefined) rows.push(...known.values())
      else if (value === undefined) damaged++
      else rows.push(...(JSON.parse(bytesToUtf8(value)) as readonly StoredRow[]))
    }
    return { rows, damaged }
  }

  return {
    index,
    page,
    setPage,
    takeChanges: () => {
      const taken = [...changes.values()]
      const damaged = damagedPages
      changes = new Map()
      damagedPages = 0
      // Oldest first; what was just written stays, since its transaction may still be running.
      for (const name of pages.keys()) {
        if (pages.size <= pagesKept + taken.length) break
        pages.delete(name)
      }
      return { items: taken, damaged }
    },
    load,
    forget: () => {
      indexes.clear()
      pages.clear()
      changes = new Map()
    },
  }
}

function parseIndex(json: string): PartitionIndex {
  const entries = JSON.parse(json) as readonly (readonly [Collection, readonly string[]])[]
  return new Map(entries.map(([collection, prefixes]) => [collection, new Set(prefixes)]))
}

function parsePage(json: string): PageRows {
  return new Map((JSON.parse(json) as readonly StoredRow[]).map((stored) => [stored.id, stored]))
}
