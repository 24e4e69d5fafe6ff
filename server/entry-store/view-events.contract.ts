/** What every adapter of `EntryStore` must do about view events. Rule ES220. */
import { expect, test } from 'vitest'
import type { Arrival, DeviceId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import type { Readable } from './entry-store.ts'
import { content, type OpenStore } from './testing/appends.ts'

const [space, elsewhere] = ['aa', 'bb'].map((byte) => byte.repeat(16) as SpaceId) as [SpaceId, SpaceId]
const [care, other] = ['01', '03'].map((byte) => byte.repeat(16) as GroupId) as [GroupId, GroupId]
const [aisha, priya] = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId) as [DeviceId, DeviceId]
const start = 0 as Arrival
const everything: Readable = { contents: new Set([care, other]), chains: new Set(), recipients: new Set() }

export function viewEventsContract(name: string, open: OpenStore): void {
  test(`${name} ES220 view events come back in order, after an arrival, since a time and no more than asked`, async () => {
    const store = await open()
    const view = (seq: number) => ({ ...content(care, aisha, seq), isView: true })
    await store.append(space, [view(0), content(care, aisha, 1), view(2), content(other, priya, 0), view(3)])
    const { items } = await store.read(space, start, everything, { items: 9, bytes: 9_000 })
    const times = items.flatMap((item) => (item.type === 'entry' ? [item.storedAt] : []))
    const ask = async (after: number, since: number, count = 10) =>
      (await store.viewsAfter(space, after as Arrival, since as Instant, count)).map(({ arrival }) => arrival)
    expect(await ask(0, 0)).toEqual([1, 3, 5])
    expect(await ask(1, 0)).toEqual([3, 5])
    expect(await ask(0, 0, 2)).toEqual([1, 3])
    expect(await ask(5, 0)).toEqual([])
    expect(await ask(0, times[2]!)).toEqual(times[0]! < times[2]! ? [3, 5] : [1, 3, 5])
    expect(await ask(0, times[4]! + 1)).toEqual([])
    expect(await store.viewsAfter(elsewhere, start, 0 as Instant, 10)).toEqual([])
    const [first] = await store.viewsAfter(space, start, 0 as Instant, 1)
    expect(first?.bytes).toEqual(view(0).bytes)
    await store.close()
  })
}
