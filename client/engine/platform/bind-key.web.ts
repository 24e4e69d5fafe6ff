/** The key of a place, beside its vault and in the same database: it goes with the vault, wherever that is erased. */
import { type BindKey, createBindKey } from './bind-key.ts'

const store = 'vault'
const row = 'bind-key'

export function createWebBindKey(database: string): BindKey {
  /** Opened for one request and closed: a database that is held open cannot be erased. */
  async function ask<Value>(
    mode: IDBTransactionMode,
    make: (rows: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> {
    const db = await settled(indexedDB.open(database))
    try {
      const transaction = db.transaction(store, mode, { durability: 'strict' })
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error)
      })
      const request = make(transaction.objectStore(store))
      await done
      return request.result
    } finally {
      db.close()
    }
  }

  return createBindKey({
    get: async () => {
      const found: { readonly value: CryptoKey } | undefined = await ask('readonly', (rows) => rows.get(row))
      return found?.value
    },
    put: async (value) => void (await ask('readwrite', (rows) => rows.put({ key: row, value }))),
    remove: async () => void (await ask('readwrite', (rows) => rows.delete(row))),
  })
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
