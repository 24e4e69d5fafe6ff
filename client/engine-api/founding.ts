/** Founding a neighbourhood by the link of the relay's keeper, and the recovery kit that comes of it. */
import type { Instant } from '../../shared/lib/ids.ts'

export interface FoundRequest {
  /** Of the link, from '#' on. */
  readonly fragment: string
  readonly spaceName: string
  /** The first administrator's. */
  readonly name: string
  readonly title: string
  readonly passphrase: string
}

export type FoundProblem =
  /** over: it has run out. used: the relay does not take it, or no longer. */
  | { readonly type: 'link-broken' | 'link-over' | 'link-used' | 'already-joined' | 'nothing-written' | 'no-space' }
  | { readonly type: 'passphrase-too-short'; readonly minimum: number }
  /** The name of the team. */
  | { readonly type: 'too-long'; readonly limit: number }
  | { readonly type: 'disk'; readonly detail: string }

export type FoundOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: FoundProblem }

/** Coming back into a team that has lost its administrators: the relay keeper's link, and two sheets of its kit. */
export interface RecoverRequest extends FoundRequest {
  readonly sheets: readonly [string, string]
}

export type RecoverProblem =
  | FoundProblem
  | Extract<KitActOutcome, { readonly type: 'misread' }>
  | {
      readonly type:
        | 'no-signal'
        | 'same-sheet'
        | 'different-kits'
        /** Sheets of a kit, but not of this team's as it is now. */
        | 'other-kit'
        /** The team's newest key was not sealed to this kit as it should have been. */
        | 'no-key'
        /** What the relay sent is not this team's chain. */
        | 'not-the-team'
        /** Somebody changed the team in this moment. */
        | 'moved-on'
    }

export type RecoverOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: RecoverProblem }

/** Sheets as they are typed; which of the two is amiss stands in `sheet`. */
export type KitAct =
  | { readonly type: 'sheets' }
  | { readonly type: 'give-back'; readonly sheets: readonly [string, string] }
  /** When the kit that holds came to hold. */
  | { readonly type: 'made' }
  /** Draws another kit: its sheets are given this once and kept nowhere. */
  | { readonly type: 'make-new' }
  /** Two sheets of that: it is proposed to a second administrator. */
  | { readonly type: 'give-back-new'; readonly sheets: readonly [string, string] }

export type KitProblem =
  | 'not-open'
  | 'no-signal'
  | 'not-allowed'
  | 'refused'
  /** The sheets are not on this device: another one made them, or they were given back. */
  | 'not-here'
  | 'same-sheet'
  | 'different-kits'
  /** Sheets of a kit, but not of this neighbourhood's; or not of the one that is being made. */
  | 'other-kit'
  /** A new kit waits for a second administrator already. */
  | 'waits'

export type KitActOutcome =
  | { readonly type: 'sheets'; readonly sheets: readonly string[] }
  | { readonly type: 'kept' }
  /** Null where it is not kept yet, or the word of it is not on this device. */
  | { readonly type: 'made'; readonly at: Instant | null }
  /** It waits for a second administrator. */
  | { readonly type: 'proposed' }
  | { readonly type: 'misread'; readonly sheet: 0 | 1; readonly why: 'unreadable' | 'mistyped' | 'newer' }
  | { readonly type: 'failed'; readonly problem: KitProblem }
