/** What every adapter of `EntryStore` must do about snapshots. Rule ES420. */
import { expect, test } from 'vitest'
import type { Arrival, DeviceId, DocId, EntryId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { content, type OpenStore } from './testing/appends.ts'

const space = 'aa'.repeat(16) as SpaceId
const [care, other] = ['01', '03'].map((byte) => byte.repeat(16) as GroupId) as [GroupId, GroupId]
const [aisha, priya] = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId) as [DeviceId, DeviceId]
const [person, medicines] = ['e1', 'e2'].map((byte) => byte.repeat(16) as DocId) as [DocId, DocId]

export function snapshotsContract(name: string, open: OpenStore): void {
  test(`${name} ES420 the newest snapshot of each document says how far it folds which feeds; nothing goes`, async () => {
    const store = await open()
    const at = (device: DeviceId, seq: number) => content(care, device, seq)
    const snapshot = (seq: number, doc: DocId, newest: readonly EntryId[]) => ({
      ...content(care, aisha, seq),
      snapshot: { doc, newest },
    })
    const foldedIn = async (group: GroupId) =>
      (await store.folded(space, group)).map(({ doc, feeds }) => [doc, [...feeds].sort()]).sort()
    expect(await foldedIn(care)).toEqual([])
    await store.append(space, [at(aisha, 0), at(priya, 0), at(priya, 1), content(other, aisha, 0)])
    await store.append(space, [snapshot(1, person, [at(priya, 0).id])])
    expect(await foldedIn(care)).toEqual([[person, [[priya, 0]]]])
    // What is not here, or of another group, it cannot fold.
    const strays = [at(priya, 9).id, content(other, aisha, 0).id]
    await store.append(space, [snapshot(2, medicines, [at(aisha, 0).id, ...strays])])
    await store.append(space, [snapshot(3, person, [at(priya, 1).id, at(aisha, 2).id])])
    expect(await foldedIn(care)).toEqual([
      [
        person,
        [
          [aisha, 2],
          [priya, 1],
        ],
      ],
      [medicines, [[aisha, 0]]],
    ])
    expect(await foldedIn(other)).toEqual([])
    const everything = { contents: new Set([care, other]), chains: new Set<GroupId>(), recipients: new Set<never>() }
    const { items } = await store.read(space, 0 as Arrival, everything, { items: 99, bytes: 99_000 })
    expect(items.length).toBe(7)
    await store.close()
  })
}
