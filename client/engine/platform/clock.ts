/** Port: what time it is. Nothing in the engine reads the wall clock by itself. */
import type { Instant } from '../../../shared/lib/ids.ts'

export interface Clock {
  readonly now: () => Instant
}

export function createSystemClock(): Clock {
  return { now: () => Date.now() as Instant }
}
