/** The `DeviceStore` contract over Dexie on a real browser's IndexedDB. */
import { expect, test } from 'vitest'
import { deviceStoreContract } from './device-store.contract.ts'
import { openDexieDeviceStore } from './device-store.dexie.ts'

let databases = 0

deviceStoreContract('dexie', async () => {
  const name = `contract-${databases++}`
  const open = () => openDexieDeviceStore({ name })
  return { store: await open(), reopen: open }
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

test('DS7 a write the browser refuses for lack of space is no-space, and what was saved stays', async () => {
  const store = await openDexieDeviceStore({ name: 'quota', estimate: () => navigator.storage.estimate() })
  const write = (key: string) => store.commit([{ store: 'log', key, value: new Uint8Array(1) }])
  expect(await write('small')).toMatchObject({ ok: true })
  const original = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  expect(await write('large')).toEqual({ ok: false, error: { type: 'no-space' } })
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
    const request = original.apply(this, args)
    // What Chromium does: the requests succeed, and the transaction then fails as a whole.
    queueMicrotask(() =>
      Object.defineProperty(this.transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') }),
    )
    request.addEventListener('success', () => this.transaction.abort())
    return request
  }
  expect(await write('larger')).toEqual({ ok: false, error: { type: 'no-space' } })
  IDBObjectStore.prototype.put = original
  expect((await store.scan('log', '', 'z')).map(({ key }) => key)).toEqual(['small'])
  expect(await write('next')).toMatchObject({ ok: true })
  expect((await store.usage()).quotaBytes).toBeGreaterThan(0)
  await store.close()
})
