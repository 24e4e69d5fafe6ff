/** Receipts of one device in one group become one row, whichever comes first. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { mergeRows } from './merge-rows.ts'
import type { ReceiptRow } from './receipt-rows.ts'
import { homePartition, type StoredRow } from './rows.ts'

const frontier = fc.dictionary(fc.constantFrom('d1', 'd2', 'd3'), fc.integer({ min: 1, max: 9 }))
const receiptRow = fc.tuple(frontier, frontier, fc.nat({ max: 99 })).map(
  ([stored, seen, n]): StoredRow => ({
    collection: 'receipts',
    partition: homePartition,
    id: 'g/d',
    order: String(n).padStart(2, '0'),
    row: { groupId: 'g', deviceId: 'd', memberId: 'm', stored, seen, at: n as Instant },
  }),
)

test('PJ4 receipts join: in any order and however often, nothing stored or seen is taken back', () => {
  fc.assert(
    fc.property(receiptRow, receiptRow, receiptRow, (a, b, c) => {
      fc.pre(new Set([a.order, b.order, c.order]).size === 3)
      const joined = mergeRows(mergeRows(a, b), c)
      expect(mergeRows(c, mergeRows(b, a))).toEqual(joined)
      expect(mergeRows(joined, b)).toEqual(joined)
      for (const { row } of [a, b, c]) {
        for (const [device, seq] of Object.entries((row as ReceiptRow).seen)) {
          expect((joined.row as ReceiptRow).seen[device]).toBeGreaterThanOrEqual(seq)
        }
      }
    }),
  )
})
