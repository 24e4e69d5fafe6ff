/**
 * Two rows with one id: which one to keep. The same whichever came first, so a
 * record that arrives late or twice changes nothing it should not (PJ rules).
 */
import { joinFrontiers } from '../records/receipt.ts'
import type { ReceiptRow } from './receipt-rows.ts'
import { joinSteps, stepsOf } from './receipt-steps.ts'
import type { StoredRow } from './rows.ts'

/** Both are of one collection and one id. Receipts join, since a frontier never goes back; of all else the higher `order` wins, `b` on a tie. */
export function mergeRows(a: StoredRow, b: StoredRow): StoredRow {
  const newer = a.order > b.order ? a : b
  if (a.collection !== 'receipts' || b.collection !== 'receipts') return newer
  const stored = joinFrontiers(a.row.stored, b.row.stored)
  const seen = joinFrontiers(a.row.seen, b.row.seen)
  const steps = { stored: joinedSteps('stored', a.row, b.row), seen: joinedSteps('seen', a.row, b.row) }
  return { ...newer, row: { ...(newer.row as ReceiptRow), stored, seen, steps } } as StoredRow
}

function joinedSteps(step: 'stored' | 'seen', a: ReceiptRow, b: ReceiptRow) {
  return joinSteps(stepsOf(a, step), stepsOf(b, step))
}
