/** Attachments of removed devices: taken by their own signature alone, set aside, bounded, served to who decides, gone after that. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, GroupId } from '../../shared/lib/ids.ts'
import { blobByteLimit, blobIdOf, blobPath } from '../../shared/protocol/blob.ts'
import { blobSigningInput, heldBlobPath, heldBlobsPath, parseHeldBlobs } from '../../shared/protocol/held-blob.ts'
import { seededBytes, type TestDevice } from '../../shared/testing/test-device.ts'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { bytesOf, createPeopledRelay, problemOf, type TestRelayOptions } from '../testing/test-relay.ts'
import { downloadsPerDevice, uploadsPerDevice } from './blobs.ts'

async function left(name: string, options: TestRelayOptions = {}) {
  const made = createTestSpace(name)
  const relay = await createPeopledRelay(made, options)
  const { admin, nurse, pharmacist } = made.cast
  const remove = async (device: TestDevice) => {
    const removal = made.post(admin, made.team, { type: 'remove', device: device.id })
    expect((await relay.grow(made.space, [removal]))[0]?.type).toBe('stored')
  }
  const sign = (by: TestDevice, bytes: Bytes, group: GroupId = made.care) =>
    by.sign(blobSigningInput(made.space, group, blobIdOf(bytes)))
  interface Hold {
    readonly by?: TestDevice
    readonly as?: DeviceId
    readonly group?: GroupId
    readonly signature?: Bytes
    readonly blob?: string
  }
  const pathOf = ({ as, blob, by = pharmacist, group = made.care, signature }: Hold, bytes: Bytes) => {
    const word = { space: made.space, device: as ?? by.id, signature: signature ?? sign(by, bytes, group) }
    return heldBlobPath(made.space, group, (blob ?? blobIdOf(bytes)) as never, word)
  }
  const hold = (what: Hold, bytes: Bytes, headers = {}) =>
    relay.call(pathOf(what, bytes), { method: 'PUT', body: bytes, headers })
  /** It has begun to come. */
  const begin = async (bytes: Bytes) => {
    const half = new TransformStream<Uint8Array, Uint8Array>()
    const writer = half.writable.getWriter()
    const init = { method: 'PUT', body: half.readable, duplex: 'half' } as RequestInit
    const answer = relay.app.request(pathOf({}, bytes), { ...init, headers: { host: 'localhost:8787' } })
    await writer.write(bytes.slice(0, 10))
    const finish = async () => {
      await writer.write(bytes.slice(10))
      await writer.close()
      return answer
    }
    return { finish }
  }
  const asked = async (by: TestDevice, path: string, method = 'GET') =>
    relay.call(path, { method, token: await relay.signIn(made.space, by) })
  const list = async (by: TestDevice = admin) => {
    const held = parseHeldBlobs(await bytesOf(await asked(by, heldBlobsPath(made.space))))
    if (!held.ok) throw new Error(held.error.detail)
    return held.value
  }
  const heldPath = (bytes: Bytes, group: GroupId = made.care) => heldBlobPath(made.space, group, blobIdOf(bytes))
  return { made, relay, remove, sign, hold, begin, asked, list, heldPath, admin, nurse, pharmacist }
}

const wordOf = async (answer: Response | Promise<Response>) => {
  const got = await answer
  return got.status < 300 ? String(got.status) : problemOf(got)
}

const hidden = 'unknown-or-forbidden'
const tooMuch = { 'content-length': String(blobByteLimit + 1) }

