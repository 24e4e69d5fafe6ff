/**
 * `DeviceStore` on IndexedDB by Dexie: one table a store, rows `{key, value}`.
 * Every write is one read-write transaction with strict durability; nothing is
 * awaited inside it but its own requests, since it ends by itself otherwise.
 *
 * Web Locks say who may write, but a window that was frozen hears late that its
 * lock is gone. So whoever may write puts a token on the disk, and every
 * transaction looks for its own before it writes (DS10).
 */
import { Dexie, type DexieOptions, type Table } from 'dexie'
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import {
  type DeviceStore,
  type StoredItem,
  type StoreFailure,
  type StoreName,
  storeNames,
  type Write,
} from './device-store.ts'

export interface DexieStoreOptions {
  readonly name?: string
  /** Another IndexedDB than the platform's. */
  readonly indexedDb?: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>
  readonly estimate?: () => Promise<{ readonly usage?: number; readonly quota?: number }>
}

const fencePlace = { store: 'meta', key: 'writer' } as const

export async function openDexieDeviceStore(options: DexieStoreOptions = {}): Promise<DeviceStore> {
  const db = new Dexie(options.name ?? 'doorstep', { chromeTransactionDurability: 'strict', ...options.indexedDb })
  db.version(1).stores(Object.fromEntries(storeNames.map((name) => [name, 'key'])))
  await db.open()
  let fence: { readonly token: Bytes | undefined } | null = null
  const table = (store: StoreName): Table<StoredItem, string> => db.table(store)

  async function checkFence(): Promise<void> {
    if (fence === null) return
    const now = (await table(fencePlace.store).get(fencePlace.key))?.value
    if (!sameBytes(fence.token, now)) throw new Error('another window writes on this device')
  }

  async function claim(token: Bytes | null): Promise<void> {
    const { key, store } = fencePlace
    if (token === null) {
      fence = { token: (await table(store).get(key))?.value }
      return
    }
    // A disk too full for sixteen bytes is opened all the same: reading must work, and the lock still stands.
    fence = await table(store)
      .put({ key, value: token })
      .then(
        () => ({ token }),
        () => null,
      )
  }

  return {
    claim,
    get: async (store, key) => (await table(store).get(key))?.value,
    getMany: async (store, keys) => (await table(store).bulkGet([...keys])).map((item) => item?.value),
    scan: (store, from, to) => table(store).where('key').between(from, to, true, false).toArray(),
    commit: async (writes) => {
      const last = lastOfEachKey(writes)
      const stores = [...last.keys()]
      if (stores.length === 0) return ok(undefined)
      try {
        await db.transaction('rw', [...new Set([...stores, fencePlace.store])], async () => {
          await checkFence()
          await Promise.all(stores.map((store) => writeInto(table(store), last.get(store)!)))
        })
        return ok(undefined)
      } catch (failure) {
        return err(failureOf(failure))
      }
    },
    usage: async () => {
      const { usage = 0, quota } = (await options.estimate?.()) ?? {}
      return { usedBytes: usage, quotaBytes: quota ?? null }
    },
    wipe: () =>
      db.transaction('rw', [...storeNames], async () => {
        await checkFence()
        await Promise.all(storeNames.map((store) => table(store).clear()))
        if (fence?.token !== undefined) await table(fencePlace.store).put({ key: fencePlace.key, value: fence.token })
      }),
    close: async () => db.close(),
  }
}

function sameBytes(a: Bytes | undefined, b: Bytes | undefined): boolean {
  return a === undefined || b === undefined ? a === b : bytesToHex(a) === bytesToHex(b)
}

function lastOfEachKey(writes: readonly Write[]): ReadonlyMap<StoreName, ReadonlyMap<string, Bytes | null>> {
  const byStore = new Map<StoreName, Map<string, Bytes | null>>()
  for (const { store, key, value } of writes) {
    const inStore = byStore.get(store) ?? new Map<string, Bytes | null>()
    byStore.set(store, inStore.set(key, value))
  }
  return byStore
}

async function writeInto(table: Table<StoredItem, string>, values: ReadonlyMap<string, Bytes | null>): Promise<void> {
  const puts: StoredItem[] = []
  const deletes: string[] = []
  for (const [key, value] of values) value === null ? deletes.push(key) : puts.push({ key, value })
  await Promise.all([
    puts.length === 0 ? undefined : table.bulkPut(puts),
    deletes.length === 0 ? undefined : table.bulkDelete(deletes),
  ])
}

/** Dexie wraps: a full disk shows as its own name, as the inner one, or in the failures of a bulk write. */
function failureOf(failure: unknown): StoreFailure {
  const { name, message, inner, failures } = failure as {
    readonly name?: string
    readonly message?: string
    readonly inner?: { readonly name?: string }
    readonly failures?: readonly { readonly name?: string }[]
  }
  const names = [name, inner?.name, ...Object.values(failures ?? []).map((each) => each.name)]
  if (names.includes('QuotaExceededError')) return { type: 'no-space' }
  return { type: 'disk', detail: message ?? 'unknown' }
}
