/** SW6 in a real browser: the flush beside an app that is open, being closed, or gone. */
import { expect, test, vi } from 'vitest'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { createWebLeaderLock } from '../platform/leader-lock.web.ts'
import { lockOf } from '../platform/places.web.ts'
import { openDexieDeviceStore } from '../storage/device-store.dexie.ts'
import { flushInBackground } from './flush.web.ts'
import { authorWrite } from './outbox.ts'

const ignore = async () => {}

/** A disk with a mark in its outbox: enough for "something waits". */
async function deviceWithSomethingWaiting(name: string): Promise<void> {
  const store = await openDexieDeviceStore({ name })
  const mark = { store: 'outbox', key: `${'a'.repeat(32)}/000000000001`, value: new Uint8Array([1]) } as const
  await store.commit([authorWrite('b'.repeat(32) as DeviceId), mark])
  await store.close()
}

test('SW6 an app that is just being closed is waited for', async () => {
  const name = 'flush-closing'
  await deviceWithSomethingWaiting(name)
  const app = createWebLeaderLock(name)
  await app.acquire(ignore)
  const asked = vi.spyOn(navigator.locks, 'request')
  const flushing = flushInBackground({ origin: location.origin, lockName: name, databaseName: name })
  await expect.poll(() => asked.mock.settledResults.some(({ type }) => type === 'fulfilled')).toBe(true)
  app.release()
  expect(await flushing).toBe(true)
})

test('SW6 beside an app that stays open it ends, and the browser is told to ask again', async () => {
  const name = 'flush-open'
  await deviceWithSomethingWaiting(name)
  const app = createWebLeaderLock(name)
  await app.acquire(ignore)
  expect(await flushInBackground({ origin: location.origin, lockName: name, databaseName: name })).toBe(false)
  app.release()
})

test('SX153 while one person is at work, what another one left on the same device is looked after', async () => {
  const [hers, his] = ['doorstep-00000000000000aa', 'doorstep-00000000000000bb'] as const
  for (const place of [hers, his]) await deviceWithSomethingWaiting(place)
  const atWork = createWebLeaderLock(lockOf(hers))
  await atWork.acquire(ignore)
  const flush = (place: string) =>
    flushInBackground({ origin: location.origin, lockName: lockOf(place), databaseName: place })
  expect(await Promise.all([hers, his].map(flush))).toEqual([false, true])
  atWork.release()
  expect(await flush(hers)).toBe(true)
})
