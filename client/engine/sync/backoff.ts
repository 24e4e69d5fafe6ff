/**
 * How long to wait after the nth failure in a row. The later half of every wait
 * is left to chance, so that a ward of tablets does not return in step.
 */
export interface Patience {
  readonly firstMs: number
  readonly growth: number
  readonly longestMs: number
}

/** The relay asks for time, or nobody is looking at this device: 1 s, 2 s, 4 s … 60 s. */
export const patient: Patience = { firstMs: 1_000, growth: 2, longestMs: 60_000 }
/** Somebody looks at the screen: what returns is noticed soon, and the battery lasts. */
export const watchful: Patience = { firstMs: 1_000, growth: 2, longestMs: 8_000 }
/** Somebody looks, and contact was lost a moment ago: a relay started again, a lift, a thick wall. Never above what leaves a note two seconds. */
export const eager: Patience = { firstMs: 500, growth: 1.5, longestMs: 1_500 }

/** Contact lost longer ago than this is not called a moment. */
export const eagerForMs = 2 * 60_000

/** `jitter` from 0 to 1. */
export function backoffDelay(failuresBefore: number, jitter: number, how: Patience = patient): number {
  const full = Math.min(how.longestMs, how.firstMs * how.growth ** Math.min(failuresBefore, 16))
  return Math.round(full / 2 + (full / 2) * jitter)
}
