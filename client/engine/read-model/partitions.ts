/**
 * What of the pages is in the read model: what a screen asks for is loaded when
 * it is asked for, once, and goes again when it was not used for long. Rows of
 * what is not loaded go to their pages and wait there.
 */
import type { Collection } from '../../domain/projections/rows.ts'
import { createCoverage } from './coverage.ts'
import { isTimeline } from './page-layout.ts'
import type { PagePlan, PageWriter } from './page-writer.ts'
import type { ReadModel } from './read-model.ts'
import { createTurns } from './turns.ts'

export interface Partitions {
  /** These will be asked for at once: where they lie is read in one look at the disk. */
  readonly know: (partitions: readonly string[]) => Promise<void>
  /** All of these collections. */
  readonly open: (partitions: readonly string[], collections: readonly Collection[]) => Promise<void>
  readonly openIds: (partition: string, collection: Collection, ids: readonly string[]) => Promise<void>
  /** Of what lies by time the newest `count` rows at least. `isWhole`: there is nothing older. */
  readonly openNewest: (
    partition: string,
    collection: Collection,
    count: number,
  ) => Promise<{ readonly isWhole: boolean; readonly rows: number }>
  /** Nobody has it open or is opening it: what is said of it may wait behind its pages. */
  readonly isResting: (partition: string) => boolean
  readonly isOpen: (partition: string, collection: Collection) => boolean
  /** What was opened within stays until it has been read: nothing is let go of in between. */
  readonly whileKept: <Value>(read: () => Promise<Value>) => Promise<Value>
  /** After the plan's transaction has been committed. */
  readonly show: (plan: Pick<PagePlan, 'rows' | 'removed'>) => Promise<void>
  /** Lets go of what was not used for longest, so that an hour of work holds no more than its last screens. */
  readonly tidy: () => Promise<void>
  /** With the read model: what was open is open no more. */
  readonly clear: () => Promise<void>
}

/** Far more than the screens of one moment show: a day's visits, a person, a list. */
export const partitionsKept = 60

export function createPartitions(deps: { readonly pageWriter: PageWriter; readonly readModel: ReadModel }): Partitions {
  const { pageWriter, readModel } = deps
  const coverage = createCoverage()
  /** A page read before a commit must not land after that commit's rows, and nothing is loaded twice at once. */
  const turns = createTurns()
  let readers = 0
  /** How many are opening it: what they read may be older than a plan that is made meanwhile. */
  const opening = new Map<string, number>()

  function isOpen(partition: string, collection: Collection): boolean {
    const { from, isWhole } = coverage.of(partition, collection)
    return isWhole || from === ''
  }

  async function loadWhole(partitions: readonly string[], collections: readonly Collection[]): Promise<void> {
    const missing = partitions.filter((partition) => collections.some((each) => !isOpen(partition, each)))
    if (missing.length === 0) return
    const rows = await pageWriter.read(missing, collections)
    await readModel.load(rows.filter((row) => !coverage.isCovered(row) && coverage.isNewest(row)))
    // Not before: whoever finds it open asks the read model at once.
    for (const partition of missing) {
      for (const collection of collections) {
        const covered = coverage.of(partition, collection)
        if (isTimeline(collection)) covered.from = ''
        else covered.isWhole = true
      }
    }
  }

  async function loadIds(partition: string, collection: Collection, ids: readonly string[]): Promise<void> {
    const covered = coverage.of(partition, collection)
    const missing = covered.isWhole ? [] : ids.filter((id) => !covered.ids.has(id))
    if (missing.length === 0) return
    await readModel.load(await pageWriter.readIds(partition, collection, missing))
    for (const id of missing) covered.ids.add(id)
  }

  async function loadNewest(partition: string, collection: Collection, count: number) {
    const covered = coverage.of(partition, collection)
    while (covered.orders.size < count && covered.from !== '') {
      const wanted = count - covered.orders.size
      const { from, rows } = await pageWriter.readNewest({ partition, collection, before: covered.from, count: wanted })
      await readModel.load(rows.filter(coverage.isNewest))
      covered.from = from
    }
    return { isWhole: covered.from === '', rows: covered.orders.size }
  }

  /** All at once out of the coverage, so that whoever asks from here on loads it again. */
  async function tidy(): Promise<void> {
    if (readers > 0) return
    const idle = coverage.partitions().slice(0, -partitionsKept)
    const dropped = idle.map((partition) => ({ partition, collections: coverage.collectionsOf(partition) }))
    for (const { partition } of dropped) coverage.drop(partition)
    for (const { collections, partition } of dropped) await readModel.unload(partition, collections)
  }

  async function whileKept<Value>(read: () => Promise<Value>): Promise<Value> {
    readers++
    try {
      return await read()
    } finally {
      readers--
    }
  }

  async function whileOpening<Value>(partitions: readonly string[], open: () => Promise<Value>): Promise<Value> {
    const count = (by: number) => {
      for (const partition of partitions) opening.set(partition, (opening.get(partition) ?? 0) + by)
      for (const partition of partitions) if (opening.get(partition) === 0) opening.delete(partition)
    }
    count(1)
    try {
      return await open()
    } finally {
      count(-1)
    }
  }

  function use(partitions: readonly string[]): void {
    for (const partition of partitions) coverage.use(partition)
  }

  return {
    know: pageWriter.know,
    open: (partitions, collections) => {
      use(partitions)
      const isDone = partitions.every((partition) => collections.every((each) => isOpen(partition, each)))
      return isDone
        ? Promise.resolve()
        : whileOpening(partitions, () =>
            turns.beside(namesOf(partitions, collections), () => loadWhole(partitions, collections)),
          )
    },
    openIds: (partition, collection, ids) => {
      use([partition])
      const { ids: known, isWhole } = coverage.of(partition, collection)
      const isDone = isWhole || ids.every((id) => known.has(id))
      return isDone
        ? Promise.resolve()
        : whileOpening([partition], () =>
            turns.beside(namesOf([partition], [collection]), () => loadIds(partition, collection, ids)),
          )
    },
    openNewest: (partition, collection, count) => {
      use([partition])
      return whileOpening([partition], () =>
        turns.beside(namesOf([partition], [collection]), () => loadNewest(partition, collection, count)),
      )
    },
    isResting: (partition) => !opening.has(partition) && !coverage.isUsed(partition),
    isOpen,
    whileKept,
    show: ({ removed, rows }) =>
      turns.alone(() => {
        const shown = rows.filter((row) => coverage.isCovered(row) && coverage.isNewest(row))
        return readModel.put(shown, removed.filter(coverage.isCovered))
      }),
    tidy: () => (coverage.partitions().length > partitionsKept ? turns.alone(tidy) : Promise.resolve()),
    clear: () =>
      turns.alone(async () => {
        coverage.clear()
        await readModel.clear()
      }),
  }
}

function namesOf(partitions: readonly string[], collections: readonly Collection[]): readonly string[] {
  return partitions.flatMap((partition) => collections.map((collection) => `${partition}/${collection}`))
}
