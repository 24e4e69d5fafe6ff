import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Priority } from '../../../shared/protocol/entry.ts'
import { encodeMark, type OutboxMark, outboxKey, parseMark } from './outbox.ts'
import {
  emptyFeed,
  encodeOwnFeed,
  type OwnFeed,
  parseOwnFeed,
  sentAt,
  withGap,
  withQuarantined,
  withRefused,
  withSent,
  withWritten,
} from './own-feed.ts'
import { planPush, pushLimits, withinLimits } from './push-plan.ts'

const groupOf = (digit: string) => digit.repeat(32) as GroupId
const idOf = (n: number) => n.toString(16).padStart(64, '0') as EntryId
const at = (ms: number) => ms as Instant

function written(group: GroupId, count: number): OwnFeed {
  return Array.from({ length: count }, (_, seq) => idOf(seq)).reduce(withWritten, emptyFeed(group))
}

function mark(group: GroupId, seq: number, priority: Priority, writtenAt = seq): OutboxMark {
  return { group, seq, id: idOf(seq), priority, size: 500, writtenAt: at(writtenAt) }
}

describe('push plan', () => {
  test('SX7 the feed with the most urgent waiting entry goes first, whole and in its order', () => {
    const [a, b] = [groupOf('a'), groupOf('b')]
    const marks = [mark(a, 0, 'ordinary'), mark(b, 0, 'bulk'), mark(b, 1, 'urgent')]
    const runs = planPush({ feeds: [written(a, 1), written(b, 2)], marks, retryRefused: false })
    expect(runs).toEqual([
      { group: b, from: 0, to: 2 },
      { group: a, from: 0, to: 1 },
    ])
  })

  test('SX7 a push never exceeds what the relay takes and never is empty', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 65_536 }), { minLength: 1, maxLength: 600 }), (sizes) => {
        const taken = withinLimits(sizes, (size) => size)
        expect(taken.length).toBeGreaterThan(0)
        expect(taken.length).toBeLessThanOrEqual(pushLimits.entries)
        expect(taken.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(pushLimits.bytes)
        expect(taken).toEqual(sizes.slice(0, taken.length))
      }),
    )
  })

  test('SX8 a relay that lost entries gets them again, and what was sent stays sent', () => {
    const sent = withSent(withSent(written(groupOf('a'), 3), 0, at(60_000)), 1, at(120_000))
    const back = withGap(sent, 2)
    expect(back?.pushFrom).toBe(0)
    expect(back?.sentTo).toBe(2)
    expect(sentAt(back!, 0)).toBe(60_000)
    expect(sentAt(back!, 1)).toBe(120_000)
    expect(sentAt(back!, 2)).toBeNull()
  })

  test('SX8 however often the relay answers "gap", the beginning of the feed is reached', () => {
    let feed: OwnFeed | null = withSent(written(groupOf('a'), 5_000), 4_998, at(1))
    let tries = 0
    while (feed !== null && feed.pushFrom > 0 && tries < 20) {
      feed = withGap(feed, feed.pushFrom)
      tries++
    }
    expect(feed?.pushFrom).toBe(0)
    expect(tries).toBeLessThan(8)
    expect(withGap(feed!, 0)).toBeNull()
  })

  test('SX9 a refused entry holds its own feed, not the others, and is tried again when asked', () => {
    const [a, b] = [groupOf('a'), groupOf('b')]
    const held = withRefused(written(a, 2), 0, 'over-quota', at(5))
    const feeds = [held, written(b, 1)]
    const marks = [mark(a, 0, 'urgent'), mark(a, 1, 'urgent'), mark(b, 0, 'ordinary')]
    expect(planPush({ feeds, marks, retryRefused: false }).map((run) => run.group)).toEqual([b])
    expect(planPush({ feeds, marks, retryRefused: true }).map((run) => run.group)).toEqual([a, b])
    expect(withSent(held, 0, at(9)).stuck).toBeNull()
  })

  test('SX9 what is quarantined is offered once, with all that follows it', () => {
    const feed = withQuarantined(written(groupOf('a'), 2), 0, at(5))
    expect(feed.sentTo).toBe(0)
    expect(planPush({ feeds: [feed], marks: [], retryRefused: false })).toEqual([
      { group: groupOf('a'), from: 1, to: 2 },
    ])
    expect(withQuarantined(feed, 1, at(6)).stuck).toEqual({ seq: 0, since: 5, problem: 'quarantined' })
  })

  test('SX10 feeds and outbox marks come back from disk as they were', () => {
    const feed = withRefused(withSent(written(groupOf('a'), 4), 1, at(7)), 2, 'too-large', at(9))
    expect(parseOwnFeed(feed.group, encodeOwnFeed(feed))).toEqual(feed)
    const one = mark(groupOf('c'), 12, 'safety', 99)
    expect(parseMark({ key: outboxKey(one.group, one.seq), value: encodeMark(one) })).toEqual(one)
    expect(parseOwnFeed(feed.group, new Uint8Array([1]))).toBeUndefined()
  })
})
