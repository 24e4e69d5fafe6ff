/**
 * What any of several devices could say to others, each in its turn: since when this
 * one has found it lacking, and what it said itself last. Two that do not agree (a
 * clock is fast, one knows less, one is of another version) would answer each other
 * without end, so what another put in the place of this device's own word is left
 * there for a while.
 */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Clock } from '../platform/clock.ts'

/** How long another's word stands in the place of the own one. */
const leaveMs = 10 * 60_000

export interface TurnToSay {
  /** Since when just this has been lacking there; from now on, when it was not known to be. */
  readonly since: (place: string, content: string) => Instant
  /** Milliseconds for which another's word is left in the place of this one; none where this device has not said it. */
  readonly leaveFor: (place: string, content: string) => number
  readonly said: (place: string, content: string) => void
  /** Nothing is lacking there any more: `content`, where it is known, is what stands there. */
  readonly agreed: (place: string, content?: string) => void
  readonly isLacking: () => boolean
}

export function createTurnToSay(clock: Clock): TurnToSay {
  type Word = { readonly content: string; readonly at: Instant }
  const lacking = new Map<string, Word>()
  const own = new Map<string, Word>()
  return {
    since: (place, content) => {
      const known = lacking.get(place)
      const at = known?.content === content ? known.at : clock.now()
      lacking.set(place, { content, at })
      return at
    },
    leaveFor: (place, content) => {
      const before = own.get(place)
      const passed = before?.content === content ? clock.now() - before.at : leaveMs
      // A clock that was set back keeps nobody waiting for longer.
      return Math.min(leaveMs, Math.max(0, leaveMs - passed))
    },
    said: (place, content) => {
      own.set(place, { content, at: clock.now() })
    },
    agreed: (place, content) => {
      lacking.delete(place)
      if (content !== undefined && own.get(place)?.content !== content) own.delete(place)
    },
    isLacking: () => lacking.size > 0,
  }
}
