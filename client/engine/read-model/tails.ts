/**
 * Rows that wait behind their pages: what a large batch says of people whom
 * nobody has open lies sealed beside their pages, a tail a person and batch, so
 * that a device which comes back after days neither opens nor seals again a page
 * for each of them first. Whoever reads a person has her tails folded in before;
 * what nobody reads is folded in quiet moments. Rules PG440-PG444.
 *
 * 1. A tail, and the list of whom its batch left tails of, are in the batch's own
 *    transaction; a tail goes in the transaction that writes its pages, the list
 *    with the last. So it is folded in once, whatever happens in between.
 * 2. Folding changes pages in the page store's memory; they reach the disk with
 *    the next plan.
 * 3. Tails of one person are folded oldest first, each its rows and then its drops.
 * 4. Of a row that a batch says several times, as of what is newest about somebody,
 *    a tail holds only what can still stand once it is folded in (PG445).
 */
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { withoutOvertaken } from '../../domain/projections/merge-rows.ts'
import type { Collection, StoredRow } from '../../domain/projections/rows.ts'
import type { SealedItem, SealedScope, SealedStore } from '../storage/sealed-store.ts'
import type { PageStore } from './page-store.ts'
import { putOnPages } from './page-work.ts'
import type { RowPlace } from './read-model.ts'

export interface Tail {
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
}

export interface Tails {
  /** The lists that are on the disk. */
  readonly note: (lists: SealedScope['items']) => void
  /** Undefined when there are too many. */
  readonly later: (
    rows: readonly StoredRow[],
    drops: readonly RowPlace[],
    may: ReadonlySet<string>,
  ) => ReadonlyMap<string, Tail> | undefined
  readonly add: (byPartition: ReadonlyMap<string, Tail>) => readonly SealedItem[]
  readonly partitions: () => readonly string[]
  /** False when all was forgotten meanwhile: to be asked again of what is there then. */
  readonly foldIn: (partitions: readonly string[], collections?: readonly Collection[]) => Promise<boolean>
  readonly forget: () => void
}

interface OfPartition {
  readonly partition: string
  readonly behind: readonly Tail[]
}

/** Beyond it rows go to their pages at once: bounds what a start has to know and what reading a person folds in. */
const mostTails = 1_000
/** Kept in memory beside those of the newest plan, whose transaction may still be running. */
const tailsKept = 256

