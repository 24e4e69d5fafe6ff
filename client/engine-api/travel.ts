/** How far something has travelled, and who has it: data that the screens put into words. */
import type { Instant } from '../../shared/lib/ids.ts'
import type { Called } from '../domain/records/who-wrote.ts'

/** How far something has travelled. Only ever moves to the right (ux: one lattice for everything written). */
export type Travel =
  | { readonly type: 'saved'; readonly at: Instant }
  | { readonly type: 'sent'; readonly at: Instant }
  /** A signed receipt says it is decrypted and stored there. */
  | (Confirmed & { readonly type: 'arrived'; readonly on: readonly ReaderName[] })
  | (Confirmed & { readonly type: 'seen'; readonly by: readonly ReaderName[] })
  | { readonly type: 'not-sent'; readonly since: Instant; readonly reason: NotSentReason }

/** The first of `of` readers said so at that time. */
interface Confirmed extends ReaderStep {
  readonly of: number
}

/** Null: the team, which the public know as one reader, never by who or how many. Empty: a name nobody has said yet. */
export type ReaderName = Called | null

/** Why something stays here: refused by the relay with this problem type, or queued for more than 24 hours. */
export type NotSentReason =
  | { readonly type: 'refused'; readonly problem: string }
  | { readonly type: 'too-long-queued' }

/**
 * When the newest thing that is here was written on a device. Null: nothing of it is
 * here. Undefined: not known yet, right after opening.
 */
export type Heard = Instant | null | undefined

export interface ReachView {
  /** Who has seen it first, then who has it, then who has not yet; each as they came. Empty: it is not here. */
  readonly readers: readonly Reader[]
  /** Only messages are ever seen; of all else nothing is said about reading. */
  readonly canBeSeen: boolean
}

export interface Reader {
  readonly name: ReaderName
  readonly face: string
  readonly stored: ReaderStep | null
  readonly seen: ReaderStep | null
}

export interface ReaderStep {
  readonly at: Instant
  /** When that could be known, where it was late: read without signal. */
  readonly learntAt?: Instant
}
