/** What the sync pill and its panel show: what is saved, what is sent, and why something waits. */

import type { DocumentKind } from '../../shared/lib/doc-id.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import type { StoryKind } from '../domain/projections/rows.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { OldCopyView } from './start-anew.ts'
import type { Heard, NotSentReason } from './travel.ts'

export interface SyncView {
  readonly pill: Pill
  readonly offlineSince: Instant | null
  readonly lastContactAt: Instant | null
  readonly waiting: readonly WaitingItem[]
  readonly needsYou: readonly WaitingItem[]
  /** Entries from others that could not be taken in, with the reason; they block nothing. */
  readonly parked: readonly ParkedItem[]
  /** `at` is null while the day's plan or what it needs is not all here. */
  /** Two histories that were shown to this device and another. */
  readonly forks: readonly ForkView[]
  /** Alarms: the relay showed less than before, and did not say that it is another one. Newest first; none for the public. */
  readonly rollbacks: readonly RollbackView[]
  /** A relay that was put back to an older copy, and is given what this device holds; null when there is no news of it. */
  readonly refill: RefillView | null
  /** This device was put back to an older copy, or seals again what it wrote since; null when there is nothing of it. */
  readonly oldCopy: OldCopyView | null
  /** What it is called at the relay, for the report. */
  readonly space: string
  readonly ready: { readonly at: Instant | null; readonly have: number; readonly of: number }
  readonly colleagues: readonly ColleagueRow[]
  readonly storage: {
    readonly usedBytes: number
    readonly quotaBytes: number | null
    readonly promised: boolean | null
  }
  /** This device's clock minus the relay's, in ms; null when not known. */
  readonly clockSkewMs: number | null
  /** How often the relay said that there is news since this device was opened: in the stream, or beside it, as what is held back. */
  readonly pokes: number
}

/** "Up to date" only with an empty queue and a round trip in the last 5 minutes. */
export type Pill =
  | { readonly type: 'up-to-date'; readonly at: Instant; readonly needsYou: number }
  | { readonly type: 'nothing-to-send'; readonly lastCheckedAt: Instant | null; readonly needsYou: number }
  | { readonly type: 'to-send'; readonly count: number; readonly needsYou: number }
  | { readonly type: 'sending'; readonly nth: number; readonly count: number; readonly needsYou: number }
  | { readonly type: 'no-signal'; readonly saved: number; readonly needsYou: number }

/** `shared-list`: what she may see of her medicines; `team`: faces, names and keys of who is in; `other`: from an older app. */
export type WaitingKind =
  | StoryKind
  | DocumentKind
  | 'allergy'
  | 'receipt'
  /** That a record was opened; what family are shown. */
  | 'view'
  | 'sharing'
  /** Whether a person agrees to be sent messages. */
  | 'contact'
  | 'shared-list'
  | 'team'
  | 'warning-answer'
  | 'other'

export interface WaitingItem {
  readonly id: string
  readonly kind: WaitingKind
  /** "D.A."; empty when about nobody. */
  readonly initials: string
  readonly bytes: number
  readonly writtenAt: Instant
  readonly reason: 'no-signal' | 'in-queue' | 'sending' | NotSentReason['type']
  readonly problem: string | null
}

export interface ParkedItem {
  readonly id: string
  readonly reason: string
  readonly at: Instant
}

export type RefillView = { readonly type: 'refilling' } | { readonly type: 'refilled'; readonly at: Instant }

export interface RollbackView {
  /** When it was noticed first. */
  readonly at: Instant
  readonly times: number
  /** Entries that were here and not there any more; null until the relay was read again. */
  readonly lost: number | null
  /** When this device had given back all it holds; null before. */
  readonly overAt: Instant | null
  /** Who is told: what there is to do differs. */
  readonly to: 'staff' | 'admin' | 'governance'
}

export interface ForkView {
  readonly id: string
  /**
   * Of the team: nothing more is written here. Of a group: nothing more there. Of a colleague's feed, or a snapshot of
   * theirs that is not what its entries say: nothing stops.
   */
  readonly type: 'team' | 'group' | 'feed' | 'snapshot'
  readonly groupKind: 'team' | 'care' | 'private' | 'circle' | 'board'
  /** "D.A."; empty when about nobody. */
  readonly initials: string
  /** Whose device showed it; null where their card is not here. */
  readonly signer: Signature | null
  readonly at: Instant
}

export interface ColleagueRow {
  readonly signature: Signature
  /** One for each of their devices, newest first. */
  readonly devices: readonly Heard[]
}
