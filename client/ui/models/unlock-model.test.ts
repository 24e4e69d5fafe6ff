import { expect, test, vi } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { UnlockOutcome } from '../../engine-api/engine-api.ts'
import type { PinTry } from '../../engine-api/pin-acts.ts'
import { createUnlockModel } from './unlock-model.ts'

function createBench(outcome: (tries: number) => UnlockOutcome, waitUntil: number | null = null) {
  const bench = { time: 1000, tried: [] as (string | Uint8Array | PinTry | null)[] }
  let timers: { readonly at: number; readonly task: () => void }[] = []
  const model = createUnlockModel({
    engine: {
      unlock: async (secret) => {
        bench.tried.push(secret)
        return outcome(bench.tried.length)
      },
    },
    readNow: () => bench.time as Instant,
    after: (ms, task) => {
      const timer = { at: bench.time + ms, task }
      timers = [...timers, timer]
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    waitUntil: waitUntil as Instant | null,
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
  return { bench, model, pass }
}

const wrongUntil = (waitUntil: number | null): UnlockOutcome => ({
  ok: false,
  problem: { type: 'wrong-passphrase', waitUntil },
})

test('JN5 a wrong passphrase says so, counts down, and nothing is tried before the end', async () => {
  const { bench, model, pass } = createBench((tries) => (tries === 1 ? wrongUntil(6000) : { ok: true }))
  model.type('not this one')
  await model.open()
  expect(model.trouble.value).toBe('wrong')
  expect(model.passphrase.value).toBe('')
  expect(model.waitSeconds.value).toBe(5)
  pass(2000)
  expect(model.waitSeconds.value).toBe(3)
  model.type('lamp otter gravel seven')
  await model.open()
  expect(bench.tried).toEqual(['not this one'])
  pass(3000)
  expect(model.waitSeconds.value).toBe(0)
  await model.open()
  expect(bench.tried).toEqual(['not this one', 'lamp otter gravel seven'])
  expect(model.trouble.value).toBe('none')
})

test('JN5 a wait from before a restart holds', async () => {
  const { bench, model } = createBench(() => ({ ok: true }), 31_000)
  expect(model.waitSeconds.value).toBe(30)
  model.type('lamp otter gravel seven')
  await model.open()
  expect(bench.tried).toEqual([])
})

test('JN5 an empty passphrase is not a try', async () => {
  const { bench, model } = createBench(() => ({ ok: true }))
  await model.open()
  expect(bench.tried).toEqual([])
  expect(model.trouble.value).toBe('missing')
})

test('PK3 a passkey that gives nothing is no try and leaves the passphrase; one that gives something opens', async () => {
  const { bench, model } = createBench(() => ({ ok: true }))
  await model.openWithPasskey(async () => null)
  expect(model.trouble.value).toBe('passkey')
  expect(bench.tried).toEqual([])
  const secret = new Uint8Array(32).fill(7)
  await model.openWithPasskey(async () => secret)
  expect(bench.tried).toEqual([secret])
  expect(model.trouble.value).toBe('none')
})

test('JN5 where the engine’s clock is a little behind the page’s, the same words are tried again by themselves', async () => {
  const answers: UnlockOutcome[] = [
    { ok: false, problem: { type: 'too-soon', waitUntil: 1000 as Instant } },
    { ok: true },
  ]
  const { bench, model, pass } = createBench(() => answers.shift()!)
  model.type('lamp otter gravel seven')
  const opened = model.open()
  await vi.waitFor(() => {
    pass(300)
    expect(bench.tried).toHaveLength(2)
  })
  await opened
  expect(bench.tried).toEqual(['lamp otter gravel seven', 'lamp otter gravel seven'])
  expect(model.trouble.value).toBe('none')
})
