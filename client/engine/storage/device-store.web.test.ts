/** The `DeviceStore` contract over Dexie on a real browser's IndexedDB. */
import { expect, test } from 'vitest'
import { claimedStoreContract, deviceStoreContract } from './device-store.contract.ts'
import { openDexieDeviceStore } from './device-store.dexie.ts'

let databases = 0

deviceStoreContract('dexie', async () => {
  const name = `contract-${databases++}`
  const open = () => openDexieDeviceStore({ name })
  return { store: await open(), reopen: open }
})

claimedStoreContract('dexie', async () => {
  const open = () => openDexieDeviceStore({ name: 'claimed' })
  return [await open(), await open(), await open()]
})

test('DS8 a commit asks the browser for strict durability', async () => {
  const asked: (string | undefined)[] = []
  const original = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === 'readwrite') asked.push(options?.durability)
    return original.call(this, stores, mode, options)
  }
  const store = await openDexieDeviceStore({ name: 'durability' })
  asked.length = 0
  await store.commit([{ store: 'log', key: 'a', value: new Uint8Array([1]) }])
  IDBDatabase.prototype.transaction = original
  expect(asked).toEqual(['strict'])
  await store.close()
})

test('DS20 a hundred looks in one go are one transaction', async () => {
  const store = await openDexieDeviceStore({ name: 'looks' })
  await store.commit([{ store: 'log', key: 'k7', value: new Uint8Array([7]) }])
  let begun = 0
  const original = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (...asked) {
    begun++
    return original.apply(this, asked)
  }
  const found = await Promise.all(Array.from({ length: 100 }, (_, at) => store.get('log', `k${at}`)))
  IDBDatabase.prototype.transaction = original
  expect(begun).toBe(1)
  expect(found.flatMap((value, at) => (value === undefined ? [] : [at]))).toEqual([7])
  await store.close()
})

test('DS7 a write the browser refuses for lack of space is no-space, and what was saved stays', async () => {
  const store = await openDexieDeviceStore({ name: 'quota', estimate: () => navigator.storage.estimate() })
  const write = (key: string) => store.commit([{ store: 'log', key, value: new Uint8Array(1) }])
  expect(await write('small')).toMatchObject({ ok: true })
  const original = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  expect(await write('large')).toEqual({ ok: false, error: { type: 'no-space' } })
  IDBObjectStore.prototype.put = original
  const { commit } = IDBTransaction.prototype
  // What Chromium does: the requests succeed, and the transaction then fails as a whole.
  IDBTransaction.prototype.commit = function (this: IDBTransaction) {
    Object.defineProperty(this, 'error', { value: new DOMException('full', 'QuotaExceededError') })
    this.abort()
  }
  expect(await write('larger')).toEqual({ ok: false, error: { type: 'no-space' } })
  IDBTransaction.prototype.commit = commit
  expect((await store.scan('log', '', 'z')).map(({ key }) => key)).toEqual(['small'])
  expect(await write('next')).toMatchObject({ ok: true })
  expect((await store.usage()).quotaBytes).toBeGreaterThan(0)
  await store.close()
})

test('DS10 a commit that was under way when another claimed is before it, whole, or not at all', async () => {
  const [first, second] = await Promise.all([0, 1].map(() => openDexieDeviceStore({ name: 'race' })))
  await first!.claim(new Uint8Array([1]))
  const racing = Array.from({ length: 20 }, (_, n) =>
    first!.commit([
      { store: 'log', key: `${n}`, value: new Uint8Array([n]) },
      { store: 'feeds', key: 'head', value: new Uint8Array([n]) },
    ]),
  )
  await second!.claim(new Uint8Array([2]))
  const seen = await second!.scan('log', '', 'z')
  const done = (await Promise.all(racing)).filter(({ ok }) => ok).length
  expect(seen).toHaveLength(done)
  expect(await second!.scan('log', '', 'z')).toEqual(seen)
})

/** As a newer version of the app does in another window. */
function openWithOneMore(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1_000)
    opening.onupgradeneeded = () => opening.result.createObjectStore('newer', { keyPath: 'key' })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

test('DS1020 a newer version that adds to the disk waits for no older one, which goes on reading and writing', async () => {
  const older = await openDexieDeviceStore({ name: 'growing' })
  await older.claim(new Uint8Array([1]))
  const write = (key: string) => older.commit([{ store: 'log', key, value: new Uint8Array([1]) }])
  const before = ['a', 'b', 'c'].map(write)
  const newer = await openWithOneMore('growing')
  expect(await Promise.all([...before, write('d'), write('e')])).toEqual(Array(5).fill({ ok: true, value: undefined }))
  expect(
    await older.commitUnless({ store: 'log', key: 'f' }, [{ store: 'log', key: 'f', value: new Uint8Array() }]),
  ).toEqual({
    ok: true,
    value: true,
  })
  expect((await older.scan('log', '', 'z')).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(await older.get('log', 'd')).toEqual(new Uint8Array([1]))
  await older.close()
  newer.close()
  const again = await openDexieDeviceStore({ name: 'growing' })
  expect(await again.getMany('log', ['a', 'd'])).toEqual([new Uint8Array([1]), new Uint8Array([1])])
  await again.close()
})

test('DS1021 of a disk that another window deletes none is made again by whoever still had it open', async () => {
  const store = await openDexieDeviceStore({ name: 'deleted' })
  await new Promise<void>((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('deleted')
    deleting.onsuccess = () => resolve()
    deleting.onerror = () => reject(deleting.error)
  })
  expect(await store.commit([{ store: 'log', key: 'a', value: new Uint8Array([1]) }])).toMatchObject({ ok: false })
  await expect(store.get('log', 'a')).rejects.toThrow()
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('deleted')
})
