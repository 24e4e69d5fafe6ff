/** Pages as the page writer works on them: read from disk once, changed in memory, sealed for the caller's transaction. */
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { mergeRows } from '../../domain/projections/merge-rows.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'

export type PageRows = Map<string, StoredRow>
/** The pages of a partition: collection -> prefixes. */
export type PartitionIndex = Map<Collection, Set<string>>

export interface PagePlace {
  readonly partition: string
  readonly collection: Collection
  readonly prefix: string
}

export interface PageStore {
  /** In the order asked; what is not in memory comes with one look at the disk. */
  readonly indexes: (partitions: readonly string[]) => Promise<readonly PartitionIndex[]>
  readonly pages: (places: readonly PagePlace[]) => Promise<readonly PageRows[]>
  readonly setPage: (partition: string, collection: Collection, prefix: string, rows: PageRows | null) => void
  /** Beside the pages, in the same transaction. */
  readonly alsoChange: (items: readonly SealedItem[]) => void
  readonly noteDamaged: (count: number) => void
  readonly hasChanges: () => boolean
  /** What was changed since this was last asked. */
  readonly takeChanges: () => { readonly items: readonly SealedItem[]; readonly damaged: number }
  readonly load: (partition: string) => Promise<{ readonly rows: readonly StoredRow[]; readonly damaged: number }>
  /** After reading: no more pages stay in memory than are kept. */
  readonly trim: () => void
  readonly forget: () => void
}

const indexName = 'index'
/**
 * Pages kept beside those being written, those of what was opened among them, so that a tap waits for no page. Their
 * rows are the read model's own; phones have little memory.
 */
const pagesKept = 256

export function createPageStore(sealedStore: SealedStore): PageStore {
  const indexes = new Map<string, PartitionIndex>()
  const pages = new Map<string, PageRows>()
  let changes = new Map<string, SealedItem>()
  /** Pages of the newest plan: its transaction may still be running, so they stay in memory. */
  let written: ReadonlySet<string> = new Set()
  let damagedPages = 0

  async function readIndexes(partitions: readonly string[]): Promise<readonly PartitionIndex[]> {
    const found = new Map(partitions.map((partition) => [partition, indexes.get(partition)]))
    const missing = [...found].flatMap(([partition, index]) => (index === undefined ? [partition] : []))
    const read = await sealedStore.getMany(
      'pages',
      missing.map((partition) => ({ scope: partition, name: indexName })),
    )
    for (const [at, partition] of missing.entries()) {
      const row = read[at]!
      // Somebody beside may have read it meanwhile: there is one of each.
      const index =
        indexes.get(partition) ?? (row.ok && row.value !== undefined ? parseIndex(bytesToUtf8(row.value)) : new Map())
      indexes.set(partition, index)
      found.set(partition, index)
    }
    return partitions.map((partition) => found.get(partition)!)
  }

  async function readPages(places: readonly PagePlace[]): Promise<readonly PageRows[]> {
    // Held here from now on: who reads beside may let go of it.
    const found = new Map(places.map((place) => [fullName(place), pages.get(fullName(place))]))
    const missing = places.filter((place) => found.get(fullName(place)) === undefined)
    const read = await sealedStore.getMany(
      'pages',
      missing.map((place) => ({ scope: place.partition, name: nameOf(place) })),
    )
    for (const [at, place] of missing.entries()) {
      const row = read[at]!
      if (!row.ok) damagedPages++
      const page = row.ok && row.value !== undefined ? parsePage(bytesToUtf8(row.value)) : new Map()
      pages.set(fullName(place), page)
      found.set(fullName(place), page)
    }
    return places.map((place) => found.get(fullName(place))!)
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
    const { items } = await sealedStore.list('pages', partition)
    const onDisk = new Map(items.map(({ name, value }) => [name, value]))
    // Its index lies among them: one look at the disk for all.
    const written = onDisk.get(indexName)
    if (!indexes.has(partition) && written !== undefined) indexes.set(partition, parseIndex(bytesToUtf8(written)))
    const prefixes: PartitionIndex = indexes.get(partition) ?? new Map()
    const names = [...prefixes].flatMap(([collection, set]) => [...set].map((prefix) => `${collection}/${prefix}`))
    const rows: StoredRow[] = []
    let damaged = 0
    for (const name of names) {
      const fullName = `${partition}/${name}`
      const value = onDisk.get(name)
      const page = pages.get(fullName) ?? (value === undefined ? undefined : parsePage(bytesToUtf8(value)))
      if (page === undefined) {
        damaged++
        continue
      }
      pages.set(fullName, page)
      rows.push(...page.values())
    }
    dropOldest()
    return { rows: withoutRepeated(rows), damaged }
  }

  function dropOldest(): void {
    for (const name of pages.keys()) {
      if (pages.size <= pagesKept + written.size + changes.size) break
      if (!written.has(name) && !changes.has(name)) pages.delete(name)
    }
  }

  return {
    indexes: readIndexes,
    pages: readPages,
    setPage,
    alsoChange: (items) => {
      for (const item of items) changes.set(`${item.scope}/${item.name}`, item)
    },
    noteDamaged: (count) => {
      damagedPages += count
    },
    hasChanges: () => changes.size > 0,
    takeChanges: () => {
      const taken = [...changes.values()]
      const damaged = damagedPages
      changes = new Map()
      damagedPages = 0
      written = new Set(taken.map(({ name, scope }) => `${scope}/${name}`))
      dropOldest()
      return { items: taken, damaged }
    },
    load,
    trim: dropOldest,
    forget: () => {
      indexes.clear()
      pages.clear()
      changes = new Map()
    },
  }
}

/** What lies by time can be on two pages under one id, when somebody writes a record's id again: the merge decides. */
function withoutRepeated(rows: readonly StoredRow[]): readonly StoredRow[] {
  const byName = new Map<string, StoredRow>()
  for (const row of rows) {
    const name = `${row.collection}/${row.id}`
    const known = byName.get(name)
    byName.set(name, known === undefined ? row : mergeRows(known, row))
  }
  return byName.size === rows.length ? rows : [...byName.values()]
}

function nameOf({ collection, prefix }: PagePlace): string {
  return `${collection}/${prefix}`
}

function fullName(place: PagePlace): string {
  return `${place.partition}/${nameOf(place)}`
}

function parseIndex(json: string): PartitionIndex {
  const entries = JSON.parse(json) as readonly (readonly [Collection, readonly string[]])[]
  return new Map(entries.map(([collection, prefixes]) => [collection, new Set(prefixes)]))
}

function parsePage(json: string): PageRows {
  return new Map((JSON.parse(json) as readonly StoredRow[]).map((stored) => [stored.id, stored]))
}
