import { expect, test } from 'vitest'
import { createTestRelay, createTestStore, problemOf } from '../testing/test-relay.ts'

test('RT27 it is ready while it can write and is not about to stop', async () => {
  let [canWrite, isStopping] = [true, false]
  const check = async () => {
    if (!canWrite) throw new Error('disk full')
  }
  const relay = createTestRelay({ store: { ...createTestStore(), check }, isStopping: () => isStopping })
  const status = async () => {
    const response = await relay.call('/readyz')
    return response.status === 200 ? 'ready' : problemOf(response)
  }
  expect(await status()).toBe('ready')
  canWrite = false
  expect(await status()).toBe('unavailable')
  ;[canWrite, isStopping] = [true, true]
  expect(await status()).toBe('unavailable')
})
