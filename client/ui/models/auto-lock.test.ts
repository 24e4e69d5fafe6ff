/** SK1-SK5: when a device locks by itself, and that it loses no word. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAutoLock, lockTimes } from './auto-lock.ts'
import { createLockDevice } from './lock-device.ts'

const minute = 60_000
const hour = 60 * minute

function start({ minutes = 5, savedFrom = 0 } = {}) {
  const bench = { wall: 1_000_000_000, steady: 0, locked: 0, saves: 0, savedFrom }
  let next: (() => void) | null = null
  const isSaved = () => bench.steady >= bench.savedFrom
  const model = createAutoLock({
    readNow: () => bench.wall,
    readSteady: () => bench.steady,
    page: {
      after: (_ms, task) => {
        next = task
        return () => {
          next = null
        }
      },
      saveAll: async () => {
        bench.saves += 1
        return isSaved()
      },
    },
    minutes: () => minutes,
    lock: async () => {
      if (!isSaved()) return false
      bench.locked += 1
      return true
    },
  })
  /** With a tick each second, as a page in view. */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= lockTimes.tickMs) {
      bench.wall += lockTimes.tickMs
      bench.steady += lockTimes.tickMs
      next?.()
      if (model.state.peek().type !== 'quiet' || left <= lockTimes.tickMs) await Promise.resolve()
    }
    await Promise.resolve()
  }
  /** No tick at all; the steady clock stands still, as it does on some machines. */
  async function sleep(ms: number, steady = 0): Promise<void> {
    bench.wall += ms
    bench.steady += steady
  }
  const wake = async () => {
    next?.()
    await Promise.resolve()
  }
  return { bench, model, pass, sleep, wake }
}

test('SK1 five minutes without use lock it, and half a minute before it says so with everything saved', async () => {
  const { bench, model, pass } = start()
  await pass(5 * minute - 31_000)
  expect(model.state.value).toEqual({ type: 'quiet' })
  await pass(1_000)
  expect(model.state.value).toEqual({ type: 'soon', seconds: 30, why: 'idle', saved: true })
  expect(bench.saves).toBe(1)
  await pass(29_000)
  expect(bench.locked).toBe(0)
  await pass(1_000)
  expect(bench.locked).toBe(1)
})

test('SK1 use keeps it open, also during the warning', async () => {
  const { bench, model, pass } = start()
  await pass(4 * minute)
  model.used()
  await pass(4 * minute + 45_000)
  expect(model.state.value.type).toBe('soon')
  model.used()
  expect(model.state.value).toEqual({ type: 'quiet' })
  await pass(4 * minute)
  expect(bench.locked).toBe(0)
})

test('SK1 it is as long as the team settled', async () => {
  for (const minutes of [2, 10, 15]) {
    const { bench, pass } = start({ minutes })
    await pass(minutes * minute - 1_000)
    expect(bench.locked).toBe(0)
    await pass(1_000)
    expect(bench.locked).toBe(1)
  }
})

test('SK2 after a sleep it locks at once, before the first touch counts', async () => {
  const { bench, model, pass, sleep, wake } = start({ minutes: 15 })
  await pass(minute)
  await sleep(lockTimes.sleepMs)
  model.used()
  await wake()
  expect(bench.locked).toBe(1)
})

test('SK2 a page out of view, which ticks once a minute, has not slept', async () => {
  const { bench, model, sleep, wake } = start({ minutes: 15 })
  for (let passed = 0; passed < 10; passed++) {
    await sleep(minute, minute)
    await wake()
    model.used()
  }
  expect(bench.locked).toBe(0)
})

test('SK3 after twelve hours it locks, whoever uses it, with a warning', async () => {
  const { bench, model, pass } = start()
  for (let passed = 0; passed < 12 * hour - minute; passed += minute) {
    await pass(minute)
    model.used()
  }
  expect(bench.locked).toBe(0)
  await pass(40_000)
  model.used()
  expect(model.state.value).toMatchObject({ type: 'soon', why: 'shift' })
  await pass(20_000)
  expect(bench.locked).toBe(1)
})

