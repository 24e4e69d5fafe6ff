/** The `DeviceStore` contract over memory, SQLite files, and Dexie on an IndexedDB in memory. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterAll, expect, test } from 'vitest'
import { claimedStoreContract, deviceStoreContract } from './device-store.contract.ts'
import { openDexieDeviceStore } from './device-store.dexie.ts'
import { createMemoryDeviceStore } from './device-store.memory.ts'
import { createSqliteDeviceStore } from './device-store.sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-store-'))
let files = 0
afterAll(() => rmSync(folder, { recursive: true }))

deviceStoreContract('memory', async () => {
  const store = createMemoryDeviceStore()
  return { store, reopen: async () => store.reopen() }
})

deviceStoreContract('sqlite', async () => {
  const path = join(folder, `${files++}.db`)
  return { store: createSqliteDeviceStore(path), reopen: async () => createSqliteDeviceStore(path) }
})

deviceStoreContract('dexie', async () => {
  const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
  const open = () => openDexieDeviceStore({ indexedDb })
  return { store: await open(), reopen: open }
})

claimedStoreContract('dexie', async () => {
  const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
  const open = () => openDexieDeviceStore({ indexedDb })
  return [await open(), await open(), await open()]
})

test('DS7 a full disk is no-space, and what was saved stays', async () => {
  const store = createMemoryDeviceStore()
  await store.commit([{ store: 'log', key: 'a', value: new Uint8Array([1]) }])
  store.fail({ type: 'no-space' })
  const refused = await store.commit([{ store: 'log', key: 'a', value: null }])
  expect(refused).toEqual({ ok: false, error: { type: 'no-space' } })
  await expect(store.renew(async () => {})).rejects.toThrow('no-space')
  expect(await store.get('log', 'a')).toEqual(new Uint8Array([1]))
})

test('DS7 SQLite that may not grow says no-space, and what was saved stays', async () => {
  const store = createSqliteDeviceStore(':memory:', { pageLimit: 20 })
  const write = (key: string, length: number) => store.commit([{ store: 'log', key, value: new Uint8Array(length) }])
  expect(await write('small', 100)).toMatchObject({ ok: true })
  expect(await write('large', 200_000)).toEqual({ ok: false, error: { type: 'no-space' } })
  expect((await store.scan('log', '', 'z')).map(({ key }) => key)).toEqual(['small'])
  expect(await write('small', 200)).toMatchObject({ ok: true })
})
