/** RM265: what reads goes side by side, what changes goes alone and in its turn. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const names = ['a', 'b', 'c'] as const
const askedFor = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ beside: fc.subarray([...names]) }) },
    { weight: 1, arbitrary: fc.constant({ beside: null }) },
  ),
  { maxLength: 12 },
)

test('RM265 however long each takes: alone is alone, one name is asked for once at a time and in order, nothing is left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), askedFor, async (scheduler, jobs) => {
      const turns = createTurns()
      const under = new Set<number>()
      const order: number[] = []
      const run = async (number: number) => {
        const { beside } = jobs[number]!
        for (const other of under) {
          const others = jobs[other]!.beside
          expect(beside === null || others === null || beside.some((name) => others.includes(name))).toBe(false)
        }
        under.add(number)
        order.push(number)
        await scheduler.schedule(Promise.resolve())
        under.delete(number)
        if (number % 3 === 0) throw new Error('it failed')
        return number
      }
      const results = jobs.map(({ beside }, number) =>
        beside === null ? turns.alone(() => run(number)) : turns.beside(beside, () => run(number)),
      )
      await scheduler.waitFor(Promise.allSettled(results))
      expect([...order].sort((a, b) => a - b)).toEqual(jobs.map((_, number) => number))
      const alone = jobs.flatMap(({ beside }, number) => (beside === null ? [number] : []))
      for (const number of alone) expect(order.indexOf(number)).toBe(number)
      for (const name of names) {
        const asked = order.filter((number) => jobs[number]!.beside?.includes(name))
        expect(asked).toEqual([...asked].sort((a, b) => a - b))
      }
    }),
    { numRuns: 200 },
  )
})

test('RM265 what names nothing in common is under way at once', async () => {
  const turns = createTurns()
  let release = () => {}
  const first = turns.beside(
    ['a'],
    () =>
      new Promise<void>((resolve) => {
        release = resolve
      }),
  )
  await turns.beside(['b'], async () => release())
  await first
})
