/** SK700 on a page: what a field of files and the browser say about the camera. */
import { expect, test } from 'vitest'
import { lockTimes } from './auto-lock.ts'
import { watchAutoLock } from './auto-lock-watch.ts'

const minute = 60_000

function open() {
  const bench = { now: 1_000_000_000, locked: 0 }
  const later: (() => void)[] = []
  const watch = watchAutoLock(
    {
      readNow: () => bench.now,
      lockDevice: async () => {
        bench.locked += 1
        return true
      },
      engine: { watch: () => () => {} },
      page: {
        saveAll: async () => true,
        after: (ms: number, task: () => void) => {
          if (ms === lockTimes.tickMs) later.push(task)
          return () => {}
        },
      },
    } as unknown as Parameters<typeof watchAutoLock>[0],
    window,
  )
  const input = document.createElement('input')
  input.type = 'file'
  document.body.append(input)
  return {
    bench,
    watch,
    input,
    /** The page stood still meanwhile. */
    wakeAfter: async (ms: number) => {
      bench.now += ms
      for (const task of later.splice(0)) task()
      await Promise.resolve()
    },
  }
}

for (const end of ['change', 'cancel']) {
  test(`SK700 from the press that opens the camera until "${end}" the page does not lock, and afterwards it does`, async () => {
    const { bench, input, wakeAfter, watch } = open()
    input.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    await wakeAfter(lockTimes.sleepMs)
    input.dispatchEvent(new Event(end))
    await wakeAfter(minute / 2)
    expect(bench.locked).toBe(0)
    // Sooner than a camera that nobody put away would have let it.
    await wakeAfter(lockTimes.sleepMs)
    expect(bench.locked).toBe(1)
    watch.dispose()
    input.remove()
  })
}

test('SK700 any other field, and any other press, holds up nothing', async () => {
  const { bench, input, wakeAfter, watch } = open()
  input.type = 'text'
  input.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await wakeAfter(3 * minute)
  expect(bench.locked).toBe(1)
  watch.dispose()
  input.remove()
})
