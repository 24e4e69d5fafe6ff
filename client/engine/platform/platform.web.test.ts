/** PF1, PF2 in a real browser. */
import { expect, test } from 'vitest'
import { initAutomergeInBrowser } from './automerge.web.ts'
import { createWebLeaderLock } from './leader-lock.web.ts'

const ignore = () => {}

test('PF1 a second engine is told that the first is open, until the first lets go', async () => {
  const [first, second] = [createWebLeaderLock('engine'), createWebLeaderLock('engine')]
  expect(await first.acquire(ignore)).toBe('held')
  expect(await second.acquire(ignore)).toBe('elsewhere')
  first.release()
  await navigator.locks.request('engine', ignore)
  expect(await second.acquire(ignore)).toBe('held')
  second.release()
})

test('PF1 an engine whose lock was taken from it is told', async () => {
  const first = createWebLeaderLock('stolen')
  const lost = new Promise<string>((resolve) => void first.acquire(() => resolve('lost')))
  await navigator.locks.request('stolen', { steal: true }, ignore)
  expect(await lost).toBe('lost')
})

test('PF2 Automerge starts from its own file', async () => {
  await Promise.all([initAutomergeInBrowser(), initAutomergeInBrowser()])
  const { buildDoc, rowsOf } = await import('../documents/doc-engine.ts')
  const name = { kind: 'person', key: 'a'.repeat(32) } as const
  const { doc } = buildDoc(name, undefined, [], 'b'.repeat(32) as never)
  expect(rowsOf(name, doc, null).put.map(({ collection }) => collection)).toEqual(['banners', 'alerts'])
})
