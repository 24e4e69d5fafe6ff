/** What a receipt proves about an entry: that it is stored there, that it was seen there. */
import type { ReceiptRow } from './receipt-rows.ts'

/** What a receipt can cover: a place in a feed. */
export interface FeedPlace {
  readonly groupId: string
  readonly deviceId: string
  readonly seq: number
}

/** True when the receipt says that this very entry is stored or seen there. */
export function isCovered(place: FeedPlace, receipt: ReceiptRow, step: 'stored' | 'seen'): boolean {
  return receipt.groupId === place.groupId && (receipt[step][place.deviceId] ?? 0) >= place.seq
}