test('ES563 what a removed colleague had not sent is set aside: never in the group, and told to administrators alone', async () => {
  const { admin, asked, hold, list, made, nurse, pharmacist, relay, remove } = await left('held blobs')
  const bytes = seededBytes('a photo', 300)
  await remove(pharmacist)
  expect(await wordOf(hold({}, bytes))).toBe('204')
  expect(await wordOf(hold({}, bytes))).toBe('204')
  expect(await list()).toEqual([
    { group: made.care, blob: blobIdOf(bytes), author: pharmacist.id, bytes: 300, storedAt: expect.any(Number) },
  ])
  expect(await wordOf(asked(nurse, heldBlobsPath(made.space)))).toBe(hidden)
  for (const by of [nurse, admin])
    expect(await wordOf(asked(by, blobPath(made.space, made.care, blobIdOf(bytes))))).toBe(hidden)
  expect(await relay.store.findBlob(made.space, made.care, blobIdOf(bytes))).toBeUndefined()
})

test('ES563 only the device’s own signature over this very place counts, and nothing else is told', async () => {
  const { hold, list, made, nurse, pharmacist, remove, sign } = await left('held blobs signed')
  const [bytes, other] = [seededBytes('mine', 200), seededBytes('another', 200)]
  await remove(pharmacist)
  const good = sign(pharmacist, bytes)
  await fc.assert(
    fc.asyncProperty(fc.nat(63), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const signature: Bytes = Uint8Array.from(good)
      signature[at]! ^= flip
      expect(await wordOf(hold({ signature }, bytes))).toBe(hidden)
    }),
    { numRuns: 30 },
  )
  expect(await wordOf(hold({ signature: sign(pharmacist, other) }, bytes))).toBe(hidden)
  expect(await wordOf(hold({ signature: sign(pharmacist, bytes, made.team) }, bytes))).toBe(hidden)
  expect(await wordOf(hold({ signature: sign(nurse, bytes) }, bytes))).toBe(hidden)
  expect(await wordOf(hold({ by: made.cast.stranger }, bytes))).toBe(hidden)
  expect(await wordOf(hold({ as: 'ab'.repeat(16) as DeviceId }, bytes))).toBe(hidden)
  expect(await wordOf(hold({ blob: blobIdOf(other), signature: sign(pharmacist, other) }, bytes))).toBe('malformed')
  expect(await list()).toEqual([])
})

test('ES563 of one that is in it goes into its group, and of the public nothing is set aside', async () => {
  const { asked, hold, list, made, nurse } = await left('held blobs in')
  const bytes = seededBytes('locked', 200)
  expect(await wordOf(hold({ by: nurse }, bytes))).toBe('204')
  expect(await wordOf(asked(nurse, blobPath(made.space, made.care, blobIdOf(bytes))))).toBe('200')
  expect(await list()).toEqual([])
  const { patient, relative } = made.cast
  expect(await wordOf(hold({ by: patient }, bytes))).toBe(hidden)
  const again = await left('held blobs public')
  const gone = again.made.post(again.nurse, again.made.circle, { type: 'remove', device: again.made.cast.relative.id })
  await again.relay.grow(again.made.space, [gone])
  expect(await wordOf(again.hold({ by: again.made.cast.relative, group: again.made.circle }, bytes))).toBe(hidden)
  expect(await wordOf(again.hold({ by: again.made.cast.relative, group: again.made.circle }, bytes, tooMuch))).toBe(
    hidden,
  )
  expect(await again.list()).toEqual([])
  expect(relative.id).toBeDefined()
})

test('ES563 a device that is removed while its attachment comes has put nothing into the group', async () => {
  const { admin, list, made, pharmacist, relay, sign } = await left('held blobs late')
  const bytes = seededBytes('late', 200)
  const word = { space: made.space, device: pharmacist.id, signature: sign(pharmacist, bytes) }
  const half = new TransformStream<Uint8Array, Uint8Array>()
  const writer = half.writable.getWriter()
  const init = { method: 'PUT', body: half.readable, duplex: 'half' } as RequestInit
  const headers = { host: 'localhost:8787' }
  const path = heldBlobPath(made.space, made.care, blobIdOf(bytes), word)
  const answer = relay.app.request(path, { ...init, headers })
  await writer.write(bytes.slice(0, 100))
  const removal = made.post(admin, made.team, { type: 'remove', device: pharmacist.id })
  expect((await relay.grow(made.space, [removal]))[0]?.type).toBe('stored')
  await writer.write(bytes.slice(100))
  await writer.close()
  expect(await wordOf(answer)).toBe('204')
  expect(await relay.store.findBlob(made.space, made.care, blobIdOf(bytes))).toBeUndefined()
  expect((await list()).length).toBe(1)
})

