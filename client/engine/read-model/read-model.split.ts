/**
 * One `ReadModel` out of two: the list of everybody in plain maps, since it is
 * read whole with every key of a search and never queried, and all else in the
 * other, which only ever holds what is on a screen.
 */
import type { Collection } from '../../domain/projections/rows.ts'
import type { ReadModel } from './read-model.ts'

const listed: ReadonlySet<Collection> = new Set(['directory', 'corrections'])

export function createSplitReadModel(list: ReadModel, others: ReadModel): ReadModel {
  const of = (collection: Collection) => (listed.has(collection) ? list : others)
  const isListed = ({ collection }: { readonly collection: Collection }) => listed.has(collection)
  const isOther = (row: { readonly collection: Collection }) => !isListed(row)

  return {
    put: async (rows, removed = []) => {
      const [ofList, ofOthers] = [rows.filter(isListed), rows.filter(isOther)]
      const [dropped, droppedOthers] = [removed.filter(isListed), removed.filter(isOther)]
      if (ofList.length + dropped.length > 0) await list.put(ofList, dropped)
      if (ofOthers.length + droppedOthers.length > 0) await others.put(ofOthers, droppedOthers)
    },
    load: async (rows) => {
      await Promise.all([list.load(rows.filter(isListed)), others.load(rows.filter(isOther))])
    },
    unload: async (partition, collections) => {
      const kept = collections.filter((name) => !listed.has(name))
      await Promise.all([list.unload(partition, collections), others.unload(partition, kept)])
    },
    find: (collection, where) => of(collection).find(collection, where),
    findMany: (collection, ids) => of(collection).findMany(collection, ids),
    changed: (listener) => {
      const stops = [list.changed(listener), others.changed(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    clear: async () => {
      await Promise.all([list.clear(), others.clear()])
    },
    close: async () => {
      await Promise.all([list.close(), others.close()])
    },
  }
}
