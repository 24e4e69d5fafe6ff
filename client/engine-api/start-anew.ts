/**
 * A device that was put back to an older copy of itself and wrote again: its own
 * feed has two histories, and the relay takes no more of it. It starts anew under
 * an identity of its own, and seals again by itself what was not sent.
 */
import type { HeldItem } from './held-back.ts'

export type AnewAct =
  /** Needs signal. Said again it goes on from where it was. */
  | { readonly type: 'begin' }
  /** What has to be done by hand. */
  | { readonly type: 'list' }
  /** Done by hand, or not wanted any more. */
  | { readonly type: 'put-away'; readonly entryId: string }

export type AnewOutcome =
  /** The old identity is out and the new one is in; the device opens as that. */
  | { readonly type: 'begun' }
  | { readonly type: 'list'; readonly items: readonly HeldItem[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly problem: AnewProblem }

/** not-needed: no feed is forked. not-yet: something else has to leave first. */
export type AnewProblem = 'not-open' | 'no-signal' | 'not-allowed' | 'not-needed' | 'not-yet' | 'no-space' | 'refused'

/** For the sync panel; null while there is nothing of it. */
export interface OldCopyView {
  /** The relay holds another history of this device's own writing. */
  readonly isForked: boolean
  /** Clinical staff start anew by themselves; others are let in again by the team. */
  readonly mayBegin: boolean
  /** Kept here, and being sealed again. */
  readonly sealing: number
  readonly byHand: number
}