test('ES564 it is bounded for each device, beside its words', async () => {
  const { hold, list, pharmacist, remove } = await left('held blobs much', { quota: { quarantineBytes: 1_000 } })
  await remove(pharmacist)
  const [first, second, third] = ['a', 'b', 'c'].map((name) => seededBytes(name, 2_000)) as [Bytes, Bytes, Bytes]
  expect(await wordOf(hold({}, first))).toBe('204')
  expect(await wordOf(hold({}, second))).toBe('204')
  expect(await wordOf(hold({}, third))).toBe('over-quota')
  expect(await wordOf(hold({}, new Uint8Array(20 * 2 ** 20 + 1)))).toBe('too-large')
  expect(await wordOf(hold({}, first, tooMuch))).toBe('too-large')
  expect((await list()).length).toBe(2)
})

test('ES564 one device sends and fetches so many at once and no more, and may again when one is over', async () => {
  const { admin, asked, begin, heldPath, hold, made, pharmacist, remove } = await left('held blobs at once')
  await remove(pharmacist)
  const names = Array.from({ length: uploadsPerDevice }, (_, at) => seededBytes(`begun ${at}`, 60))
  const begun = await Promise.all(names.map(begin))
  const another = new Uint8Array(3 * 262_144).fill(7)
  expect(await wordOf(hold({ group: made.team }, another))).toBe('too-many-requests')
  for (const { finish } of begun) expect(await wordOf(finish())).toBe('204')
  expect(await wordOf(hold({ group: made.team }, another))).toBe('204')

  const get = () => asked(admin, heldPath(another, made.team))
  const open = await Promise.all(Array.from({ length: downloadsPerDevice }, get))
  expect(open.map(({ status }) => status)).toEqual(open.map(() => 200))
  expect(await wordOf(get())).toBe('too-many-requests')
  await open[0]!.body!.cancel()
  await expect.poll(async () => (await get()).status).toBe(200)
})

test('ES565 fetching and deciding are an administrator’s who may read the group; decided it is gone, and comes back no more', async () => {
  const { admin, asked, heldPath, hold, list, made, nurse, pharmacist, relay, remove } =
    await left('held blobs decided')
  const bytes = seededBytes('decided', 400)
  await remove(pharmacist)
  for (const group of [made.team, made.care]) await hold({ group }, bytes)
  // Of the person's record she has opened nothing: told where it is, and no more.
  expect((await list()).length).toBe(2)
  for (const by of [admin, nurse])
    for (const method of ['GET', 'DELETE']) expect(await wordOf(asked(by, heldPath(bytes), method))).toBe(hidden)
  expect(await wordOf(asked(nurse, heldPath(bytes, made.team)))).toBe(hidden)
  const got = await asked(admin, heldPath(bytes, made.team))
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(new Uint8Array(bytes))
  expect(await wordOf(asked(admin, heldPath(bytes, made.team), 'DELETE'))).toBe('204')
  expect(await wordOf(asked(admin, heldPath(bytes, made.team), 'DELETE'))).toBe('204')
  expect(await wordOf(asked(admin, heldPath(bytes, made.team)))).toBe(hidden)
  expect(await wordOf(hold({ group: made.team }, bytes))).toBe('204')
  expect((await list()).map(({ group }) => group)).toEqual([made.care])
  expect(await relay.store.findBlob(made.space, made.team, blobIdOf(bytes))).toBeUndefined()
})
