/**
 * SX460, SX1061: whatever a relay's pages hold and whatever the disk does not
 * take, the head of its stream is reached and nothing is passed by. SX1120: what is
 * read ahead of it. The relay here is a list in pages; the disk is real.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arrival, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { createSerial } from '../lib/serial.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import type { Gaps } from '../receive/gaps.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import { createSealedStore } from '../storage/sealed-store.ts'
import { type CatchUpDeps, createCatchUp } from './catch-up.ts'
import { cursorWrite, readBackfills, readCursor, unread } from './cursor.ts'
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

interface Opened {
  readonly pageSize: number
  readonly store?: DeviceStore
  readonly more?: Partial<CatchUpDeps>
}

async function open(stream: readonly StreamItem[], { more, pageSize, store = createMemoryDeviceStore() }: Opened) {
  const taken: number[] = []
  let backfillAfter: Arrival | null = 0 as Arrival
  const random = createSeededRandom('catch-up')
  const deps: CatchUpDeps = {
    relay: relayOf(stream, pageSize),
    store,
    receiver: {
      take: async (items: readonly StreamItem[], alongside: Parameters<typeof store.commit>[0]) => {
        const saved = await store.commit(alongside)
        if (!saved.ok) return saved
        taken.push(...items.map(({ arrival }) => arrival))
        return ok({})
      },
    } as unknown as CatchUpDeps['receiver'],
    feeds: { all: () => [] } as unknown as CatchUpDeps['feeds'],
    access: {
      ...{
        begin: () => {},
        prepare: () => {},
        backfillAfter: () => backfillAfter,
        evicted: () => null,
        keepEvicted: () => {},
      },
      keepBackfill: (_: GroupId, after: Arrival | null) => {
        backfillAfter = after
      },
    } as unknown as CatchUpDeps['access'],
    refill: {
      ...{ isDue: () => false, see: () => {}, run: async () => null, begin: () => {} },
      dueWrite: () => ({ store: 'meta', key: 'due', value: null }),
    } as unknown as CatchUpDeps['refill'],
    sealedStore: await createSealedStore({ store, random, vaultKey: random.bytes(32) }),
    clock: { now: () => now },
    commitLock: createSerial(),
    cursor: (await readCursor(store)) ?? unread,
    lastSeen: await readLastSeen(store),
    gaps: { now: () => undefined, load: async () => undefined },
    skipsFolded: false,
    onBackfill: () => {},
    isShown: (group) => group === own,
    showDocuments: () => {},
    onProgress: () => {},
    onServerTime: () => {},
    ...more,
  }
  return { catchUp: createCatchUp(deps), taken, left: () => backfillAfter }
}

async function readToHead(
  stream: readonly StreamItem[],
  pageSize: number,
  store = createMemoryDeviceStore(),
  showDocuments: CatchUpDeps['showDocuments'] = () => {},
) {
  const { catchUp, left, taken } = await open(stream, { pageSize, store, more: { showDocuments } })
  let pulls = 0
  for (let isMore = true; isMore && pulls <= 2 * stream.length + 2; pulls++) {
    isMore = (await catchUp.pull(session)).type === 'more'
  }
  const filled = async () => {
    const before = taken.length
    for (let tries = 0; left() !== null && tries <= stream.length; tries++) await catchUp.backfill(session, own)
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

/** A disk on which those commits come to nothing whose turn it is in `fails`; after the last all are taken. */
function failingDisk(fails: readonly boolean[]) {
  const store = createMemoryDeviceStore()
  let [commits, failed] = [0, 0]
  const commit: DeviceStore['commit'] = async (writes) => {
    if (fails[commits++] !== true) return store.commit(writes)
    failed += 1
    return err({ type: 'no-space' })
  }
  return { store: { ...store, commit }, disk: store, failed: () => failed }
}

/** Of another relay than this one, or of none. */
const anyStart = fc.constantFrom(unread, { ...unread, generation: '2'.repeat(32) })
const fails = fc.array(fc.boolean(), { maxLength: 30 })

test('SX1061 what the disk did not take is not called read: it is said, and the next pull brings it', async () => {
  await fc.assert(
    fc.asyncProperty(
      shown,
      fc.integer({ min: 1, max: 8 }),
      anyStart,
      fc.boolean(),
      fails,
      async (isOwn, pageSize, start, isMissing, plan) => {
        const stream = isOwn.map((each, index) => itemAt(index + 1, each))
        const { disk, failed, store } = failingDisk(plan)
        await disk.commit([cursorWrite(start)])
        const gaps = { groups: () => [own], firstUnnamed: () => new Map([[0, 0]]) } as unknown as Gaps
        const asked: GroupId[] = []
        const more = {
          gaps: { now: () => gaps, load: async () => gaps },
          onBackfill: (group: GroupId) => asked.push(group),
        }
        const { catchUp, taken } = await open(stream, { pageSize, store, ...(isMissing && { more }) })
        for (let type = 'more'; type !== 'ok'; ) {
          const before = failed()
          type = (await catchUp.pull(session)).type
          expect(type === 'refused').toBe(failed() > before)
          expect(await readCursor(disk)).toEqual(catchUp.cursor())
        }
        expect(taken).toEqual(stream.map(({ arrival }) => arrival))
        expect([...(await readBackfills(disk)).keys()]).toEqual(asked)
      },
    ),
  )
})

test('SX1061 so it is with a past that is fetched', async () => {
  await fc.assert(
    fc.asyncProperty(shown, fc.integer({ min: 1, max: 8 }), fails, async (isOwn, pageSize, plan) => {
      const stream = isOwn.map((each, index) => itemAt(index + 1, each))
      const { disk, failed, store } = failingDisk(plan)
      const { catchUp, left, taken } = await open(stream, { pageSize, store })
      while (left() !== null) {
        const before = failed()
        const { type } = await catchUp.backfill(session, own)
        expect(type === 'refused').toBe(failed() > before)
        expect((await readBackfills(disk)).get(own) ?? null).toBe(left() === 0 ? null : left())
      }
      expect(taken).toEqual(stream.map(({ arrival }) => arrival))
    }),
  )
})

test('SX1120 the chains are read before the first entries of a long catch-up come, and not for a short one', async () => {
  for (const count of [499, 500]) {
    const seen: string[] = []
    const stream = Array.from({ length: count }, (_, at) => itemAt(at + 1, true))
    const access = { begin: () => {}, prepare: () => seen.push('chains') } as unknown as CatchUpDeps['access']
    const onProgress = () => void seen.push('entries')
    const { catchUp } = await open(stream, { pageSize: count, more: { access, onProgress } })
    await catchUp.pull(session)
    expect(seen.slice(0, 2)).toEqual(count < 500 ? ['entries', 'entries'] : ['chains', 'entries'])
  }
})
