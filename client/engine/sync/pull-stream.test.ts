/** How a stream is handed on while it is still being read: RY7 and RY8 of SPEC.md. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, Instant } from '../../../shared/lib/ids.ts'
import type { PullItem } from '../../../shared/protocol/pull.ts'
import { createIntake } from './pull-stream.ts'

const start: PullItem = {
  type: 'start',
  generation: new Uint8Array(16) as Bytes,
  head: 9_999 as Arrival,
  serverTime: 0 as Instant,
}
const entry = (arrival: number): PullItem => ({
  type: 'entry',
  arrival: arrival as Arrival,
  bytes: new Uint8Array(1) as Bytes,
  storedAt: 0 as Instant,
})
const entries = (from: number, count: number) => Array.from({ length: count }, (_, i) => entry(from + i))

/** Batches are taken only when they are let: a slow disk, by hand. */
function slowTaker() {
  const batches: number[][] = []
  const gates: (() => void)[] = []
  return {
    batches,
    letOne: async () => {
      gates.shift()?.()
      for (let turn = 0; turn < 5; turn++) await Promise.resolve()
    },
    onItems: async (items: readonly { readonly arrival: Arrival }[]) => {
      batches.push(items.map(({ arrival }) => arrival))
      await new Promise<void>((resolve) => gates.push(resolve))
    },
  }
}

test('RY8 what comes while a batch is being taken is the next one, and reading does not wait for it', async () => {
  const taker = slowTaker()
  const intake = createIntake(taker)
  await intake.take([start, ...entries(1, 500)])
  await intake.take(entries(501, 400))
  await intake.take(entries(901, 200))
  expect(taker.batches.map((batch) => batch.length)).toEqual([500])
  await taker.letOne()
  expect(taker.batches.map((batch) => batch.length)).toEqual([500, 600])
  const over = intake.flush()
  await taker.letOne()
  await over
})

test('RY8 few wait for more until the stream is over; too many read ahead make reading wait', async () => {
  const taker = slowTaker()
  const intake = createIntake(taker)
  await intake.take([start, ...entries(1, 20)])
  expect(taker.batches).toEqual([])
  await intake.take(entries(21, 500))
  let isWaiting = true
  const ahead = intake.take(entries(521, 4_001)).then(() => {
    isWaiting = false
  })
  for (let batch = 0; batch < 4; batch++) {
    expect(isWaiting).toBe(true)
    await taker.letOne()
  }
  const over = intake.flush()
  while (taker.batches.flat().length < 4_521) await taker.letOne()
  await taker.letOne()
  await Promise.all([ahead, over])
})

test('RY7 whatever the pieces, everything is handed on once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 700 }), { maxLength: 8 }), async (pieces) => {
      const got: number[] = []
      const onItems = async (items: readonly { readonly arrival: Arrival }[]) => {
        await Promise.resolve()
        got.push(...items.map(({ arrival }) => arrival))
      }
      const intake = createIntake({ onItems })
      await intake.take([start])
      let next = 1
      for (const count of pieces) {
        await intake.take(entries(next, count))
        next += count
      }
      await intake.flush()
      expect(got).toEqual(Array.from({ length: next - 1 }, (_, i) => i + 1))
    }),
    { numRuns: 50 },
  )
})

test('RY7 after a batch that could not be taken nothing is handed on, and the reader hears of it', async () => {
  const got: number[] = []
  const intake = createIntake({
    onItems: async (items) => {
      got.push(items.length)
      throw new Error('broken')
    },
  })
  await intake.take([start, ...entries(1, 450)])
  await expect(
    (async () => {
      for (let piece = 0; piece < 9; piece++) await intake.take(entries(451 + 450 * piece, 450))
      await intake.flush()
    })(),
  ).rejects.toThrow('broken')
  expect(got).toEqual([450])
})
