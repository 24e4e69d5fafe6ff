/**
 * Photos of a record, beside what is written about them. A photo is taken for a
 * form and kept with its draft, sealed, before anything of it is saved; it is
 * written with the note or not at all. Pictures are handed over when they are
 * asked for and never with a view.
 */
import type { PhotoConsent } from '../domain/records/photo.ts'

/** As the page made it: upright, small, without what a camera writes into a file. */
export interface NewPhoto {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg'
  readonly width: number
  readonly height: number
}

export type PhotoAct =
  /** With the draft of that key, in the place of the one that is there. */
  | { readonly type: 'keep'; readonly draftKey: string; readonly personId: string; readonly photo: NewPhoto }
  | { readonly type: 'discard'; readonly draftKey: string }
  | { readonly type: 'show-draft'; readonly draftKey: string }
  /** `fetch`: also from the relay, where it is not on this device. */
  | { readonly type: 'show'; readonly personId: string; readonly photoId: string; readonly fetch: boolean }

export interface DraftPhoto {
  /** Names it in the command that writes it. */
  readonly blob: string
  readonly bytes: number
  readonly width: number
  readonly height: number
}

export type PhotoActOutcome =
  | { readonly type: 'kept'; readonly photo: DraftPhoto }
  | { readonly type: 'discarded' }
  | { readonly type: 'picture'; readonly bytes: Uint8Array; readonly mediaType: string; readonly draft?: DraftPhoto }
  /** Nothing is kept with that draft, or no such photo stands in the record. */
  | { readonly type: 'none' }
  /** Not on this device, and it was not asked to fetch it. */
  | { readonly type: 'not-here' }
  | { readonly type: 'no-signal' }
  /** The relay has no such photo yet, or this member may not read it any more. */
  | { readonly type: 'not-at-relay' }
  /** What came, or lies here, is not what the record names. */
  | { readonly type: 'damaged' }
  | {
      readonly type: 'failed'
      readonly problem: 'not-open' | 'no-space' | 'disk' | 'unknown-person' | 'too-large'
    }

/** Written with a visit: the photo kept with its draft, in words, and why it may be kept. */
export interface PhotoOfVisit {
  readonly blob: string
  readonly words: string
  readonly consent: PhotoConsent
}

/** A photo of the story, without its picture. */
export interface PhotoItem {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  /** What it shows. */
  readonly words: string
  readonly consent: PhotoConsent
  /** Null for what others took. */
  readonly travel: PhotoTravel | null
}

export type PhotoTravel =
  /** On this device and nowhere else. */
  | { readonly type: 'here-only' }
  | { readonly type: 'not-sent'; readonly problem: string }
  | { readonly type: 'sent'; readonly at: number }
