/** A great deal that waits, sent from the disk alone. */
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { ok } from '../../../shared/lib/result.ts'
import { type AppendResult, appendByteLimit, appendItemLimit } from '../../../shared/protocol/append.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import { createTestSpace } from '../../../shared/testing/test-space.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { Write } from '../storage/device-store.ts'
import { flushOutbox } from './flush.ts'
import { countOutbox, createOwnFeeds } from './own-feeds.ts'

test('SX150 ten thousand that wait leave each once, every feed in its order, in requests a relay takes', async () => {
  const { cast, ...made } = createTestSpace('ten thousand')
  // Whether it is signed is the relay's to ask; signing so much would be most of this test.
  const nurse = { ...cast.nurse, sign: () => new Uint8Array(64) as Bytes }
  const store = createMemoryDeviceStore()
  const feeds = createOwnFeeds(store)
  const groups = [made.team, made.care, made.private, made.circle, made.board]
  const writes: Write[] = []
  for (let i = 0; i < 10_000; i++) {
    const entry = made.write(nurse, groups[i % groups.length]!)
    writes.push(...feeds.planEntry(entry))
    feeds.keepEntry(entry)
  }
  await store.commit(writes)

  const arrived = new Map<string, number[]>()
  let requests = 0
  const append = async (entries: readonly Bytes[]) => {
    requests++
    expect(entries.length).toBeLessThanOrEqual(appendItemLimit)
    expect(entries.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(appendByteLimit)
    return ok(
      entries.map((bytes, arrival): AppendResult => {
        const entry = parseContentEntry(bytes)
        if (!entry.ok) throw new Error(entry.error.detail)
        const { group, seq } = entry.value.header
        arrived.set(group, [...(arrived.get(group) ?? []), seq])
        return { type: 'stored', arrival: arrival as never }
      }),
    )
  }
  // No group was begun here.
  const appendControl = () => Promise.reject(new Error('nothing was begun'))
  const relay = { append, appendControl }
  const deps = { store: store.reopen(), relay, clock: createManualClock(), isWanted: () => true }
  expect(await flushOutbox(deps, false)).toEqual({ type: 'ok' })
  const whole = Array.from({ length: 2_000 }, (_, seq) => seq)
  expect([...arrived.values()]).toEqual(groups.map(() => whole))
  expect(requests).toBeLessThanOrEqual(Math.ceil(10_000 / appendItemLimit) + groups.length)
  expect(await countOutbox(deps.store)).toBe(0)
})
