import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { freshnessMs, type PillFacts, pillOf } from './pill.ts'

const at = (ms: number) => ms as Instant
const quiet: PillFacts = {
  now: at(1_000_000),
  queued: 0,
  needsYou: 0,
  isRead: true,
  offlineSince: null,
  lastContactAt: at(999_000),
  sending: null,
}

describe('pill', () => {
  test('QV3 each state is said when it is true', () => {
    expect(pillOf(quiet)).toEqual({ type: 'up-to-date', at: 999_000, needsYou: 0 })
    expect(pillOf({ ...quiet, queued: 3 })).toEqual({ type: 'to-send', count: 3, needsYou: 0 })
    expect(pillOf({ ...quiet, queued: 3, sending: { done: 1, count: 3 } })).toMatchObject({ type: 'sending', nth: 2 })
    expect(pillOf({ ...quiet, queued: 3, offlineSince: at(5) })).toEqual({ type: 'no-signal', saved: 3, needsYou: 0 })
  })

  test('QV3 "up to date" needs an empty queue and a round trip within five minutes', () => {
    const facts = fc.record({
      now: fc.integer({ min: freshnessMs, max: 10 * freshnessMs }).map(at),
      queued: fc.nat(3),
      needsYou: fc.nat(3),
      isRead: fc.boolean(),
      offlineSince: fc.option(fc.nat(1_000).map(at)),
      lastContactAt: fc.option(fc.nat(10 * freshnessMs).map(at)),
      sending: fc.option(fc.record({ done: fc.nat(3), count: fc.nat(3) })),
    })
    fc.assert(
      fc.property(facts, (each) => {
        if (pillOf(each).type !== 'up-to-date') return
        expect(each.queued).toBe(0)
        expect(each.offlineSince).toBeNull()
        expect(each.isRead).toBe(true)
        expect(each.now - (each.lastContactAt ?? Number.NEGATIVE_INFINITY)).toBeLessThan(freshnessMs)
      }),
    )
  })

  test('QV780 while today is still being read nothing is "up to date"', () => {
    expect(pillOf({ ...quiet, isRead: false })).toMatchObject({ type: 'nothing-to-send', lastCheckedAt: 999_000 })
  })

  test('QV3 after five minutes it is "nothing to send", with the time it was last checked', () => {
    expect(pillOf({ ...quiet, now: at(999_000 + freshnessMs) })).toMatchObject({
      type: 'nothing-to-send',
      lastCheckedAt: 999_000,
    })
    expect(pillOf({ ...quiet, lastContactAt: null })).toMatchObject({ type: 'nothing-to-send', lastCheckedAt: null })
  })
})
