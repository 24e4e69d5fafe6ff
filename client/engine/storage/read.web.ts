/**
 * Looks at IndexedDB by the platform's own requests: opening an app is dozens of
 * them, and what Dexie does around each takes longer than the look itself.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { StoredItem, StoreName } from './device-store.ts'

/** In the order asked, all requests under way at once. */
export function readMany(
  db: IDBDatabase,
  store: StoreName,
  keys: readonly string[],
): Promise<readonly (Bytes | undefined)[]> {
  if (keys.length === 0) return Promise.resolve([])
  return new Promise((resolve, reject) => {
    const from = storeOf(db, store, reject)
    const requests = keys.map((key): IDBRequest<StoredItem | undefined> => from.get(key))
    // Requests of one transaction are answered in their order.
    requests.at(-1)!.onsuccess = () => resolve(requests.map(({ result }) => result?.value))
  })
}

export function readRange(db: IDBDatabase, store: StoreName, range: IDBKeyRange): Promise<readonly StoredItem[]> {
  return new Promise((resolve, reject) => {
    const request: IDBRequest<StoredItem[]> = storeOf(db, store, reject).getAll(range)
    request.onsuccess = () => resolve(request.result)
  })
}

function storeOf(db: IDBDatabase, store: StoreName, onFailure: (reason: unknown) => void): IDBObjectStore {
  const transaction = db.transaction(store, 'readonly')
  transaction.onabort = () => onFailure(transaction.error ?? new Error('aborted'))
  return transaction.objectStore(store)
}
