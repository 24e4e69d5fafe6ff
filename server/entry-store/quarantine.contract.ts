/** What every adapter of `Quarantine` must do: rules ES110 and ES111. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import type { Append, EntryStore } from './entry-store.ts'
import { content, contentId, type OpenStore } from './testing/appends.ts'

const space = 'aa'.repeat(16) as SpaceId
const elsewhere = 'bb'.repeat(16) as SpaceId
const groups = ['01', '02', '03'].map((byte) => byte.repeat(16) as GroupId)
const devices = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId)
const [care, team] = groups as [GroupId, GroupId]
const [aisha, priya] = devices as [DeviceId, DeviceId]
const wide = { items: 1000, bytes: 1_000_000 }

async function put(store: EntryStore, ...appends: readonly Append[]): Promise<void> {
  await store.append(space, appends)
}

export function quarantineContract(name: string, open: OpenStore): void {
  const aside = (group: GroupId, author: DeviceId, seq: number): Append => ({
    ...content(group, author, seq, '', 60),
    type: 'quarantine',
  })

  test(`${name} ES110 what is quarantined is listed in order and in pages that join up; settled it stays and is listed no more`, async () => {
    const place = fc.record({
      group: fc.constantFrom(...groups),
      author: fc.constantFrom(...devices),
      seq: fc.nat(5),
      isSettled: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), async (places, items) => {
        const store = await open()
        const order: string[] = []
        for (const { author, group, seq } of places) {
          await put(store, aside(group, author, seq))
          if (!order.includes(contentId(group, author, seq))) order.push(contentId(group, author, seq))
        }
        const settled = places.filter(({ isSettled }) => isSettled)
        const ids = settled.map(({ author, group, seq }) => ({ group, id: contentId(group, author, seq) }))
        for (let times = 0; times < 2; times++) await store.settle(space, ids, priya)
        await store.settle(elsewhere, ids, priya)
        const found: EntryId[] = []
        for (let more = true; more; ) {
          const page = await store.held(space, found.at(-1), { items, bytes: 1_000 })
          found.push(...page.entries.map(({ id }) => id))
          more = page.more
        }
        expect(found).toEqual(order.filter((id) => !ids.some((each) => each.id === id)))
        const kept = await Promise.all(groups.map(async (group) => (await store.quarantined(space, group)).length))
        expect(kept.reduce((sum, count) => sum + count, 0)).toBe(order.length)
        expect((await store.held(elsewhere, undefined, wide)).entries).toEqual([])
        await store.close()
      }),
      { numRuns: 12 },
    )
  })

  test(`${name} ES110 one entry always fits into a page, and what is decided in one group is not in another`, async () => {
    const store = await open()
    await put(store, aside(care, aisha, 0), aside(care, aisha, 1))
    const { entries, more } = await store.held(space, undefined, { items: 5, bytes: 10 })
    expect([entries.length, more]).toEqual([1, true])
    expect(entries[0]).toMatchObject({ group: care, author: aisha, storedAt: 1_700_000_000_000 })
    await store.settle(space, [{ group: team, id: contentId(care, aisha, 0) }], priya)
    expect((await store.held(space, undefined, wide)).entries.length).toBe(2)
    await store.close()
  })

  test(`${name} ES111 a last word is kept once, with the time of the first`, async () => {
    const store = await open()
    await put(store, content(care, aisha, 0))
    const signature = new Uint8Array(64).fill(7) as Bytes
    await store.noteErased(space, aisha, signature)
    await store.noteErased(space, aisha, new Uint8Array(64) as Bytes)
    expect(await store.erased(space)).toEqual([{ device: aisha, signature, toldAt: 1_700_000_000_000 }])
    expect(await store.erased(elsewhere)).toEqual([])
    await store.close()
  })
}
