/** Rows of planned visits: who, when, for whom, and how far each has come. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { Signature } from '../records/signature.ts'
import type { PartChange } from './part-rows.ts'

export interface PlannedCall {
  readonly who: Signature
  readonly from: Instant
  readonly to: Instant
}

/** "09:30"; null = any time, within `window` where it says so. */
export interface VisitTime {
  readonly from: string | null
  readonly to: string | null
  readonly window: string | null
}

/** One planned visit of the diary document of a day. */
export interface VisitRow {
  readonly visitId: string
  readonly personId: string
  /** YYYY-MM-DD. */
  readonly date: string
  /** Whose round it is on. */
  readonly memberId: string
  /** "09:30"; null = any time. */
  readonly from: string | null
  readonly to: string | null
  /** "this week" beside "Any time". */
  readonly window: string | null
  readonly reason: string
  readonly tag: { readonly text: string; readonly level: 'plain' | 'mid' | 'high' } | null
  readonly order: number
  /** Same text = same door. */
  readonly household: string
  /** Set to several times apart: until somebody decides none of them holds, and `from` and `to` name them all. */
  readonly times?: readonly VisitTime[]
  /** Given to several colleagues apart: it stands in the day of each until somebody decides. */
  readonly members?: readonly string[]
  /** Whom it is for was changed apart: `personId` is then empty. */
  readonly persons?: readonly string[]
  /** Who planned, moved, gave or called it off last; several who did so apart. */
  readonly changes?: readonly PartChange[]
}

/** In visit order; of two in one place the earlier comes first, any time after a time. */
export function byPlace(a: VisitRow, b: VisitRow): number {
  const [from, other] = [a.from ?? '~', b.from ?? '~']
  return a.order - b.order || (from === other ? (a.visitId < b.visitId ? -1 : 1) : from < other ? -1 : 1)
}

/** How far a planned visit has come. Only ever moves to the right: started, finished. */
export interface VisitStateRow {
  readonly visitId: string
  readonly personId: string
  readonly state: 'started' | 'finished'
  readonly at: Instant
  readonly entryId: string
  readonly author: Signature
  readonly own: boolean
}
