/** `ReadModel` on plain maps, for headless engines and tests. */
import { type Collection, collections, type RowByCollection, type StoredRow } from '../../domain/projections/rows.ts'
import { createChangeNotice } from './change-notice.ts'
import type { ReadModel, Where, WhereField } from './read-model.ts'
import { fieldOf } from './row-fields.ts'

export function createMemoryReadModel(): ReadModel {
  const rows = new Map<Collection, Map<string, StoredRow>>(collections.map((name) => [name, new Map()]))
  const notice = createChangeNotice()
  const inCollection = (name: Collection) => rows.get(name)!

  return {
    put: async (put, removed = []) => {
      for (const { collection, id } of removed) inCollection(collection).delete(id)
      for (const stored of put) inCollection(stored.collection).set(stored.id, stored)
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
