import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { mergeRows } from '../../domain/projections/merge-rows.ts'
import type { ReceiptRow } from '../../domain/projections/receipt-rows.ts'
import type { Origin, StoredRow } from '../../domain/projections/rows.ts'
import type { Travel } from '../../engine-api/travel.ts'
import {
  emptyFeed,
  type OwnFeed,
  withGap,
  withRefused,
  withRelayForgotten,
  withSent,
  withWritten,
} from '../sync/own-feed.ts'
import { reachView } from './reach.ts'
import { longestQueueMs, readersOf, travelOf } from './travel.ts'

const group = 'a'.repeat(32) as GroupId
const me = 'b'.repeat(32)
const phone = 'c'.repeat(32)
const karen = 'd'.repeat(32)
const at = (ms: number) => ms as Instant

const origin: Origin = {
  entryId: 'e',
  groupId: group,
  deviceId: me,
  seq: 1,
  author: { memberId: 'aisha', name: 'Aisha Rahman', role: 'nurse', face: '' },
  at: at(1_000),
  hlc: '0',
  arrivedAt: null,
  own: true,
}

const written = withWritten(emptyFeed(group), 'f'.repeat(64) as EntryId)
const recipients = [{ members: [karen], name: 'Karen', face: '' }]

function receipt(stored: number, seen: number, memberId = karen): ReceiptRow {
  return { groupId: group, deviceId: phone, memberId, stored: { [me]: stored }, seen: { [me]: seen }, at: at(5_000) }
}

function travel(feed: OwnFeed, receipts: readonly ReceiptRow[] = [], now = 2_000, canBeSeen = true) {
  return travelOf(origin, { deviceId: me, now: at(now), feed, receipts, recipients, canBeSeen })
}

