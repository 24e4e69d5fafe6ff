/**
 * Looks at IndexedDB by the platform's own requests: opening an app is dozens of
 * them, and what Dexie does around each takes longer than the look itself.
 *
 * Opening a transaction takes longer than a look, too. So what is asked for in
 * one go, by however many callers, goes by one: until its first answer, which no
 * commit that anybody knows of can have come before.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { StoredItem, StoreName } from './device-store.ts'

export interface Reads {
  /** In the order asked, all requests under way at once. */
  readonly many: (store: StoreName, keys: readonly string[]) => Promise<readonly (Bytes | undefined)[]>
  readonly range: (store: StoreName, range: IDBKeyRange) => Promise<readonly StoredItem[]>
}

export function createReads(db: () => IDBDatabase): Reads {
  /** Transactions that were begun in this go. */
  const begun = new Map<StoreName, IDBObjectStore>()

  function storeAnew(store: StoreName): IDBObjectStore {
    const from = db().transaction(store, 'readonly').objectStore(store)
    begun.set(store, from)
    return from
  }

  /** The requests of one caller; resolves with the last, as those of one transaction are answered in their order. */
  function ask<Value>(store: StoreName, requestsOf: (from: IDBObjectStore) => readonly IDBRequest<Value>[]) {
    return new Promise<readonly Value[]>((resolve, reject) => {
      const { from, requests } = inOneGo(store, requestsOf)
      from.transaction.addEventListener('abort', () => reject(from.transaction.error ?? new Error('aborted')))
      requests.at(-1)!.onsuccess = () => {
        if (begun.get(store) === from) begun.delete(store)
        resolve(requests.map(({ result }) => result))
      }
    })
  }

  function inOneGo<Request>(store: StoreName, requestsOf: (from: IDBObjectStore) => readonly Request[]) {
    const known = begun.get(store)
    if (known !== undefined) {
      try {
        return { from: known, requests: requestsOf(known) }
      } catch {
        // That go is over, and its transaction takes no more requests.
      }
    }
    const from = storeAnew(store)
    return { from, requests: requestsOf(from) }
  }

  return {
    many: async (store, keys) => {
      if (keys.length === 0) return []
      const found = await ask(store, (from) => keys.map((key): IDBRequest<StoredItem | undefined> => from.get(key)))
      return found.map((item) => item?.value)
    },
    range: async (store, range) => {
      const [items = []] = await ask(store, (from) => [from.getAll(range) as IDBRequest<StoredItem[]>])
      return items
    },
  }
}
