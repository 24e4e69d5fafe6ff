/** PF4 by the Web Locks of Node: how a flush ends. */
import { expect, test } from 'vitest'
import { runUnattended } from './leader-lock.web.ts'

test.each([
  ['of its own', new TypeError('disk')],
  ['of the platform', new DOMException('the disk is full', 'QuotaExceededError')],
])('PF4 a failure %s is told as what it is, not as a window that opened', async (_, failure) => {
  await expect(runUnattended('failing', () => Promise.reject(failure))).rejects.toBe(failure)
  expect(await runUnattended('failing', async () => 'ran')).toBe('ran')
})

test('PF4 a flush whose lock was taken by a window that opened gives way', async () => {
  const started = Promise.withResolvers<() => boolean>()
  const flush = runUnattended('taken', (isWanted) => {
    started.resolve(isWanted)
    return new Promise<string>(() => {})
  })
  const isWanted = await started.promise
  expect(isWanted()).toBe(true)
  await navigator.locks.request('taken', { steal: true }, async () => {})
  expect(await flush).toBe('attended')
  expect(isWanted()).toBe(false)
})
