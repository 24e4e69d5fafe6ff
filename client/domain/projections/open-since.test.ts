/** CF1122: since when people are asked to decide. */
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { openSince } from './open-since.ts'

const side = (writtenAt: number | null, arrivedAt: number | null = null) => ({
  writtenAt: writtenAt as Instant | null,
  arrivedAt: arrivedAt as Instant | null,
})

test('CF1122 since the last side was here: when it came, else when it was written; of sides that say neither nothing is said', () => {
  expect(openSince([side(5, 9), side(7)])).toBe(9)
  expect(openSince([side(5, 6), side(7)])).toBe(7)
  expect(openSince([side(null), side(3)])).toBe(3)
  expect([openSince([]), openSince([side(null), side(null)])]).toEqual([null, null])
})
