/** CR5-CR8: what a group key gives, and what boxes and back links refuse. */
import { expect, test } from 'vitest'
import { type Bytes, bytesToHex, hexToBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { createSeededRandom } from '../platform/testing/seeded-random.ts'
import { boxLength, isArchiveBox, openBox, sealArchiveBox, sealBox } from './box.ts'
import { hpkeSeal } from './hpke.ts'
import { deriveKemKeyPair, kemPublicBytes } from './kem-pair.ts'
import {
  archiveEphemeralOf,
  backLength,
  commitmentOf,
  type EpochPlace,
  entryKeysOf,
  groupKemOf,
  openBack,
  saltOf,
  sealBack,
} from './key-schedule.ts'

const random = createSeededRandom('schedule')
const hex = (length: number) => bytesToHex(random.bytes(length))
const place: EpochPlace = { space: hex(16) as SpaceId, group: hex(16) as GroupId, epoch: 3 }
const elsewhere: readonly EpochPlace[] = [
  { ...place, space: hex(16) as SpaceId },
  { ...place, group: hex(16) as GroupId },
  { ...place, epoch: 2 },
]
const groupKey = random.bytes(32)
const id = hex(16) as DeviceId
const keys = await deriveKemKeyPair(random.bytes(32))
const recipient = { id, kemKey: await kemPublicBytes(keys.publicKey) }
const commitment = commitmentOf(place, groupKey)

/** What a key that cannot be read does: the same bytes from the same input. */
async function fingerprint(key: CryptoKey): Promise<string> {
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) }
  return bytesToHex(new Uint8Array(await crypto.subtle.encrypt(algorithm, key, new Uint8Array(32))))
}

test('CR5 every derived value differs by space, group, epoch, author and purpose', async () => {
  const seen = new Set<string>()
  for (const each of [place, ...elsewhere]) {
    for (const author of [id, hex(16) as DeviceId])
      seen.add(await fingerprint(await entryKeysOf(each, groupKey)(author)))
    seen.add(bytesToHex(await kemPublicBytes((await groupKemOf(each, groupKey)).publicKey)))
    seen.add(bytesToHex(await archiveEphemeralOf(each, groupKey, id)))
    seen.add(bytesToHex(commitmentOf(each, groupKey)))
    seen.add(bytesToHex(saltOf(each)))
  }
  expect(seen.size).toBe(4 * 6)
})

test('CR5 no derived key can be read out of the browser', async () => {
  const key = await entryKeysOf(place, groupKey)(id)
  expect(key.extractable).toBe(false)
})

test('CR6 a box opens for its recipient, at its place, unchanged, and not otherwise', async () => {
  const box = (await sealBox(place, groupKey, recipient))!
  expect(box.length).toBe(boxLength)
  const open = (at: EpochPlace, changes: object = {}) =>
    openBox(at, { box, recipient: id, keys, commitment, ...changes })
  expect(await open(place)).toEqual({ ok: true, value: groupKey })
  for (const other of elsewhere) expect(await open(other)).toEqual({ ok: false, error: { type: 'cannot-open' } })
  expect((await open(place, { recipient: hex(16) as DeviceId })).ok).toBe(false)
  expect((await open(place, { commitment: random.bytes(32) })).ok).toBe(false)
  expect((await open(place, { box: new Uint8Array([...box, 0]) })).ok).toBe(false)
  for (let at = 0; at < box.length; at++) {
    expect((await open(place, { box: box.with(at, box[at]! ^ (1 << (at % 8))) })).ok).toBe(false)
  }
})

test('CR6 a wrong key under the right associated data is refused by the commitment', async () => {
  const info = new Uint8Array([...new TextEncoder().encode('doorstep/1/box'), ...saltOf(place), ...hexToBytes(id)])
  const wrongKey = random.bytes(32)
  const box = (await hpkeSeal({ recipientKey: recipient.kemKey, info, associated: commitment, plaintext: wrongKey }))!
  const opened = await openBox(place, { box, recipient: id, keys, commitment })
  expect(opened).toEqual({ ok: false, error: { type: 'wrong-key' } })
})

test('CR7 the archive box is the same whoever makes it, opens for the archive, and any other shows', async () => {
  const box = (await sealArchiveBox(place, groupKey, recipient))!
  expect(await sealArchiveBox(place, groupKey, recipient)).toEqual(box)
  expect(await openBox(place, { box, recipient: id, keys, commitment })).toEqual({ ok: true, value: groupKey })
  expect(await isArchiveBox(place, groupKey, recipient, box)).toBe(true)
  const ordinary = (await sealBox(place, groupKey, recipient))!
  expect(await isArchiveBox(place, groupKey, recipient, ordinary)).toBe(false)
  expect(await isArchiveBox(place, groupKey, { ...recipient, id: hex(16) as DeviceId }, box)).toBe(false)
  expect(await isArchiveBox(place, random.bytes(32), recipient, box)).toBe(false)
  expect((await sealBox(place, groupKey, recipient))!).not.toEqual(ordinary)
})

test('CR8 the newer key opens the older one; a changed link, another key or another place opens nothing', async () => {
  const older = random.bytes(32)
  const olderCommitment = commitmentOf({ ...place, epoch: 2 }, older)
  const back = await sealBack(place, groupKey, older, random.bytes(12))
  const open = (at: EpochPlace, key: Bytes, link: Bytes) => openBack(at, key, link, olderCommitment)
  expect(back.length).toBe(backLength)
  expect(await open(place, groupKey, back)).toEqual(older)
  expect(await open(place, older, back)).toBeUndefined()
  for (const other of elsewhere) expect(await open(other, groupKey, back)).toBeUndefined()
  for (let at = 0; at < back.length; at++) {
    expect(await open(place, groupKey, back.with(at, back[at]! ^ 1))).toBeUndefined()
  }
  const hiding = await sealBack(place, groupKey, random.bytes(32), random.bytes(12))
  expect(await open(place, groupKey, hiding)).toBeUndefined()
})
