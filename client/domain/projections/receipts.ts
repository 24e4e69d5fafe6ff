/** What receipts prove about a message: on which devices and members it is, and who has seen it. */
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

/** Members, each once and sorted, one of whose devices confirms `step`. Seen on a device is stored there too. */
export function membersWho(
  step: 'stored' | 'seen',
  place: FeedPlace,
  receipts: readonly ReceiptRow[],
): readonly string[] {
  const confirms = (receipt: ReceiptRow) =>
    isCovered(place, receipt, 'seen') || (step === 'stored' && isCovered(place, receipt, 'stored'))
  return [...new Set(receipts.filter(confirms).map((receipt) => receipt.memberId))].sort()
}
