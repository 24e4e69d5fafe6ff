/**
 * One commit on IndexedDB as fast as the disk allows: what has to be looked at
 * first (the fence) and every write are asked for at once, and the transaction is
 * told to end as soon as the looks allowed it, without waiting for each write to
 * be answered. It is over at its `complete` event alone (DS8): the disk has it then.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { RowKey, StoredItem, Write } from './device-store.ts'

/** A row that decides whether anything is written. */
export interface Look extends RowKey {
  readonly allows: (found: Bytes | undefined) => boolean
  /** Why nothing is, where it does not allow it. */
  readonly refusal: Error
}

/** The last of two writes to one key wins. Rejects with the reason, and nothing of it is on the disk then. */
export function commitAtOnce(db: IDBDatabase, writes: readonly Write[], looks: readonly Look[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const stores = new Set([...looks, ...writes].map(({ store }) => store))
    const transaction = db.transaction([...stores], 'readwrite', { durability: 'strict' })
    let reason: Error | null = null
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(reason ?? transaction.error ?? new Error('aborted'))
    try {
      let left = looks.length
      for (const { allows, key, refusal, store } of looks) {
        const look: IDBRequest<StoredItem | undefined> = transaction.objectStore(store).get(key)
        look.onsuccess = () => {
          left -= 1
          if (allows(look.result?.value)) return left === 0 ? transaction.commit() : undefined
          reason = refusal
          transaction.abort()
        }
      }
      for (const { key, store, value } of lastOfEachKey(writes)) {
        const to = transaction.objectStore(store)
        if (value === null) to.delete(key)
        else to.put({ key, value } satisfies StoredItem)
      }
      if (left === 0) transaction.commit()
    } catch (failure) {
      reason = failure instanceof Error ? failure : new Error(String(failure))
      transaction.abort()
    }
  })
}

function lastOfEachKey(writes: readonly Write[]): Iterable<Write> {
  return new Map(writes.map((write) => [`${write.store}/${write.key}`, write])).values()
}
