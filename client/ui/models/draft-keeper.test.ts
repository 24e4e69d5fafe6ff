import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Command, Outcome } from '../../engine-api/commands.ts'
import { createDraftKeeper } from './draft-keeper.ts'

/** A disk whose writes finish when the test says so, and a clock the test moves. */
function createBench(outcome: () => Outcome = () => ({ ok: true })) {
  const timers: { at: number; task: () => void }[] = []
  const pending: (() => void)[] = []
  const bench = { time: 0, disk: null as string | null, writes: 0, savedAt: [] as number[] }
  const keeper = createDraftKeeper('visit/doreen/1', {
    engine: {
      run: (command: Command) =>
        new Promise<Outcome>((resolve) => {
          pending.push(() => {
            const result = outcome()
            if (result.ok && command.type === 'save-draft') {
              bench.disk = command.value
              bench.writes += 1
              bench.savedAt.push(bench.time)
            }
            resolve(result)
          })
        }),
    },
    newCommandId: () => 'id',
    now: () => bench.time as Instant,
    after: (ms, task) => {
      const timer = { at: bench.time + ms, task }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
  })
  async function pass(ms: number): Promise<void> {
    const end = bench.time + ms
    for (;;) {
      const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      bench.time = due.at
      timers.splice(timers.indexOf(due), 1)
      due.task()
      await settle()
    }
    bench.time = end
    await settle()
  }
  async function settle(): Promise<void> {
    for (let i = 0; i < 8; i++) await Promise.resolve()
  }
  async function finishWrites(): Promise<void> {
    await settle()
    while (pending.length > 0) {
      pending.shift()?.()
      await settle()
    }
  }
  return { bench, keeper, pass, finishWrites, settle }
}

test('DR1 somebody who never stops typing is saved within 2 s all the same', async () => {
  const { bench, keeper, pass, finishWrites } = createBench()
  let firstUnsaved: number | null = null
  for (let key = 0; key < 60; key++) {
    keeper.change(`typed ${key}`)
    firstUnsaved ??= bench.time
    await pass(200)
    await finishWrites()
    if (bench.disk === `typed ${key}` || keeper.state.value.type === 'saved') firstUnsaved = null
    expect(bench.time - (firstUnsaved ?? bench.time)).toBeLessThan(2000)
  }
  expect(bench.writes).toBeGreaterThan(5)
})

test('DR1 one pause in typing is one write', async () => {
  const { bench, keeper, pass, finishWrites } = createBench()
  for (const text of ['a', 'ab', 'abc']) {
    keeper.change(text)
    await pass(100)
  }
  expect(bench.writes).toBe(0)
  await pass(600)
  await finishWrites()
  expect(bench).toMatchObject({ disk: 'abc', writes: 1 })
})

test('DR3 nothing says saved before the disk has answered, nor of typing newer than what it answered for', async () => {
  const { bench, keeper, pass, finishWrites } = createBench()
  keeper.change('first')
  await pass(700)
  expect(keeper.state.value).toEqual({ type: 'not-saved' })
  keeper.change('second')
  await finishWrites()
  expect(bench.disk).toBe('first')
  expect(keeper.state.value).toEqual({ type: 'not-saved' })
  await pass(700)
  await finishWrites()
  expect(keeper.state.value).toEqual({ type: 'saved', at: bench.time })
})

test('DR4 no space: says so, keeps the typing, and saves it when there is room', async () => {
  let full = true
  const { bench, keeper, pass, finishWrites } = createBench(() =>
    full ? { ok: false, problem: { type: 'no-space' } } : { ok: true },
  )
  keeper.change('a long morning')
  await pass(700)
  await finishWrites()
  expect(keeper.state.value).toEqual({ type: 'failed', problem: { type: 'no-space' } })
  full = false
  const flushed = keeper.flush()
  await finishWrites()
  expect(await flushed).toBe(true)
  expect(bench.disk).toBe('a long morning')
  expect(keeper.state.value.type).toBe('saved')
})

test('DR2 whatever the order of typing, pauses and slow writes, the disk ends with what was typed last', async () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('type' as const), text: fc.option(fc.string({ maxLength: 3 })) }),
    fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 2500 }) }),
    fc.record({ type: fc.constant('disk' as const) }),
    fc.record({ type: fc.constant('flush' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { bench, keeper, pass, finishWrites, settle } = createBench()
      let last: string | null = null
      for (const each of steps) {
        if (each.type === 'type') {
          last = each.text
          keeper.change(each.text)
        } else if (each.type === 'pass') await pass(each.ms)
        else if (each.type === 'disk') await finishWrites()
        else void keeper.flush()
        await settle()
      }
      const done = keeper.flush()
      await settle()
      await finishWrites()
      expect(await done).toBe(true)
      expect(bench.disk).toBe(last)
    }),
  )
})
