/** What else is under way moves the feeds while a push waits for its answer; and what comes of an answer that is no success. */
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { AppendResult } from '../../../shared/protocol/append.ts'
import { createTestSpace } from '../../../shared/testing/test-space.ts'
import { createSerial } from '../lib/serial.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { type OwnFeed, withRelayForgotten, withSent } from './own-feed.ts'
import { createOwnFeeds } from './own-feeds.ts'
import { push } from './push.ts'

async function writeThree() {
  const { care, cast, write } = createTestSpace('push beside')
  const store = createMemoryDeviceStore()
  const feeds = createOwnFeeds(store)
  for (let i = 0; i < 3; i++) {
    const entry = write(cast.nurse, care)
    await store.commit([...feeds.planEntry(entry)])
    feeds.keepEntry(entry)
  }
  const commitLock = createSerial()
  const deps = { device: cast.nurse.id, feeds, store, clock: createManualClock(), commitLock, onProgress: () => {} }
  return { care, deps }
}

/** Three entries are written, two known to be sent; while the third is pushed the feed is moved. */
async function pushWhile(move: (feed: OwnFeed) => OwnFeed) {
  const { care, deps } = await writeThree()
  const { commitLock, feeds, store } = deps
  const keep = async (feed: OwnFeed) => {
    await store.commit(feeds.planFeed(feed, []))
    feeds.keepFeed(feed, [])
  }
  const sentTwo = withSent(withSent(feeds.of(care), 0, 1 as Instant), 1, 1 as Instant)
  await keep(sentTwo)
  let isFirst = true
  const append = async (entries: readonly Bytes[]) => {
    // Asked for before the answer, and done when the push may write again: it waits for the lock as every commit does.
    if (isFirst) void commitLock(() => keep(move(feeds.of(care))))
    isFirst = false
    return ok(entries.map((_, arrival): AppendResult => ({ type: 'stored', arrival: arrival as never })))
  }
  const relay = { append, appendControl: async () => ok([]) }
  const outcome = await push({ ...deps, relay }, false)
  return { outcome, feed: feeds.of(care) }
}

test('SX505 a relay found to be another while a push is on its way is offered everything all the same', async () => {
  const { feed, outcome } = await pushWhile(withRelayForgotten)
  expect(feed.pushFrom).toBe(0)
  expect(outcome.type).toBe('more')
})

test('SX505 what the stream showed to be sent meanwhile stays sent', async () => {
  const { feed, outcome } = await pushWhile((before) => withSent(before, 2, 9 as Instant))
  expect(feed).toMatchObject({ sentTo: 3, pushFrom: 3 })
  expect(outcome.type).toBe('ok')
})

test('SX1064 an answer that the disk does not take, or that asks for time, is no success: it waits like a failure, and all goes again', async () => {
  const { care, deps } = await writeThree()
  const fates: ('stored' | 'too-many-requests' | 'unavailable')[] = [
    'stored',
    'too-many-requests',
    'unavailable',
    'stored',
  ]
  const offered: number[] = []
  const relay = {
    append: async (entries: readonly Bytes[]) => {
      const fate = fates[offered.length]!
      offered.push(entries.length)
      return ok(
        entries.map(
          (_, arrival): AppendResult =>
            fate === 'stored' ? { type: 'stored', arrival: arrival as never } : { type: 'refused', problem: fate },
        ),
      )
    },
    appendControl: async () => ok([]),
  }
  deps.store.fail({ type: 'no-space' })
  expect(await push({ ...deps, relay }, false)).toEqual({ type: 'refused' })
  deps.store.fail(null)
  expect(await push({ ...deps, relay }, false)).toEqual({ type: 'refused' })
  expect(await push({ ...deps, relay }, false)).toEqual({ type: 'refused' })
  expect(deps.feeds.of(care)).toMatchObject({ sentTo: 0, stuck: null })
  expect(await push({ ...deps, relay }, false)).toEqual({ type: 'ok' })
  expect(offered).toEqual([3, 3, 3, 3])
})
