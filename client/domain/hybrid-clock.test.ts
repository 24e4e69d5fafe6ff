/** The hybrid clock: later is later, and one broken clock is not everybody's. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../shared/lib/ids.ts'
import { compareHybridTimes, earliest, hybridTime, maxDrift, partsOf, receive, tick } from './hybrid-clock.ts'
import { aHybridTime, anInstant } from './testing/arbitraries.ts'

const now = 1_800_000_000_000 as Instant

test('HC1 every tick is later than all before, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(anInstant, { maxLength: 30 }), (clock) => {
      let last = earliest
      for (const instant of clock) {
        const next = tick(last, instant)
        expect(compareHybridTimes(next, last)).toBe(1)
        last = next
      }
    }),
  )
})

test('HC1 a tick after receiving is later than what was received', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e10, max: maxDrift }), fc.nat({ max: 65_535 }), (ahead, count) => {
      const remote = hybridTime({ wall: now + ahead, count })
      const heard = receive(tick(earliest, now), remote, now)
      expect(compareHybridTimes(tick(heard, now), remote)).toBe(1)
    }),
  )
})

test('HC1 a full count moves into the next millisecond', () => {
  const full = hybridTime({ wall: now, count: 65_535 })
  expect(partsOf(tick(full, now))).toEqual({ wall: now + 1, count: 0 })
})

test('HC2 a time too far ahead is not followed, one at the limit is', () => {
  const mine = tick(earliest, now)
  expect(receive(mine, hybridTime({ wall: now + maxDrift + 1, count: 0 }), now)).toBe(mine)
  const close = hybridTime({ wall: now + maxDrift, count: 0 })
  expect(receive(mine, close, now)).toBe(close)
})

test('HC3 text sorts as the parts do, and reads back', () => {
  fc.assert(
    fc.property(aHybridTime, aHybridTime, (a, b) => {
      const x = partsOf(a)
      const y = partsOf(b)
      expect(compareHybridTimes(a, b)).toBe(Math.sign(x.wall - y.wall || x.count - y.count))
      expect(hybridTime(x)).toBe(a)
    }),
  )
})
