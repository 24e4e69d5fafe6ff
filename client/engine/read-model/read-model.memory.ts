/** `ReadModel` on plain maps, for headless engines and tests. */
import { type Collection, collections, type RowByCollection, type StoredRow } from '../../domain/projections/rows.ts'
import { createChangeNotice } from './change-notice.ts'
import type { ReadModel, Where, WhereField } from './read-model.ts'
import { fieldOf } from './row-fields.ts'

export function createMemoryReadModel(): ReadModel {
  const rows = new Map<Collection, Map<string, StoredRow>>(collections.map((name) => [name, new Map()]))
  const notice = createChangeNotice()
  const inCollection = (name: Collection) => rows.get(name)!

  function take(put: readonly StoredRow[]): void {
    for (const stored of put) inCollection(stored.collection).set(stored.id, stored)
  }

  return {
    load: async (put) => take(put),
    unload: async (partition, names) => {
      for (const name of names) {
        const within = inCollection(name)
        for (const [id, stored] of within) if (stored.partition === partition) within.delete(id)
      }
    },
    findMany: async <Name extends Collection>(name: Name, ids: readonly string[]) => {
      const within = inCollection(name)
      return ids.flatMap((id) => within.get(id)?.row ?? []) as unknown as readonly RowByCollection[Name][]
    },
    put: async (put, removed = []) => {
      for (const { collection, id } of removed) inCollection(collection).delete(id)
      take(put)
      notice.mark([...put, ...removed].map(({ collection }) => collection))
    },
    find: async <Name extends Collection>(name: Name, where: Where = {}) => {
      const wanted = Object.entries(where) as [WhereField, string][]
      const matches = (stored: StoredRow) => wanted.every(([field, value]) => fieldOf(stored, field) === value)
      return [...inCollection(name).values()].filter(matches).map(({ row }) => row as RowByCollection[Name])
    },
    changed: notice.listen,
    clear: async () => {
      for (const each of rows.values()) each.clear()
      notice.mark(collections)
    },
    close: async () => notice.close(),
  }
}
