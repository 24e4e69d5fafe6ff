/**
 * Hybrid logical clock (Kulkarni et al. 2014): a time that follows the device's
 * clock where that is sane and follows causality where it is not. Written as 16
 * hex digits, 12 of milliseconds and 4 of count, so that it sorts as text.
 *
 * HC1 a tick is later than every time ticked or received before, unless HC2.
 * HC2 a time more than `maxDrift` ahead of this device's clock is not followed:
 *     one broken clock must not drag the whole team's record into the future.
 *     `orderRecords` keeps answers below what they answer even then.
 */
import type { Instant } from '../../shared/lib/ids.ts'
import type { HybridTime } from './ids.ts'

export interface HybridParts {
  /** Milliseconds since 1970. */
  readonly wall: number
  /** Events within the same millisecond, or while the clock stood behind. */
  readonly count: number
}

/** Tablets set by hand are commonly an hour off around the change to summer time; more is a broken clock. */
export const maxDrift = 2 * 60 * 60 * 1000

const maxWall = 2 ** 48 - 1
const maxCount = 2 ** 16 - 1

export const earliest = '0'.repeat(16) as HybridTime

export function isHybridParts({ wall, count }: HybridParts): boolean {
  return isWithin(wall, maxWall) && isWithin(count, maxCount)
}

/** `parts` must satisfy `isHybridParts`; anything else is a bug and throws. */
export function hybridTime(parts: HybridParts): HybridTime {
  if (!isHybridParts(parts)) throw new Error('hybridTime: out of range')
  return (hex(parts.wall, 12) + hex(parts.count, 4)) as HybridTime
}

export function partsOf(time: HybridTime): HybridParts {
  return { wall: Number.parseInt(time.slice(0, 12), 16), count: Number.parseInt(time.slice(12), 16) }
}

/** The time of a new event on this device. */
export function tick(last: HybridTime, now: Instant): HybridTime {
  const { wall, count } = partsOf(last)
  if (now > wall) return hybridTime({ wall: now, count: 0 })
  if (count < maxCount) return hybridTime({ wall, count: count + 1 })
  return hybridTime({ wall: wall + 1, count: 0 })
}

/** What this device's clock reads after it has taken in `remote`. */
export function receive(last: HybridTime, remote: HybridTime, now: Instant): HybridTime {
  if (partsOf(remote).wall > now + maxDrift) return last
  return compareHybridTimes(remote, last) > 0 ? remote : last
}

export function compareHybridTimes(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isWithin(value: number, limit: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= limit
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
