/** Tells listeners which collections changed: all changes of one task in one notice. */
import type { Collection } from '../../domain/projections/rows.ts'
import type { Stop } from './read-model.ts'

export interface ChangeNotice {
  readonly mark: (collections: Iterable<Collection>) => void
  readonly listen: (listener: (collections: ReadonlySet<Collection>) => void) => Stop
  readonly close: () => void
}

export function createChangeNotice(): ChangeNotice {
  const listeners = new Set<(collections: ReadonlySet<Collection>) => void>()
  let marked = new Set<Collection>()

  function tell(): void {
    const collections = marked
    marked = new Set()
    for (const listener of [...listeners]) listener(collections)
  }

  return {
    mark: (collections) => {
      const wasQuiet = marked.size === 0
      for (const collection of collections) marked.add(collection)
      if (wasQuiet && marked.size > 0) queueMicrotask(tell)
    },
    listen: (listener) => {
      // A wrapper of its own, so that one function can listen twice.
      const own = (collections: ReadonlySet<Collection>) => listener(collections)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    close: () => listeners.clear(),
  }
}
