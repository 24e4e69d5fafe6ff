/** PF1 to PF4 in a real browser. */
import { expect, test } from 'vitest'
import { initAutomergeInBrowser } from './automerge.web.ts'
import { createWebLeaderLock, patienceMs, runUnattended } from './leader-lock.web.ts'
import type { Timer } from './timer.ts'

const ignore = async () => {}

/** Runs the wait for a holder that does not answer when the test says so; shorter waits pass. */
function createPatience() {
  let end = () => {}
  const timer: Timer = {
    after: (milliseconds, run) => {
      if (milliseconds < patienceMs) {
        queueMicrotask(run)
        return () => {}
      }
      end = run
      return () => {
        end = () => {}
      }
    },
  }
  return { timer, end: () => end() }
}

test('PF1 a second engine is told that the first is open, until the first lets go', async () => {
  const [first, second] = [createWebLeaderLock('engine'), createWebLeaderLock('engine', createPatience())]
  expect(await first.acquire(ignore)).toBe('held')
  expect(await second.acquire(ignore)).toBe('elsewhere')
  first.release()
  await navigator.locks.request('engine', ignore)
  expect(await second.acquire(ignore)).toBe('held')
  second.release()
})

test('PF1 a page loaded anew waits for the worker before it, which ends a moment later', async () => {
  const [before, anew] = [createWebLeaderLock('anew'), createWebLeaderLock('anew')]
  await before.acquire(ignore)
  const acquired = anew.acquire(ignore)
  await expect.poll(async () => (await navigator.locks.query()).pending).toHaveLength(1)
  before.release()
  expect(await acquired).toBe('held')
  anew.release()
})

test('PF1 an engine whose lock was taken from it is told', async () => {
  const first = createWebLeaderLock('stolen')
  const lost = new Promise<string>((resolve) => void first.acquire(async () => resolve('lost')))
  await navigator.locks.request('stolen', { steal: true }, ignore)
  expect(await lost).toBe('lost')
})

test('PF3 who takes over holds the lock only when the holder has finished, and can lose it the same way', async () => {
  const [first, second] = [createWebLeaderLock('over'), createWebLeaderLock('over')]
  const log: string[] = []
  const { promise: finish, resolve: finished } = Promise.withResolvers<void>()
  await first.acquire(async () => {
    log.push('asked')
    await finish
    log.push('finished')
  })
  const taken = second.takeOver(async () => void log.push('second asked')).then(() => log.push('taken'))
  await expect.poll(() => log).toEqual(['asked'])
  finished()
  await taken
  expect(log).toEqual(['asked', 'finished', 'taken'])
  await first.takeOver(ignore)
  expect(log.at(-1)).toBe('second asked')
  expect(await second.acquire(ignore)).toBe('elsewhere')
  first.release()
})

test('PF3 a holder that does not finish is told once and loses the lock', async () => {
  const patience = createPatience()
  const [first, second] = [createWebLeaderLock('frozen'), createWebLeaderLock('frozen', patience)]
  let told = 0
  const heard = Promise.withResolvers<void>()
  await first.acquire(() => {
    told += 1
    heard.resolve()
    return new Promise(() => {})
  })
  const taken = second.takeOver(ignore)
  await heard.promise
  patience.end()
  await taken
  expect(await first.acquire(ignore)).toBe('elsewhere')
  expect(told).toBe(1)
  second.release()
})

test('PF3 a lock that is free is taken at once', async () => {
  const lock = createWebLeaderLock('free', createPatience())
  await lock.takeOver(ignore)
  lock.release()
})

test('PF4 a flush does nothing while an engine is open, and gives way at once to one that opens', async () => {
  const engine = createWebLeaderLock('flush')
  await engine.acquire(ignore)
  expect(await runUnattended('flush', async () => 'ran')).toBe('attended')
  engine.release()
  await navigator.locks.request('flush', ignore)
  expect(await runUnattended('flush', async () => 'ran')).toBe('ran')
  let wanted = () => true
  const started = Promise.withResolvers<void>()
  const hanging = runUnattended('flush', (isWanted) => {
    wanted = isWanted
    started.resolve()
    return new Promise<string>(() => {})
  })
  await started.promise
  expect(wanted()).toBe(true)
  expect(await engine.acquire(ignore)).toBe('held')
  expect(await hanging).toBe('attended')
  expect(wanted()).toBe(false)
  engine.release()
})

test('PF4 a flush that fails says so and leaves nothing held', async () => {
  const broken = runUnattended('broken', async () => {
    throw new TypeError('disk')
  })
  await expect(broken).rejects.toThrow('disk')
  expect((await navigator.locks.query()).held?.filter(({ name }) => name?.startsWith('broken'))).toEqual([])
})

test('PF2 Automerge starts from its own file', async () => {
  await Promise.all([initAutomergeInBrowser(), initAutomergeInBrowser()])
  const { buildDoc, rowsOf } = await import('../documents/doc-engine.ts')
  const name = { kind: 'person', key: 'a'.repeat(32) } as const
  const { doc } = buildDoc(name, undefined, [], 'b'.repeat(32) as never)
  expect(rowsOf(name, doc, null).put.map(({ collection }) => collection)).toEqual(['banners', 'alerts', 'details'])
})
