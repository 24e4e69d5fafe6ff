/** PF190 in a real browser: the key stays in it, and goes with its place. */
import { afterEach, expect, test } from 'vitest'
import { openDexieDeviceStore } from '../storage/device-store.dexie.ts'
import { createWebBindKey } from './bind-key.web.ts'

const name = 'doorstep-00000000000000aa'
const message = new TextEncoder().encode('salt')

afterEach(async () => {
  await new Promise((resolve) => {
    indexedDB.deleteDatabase(name).onsuccess = resolve
  })
})

test('PF190 it signs the same after the browser was closed, cannot be read out, and is forgotten', async () => {
  const store = await openDexieDeviceStore({ name })
  const key = createWebBindKey(name)
  expect(await key.sign(message)).toBeUndefined()
  expect(await key.make()).toBe(true)
  const signed = await key.sign(message)
  expect(signed).toHaveLength(32)
  expect(await key.make()).toBe(true)
  expect(await createWebBindKey(name).sign(message)).toEqual(signed)
  const [row] = await store.scan('vault', '', '\uffff')
  const value = row?.value as unknown as CryptoKey
  expect(value).toBeInstanceOf(CryptoKey)
  expect(value.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', value)).rejects.toThrow()
  await key.forget()
  expect(await key.sign(message)).toBeUndefined()
  await store.close()
})

test('PF190 erasing the place erases it, and it holds no database open', async () => {
  const store = await openDexieDeviceStore({ name })
  const key = createWebBindKey(name)
  await key.make()
  await store.wipe()
  expect(await key.sign(message)).toBeUndefined()
  await key.make()
  await store.renew(async () => {})
  expect(await key.sign(message)).toBeUndefined()
  await store.close()
})

test('PF190 without a database there is no key, and nothing is thrown', async () => {
  expect(await createWebBindKey(name).make()).toBe(false)
})
