/**
 * One commit on IndexedDB as fast as the disk allows: the look at the fence and
 * every write are asked for at once, and the transaction is told to end as soon
 * as the fence allowed it, without waiting for each write to be answered. It is
 * over at its `complete` event alone (DS8): the disk has it then.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { StoredItem, StoreName, Write } from './device-store.ts'

export const anotherWrites = 'another window writes on this device'

export interface Fence {
  readonly store: StoreName
  readonly key: string
  readonly allows: (found: Bytes | undefined) => boolean
}

/** The last of two writes to one key wins. Rejects with the reason, and nothing of it is on the disk then. */
export function commitAtOnce(db: IDBDatabase, writes: readonly Write[], fence: Fence | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stores = new Set(writes.map(({ store }) => store))
    if (fence !== null) stores.add(fence.store)
    const transaction = db.transaction([...stores], 'readwrite', { durability: 'strict' })
    let reason: Error | null = null
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(reason ?? transaction.error ?? new Error('aborted'))
    try {
      if (fence !== null) {
        const look: IDBRequest<StoredItem | undefined> = transaction.objectStore(fence.store).get(fence.key)
        look.onsuccess = () => {
          if (fence.allows(look.result?.value)) return transaction.commit()
          reason = new Error(anotherWrites)
          transaction.abort()
        }
      }
      for (const { key, store, value } of lastOfEachKey(writes)) {
        const to = transaction.objectStore(store)
        if (value === null) to.delete(key)
        else to.put({ key, value } satisfies StoredItem)
      }
      if (fence === null) transaction.commit()
    } catch (failure) {
      reason = failure instanceof Error ? failure : new Error(String(failure))
      transaction.abort()
    }
  })
}

function lastOfEachKey(writes: readonly Write[]): Iterable<Write> {
  return new Map(writes.map((write) => [`${write.store}/${write.key}`, write])).values()
}
