/** A device that reads some rows otherwise than the others do: an app of another version, or a record that is still parked. */
import type { Collection, RowByCollection } from '../../domain/projections/rows.ts'
import { createObservable } from '../lib/observable.ts'
import { createMemoryReadModel } from '../read-model/read-model.memory.ts'
import type { ReadModel } from '../read-model/read-model.ts'

/** By collection: what it makes of a row; null where it knows of none. */
export type SeenAs = { readonly [Name in Collection]?: (row: RowByCollection[Name]) => RowByCollection[Name] | null }

export interface OtherEyes {
  readonly readModel: ReadModel
  /** From now on. */
  readonly see: (as: SeenAs) => void
}

export function createOtherEyes(): OtherEyes {
  const model = createMemoryReadModel()
  const seenAnew = createObservable<ReadonlySet<Collection>>()
  let seen: SeenAs = {}
  const readModel: ReadModel = {
    ...model,
    find: async (collection, where) => {
      const rows = await model.find(collection, where)
      const as = seen[collection]
      return as === undefined ? rows : rows.flatMap((row) => as(row) ?? [])
    },
    changed: (listener) => {
      const stops = [model.changed(listener), seenAnew.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
  return {
    readModel,
    see: (as) => {
      const names = Object.keys({ ...seen, ...as }) as Collection[]
      seen = as
      seenAnew.emit(new Set(names))
    },
  }
}
