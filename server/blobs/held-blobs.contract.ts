/** What every adapter of `HeldBlobStore` must do. Rules ES560 to ES562. */
import { expect, test } from 'vitest'
import { type Bytes, concatBytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { blobIdOf } from '../../shared/protocol/blob.ts'
import type { RelayStore } from '../entry-store/relay-store.ts'
import { contractQuota } from '../entry-store/testing/appends.ts'
import { allOf } from './blob-store.contract.ts'
import { type HeldBlobPlace, heldBlobBytes } from './held-blobs.ts'

const [space, elsewhere] = ['aa', 'bb'].map((byte) => byte.repeat(16) as SpaceId) as [SpaceId, SpaceId]
const [care, other] = ['01', '02'].map((byte) => byte.repeat(16) as GroupId) as [GroupId, GroupId]
const [aisha, ben] = ['d1', 'd2'].map((byte) => byte.repeat(16) as DeviceId) as [DeviceId, DeviceId]
const most = heldBlobBytes(contractQuota)

function sealed(size: number, fill: number): { readonly bytes: Bytes; readonly at: HeldBlobPlace } {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31 + fill) % 251)
  return { bytes, at: { space, group: care, blob: blobIdOf(bytes) } }
}

async function bytesAt(store: RelayStore, place: HeldBlobPlace): Promise<Bytes | undefined> {
  const found = await store.findHeldBlob(place)
  return found === undefined ? undefined : concatBytes(...(await allOf(found.pieces())))
}

export function heldBlobsContract(name: string, open: () => Promise<RelayStore>): void {
  test(`${name} ES560 what is held back comes back as it was, once, in its place alone, and never as the group’s own`, async () => {
    const store = await open()
    const [first, second] = [sealed(300, 1), sealed(400, 2)]
    expect(await store.holdBlob(first.at, aisha, first.bytes)).toBe('stored')
    expect(await store.holdBlob(first.at, ben, first.bytes)).toBe('duplicate')
    expect(await store.holdBlob({ ...second.at, group: other }, ben, second.bytes)).toBe('stored')
    expect((await store.heldBlobs(space, 10)).map(({ author, bytes, group }) => [group, author, bytes])).toEqual([
      [care, aisha, 300],
      [other, ben, 400],
    ])
    expect((await store.heldBlobs(space, 1)).length).toBe(1)
    expect(await store.heldBlobs(elsewhere, 10)).toEqual([])
    expect(await bytesAt(store, first.at)).toEqual(first.bytes)
    expect(await bytesAt(store, { ...first.at, group: other })).toBeUndefined()
    expect(await bytesAt(store, { ...first.at, space: elsewhere })).toBeUndefined()
    expect(await store.findBlob(space, care, first.at.blob)).toBeUndefined()
    await store.close()
  })

  test(`${name} ES561 of one device no more is held back than that, in whatever groups; another’s is its own`, async () => {
    const store = await open()
    const [first, second, third] = [sealed(most - 10, 1), sealed(10, 2), sealed(1, 3)]
    expect(await store.holdBlob(first.at, aisha, first.bytes)).toBe('stored')
    expect(await store.holdBlob({ ...second.at, group: other }, aisha, second.bytes)).toBe('stored')
    expect(await store.holdBlob(third.at, aisha, third.bytes)).toBe('over-quota')
    expect(await store.holdBlob(third.at, ben, third.bytes)).toBe('stored')
    await store.dropHeldBlob(first.at, ben)
    const fourth = sealed(20, 4)
    expect(await store.holdBlob(fourth.at, aisha, fourth.bytes)).toBe('stored')
    await store.close()
  })

  test(`${name} ES562 decided it is gone for good, whether it had come or not`, async () => {
    const store = await open()
    const [first, second] = [sealed(300, 1), sealed(400, 2)]
    await store.holdBlob(first.at, aisha, first.bytes)
    for (const { at, bytes } of [first, second]) {
      await store.dropHeldBlob(at, ben)
      await store.dropHeldBlob(at, ben)
      expect(await bytesAt(store, at)).toBeUndefined()
      expect(await store.holdBlob(at, aisha, bytes)).toBe('duplicate')
      expect(await bytesAt(store, at)).toBeUndefined()
    }
    expect(await store.heldBlobs(space, 10)).toEqual([])
    await store.close()
  })
}