/** `listScope`: where the lists of whose tails there are lie. */
export function createTails(store: PageStore, sealedStore: SealedStore, listScope: string): Tails {
  const listPlace = (number: string) => ({ store: 'pages', scope: listScope, name: number }) as const
  /** Partition -> the numbers of its tails, oldest first. */
  const waiting = new Map<string, readonly string[]>()
  /** Number -> whose tails of that batch are left. */
  const lists = new Map<string, Set<string>>()
  const kept = new Map<string, Tail>()
  /** Being folded in: who asks for the same meanwhile waits for it. */
  const under = new Map<string, Promise<unknown>>()
  let newest = 0
  let count = 0
  let isForgotten = false

  function noteList(number: string, partitions: readonly string[]): void {
    lists.set(number, new Set(partitions))
    newest = Math.max(newest, Number(number))
    for (const partition of partitions) waiting.set(partition, [...(waiting.get(partition) ?? []), number])
    count += partitions.length
  }

  function keep(number: string, byPartition: ReadonlyMap<string, Tail>): void {
    for (const name of kept.keys()) {
      if (kept.size <= tailsKept) break
      kept.delete(name)
    }
    for (const [partition, tail] of byPartition) kept.set(nameOf(partition, number), tail)
  }

  /** Without those that are damaged. */
  async function read(partition: string): Promise<OfPartition> {
    const numbers = waiting.get(partition) ?? []
    const known = numbers.map((number) => kept.get(nameOf(partition, number)))
    const missing = numbers.filter((_, at) => known[at] === undefined)
    const places = missing.map((number) => ({ scope: partition, name: tailName(number) }))
    const rows = await sealedStore.getMany('pages', places)
    store.noteDamaged(rows.filter((row) => !row.ok).length)
    const read = new Map(rows.map((row, at) => [missing[at], row]))
    const behind = numbers.flatMap((number, at) => {
      const row = read.get(number)
      // One that is not there was folded in before its list went.
      return known[at] ?? (row?.ok === true && row.value !== undefined ? parseTail(row.value) : [])
    })
    return { partition, behind }
  }

  function drop(partition: string): readonly SealedItem[] {
    const numbers = waiting.get(partition) ?? []
    waiting.delete(partition)
    count -= numbers.length
    return numbers.flatMap((number): readonly SealedItem[] => {
      kept.delete(nameOf(partition, number))
      const left = lists.get(number)
      left?.delete(partition)
      const gone: SealedItem = { ...tailPlace(partition, number), value: null }
      if (left === undefined || left.size > 0) return [gone]
      lists.delete(number)
      return [gone, { ...listPlace(number), value: null }]
    })
  }

  async function fold(partitions: readonly string[], wanted: ReadonlySet<Collection> | null): Promise<void> {
    const all = await Promise.all(partitions.map(read))
    const some = all.filter(({ behind }) => wanted === null || behind.some((tail) => concerns(tail, wanted)))
    const most = Math.max(0, ...some.map(({ behind }) => behind.length))
    for (let at = 0; at < most && !isForgotten; at++) await putOn(some.flatMap(({ behind }) => behind[at] ?? []))
    if (!isForgotten) for (const { partition } of some) store.alsoChange(drop(partition))
  }

  /** At most one tail of each person. */
  async function putOn(some: readonly Tail[]): Promise<void> {
    const rows = some.flatMap((tail) => tail.rows)
    const drops = some.flatMap((tail) => tail.drops)
    await putOnPages(store, rows, drops, () => !isForgotten)
  }

  async function foldIn(partitions: readonly string[], collections?: readonly Collection[]): Promise<boolean> {
    const isUnder = (partition: string) => under.has(partition)
    while (partitions.some(isUnder)) await Promise.all(partitions.map((partition) => under.get(partition)))
    const behind = partitions.filter((partition) => waiting.has(partition))
    if (behind.length === 0) return !isForgotten
    const work = fold(behind, collections === undefined ? null : new Set(collections))
    for (const partition of behind) under.set(partition, work)
    try {
      await work
    } finally {
      for (const partition of behind) under.delete(partition)
    }
    return !isForgotten
  }

  return {
    note: (items) => {
      for (const { name, value } of items) noteList(name, JSON.parse(bytesToUtf8(value)) as readonly string[])
    },
    later: (rows, drops, may) => (count < mostTails ? tailsOf(rows, drops, may) : undefined),
    add: (byPartition) => {
      const number = String(newest + 1).padStart(9, '0')
      const partitions = [...byPartition.keys()]
      noteList(number, partitions)
      keep(number, byPartition)
      const list: SealedItem = { ...listPlace(number), value: jsonBytes(partitions) }
      return [list, ...[...byPartition].map(([partition, tail]) => tailItem(partition, number, tail))]
    },
    partitions: () => [...waiting.keys()],
    foldIn,
    forget: () => {
      isForgotten = true
    },
  }
}

function tailsOf(rows: readonly StoredRow[], drops: readonly RowPlace[], may: ReadonlySet<string>) {
  const byPartition = new Map(
    [...may].map((partition) => [partition, { rows: [] as StoredRow[], drops: [] as RowPlace[] }]),
  )
  for (const row of withoutOvertaken(rows)) byPartition.get(row.partition)?.rows.push(row)
  for (const { collection, id, partition } of drops)
    byPartition.get(partition)?.drops.push({ collection, id, partition })
  return byPartition
}

const nameOf = (partition: string, number: string) => `${partition}/${number}`
const tailName = (number: string) => `tail/${number}`
const tailPlace = (partition: string, number: string) =>
  ({ store: 'pages', scope: partition, name: tailName(number) }) as const

/** Rows as on a page, and behind them the places of what is dropped. */
function tailItem(partition: string, number: string, { drops, rows }: Tail): SealedItem {
  return { ...tailPlace(partition, number), value: jsonBytes([...rows, ...drops]) }
}

function parseTail(value: Uint8Array): Tail {
  const all = JSON.parse(bytesToUtf8(value)) as readonly (StoredRow | RowPlace)[]
  const isRow = (each: StoredRow | RowPlace): each is StoredRow => 'row' in each
  return { rows: all.filter(isRow), drops: all.filter((each) => !isRow(each)) }
}

function jsonBytes(value: unknown) {
  return utf8ToBytes(JSON.stringify(value))
}

function concerns({ drops, rows }: Tail, collections: ReadonlySet<Collection>): boolean {
  return [...rows, ...drops].some(({ collection }) => collections.has(collection))
}
