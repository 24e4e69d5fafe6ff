/** SX967: what a device waits for after a restored relay was filled again is over, whatever became of its clock. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { createRefill, settlingMs } from './refill.ts'
import type { RefillDeps } from './refill-port.ts'

const filledAt = 1_780_000_000_000 as Instant
const day = 86_400_000

test('SX967 a clock that was put back since holds up no chain for longer than ten minutes, and is told of for no more than a day', () => {
  const kept = { isDue: false, isCertain: true, left: null, refilledAt: filledAt }
  fc.assert(
    fc.property(fc.integer({ min: -900 * day, max: 900 * day }), (by) => {
      const now = (filledAt + by) as Instant
      const refill = createRefill({ clock: { now: () => now } } as RefillDeps, kept)
      if (Math.abs(by) >= settlingMs) expect(refill.isSettling()).toBe(false)
      if (Math.abs(by) >= day) expect(refill.view()).toBeNull()
      if (by >= 0) expect([refill.isSettling(), refill.view() !== null]).toEqual([by < settlingMs, by < day])
    }),
    { examples: [[-settlingMs], [-day], [settlingMs - 1], [settlingMs]] },
  )
})
