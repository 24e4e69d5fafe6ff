/** Since when changes made apart stand beside each other here: when the last of them came. */
import type { Instant } from '../../../shared/lib/ids.ts'

interface Timed {
  readonly writtenAt: Instant | null
  readonly arrivedAt: Instant | null
}

/** Null where no side says when. */
export function openSince(sides: readonly Timed[]): Instant | null {
  const latest = Math.max(0, ...sides.map(({ arrivedAt, writtenAt }) => arrivedAt ?? writtenAt ?? 0))
  return latest === 0 ? null : (latest as Instant)
}
