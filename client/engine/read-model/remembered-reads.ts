/**
 * A read model that remembers what it was asked until something of that
 * collection changes. One change has every watched view answered again, and
 * most of them read what did not change: that costs a look into a map.
 */
import type { Collection, RowByCollection } from '../../domain/projections/rows.ts'
import type { ReadModel, Where } from './read-model.ts'

/** Answers kept; far more than the screens of one moment ask for. */
const answersKept = 128

export function createRememberedReads(readModel: ReadModel): ReadModel {
  /** By collection and fields asked for, the longest unused first. */
  const answers = new Map<string, { readonly collection: Collection; readonly rows: Promise<readonly object[]> }>()

  function forget(collections: ReadonlySet<Collection>): void {
    for (const [asked, { collection }] of answers) if (collections.has(collection)) answers.delete(asked)
  }

  async function find<Name extends Collection>(
    collection: Name,
    where: Where = {},
  ): Promise<readonly RowByCollection[Name][]> {
    const asked = `${collection}/${JSON.stringify(where)}`
    const known = answers.get(asked)
    const rows = known?.rows ?? readModel.find(collection, where)
    answers.delete(asked)
    answers.set(asked, { collection, rows })
    const oldest = answers.keys().next().value
    if (answers.size > answersKept && oldest !== undefined) answers.delete(oldest)
    return (await rows) as readonly RowByCollection[Name][]
  }

  return {
    find,
    findMany: readModel.findMany,
    load: async (rows) => {
      await readModel.load(rows)
      forget(new Set(rows.map(({ collection }) => collection)))
    },
    unload: async (partition, collections) => {
      await readModel.unload(partition, collections)
      forget(new Set(collections))
    },
    put: async (rows, removed = []) => {
      await readModel.put(rows, removed)
      forget(new Set([...rows, ...removed].map(({ collection }) => collection)))
    },
    // Forgotten before anybody is told: who asks on being told gets what is new.
    changed: (listener) =>
      readModel.changed((collections) => {
        forget(collections)
        listener(collections)
      }),
    clear: async () => {
      await readModel.clear()
      answers.clear()
    },
    close: () => readModel.close(),
  }
}