describe('travel', () => {
  test('QV1 saved here, sent by the relay’s answer, arrived and seen by signed receipts', () => {
    const sent = withSent(written, 0, at(3_000))
    expect(travel(written)).toEqual({ type: 'saved', at: 1_000 })
    expect(travel(sent)).toEqual({ type: 'sent', at: 3_000 })
    expect(travel(sent, [receipt(1, 0)])).toEqual({ type: 'arrived', at: 5_000, on: ['Karen'], of: 1 })
    expect(travel(sent, [receipt(1, 1)])).toEqual({ type: 'seen', at: 5_000, by: ['Karen'], of: 1 })
  })

  test('QV1 refused or queued for more than a day says that it was not sent, and since when', () => {
    const refused = withRefused(written, 0, 'over-quota', at(1_500))
    expect(travel(refused)).toMatchObject({ type: 'not-sent', since: 1_500, reason: { type: 'refused' } })
    expect(travel(written, [], 1_000 + longestQueueMs)).toMatchObject({ type: 'saved' })
    expect(travel(written, [], 1_001 + longestQueueMs)).toMatchObject({ reason: { type: 'too-long-queued' } })
  })

  test('QV9 a note is never said to be seen, whatever message after it was', () => {
    const sent = withSent(written, 0, at(3_000))
    expect(travel(sent, [receipt(1, 1)], 2_000, false)).toMatchObject({ type: 'arrived', on: ['Karen'] })
  })

  test('QV2 a receipt of somebody who was not written to proves only that it was sent', () => {
    const sent = withSent(written, 0, at(3_000))
    expect(travel(sent, [receipt(1, 1, 'a robot')])).toEqual({ type: 'sent', at: 3_000 })
  })

  test('QV6 the time is that of the first receipt that covers it, of those who were written to', () => {
    const sent = withSent(written, 0, at(3_000))
    const place = { collection: 'receipts', partition: 'home', id: 'x' } as const
    const rows = [4_900, 5_000, 9_000].map((ms, seen) => {
      const row = { ...receipt(1, Math.min(seen, 1)), at: at(ms) }
      return { ...place, order: String(ms), row }
    })
    const first = (all: readonly StoredRow[]) => all.reduce((a, b) => mergeRows(a, b)).row as ReceiptRow
    const robot = { ...receipt(1, 1, 'a robot'), at: at(4_000) }
    expect(travel(sent, [robot, first(rows.slice(0, 1))])).toMatchObject({ type: 'arrived', at: 4_900 })
    expect(travel(sent, [robot, first(rows)])).toMatchObject({ type: 'seen', at: 5_000 })
    expect(travel(sent, [first([...rows].reverse())])).toMatchObject({ type: 'seen', at: 5_000 })
  })

  test('QV2 QV11 who has seen it, who has it and who not yet, each member once, whatever their devices', () => {
    const row = (memberId: string, stored: Record<string, number>, seen: Record<string, number>, ms: number) => ({
      ...receipt(0, 0, memberId),
      ...{ deviceId: `${memberId} ${ms}`, stored, seen, at: at(ms) },
    })
    const receipts = [
      row('karen', {}, { [me]: 3 }, 7_000),
      row('karen', { [me]: 9 }, {}, 6_000),
      row('ben', { [me]: 4 }, { [me]: 0 }, 500),
      row('lena', { other: 9 }, { other: 9 }, 5_000),
    ]
    const four = ['lena', 'ben', 'karen', 'priya'].map((name) => ({ members: [name], name, face: '' }))
    const asked = { receipts, recipients: four, canBeSeen: true }
    const { readers } = reachView(readersOf(origin, asked), true)
    expect(readers.map(({ name, seen, stored }) => [name, stored?.at, seen?.at])).toEqual([
      ['karen', 6_000, 7_000],
      // Ben's clock is behind: he has it since it was written, and no sooner.
      ['ben', 1_000, undefined],
      ['lena', undefined, undefined],
      ['priya', undefined, undefined],
    ])
    expect(readersOf(origin, { ...asked, canBeSeen: false }).every(({ seen }) => seen === null)).toBe(true)
  })

  test('QV11 a team is one reader: since the first of them, and never who or how many', () => {
    const receipts = [receipt(1, 1, 'aisha'), { ...receipt(1, 0, 'ben'), at: at(4_000) }]
    const team = { members: ['aisha', 'ben', 'lena'], name: null, face: '' }
    const told = travelOf(origin, {
      ...{ deviceId: me, now: at(9_000), feed: withSent(written, 0, at(3_000)) },
      ...{ receipts, recipients: [team], canBeSeen: true },
    })
    expect(told).toEqual({ type: 'seen', at: 5_000, by: [null], of: 1 })
    expect(readersOf(origin, { receipts, recipients: [team], canBeSeen: true })).toEqual([
      { name: null, face: '', stored: { at: 4_000 }, seen: { at: 5_000 } },
    ])
  })

  test('QV11 what was read without signal says when it was read and when that could be known', () => {
    const late = { upTo: 1, at: at(5_000), learntAt: at(3_600_000) }
    const seen = { ...receipt(1, 1), steps: { stored: {}, seen: { [me]: [late] } } }
    expect(travel(withSent(written, 0, at(3_000)), [seen])).toMatchObject({ at: 5_000, learntAt: 3_600_000 })
  })

  test('QV1 nothing moves back, whatever the relay forgets and refuses afterwards', () => {
    const rank: Record<Travel['type'], number> = { 'not-sent': 0, saved: 0, sent: 1, arrived: 2, seen: 3 }
    type Event = (state: { feed: OwnFeed; receipts: readonly ReceiptRow[] }) => typeof state
    const event = fc.constantFrom<Event>(
      (state) => ({ ...state, feed: withSent(state.feed, 0, at(3_000)) }),
      (state) => ({ ...state, feed: withRelayForgotten(state.feed) }),
      (state) => ({ ...state, feed: withGap(state.feed, 1) ?? state.feed }),
      (state) => ({ ...state, feed: withRefused(state.feed, 0, 'fork', at(4_000)) }),
      (state) => ({ ...state, receipts: [receipt(1, 0)] }),
      (state) => ({ ...state, receipts: [receipt(1, 1)] }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let state = { feed: written, receipts: [] as readonly ReceiptRow[] }
        let highest = 0
        let isSeen = false
        for (const change of events) {
          const next = change(state)
          isSeen ||= next.receipts[0]?.seen[me] === 1
          // Receipt rows join, so a row that said "seen" never says less again.
          state = { ...next, receipts: isSeen ? [receipt(1, 1)] : next.receipts }
          const now = rank[travel(state.feed, state.receipts)!.type]
          expect(now).toBeGreaterThanOrEqual(highest)
          highest = now
        }
      }),
    )
  })

  test('QV2 what others wrote has no travel of ours', () => {
    expect(
      travelOf(
        { ...origin, own: false },
        { deviceId: me, now: at(0), feed: written, receipts: [], recipients, canBeSeen: true },
      ),
    ).toBeNull()
  })
})
