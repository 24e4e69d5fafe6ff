/** What every adapter of `EntryStore` must do for whoever reads. Rules ES10 to ES13; called by `entry-store.contract.ts`. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Arrival, DeviceId, GroupId } from '../../shared/lib/ids.ts'
import type { Readable } from './entry-store.ts'
import {
  aisha,
  box,
  care,
  content,
  control,
  devices,
  elsewhere,
  everything,
  groups,
  type OpenStore,
  other,
  priya,
  put,
  space,
  start,
  team,
  wide,
} from './testing/appends.ts'

export function readingContract(name: string, open: OpenStore): void {
  test(`${name} ES10 a reader sees content and boxes of readable groups, boxes only of its own, and chains apart from content`, async () => {
    const store = await open()
    await put(store, control(team, 0, '', [box(aisha, 1), box(priya, 2)]), control(care, 0), content(care, aisha, 0))
    await put(store, content(team, aisha, 0), { type: 'boxes', group: care, epoch: 0, boxes: [box(team, 3)] })
    const seen = async (readable: Readable) =>
      (await store.read(space, start, readable, wide)).items.map(({ arrival }) => arrival)
    const none = new Set<never>()
    expect(await seen(everything)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await seen({ contents: new Set([team]), chains: none, recipients: new Set([priya]) })).toEqual([3, 6])
    expect(await seen({ contents: none, chains: new Set(groups), recipients: new Set([priya]) })).toEqual([1, 4])
    expect(await seen({ contents: none, chains: none, recipients: none })).toEqual([])
    await store.close()
  })

  test(`${name} ES10 ES11 any batch size, any set of groups and any start give the same items, each once, in order`, async () => {
    const store = await open()
    const places = Array.from({ length: 60 }, (_, i) => [groups[(i * 7) % 3]!, devices[i % 2]!] as const)
    const length = new Map<string, number>()
    for (const [group, device] of places) {
      const seq = length.get(group + device) ?? 0
      length.set(group + device, seq + 1)
      await put(store, content(group, device, seq))
    }
    /** Unknown groups beyond these push the reader from the few-groups road to the walk. */
    const strangers = Array.from({ length: 40 }, (_, i) => `${(i + 16).toString(16)}`.repeat(16) as GroupId)
    await store.append(
      space,
      strangers.map((group) => content(group, priya, 0, '', 10)),
    )
    const shape = fc.record({
      some: fc.subarray(groups),
      after: fc.nat(110),
      items: fc.integer({ min: 1, max: 9 }),
      bytes: fc.integer({ min: 1, max: 400 }),
      many: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(shape, async ({ after, bytes, items, many, some }) => {
        const contents = new Set([...some, ...(many ? strangers : [])])
        const readable = { contents, chains: new Set<GroupId>(), recipients: new Set<DeviceId>() }
        const whole = (await store.read(space, start, everything, wide)).items
        const arrivals: number[] = []
        let cursor = after as Arrival
        for (let more = true; more; ) {
          const batch = await store.read(space, cursor, readable, { items, bytes })
          expect(batch.items.length).toBeLessThanOrEqual(items)
          expect(batch.cursor).toBeGreaterThanOrEqual(batch.items.at(-1)?.arrival ?? 0)
          if (batch.more) expect(batch.cursor).toBeGreaterThan(cursor)
          arrivals.push(...batch.items.map(({ arrival }) => arrival))
          cursor = batch.cursor
          more = batch.more
        }
        expect(cursor).toBe(100)
        const wanted = whole.filter((item) => item.arrival > after && some.includes(item.group))
        expect(arrivals.filter((arrival) => arrival <= 60)).toEqual(wanted.map(({ arrival }) => arrival))
        expect(arrivals.filter((arrival) => arrival > 60).length).toBe(
          many ? Math.min(40, 100 - Math.min(after, 100)) : 0,
        )
      }),
      { numRuns: 60 },
    )
    await store.close()
  })

  test(`${name} ES11 what a reader may not see in one group never hides what comes later in it`, async () => {
    const store = await open()
    const boxes = [1, 2, 3].flatMap((fill) => [box(priya, fill), box(other, fill)])
    await put(store, { type: 'boxes', group: team, epoch: 0, boxes }, content(care, aisha, 0), content(team, aisha, 0))
    const readable = { contents: new Set([team, care]), chains: new Set<GroupId>(), recipients: new Set([aisha]) }
    const arrivals: number[] = []
    let batch = await store.read(space, start, readable, { items: 2, bytes: 1_000 })
    arrivals.push(...batch.items.map(({ arrival }) => arrival))
    for (let turn = 0; batch.more && turn < 10; turn++) {
      batch = await store.read(space, batch.cursor, readable, { items: 2, bytes: 1_000 })
      arrivals.push(...batch.items.map(({ arrival }) => arrival))
    }
    expect(arrivals).toEqual([7, 8])
    await store.close()
  })

  test(`${name} ES11 one item larger than the batch is still served`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0, '', 900), content(care, aisha, 1, '', 900))
    const batch = await store.read(space, start, everything, { items: 10, bytes: 100 })
    expect(batch).toMatchObject({ cursor: 1, more: true, items: [{ arrival: 1 }] })
    await store.close()
  })

  test(`${name} ES12 bytes come back as they went in, as plain byte arrays, with the time they were stored`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const [item] = (await store.read(space, start, everything, wide)).items
    expect(item).toMatchObject({ type: 'entry', kind: 'content', group: care, storedAt: 1_700_000_000_000 })
    expect(Object.getPrototypeOf(item?.type === 'entry' ? item.bytes : undefined)).toBe(Uint8Array.prototype)
    expect(item?.type === 'entry' ? [...item.bytes] : []).toEqual(Array(40).fill(1))
    await store.close()
  })

  test(`${name} ES13 a space keeps its generation; an unknown space has none and reads empty`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const before = await store.spaceHead(space)
    await put(store, content(care, aisha, 1))
    expect((await store.spaceHead(space))?.generation).toEqual(before?.generation)
    expect(before?.generation.length).toBe(16)
    expect(await store.spaceHead(elsewhere)).toBeUndefined()
    expect(await store.read(elsewhere, start, everything, wide)).toEqual({ items: [], cursor: 0, more: false })
    await store.close()
  })
}
