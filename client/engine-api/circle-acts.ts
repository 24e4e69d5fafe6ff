/**
 * Acts on a person's circle: by herself, and by staff. Each needs the relay to
 * answer, since membership is never said to hold before it does.
 */
import type { Instant } from '../../shared/lib/ids.ts'

/** `personId` null: the person this phone is. */
export type CircleAct =
  | {
      readonly type: 'invite-family'
      readonly personId: string | null
      readonly name: string
      /** "daughter". */
      readonly relation: string
      /** By staff: another phone of somebody who is known there already, who stays the same member with the same face. */
      readonly again?: { readonly memberId: string; readonly face: string }
    }
  /** Who has answered an invite into this circle. */
  | { readonly type: 'who-waits'; readonly personId: string | null }
  /** `code`: the digits that were compared. */
  | { readonly type: 'let-in'; readonly personId: string | null; readonly inviteId: string; readonly code: string }
  /** By staff: somebody the team let in as an associate. */
  | { readonly type: 'let-associate-in'; readonly personId: string; readonly memberId: string }
  /** Lost or stolen: out of every group about her that this device sees. */
  | { readonly type: 'remove-phone'; readonly personId: string | null; readonly deviceId: string }
  | { readonly type: 'let-out'; readonly personId: string | null; readonly memberId: string }

export type CircleActOutcome =
  | { readonly type: 'invited'; readonly fragment: string; readonly expiresAt: Instant }
  | { readonly type: 'waiting'; readonly waiting: readonly WaitingAtTheDoor[] }
  /** `goesOn`: begun, and cut off; the rest follows by itself. */
  | { readonly type: 'done'; readonly goesOn?: true }
  | { readonly type: 'failed'; readonly problem: CircleProblem }

export interface WaitingAtTheDoor {
  readonly inviteId: string
  /** Six digits that both screens show. */
  readonly code: string
  /** Another phone of this member, who is known in the circle; null: somebody new. */
  readonly again: string | null
}

/**
 * no-circle: the team has made none yet. refused: somebody else has changed it; look again.
 * nobody-waits: there is no such request, or it is not this device's to answer.
 * digits-changed: another device asks by that invite now than the one whose digits were compared.
 * out-of-circle: another phone of somebody who was taken out of it.
 */
export type CircleProblem =
  | 'not-open'
  | 'no-signal'
  | 'no-circle'
  | 'nothing-written'
  | 'not-allowed'
  | 'refused'
  | 'nobody-waits'
  | 'digits-changed'
  | 'out-of-circle'
