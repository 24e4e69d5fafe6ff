/** What a session notes of syncing for the views, beside the sync state itself. */
import type { Instant } from '../../../shared/lib/ids.ts'
import type { RefillView } from '../../engine-api/sync-views.ts'

export interface SyncFactsNow {
  readonly fetched: { readonly done: number; readonly total: number } | null
  readonly sending: { readonly done: number; readonly count: number } | null
  readonly clockSkewMs: number | null
  /** How often the relay said that there is news, in the stream or beside it. */
  readonly pokes: number
  /** Since when the relay has not let this device in; null while it does or cannot be asked. */
  readonly shutOutAt: Instant | null
  /** A restored relay is being read and filled again, or was. */
  readonly refill: RefillView | null
  /** Something of a relay that went back may be kept here: it is worth a look at the disk. */
  readonly wentBack: boolean
}

export const noFactsYet: Omit<SyncFactsNow, 'refill' | 'wentBack'> = {
  ...{ fetched: null, sending: null, clockSkewMs: null, pokes: 0, shutOutAt: null },
}
