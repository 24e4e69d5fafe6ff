/** The one pill about syncing: what is true now, in the order of what matters. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Pill } from '../../engine-api/sync-views.ts'

/** "Up to date" is a claim about now; older than this it is only about then. */
export const freshnessMs = 5 * 60 * 1000

export interface PillFacts {
  readonly now: Instant
  /** Own entries the relay has not acknowledged, refused ones included. */
  readonly queued: number
  /** Own entries that nobody wrote and that have not left either: they keep it from being up to date. */
  readonly unasked?: number
  /** Of these, the ones somebody has to look at: refused, or queued for more than a day. */
  readonly needsYou: number
  /** All that the relay has for today is here and read: before that nothing is up to date. */
  readonly isRead: boolean
  readonly offlineSince: Instant | null
  readonly lastContactAt: Instant | null
  /** While pushing: how many of this push are acknowledged. */
  readonly sending: { readonly done: number; readonly count: number } | null
}

export function pillOf(facts: PillFacts): Pill {
  const { isRead, lastContactAt, needsYou, now, offlineSince, queued, sending, unasked = 0 } = facts
  if (offlineSince !== null) return { type: 'no-signal', saved: queued, needsYou }
  if (queued > 0 && sending !== null && sending.count > 0) {
    return { type: 'sending', nth: Math.min(sending.done + 1, sending.count), count: sending.count, needsYou }
  }
  if (queued > 0) return { type: 'to-send', count: queued, needsYou }
  if (isRead && unasked === 0 && lastContactAt !== null && now - lastContactAt < freshnessMs) {
    return { type: 'up-to-date', at: lastContactAt, needsYou }
  }
  return { type: 'nothing-to-send', lastCheckedAt: lastContactAt, needsYou }
}
