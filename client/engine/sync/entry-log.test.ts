/** DS21: however entries came and whichever app kept them, the log gives each under its number. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeviceId, GroupId } from '../../../shared/lib/ids.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { entriesInRow, logWrites, readLog } from './entry-log.ts'
import { logKey } from './outbox.ts'

const group = 'a1'.repeat(16) as GroupId
const author = 'b2'.repeat(16) as DeviceId

/** What the log looks at: the place and the bytes, which begin as an envelope does. */
function entryAt(seq: number, size: number): ContentEntry {
  const bytes = new Uint8Array(size).fill(seq % 251)
  bytes[0] = 0x83
  return { header: { group, author, seq }, bytes } as unknown as ContentEntry
}

const batches = fc.array(
  fc.record({
    sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(60_000)), { minLength: 1, maxLength: 150 }),
    /** As apps before this one kept them, and as this one keeps its own. */
    eachAlone: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
)

test('DS21 the log gives every entry of a range once and in order, whoever kept them and in whatever batches', async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.nat({ max: 760 }), fc.nat({ max: 760 }), async (kept, from, length) => {
      const store = createMemoryDeviceStore()
      const all: ContentEntry[] = []
      for (const { eachAlone, sizes } of kept) {
        const run = sizes.map((size, index) => entryAt(all.length + index, size))
        all.push(...run)
        await store.commit(eachAlone ? run.flatMap((entry) => logWrites([entry])) : logWrites(run))
      }
      const found = await readLog(store, { group, author, from, to: from + length })
      const wanted = all.slice(from, from + length)
      expect(found.map(({ seq }) => seq)).toEqual(wanted.map(({ header }) => header.seq))
      expect(found.every(({ bytes }, at) => Buffer.compare(bytes, wanted[at]!.bytes) === 0)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('DS21 one entry is a row of its own as ever, many are few rows, and neither another feed nor another group is read', async () => {
  const store = createMemoryDeviceStore()
  const first = entryAt(0, 40)
  expect(logWrites([first])).toEqual([{ store: 'log', key: logKey(group, author, 0), value: first.bytes }])
  expect(logWrites([])).toEqual([])
  const run = Array.from({ length: 200 }, (_, at) => entryAt(at, 40))
  const writes = logWrites(run)
  expect(writes.length).toBe(4)
  expect(writes.flatMap(({ value }) => entriesInRow(value!)).length).toBe(200)
  const other = logKey('a2'.repeat(16) as GroupId, author, 3)
  const beside = logKey(group, 'b3'.repeat(16) as DeviceId, 3)
  await store.commit([...writes, ...[other, beside].map((key) => ({ store: 'log' as const, key, value: first.bytes }))])
  expect((await readLog(store, { group, author, from: 199, to: 900 })).map(({ seq }) => seq)).toEqual([199])
})
