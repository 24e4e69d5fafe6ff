/** What every adapter of `BlobStore` must do. Rules ES400 to ES403. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, concatBytes } from '../../shared/lib/bytes.ts'
import type { BlobId, DeviceId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { blobIdOf } from '../../shared/protocol/blob.ts'
import type { RelayStore } from '../entry-store/relay-store.ts'
import { content, contractQuota } from '../entry-store/testing/appends.ts'
import { pieceBytes } from './blob-store.ts'

const [space, elsewhere] = ['aa', 'bb'].map((byte) => byte.repeat(16) as SpaceId) as [SpaceId, SpaceId]
const groups = ['01', '02', '03'].map((byte) => byte.repeat(16) as GroupId)
const [care, other] = groups as [GroupId, GroupId]
const aisha = 'd1'.repeat(16) as DeviceId

function sealed(size: number, fill = 1): { readonly id: BlobId; readonly bytes: Bytes } {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31 + fill) % 251)
  return { bytes, id: blobIdOf(bytes) }
}

export async function allOf<Each>(pieces: Iterable<Each> | AsyncIterable<Each>): Promise<readonly Each[]> {
  const all: Each[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

async function bytesOf(store: RelayStore, inSpace: SpaceId, group: GroupId, id: BlobId): Promise<Bytes | undefined> {
  const found = await store.findBlob(inSpace, group, id)
  return found === undefined ? undefined : concatBytes(...(await allOf(found.pieces())))
}

/** `open` with the quota of the contract, `openWide` with one that a whole attachment fits in. */
export function blobStoreContract(
  name: string,
  open: () => Promise<RelayStore>,
  openWide: () => Promise<RelayStore>,
): void {
  test(`${name} ES400 an attachment comes back as it went in, whatever its size, in pieces that nobody has to hold together`, async () => {
    const store = await openWide()
    for (const size of [1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes + 7]) {
      const { bytes, id } = sealed(size)
      expect(await store.putBlob(space, care, id, bytes)).toBe('stored')
      const found = await store.findBlob(space, care, id)
      expect(found?.bytes).toBe(size)
      const pieces = await allOf(found!.pieces())
      expect(pieces.every(({ length }) => length <= pieceBytes)).toBe(true)
      expect(Buffer.from(concatBytes(...pieces)).equals(Buffer.from(bytes))).toBe(true)
    }
    await store.close()
  })

  test(`${name} ES401 the same attachment again, or several times at once, writes nothing and costs nothing`, async () => {
    const store = await open()
    const { bytes, id } = sealed(12_000)
    const fourTimes = <Answer>(ask: () => Promise<Answer>) => Promise.all([1, 2, 3, 4].map(ask))
    // Whoever has to open a connection first would come too late.
    await fourTimes(() => store.findBlob(space, care, id))
    const atOnce = await fourTimes(() => store.putBlob(space, care, id, bytes))
    expect(atOnce.sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'stored'])
    expect(await store.putBlob(space, care, id, bytes)).toBe('duplicate')
    expect(await store.putBlob(space, care, id, bytes)).toBe('duplicate')
    const rest = sealed(contractQuota.groupBytes - 12_000, 2)
    expect(await store.putBlob(space, care, rest.id, rest.bytes)).toBe('stored')
    await store.close()
  })

  test(`${name} ES402 an attachment lies in its own group and space alone`, async () => {
    const store = await open()
    const { bytes, id } = sealed(50)
    await store.putBlob(space, care, id, bytes)
    expect(await store.findBlob(space, other, id)).toBeUndefined()
    expect(await store.findBlob(elsewhere, care, id)).toBeUndefined()
    expect(await store.findBlob(space, care, sealed(50, 9).id)).toBeUndefined()
    expect(await store.putBlob(space, other, id, bytes)).toBe('stored')
    expect(await bytesOf(store, space, other, id)).toEqual(bytes)
    await store.close()
  })

  test(`${name} ES403 attachments and entries share one quota, of the group and of the space, in whatever order they come`, async () => {
    const step = fc.record({
      isBlob: fc.boolean(),
      group: fc.nat(2),
      size: fc.integer({ min: 1, max: 9_000 }),
      fill: fc.nat(200),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const store = await open()
        const used = groups.map(() => 0)
        const next = groups.map(() => 0)
        const known = new Set<string>()
        for (const { fill, group, isBlob, size } of steps) {
          const fits =
            used[group]! + size <= contractQuota.groupBytes &&
            used.reduce((sum, each) => sum + each, size) <= contractQuota.spaceBytes
          if (isBlob) {
            const { bytes, id } = sealed(size, fill)
            const isThere = known.has(`${group}/${id}`)
            const wanted = isThere ? 'duplicate' : fits ? 'stored' : 'over-quota'
            expect(await store.putBlob(space, groups[group]!, id, bytes)).toBe(wanted)
            if (wanted === 'stored') known.add(`${group}/${id}`)
            if (wanted !== 'stored') continue
          } else {
            const append = content(groups[group]!, aisha, next[group]!, '', size)
            const [outcome] = await store.append(space, [append])
            expect(outcome?.type).toBe(fits ? 'stored' : 'refused')
            if (!fits) continue
            next[group]! += 1
          }
          used[group]! += size
        }
        await store.close()
      }),
      { numRuns: 30 },
    )
  })
}
