/**
 * What removed devices had written and could not send: the relay holds it back
 * until an administrator lets it into the record or leaves it out. Everything
 * here needs signal, and says so where there is none.
 */

import type { DocumentKind } from '../../shared/lib/doc-id.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import type { PersonName } from '../domain/projections/rows.ts'
import type { LeftOutReason } from '../domain/records/left-out.ts'
import type { Signature } from '../domain/records/signature.ts'
import type { RecordSummary } from '../domain/records/summary.ts'
import type { ThreadListRow } from './queries.ts'

export type HeldAct =
  | { readonly type: 'list' }
  /** As its author wrote it, by this member's hand. */
  | { readonly type: 'let-in'; readonly entryId: string }
  | { readonly type: 'leave-out'; readonly entryId: string; readonly reason: LeftOutReason }
  /** Those nobody wrote, and photos that no record names. */
  | { readonly type: 'put-away'; readonly entryIds: readonly string[] }
  | { readonly type: 'show-photo'; readonly entryId: string; readonly blob: string }

export type HeldActOutcome =
  | { readonly type: 'list'; readonly view: HeldView }
  /** `isSent`: the relay has it; else it is saved here and goes with the next signal. */
  | { readonly type: 'done'; readonly isSent: boolean }
  | { readonly type: 'picture'; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly type: 'failed'; readonly problem: HeldProblem }

/**
 * decided: by somebody else meanwhile. closed: the record is on another round.
 * by-hand: it cannot be let in as it is. too-large: with what has to stand around it.
 * no-photo: it has not come, or is not what its record names. disk: it took nothing. forked: there are two histories.
 */
export type HeldProblem =
  | 'not-open'
  | 'no-signal'
  | 'not-allowed'
  | 'decided'
  | 'closed'
  | 'by-hand'
  | 'too-large'
  | 'no-space'
  | 'disk'
  | 'forked'
  | 'no-photo'

export interface HeldView {
  /** In the order they came to the relay. */
  readonly items: readonly HeldItem[]
  /** By their own word. */
  readonly erased: readonly { readonly deviceId: string; readonly at: Instant }[]
  /** There are more than can be shown at once. */
  readonly more: boolean
}

export interface HeldItem {
  /** Of a photo that is alone, what names the photo. */
  readonly entryId: string
  /** Null where nothing here says who that is. */
  readonly who: Signature | null
  /** Four signs that tell the device from others. */
  readonly mark: string
  /** Null where the words are not here. */
  readonly writtenAt: Instant | null
  readonly storedAt: Instant
  /** Whom it is about; null for the team itself. */
  readonly person: HeldPerson | null
  /** Into which conversation it goes, or who of the public is shown it; null for the record alone, and for what is not read here. */
  readonly place: HeldPlace | null
  readonly content: HeldContent
}

/** A conversation as lists of them name it. */
export interface HeldPlace extends Pick<ThreadListRow, 'kind' | 'about' | 'title' | 'audience'> {
  /** A message, or who looks after them; else something that is shown to those who read there. */
  readonly isTalk: boolean
}

export interface HeldPerson {
  readonly personId: string
  /** Null while the list of the team does not name her. */
  readonly name: PersonName | null
}

/** What it shows in words; the picture comes when it is asked for. */
export interface HeldPhoto {
  readonly blob: string
  readonly words: string
  readonly bytes: number
  readonly width: number
  readonly height: number
  /** The relay has it; else its device has not sent it yet, or never will. */
  readonly isHere: boolean
}

export type HeldContent =
  | {
      readonly type: 'words'
      readonly said: readonly RecordSummary[]
      readonly photos: readonly HeldPhoto[]
    }
  /** A change of something that several write: it is looked at and done by hand. */
  | { readonly type: 'change'; readonly of: DocumentKind | null; readonly words: readonly string[] }
  /** Its note had left and is in the record; the photo had not. */
  | { readonly type: 'photo'; readonly photo: HeldPhoto }
  /** Nothing here says what it shows, and without its record nobody can open it. */
  | { readonly type: 'lost-photo' }
  /** Made by the device itself: what it had received, that a record was opened. */
  | { readonly type: 'automatic' }
  /** On another round: the record has to be opened first. */
  | { readonly type: 'closed' }
  /** key: not here yet. newer-app: update first. broken: nobody can open it. */
  | { readonly type: 'unreadable'; readonly why: 'key' | 'newer-app' | 'broken' }
