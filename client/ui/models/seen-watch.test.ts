import { signal } from '@preact/signals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSeenWatch } from './seen-watch.ts'

/** A clock moved by hand; timers run in order of time. */
function createBench() {
  const bench = { time: 0, tellings: 0, seen: [] as { readonly id: string; readonly at: number }[] }
  let timers: { readonly at: number; readonly task: () => void }[] = []
  const isVisible = signal(true)
  const watch = createSeenWatch({
    isVisible,
    after: (ms, task) => {
      const timer = { at: bench.time + ms, task }
      timers = [...timers, timer]
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    onSeen: (ids) => {
      bench.tellings += 1
      bench.seen.push(...ids.map((id) => ({ id, at: bench.time })))
    },
  })
  function pass(ms: number): void {
    const end = bench.time + ms
    for (;;) {
      const [due] = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)
      if (due === undefined) break
      timers = timers.filter((timer) => timer !== due)
      bench.time = due.at
      due.task()
    }
    bench.time = end
  }
  return { bench, isVisible, watch, pass, waiting: () => timers.length }
}

test('MS3 a second in view is seen; less is not; twice is once', () => {
  const { bench, watch, pass } = createBench()
  watch.enters('m-1')
  pass(999)
  expect(bench.seen).toEqual([])
  pass(1)
  expect(bench.seen).toEqual([{ id: 'm-1', at: 1000 }])
  watch.leaves('m-1')
  watch.enters('m-1')
  pass(5000)
  expect(bench.seen).toHaveLength(1)
})

test('MS3 in view with the page hidden is not seen; the second begins when somebody looks', () => {
  const { bench, isVisible, watch, pass } = createBench()
  isVisible.value = false
  watch.enters('m-1')
  pass(60_000)
  expect(bench.seen).toEqual([])
  isVisible.value = true
  pass(600)
  isVisible.value = false
  pass(60_000)
  isVisible.value = true
  pass(999)
  expect(bench.seen).toEqual([])
  pass(1)
  expect(bench.seen).toHaveLength(1)
})

test('MS3 whatever comes and goes, nothing is seen without a whole second in view and visible', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constantFrom('enters', 'leaves'), id: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constantFrom('shows', 'hides') }),
    fc.record({ type: fc.constant('pass'), ms: fc.integer({ min: 1, max: 1500 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { bench, isVisible, watch, pass } = createBench()
      const since: Record<string, number | undefined> = {}
      const inView = new Set<string>()
      const begin = (id: string) => {
        if (inView.has(id) && isVisible.peek()) since[id] ??= bench.time
      }
      for (const each of steps) {
        const before = bench.seen.length
        if ('id' in each && each.type === 'enters') {
          inView.add(each.id)
          watch.enters(each.id)
          begin(each.id)
        } else if ('id' in each) {
          inView.delete(each.id)
          watch.leaves(each.id)
          since[each.id] = undefined
        } else if ('ms' in each) pass(each.ms)
        else {
          isVisible.value = each.type === 'shows'
          for (const id of ['a', 'b']) {
            if (each.type === 'hides') since[id] = undefined
            begin(id)
          }
        }
        for (const { id, at } of bench.seen.slice(before)) expect(at - (since[id] ?? at)).toBeGreaterThanOrEqual(1000)
      }
      expect(new Set(bench.seen.map(({ id }) => id)).size).toBe(bench.seen.length)
    }),
  )
})

test('MS3 what becomes seen at the same moment is told as one, also when the conversation closes at that moment', () => {
  const { bench, watch, pass } = createBench()
  watch.enters('m-1')
  watch.enters('m-2')
  pass(1000)
  expect(bench.seen.map(({ id }) => id)).toEqual(['m-1', 'm-2'])
  expect(bench.tellings).toBe(1)
})

test('MS3 nothing is told after the conversation is closed', () => {
  const { bench, isVisible, watch, pass, waiting } = createBench()
  watch.enters('m-1')
  watch.dispose()
  isVisible.value = false
  isVisible.value = true
  pass(5000)
  expect(bench.seen).toEqual([])
  expect(waiting()).toBe(0)
})
