/** SX460: whatever a relay's pages hold, the head of its stream is reached. The relay here is a list in pages; the disk is real. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { createSerial } from '../lib/serial.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { type CatchUpDeps, createCatchUp } from './catch-up.ts'
import { readCursor, unread } from './cursor.ts'
import { readLastSeen } from './last-seen.ts'
import type { RelayClient, Session, StreamItem } from './relay-client.ts'

const now = 1_000 as Instant
const [own, others] = ['a'.repeat(32) as GroupId, 'b'.repeat(32) as GroupId]
const session = {} as Session

function itemAt(arrival: number, isOwn: boolean): StreamItem {
  const group = isOwn ? own : others
  const box = new Uint8Array([arrival >> 8, arrival & 255])
  return { type: 'box', arrival: arrival as Arrival, group, epoch: 0, recipient: own, box }
}

function relayOf(stream: readonly StreamItem[], pageSize: number): Pick<RelayClient, 'pull'> {
  return {
    pull: async ({ after, onItems, onStart }) => {
      const start = { generation: '1'.repeat(32), head: stream.length as Arrival, serverTime: now }
      onStart?.(start)
      const page = stream.slice(after, after + pageSize)
      if (page.length > 0) await onItems(page, start)
      const cursor = (after + page.length) as Arrival
      return ok({ ...start, cursor, more: cursor < stream.length })
    },
  }
}

async function readToHead(
  stream: readonly StreamItem[],
  pageSize: number,
  store = createMemoryDeviceStore(),
  showDocuments: CatchUpDeps['showDocuments'] = () => {},
) {
  const taken: number[] = []
  let backfillAfter: Arrival | null = 0 as Arrival
  const deps: CatchUpDeps = {
    relay: relayOf(stream, pageSize),
    store,
    receiver: {
      take: async (items: readonly StreamItem[], alongside: Parameters<typeof store.commit>[0]) => {
        taken.push(...items.map(({ arrival }) => arrival))
        await store.commit(alongside)
        return ok({})
      },
    } as unknown as CatchUpDeps['receiver'],
    feeds: { all: () => [] } as unknown as CatchUpDeps['feeds'],
    access: {
      ...{ begin: () => {}, backfillAfter: () => backfillAfter, evicted: () => null, keepEvicted: () => {} },
      keepBackfill: (_: GroupId, after: Arrival | null) => {
        backfillAfter = after
      },
    } as unknown as CatchUpDeps['access'],
    refill: { isDue: () => false, see: () => {}, run: async () => null } as unknown as CatchUpDeps['refill'],
    sealedStore: {} as CatchUpDeps['sealedStore'],
    clock: { now: () => now },
    commitLock: createSerial(),
    cursor: (await readCursor(store)) ?? unread,
    lastSeen: await readLastSeen(store),
    gaps: { now: () => undefined, load: async () => undefined } as unknown as CatchUpDeps['gaps'],
    skipsFolded: false,
    onBackfill: () => {},
    isShown: (group) => group === own,
    showDocuments,
    onProgress: () => {},
    onServerTime: () => {},
  }
  const catchUp = createCatchUp(deps)
  let pulls = 0
  for (let isMore = true; isMore && pulls <= 2 * stream.length + 2; pulls++) {
    isMore = (await catchUp.pull(session)).type === 'more'
  }
  const filled = async () => {
    const before = taken.length
    for (let tries = 0; backfillAfter !== null && tries <= stream.length; tries++) await catchUp.backfill(session, own)
    return taken.slice(before)
  }
  return { taken, cursor: catchUp.cursor().cursor, looks: catchUp.looks(), filled }
}

const shown = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })

test('SX460 the head is reached, each item taken once, however far back the newest thing that is shown again lies', async () => {
  await fc.assert(
    fc.asyncProperty(shown, fc.nat(40), fc.integer({ min: 1, max: 8 }), async (isOwn, split, pageSize) => {
      const stream = isOwn.map((each, index) => itemAt(index + 1, each))
      const store = createMemoryDeviceStore()
      const before = await readToHead(stream.slice(0, split), pageSize, store)
      const after = await readToHead(stream, pageSize, store)
      expect([...before.taken, ...after.taken]).toEqual(stream.map(({ arrival }) => arrival))
      expect([after.cursor, after.looks]).toEqual([stream.length, 1])
    }),
  )
})

test('SX500 neither a pull nor a fetched past waits for a document: what is to be opened is told once, and left to itself', async () => {
  const stream = [1, 2, 3, 4, 5].map((arrival) => itemAt(arrival, true))
  let told = 0
  const never = () => {
    told += 1
    return new Promise<void>(() => {})
  }
  const { cursor, filled, taken } = await readToHead(stream, 2, createMemoryDeviceStore(), never)
  expect([cursor, taken, told]).toEqual([5, [1, 2, 3, 4, 5], 3])
  expect(await filled()).toEqual([1, 2, 3, 4, 5])
  expect(told).toBe(6)
})
