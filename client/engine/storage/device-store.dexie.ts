/**
 * `DeviceStore` on IndexedDB by Dexie: one table a store, rows `{key, value}`.
 * Every write is one read-write transaction with strict durability. A commit is
 * what a tap waits for, and looks at the disk are what a start waits for: both are
 * the platform's own, all their requests under way at once (commit.web.ts,
 * read.web.ts).
 *
 * Web Locks say who may write, but a window that was frozen hears late that its
 * lock is gone. So whoever may write puts a token on the disk, and every
 * transaction looks for its own before it writes (DS10).
 */
import { Dexie, type DexieOptions, type Table } from 'dexie'
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { commitAtOnce, type Look } from './commit.web.ts'
import { type DeviceStore, type StoredItem, type StoreFailure, type StoreName, storeNames } from './device-store.ts'
import { createReads } from './read.web.ts'

export interface DexieStoreOptions {
  readonly name?: string
  /** Another IndexedDB than the platform's. */
  readonly indexedDb?: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>
  readonly estimate?: () => Promise<{ readonly usage?: number; readonly quota?: number }>
}

const fencePlace = { store: 'meta', key: 'writer' } as const
const anotherWrites = new Error('another window writes on this device')
const alreadyThere = new Error('already there')

export async function openDexieDeviceStore(options: DexieStoreOptions = {}): Promise<DeviceStore> {
  const db = new Dexie(options.name ?? 'doorstep', { chromeTransactionDurability: 'strict', ...options.indexedDb })
  // 2: attachments. Dexie adds what an older disk lacks, and touches nothing else.
  db.version(2).stores(Object.fromEntries(storeNames.map((name) => [name, 'key'])))
  await db.open()
  let isGrowing = false
  db.on('versionchange', ({ newVersion }) => {
    // None: it is being deleted, and whoever opened it again would make an empty one.
    isGrowing = newVersion !== null && newVersion > 0
  })
  const keyRange = options.indexedDb?.IDBKeyRange ?? IDBKeyRange
  let fence: { readonly token: Bytes | undefined } | null = null
  const reads = createReads(() => db.backendDB())

  /** At once where it is open; a newer version of the app in another window ends every connection to add what it needs. */
  async function whenOpen<Value>(act: () => Promise<Value>): Promise<Value> {
    if (isGrowing && !db.isOpen()) await db.open()
    return act()
  }

  const table = (store: StoreName): Table<StoredItem, string> => db.table(store)

  function fenceNow(): readonly Look[] {
    if (fence === null) return []
    const { token } = fence
    return [{ ...fencePlace, allows: (found) => sameBytes(token, found), refusal: anotherWrites }]
  }

  async function checkFence(): Promise<void> {
    const now = await table(fencePlace.store).get(fencePlace.key)
    if (fenceNow().some(({ allows }) => !allows(now?.value))) throw anotherWrites
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
    get: async (store, key) => (await whenOpen(() => reads.many(store, [key])))[0],
    getMany: (store, keys) => whenOpen(() => reads.many(store, keys)),
    scan: async (store, from, to) =>
      from < to ? whenOpen(() => reads.range(store, keyRange.bound(from, to, false, true))) : [],
    commit: async (writes) => {
      if (writes.length === 0) return ok(undefined)
      try {
        await whenOpen(() => commitAtOnce(db.backendDB(), writes, fenceNow()))
        return ok(undefined)
      } catch (failure) {
        return err(failureOf(failure))
      }
    },
    commitUnless: async (there, writes) => {
      const isFree: Look = { ...there, allows: (found) => found === undefined, refusal: alreadyThere }
      try {
        await whenOpen(() => commitAtOnce(db.backendDB(), writes, [...fenceNow(), isFree]))
        return ok(true)
      } catch (failure) {
        return failure === alreadyThere ? ok(false) : err(failureOf(failure))
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
    renew: async (between) => {
      await checkFence()
      const token = fence?.token
      db.close()
      await db.delete()
      await between()
      await db.open()
      if (token !== undefined) await claim(token)
    },
    close: async () => {
      isGrowing = false
      db.close()
    },
  }
}

function sameBytes(a: Bytes | undefined, b: Bytes | undefined): boolean {
  return a === undefined || b === undefined ? a === b : bytesToHex(a) === bytesToHex(b)
}

/** A full disk shows as its own name, or, where Dexie wraps it, as the inner one. */
function failureOf(failure: unknown): StoreFailure {
  const { name, message, inner } = failure as {
    readonly name?: string
    readonly message?: string
    readonly inner?: { readonly name?: string }
  }
  if (name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError') return { type: 'no-space' }
  return { type: 'disk', detail: message ?? 'unknown' }
}
