/** DS100: rows of the own disk that anybody who holds it could have changed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import type { EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { hostileBytes } from '../../../shared/testing/hostile-bytes.ts'
import { createDeviceHybridClock } from '../platform/hybrid.ts'
import { createManualClock } from '../platform/testing/manual-clock.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { readRowsVersion } from '../remake/rows-version.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createVault } from '../storage/vault.ts'
import { readSuccessor } from '../succession/successor.ts'
import { createUnsent } from '../succession/unsent.ts'
import { openControlLog } from './control-log.ts'
import { cursorWrite, readBackfills, readCursor, readEvicted, unread } from './cursor.ts'
import { parseFrontier } from './frontiers.ts'
import { readLastSeen } from './last-seen.ts'
import { encodeMark, parseMark } from './outbox.ts'
import { emptyFeed, encodeOwnFeed, parseOwnFeed, withRefused, withSent, withWritten } from './own-feed.ts'
import { readRefill } from './refill.ts'
import { readLeft, readRefilledAt } from './refill-left.ts'

const cost = { memoryKiB: 8, passes: 1 }
const group = 'a'.repeat(32) as GroupId
const id = 'b'.repeat(64) as EntryId
const at = 1_780_000_000_000 as Instant
const feed = withRefused(withSent(withWritten(withWritten(emptyFeed(group), id), id), 0, at), 1, 'fork', at)
const mark = { group, seq: 7, id, priority: 'safety', size: 449, writtenAt: at } as const

async function cursorOf(value: Uint8Array): Promise<unknown> {
  const store = createMemoryDeviceStore()
  await store.commit([{ store: 'meta', key: 'cursor', value: value as Bytes }])
  return readCursor(store)
}

test('DS100 what was written is what is read', async () => {
  expect(parseOwnFeed(group, encodeOwnFeed(feed))).toEqual(feed)
  expect(parseMark({ key: `${group}/${'7'.padStart(12, '0')}`, value: encodeMark(mark) })).toEqual(mark)
  const cursor = { ...unread, caughtUpAt: at, generation: 'c'.repeat(32) }
  expect(await cursorOf(cursorWrite(cursor).value!)).toEqual(cursor)
})

test('DS100 any bytes at all, well-formed ones of another shape too, are read or called damaged, and never thrown at', async () => {
  const leaf = fc.oneof(
    fc.nat(),
    fc.uint8Array({ maxLength: 33 }),
    fc.string({ maxLength: 5 }),
    fc.constantFrom(null, true),
  )
  const { shape } = fc.letrec((tie) => ({
    shape: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('shape'), { maxLength: 9 })),
  }))
  const rows = fc.array(shape, { maxLength: 9 }).map((rest) => encodeCbor([1, ...rest]))
  const altered = fc
    .tuple(fc.constantFrom(encodeOwnFeed(feed), encodeMark(mark), cursorWrite(unread).value!), fc.nat(), fc.nat(255))
    .map(([bytes, where, by]) => bytes.map((byte, index) => (index === where % bytes.length ? byte ^ by : byte)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(rows, altered, fc.uint8Array({ maxLength: 60 })), async (value) => {
      const bytes = new Uint8Array(value)
      parseOwnFeed(group, bytes)
      parseMark({ key: `${group}/1`, value: bytes })
      parseFrontier(bytes)
      await cursorOf(bytes)
    }),
    { numRuns: 500 },
  )
})

test('DS100 the rows that say what is to be done next are read or said to be none, whatever bytes stand there', async () => {
  const hostile = [
    ...Object.values(hostileBytes),
    new Uint8Array([0x83, 1, 0x41, 0, 0xf5]),
    new Uint8Array([0xff, 0xfe]),
    encodeCbor([1, null, 'x']),
  ]
  for (const bytes of hostile) {
    const store = createMemoryDeviceStore()
    const names = ['successor', 'refilled', 'refill', 'refill-left', 'last-seen', 'control-rows', 'unsent/a']
    names.push(`backfill/${group}`, `evicted/${group}`, 'hybrid-clock', 'rows-version')
    await store.commit(names.map((key) => ({ store: 'meta', key, value: bytes as Bytes }) as const))
    await Promise.all([readSuccessor(store), readRefilledAt(store), readLeft(store), readRefill(store)])
    await Promise.all([readLastSeen(store), createUnsent(store).load(), openControlLog(store)])
    await Promise.all([createDeviceHybridClock(store, createManualClock()).load(), readRowsVersion(store)])
    expect((await readBackfills(store)).size + (await readEvicted(store)).size).toBe(2)
    const deps = { store, clock: createManualClock(), random: createSeededRandom('rows'), cost }
    const passphrase = 'kettle marmalade umbrella'
    await createVault(deps).create({ secret: bytes as Bytes, passphrase, name: 'Aisha' })
    await store.commit([{ store: 'vault', key: 'pin', value: bytes as Bytes }])
    expect(await createVault(deps).state()).toMatchObject({ type: 'closed', pin: null })
    expect((await createVault(deps).unlock(passphrase)).ok).toBe(true)
  }
})
