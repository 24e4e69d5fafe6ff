/** A clock that stands still until a test moves it. */
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { Clock } from '../clock.ts'

export interface ManualClock extends Clock {
  readonly advance: (milliseconds: number) => void
  readonly set: (instant: number) => void
}

export function createManualClock(start = 1_780_000_000_000): ManualClock {
  let now = start
  return {
    now: () => now as Instant,
    advance: (milliseconds) => {
      now += milliseconds
    },
    set: (instant) => {
      now = instant
    },
  }
}
