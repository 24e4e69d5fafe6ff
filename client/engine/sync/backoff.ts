/** How long to wait after the nth failure in a row: 1 s, 2 s, 4 s … 60 s, the later half of it at random, so that a ward of tablets does not return in step. */

export const backoffLimits = { firstMs: 1_000, longestMs: 60_000 } as const

/** `jitter` from 0 to 1. */
export function backoffDelay(failuresBefore: number, jitter: number): number {
  const full = Math.min(backoffLimits.longestMs, backoffLimits.firstMs * 2 ** Math.min(failuresBefore, 16))
  return Math.round(full / 2 + (full / 2) * jitter)
}