test('SK4 no setting of the clock keeps it open longer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -48 * hour, max: 0 }), { maxLength: 6 }), async (steps) => {
      const { bench, pass } = start()
      for (const step of steps) {
        bench.wall += step
        await pass(20_000)
      }
      await pass(5 * minute)
      expect(bench.locked).toBeGreaterThan(0)
    }),
    { numRuns: 30 },
  )
})

test('SK5 it does not lock while something typed is not on the disk, and does as soon as it is', async () => {
  const { bench, model, pass } = start({ savedFrom: 7 * minute })
  await pass(6 * minute)
  expect(bench.locked).toBe(0)
  expect(model.state.value).toEqual({ type: 'waits' })
  await pass(minute)
  expect(bench.locked).toBe(1)
})

test('SK700 while a photo is taken it does not lock, in view or asleep, and taking one is use; five minutes are the most', async () => {
  for (const asleep of [true, false]) {
    const { bench, model, pass, sleep, wake } = start({ minutes: 2 })
    await pass(minute)
    const over = model.photographing()
    await (asleep ? sleep(4 * minute) : pass(4 * minute))
    await wake()
    expect([asleep, bench.locked, model.state.value.type]).toEqual([asleep, 0, 'quiet'])
    over()
    await pass(minute)
    expect([asleep, bench.locked, model.state.value.type]).toEqual([asleep, 0, 'quiet'])
    await pass(minute)
    expect([asleep, bench.locked]).toEqual([asleep, 1])
  }
})

test('SK700 a camera that was left open locks as a sleep does, and putting it away then is no use', async () => {
  const { bench, model, sleep, wake } = start({ minutes: 15 })
  const over = model.photographing()
  await sleep(lockTimes.photoMs)
  over()
  await wake()
  expect(bench.locked).toBe(1)
})

test('SK700 a touch of the page ends it, where a browser does not say that the camera was put away', async () => {
  const { bench, model, pass } = start({ minutes: 2 })
  model.photographing()
  await pass(minute)
  model.used()
  await pass(2 * minute)
  expect(bench.locked).toBe(1)
})

test('SK701 what was not on the disk when it woke holds the lock up, and does not undo it', async () => {
  const { bench, model, pass, sleep, wake } = start({ minutes: 15, savedFrom: 3 * minute })
  await pass(minute)
  await sleep(lockTimes.sleepMs)
  await wake()
  expect(bench.locked).toBe(0)
  expect(model.state.value).toEqual({ type: 'waits' })
  await pass(2 * minute)
  expect(bench.locked).toBe(1)
})

function lockWith(saved: boolean, { engineLocks = true, isKept = true } = {}) {
  const done: string[] = []
  const { isLeaving, lockDevice } = createLockDevice({
    isKept: () => isKept,
    engine: {
      lock: () => {
        done.push(isLeaving.peek() ? 'lock, about to leave' : 'lock')
        return engineLocks ? Promise.resolve() : new Promise(() => {})
      },
    },
    page: {
      saveAll: async () => {
        done.push('save')
        return saved
      },
      after: (_ms, task) => {
        if (!engineLocks) task()
        return () => {}
      },
    },
    leave: () => done.push('leave'),
  })
  return { done, lockDevice, isLeaving }
}

test('SK5 locking saves first, then lets go of the keys, then loads the page anew', async () => {
  const { done, lockDevice } = lockWith(true)
  expect(await lockDevice()).toBe(true)
  expect(done).toEqual(['save', 'lock, about to leave', 'leave'])
})

test('SK5 SK721 where the app is not kept only the keys go, and the page is not about to', async () => {
  const { done, isLeaving, lockDevice } = lockWith(true, { isKept: false })
  expect(await lockDevice()).toBe(true)
  expect(done).toEqual(['save', 'lock'])
  expect(isLeaving.value).toBe(false)
})

test('SK5 what is not saved keeps it open; an engine that does not answer does not', async () => {
  const unsaved = lockWith(false)
  expect(await unsaved.lockDevice()).toBe(false)
  expect(unsaved.done).toEqual(['save'])
  const stuck = lockWith(true, { engineLocks: false })
  expect(await stuck.lockDevice()).toBe(true)
  expect(stuck.done).toEqual(['save', 'lock, about to leave', 'leave'])
})
