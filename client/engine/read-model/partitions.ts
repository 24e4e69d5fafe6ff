/**
 * Which partitions are in the read model: the home partition after unlocking, a
 * person's when opened. Rows of others go to their pages and wait there.
 */
import type { PagePlan, PageWriter } from './page-writer.ts'
import type { ReadModel } from './read-model.ts'

export interface Partitions {
  /** Loads once; the count is of pages that have to be made again from the log. */
  readonly open: (partition: string) => Promise<{ readonly damaged: number }>
  readonly isOpen: (partition: string) => boolean
  /** After the plan's transaction has been committed. */
  readonly show: (plan: PagePlan) => Promise<void>
  /** With the read model: what was open is open no more. */
  readonly clear: () => Promise<void>
}

export function createPartitions(deps: { readonly pageWriter: PageWriter; readonly readModel: ReadModel }): Partitions {
  const { pageWriter, readModel } = deps
  const opened = new Map<string, Promise<{ readonly damaged: number }>>()
  const loaded = new Set<string>()
  /** Puts happen one after another: a page read before a commit must not land after that commit's rows. */
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }

  async function load(partition: string): Promise<{ readonly damaged: number }> {
    const { rows, damaged } = await pageWriter.load(partition)
    await readModel.put(rows)
    loaded.add(partition)
    return { damaged }
  }

  return {
    open: (partition) => {
      const running = opened.get(partition) ?? inTurn(() => load(partition))
      opened.set(partition, running)
      return running
    },
    isOpen: (partition) => loaded.has(partition),
    show: ({ rows, removed }) =>
      inTurn(() =>
        readModel.put(
          rows.filter(({ partition }) => loaded.has(partition)),
          removed.filter(({ partition }) => loaded.has(partition)),
        ),
      ),
    clear: () =>
      inTurn(async () => {
        opened.clear()
        loaded.clear()
        await readModel.clear()
      }),
  }
}
