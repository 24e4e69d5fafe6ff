/** QV267: when syncing begins. */
import { expect, test } from 'vitest'
import { createFirstScreen } from './first-screen.ts'

function setup(isHeadless = false) {
  const started: string[] = []
  let waiting: (() => void) | null = null
  const timer = {
    after: (_: number, run: () => void) => {
      waiting = run
      return () => {
        waiting = null
      }
    },
  }
  const first = createFirstScreen(timer, isHeadless, () => started.push('sync'))
  return { first, started, passTime: () => waiting?.() }
}

test('QV267 with a screen syncing begins after its first view, once', () => {
  const { first, passTime, started } = setup()
  first.start(true)
  expect(started).toEqual([])
  first.startSync()
  first.startSync()
  passTime()
  expect(started).toEqual(['sync'])
})

test('QV267 where nobody asks for a view it begins by itself', () => {
  const { first, passTime, started } = setup()
  first.start(true)
  passTime()
  first.startSync()
  expect(started).toEqual(['sync'])
})

test('QV267 without a screen, and while there is nothing to show, it begins at once; after the end never', () => {
  for (const [isHeadless, isOpen] of [
    [true, true],
    [false, false],
  ] as const) {
    const { first, started } = setup(isHeadless)
    first.start(isOpen)
    expect(started).toEqual(['sync'])
  }
  const { first, passTime, started } = setup()
  first.start(true)
  first.stop()
  passTime()
  first.startSync()
  expect(started).toEqual([])
})
