/** Whatever is done to a log whose pages were signed for, it is said; left as it was, it agrees. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { zeroHash } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { encodeFetchPage, fetchPageHash } from '../../../shared/protocol/fetch-log.ts'
import { mutated } from '../../../shared/testing/arbitraries.ts'
import { seededBytes, seededId } from '../../../shared/testing/test-device.ts'
import { createTestSpace } from '../../../shared/testing/test-space.ts'
import { checkLog } from './check-log.ts'

const dayMs = 24 * 60 * 60_000
const begun = 1_780_000_000_000
const made = createTestSpace('checked', { peopled: false, relay: seededBytes('relay', 32) })
const always = 0 as Instant

interface Page {
  readonly bytes: Bytes
  readonly hash: EntryId
}

/** One page a day. */
function logOf(count: number, word = ''): readonly Page[] {
  const pages: Page[] = []
  for (let at = 0; at < count; at++) {
    const lines = [{ group: seededId<GroupId>(`group ${word}`), items: at + 1, bytes: 600 }]
    const from = (begun + at * dayMs) as Instant
    const devices = [{ device: seededId<DeviceId>('tablet'), lines }]
    const bytes = encodeFetchPage({ page: at + 1, prev: pages.at(-1)?.hash ?? zeroHash, from, until: from, devices })
    pages.push({ bytes, hash: fetchPageHash(made.space, bytes) })
  }
  return pages
}

/** Signed for the pages of these numbers. */
function teamOf(pages: readonly Page[], signed: readonly number[], over: Partial<ChainState> = {}): ChainState {
  const checkpoints = signed.map((page) => ({
    page,
    hash: pages[page - 1]!.hash,
    writtenAt: (begun + page * dayMs) as Instant,
  }))
  return { ...made.chain(made.team), checkpoints, ...over }
}

function judge(team: ChainState, shown: readonly Bytes[], since = always, now = begun): string {
  const check = checkLog(team, since)
  for (const bytes of shown) check.take(bytes)
  const found = check.agreement(now as Instant)
  return found.type === 'differs' ? found.how : found.type
}

const bytesOf = (pages: readonly Page[]) => pages.map(({ bytes }) => bytes)
const anyLog = fc.integer({ min: 2, max: 8 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    // The last page is signed for, so that nothing can be done to any page unseen.
    signed: fc
      .uniqueArray(fc.integer({ min: 1, max: count - 1 }), { maxLength: 3 })
      .map((some) => [...some.sort((a, b) => a - b), count]),
    at: fc.nat(count - 1),
  }),
)

test('AU140 a log as it was signed for agrees, also when its oldest pages are gone, and from any day on', () => {
  fc.assert(
    fc.property(anyLog, fc.nat(10), ({ at, count, signed }, day) => {
      const pages = logOf(count)
      const team = teamOf(pages, signed)
      expect(judge(team, bytesOf(pages))).toBe('agrees')
      expect(judge(team, bytesOf(pages.slice(at)))).toBe('agrees')
      const since = (begun + day * dayMs) as Instant
      const start = checkLog(team, since).after()
      expect([0, ...signed]).toContain(start)
      expect(judge(team, bytesOf(pages.slice(start)), since)).toBe('agrees')
    }),
  )
})

test('AU140 a page changed, put in, left out, swapped, cut off, or a whole other log, is never taken for it', () => {
  const damages = anyLog.chain((log) => fc.tuple(fc.constant(log), mutated(logOf(log.count)[log.at]!.bytes)))
  fc.assert(
    fc.property(damages, ([{ at, count, signed }, altered]) => {
      const pages = logOf(count)
      const team = teamOf(pages, signed)
      const all = bytesOf(pages)
      const isSame = altered.join() === all[at]!.join()
      if (!isSame) expect(judge(team, all.with(at, altered))).not.toBe('agrees')
      expect(judge(team, all.toSpliced(at, 0, logOf(count, 'false')[at]!.bytes))).not.toBe('agrees')
      if (at > 0) expect(judge(team, all.toSpliced(at, 1))).not.toBe('agrees')
      if (at > 0) expect(judge(team, all.with(at, all[at - 1]!).with(at - 1, all[at]!))).not.toBe('agrees')
      expect(judge(team, all.slice(0, -1))).toBe('cut-short')
      expect(judge(team, [])).toBe('cut-short')
      expect(judge(team, bytesOf(logOf(count, 'another')))).toBe('changed')
      expect(judge({ ...team, space: 'ab'.repeat(16) as typeof team.space }, all)).toBe('changed')
    }),
  )
})

test('AU140 what was written again from some page on is caught by the checkpoint before it, though the newest one fits', () => {
  const before = logOf(4)
  const after = logOf(4, 'rewritten')
  const team = teamOf(after, [4], {})
  const both = {
    ...team,
    checkpoints: [{ page: 2, hash: before[1]!.hash, writtenAt: begun as Instant }, ...team.checkpoints],
  }
  expect(judge(team, bytesOf(after))).toBe('agrees')
  expect(judge(both, bytesOf(after))).toBe('changed')
})

test('AU140 a team without the relay’s key, a log not signed yet, and a relay that stopped signing are told apart', () => {
  const pages = logOf(4)
  expect(judge(teamOf(pages, [], { relay: null }), bytesOf(pages))).toBe('no-key')
  expect(judge(teamOf(pages, []), bytesOf(pages))).toBe('not-signed')
  const check = checkLog(teamOf(pages, [2]), always)
  for (const { bytes } of pages) check.take(bytes)
  const upTo = begun + 2 * dayMs
  expect(check.agreement((upTo + 47 * 3_600_000) as Instant)).toEqual({ type: 'agrees', upTo, late: false })
  expect(check.agreement((upTo + 49 * 3_600_000) as Instant)).toEqual({ type: 'agrees', upTo, late: true })
})
