/**
 * Photos that wait when the device is locked, and when its app is closed: they
 * leave without a key, by the word that was signed when they were taken. The real
 * relay in memory.
 */
import { beforeEach, expect, test } from 'vitest'
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import type { BlobId } from '../../../shared/lib/ids.ts'
import { blobSigningInput, parseBlobWord } from '../../../shared/protocol/held-blob.ts'
import { encodeProblem, problemMediaType } from '../../../shared/protocol/problem.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { countUnsentBlobs, parseBlobMark } from '../blobs/blob-marks.ts'
import { holdBlobs } from '../blobs/hold-blobs.ts'
import type { Network } from '../platform/network.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { holdBlob } from '../sync/held-blob-client.ts'
import { createExchange } from '../sync/http-exchange.ts'
import { authorWrite } from '../sync/outbox.ts'
import { type Fate, stillTimer } from '../testing/memory-relay.ts'
import {
  doreen,
  joinWith,
  must,
  openState,
  passphrase,
  stateOf,
  sync,
  type TestDevice,
} from '../testing/neighbourhood.ts'
import { firstPhoto, picture, showPhoto, takePhoto } from '../testing/photo-of-visit.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const day = 86_400_000

let two: TwoColleagues
/** Another tablet of Aisha’s. */
let tablet: TestDevice
let wire: ReturnType<TwoColleagues['memory']['wire']>
/** The wire, and before it what counts. */
let network: Network
/** How often the bytes of a photo were offered to the relay. */
let offered: number
/** What becomes of them. */
let upload: (send: () => Promise<Response>) => Promise<Response>

beforeEach(async () => {
  two = await startTwoColleagues()
  wire = two.memory.wire()
  const { fetch } = wire
  upload = (send) => send()
  const counting: Network['fetch'] = (...args) => {
    const isUpload = String(args[0]).includes('/held-blobs/') || String(args[0]).includes('/blobs/')
    if (!isUpload) return fetch(...args)
    offered += 1
    return upload(() => fetch(...args))
  }
  network = { ...wire, fetch: counting }
  tablet = two.here.device({ network })
  await joinWith(tablet.engine, await two.here.invite('Aisha Rahman', 'staff'))
  await sync(two.here.robot)
  await openState(tablet.engine)
  await sync(tablet.engine, two.here.robot, two.priya.engine, tablet.engine)
  offered = 0
  return () => two.here.close()
})

const locked = (unsentCount: number) =>
  stateOf(tablet.engine, (state) => state.type === 'locked' && state.unsentCount === unsentCount)

async function takeAndLock(): Promise<BlobId> {
  wire.setFate('request-lost')
  const blob = await takePhoto(tablet.engine, two.intent())
  await tablet.engine.lock()
  // The note, and its photo.
  await locked(2)
  return blob
}

function atRelay(blob: BlobId) {
  const { robot } = two.here
  const group = robot.admin.careGroup(doreen.personId)!
  return two.memory.relay.store.findBlob(robot.admin.session()!.device.own.space, group, blob)
}

test('SX630 a locked device sends its photo after its note, once, and finds it sent when it opens', async () => {
  const blob = await takeAndLock()
  wire.setFate('request-lost', 'held-blobs')
  tablet.engine.notice({ type: 'online' })
  await locked(1)
  expect(await atRelay(blob)).toBeUndefined()
  await sync(two.priya.engine)
  expect(await showPhoto(two.priya.engine)).toEqual({ type: 'not-at-relay' })
  wire.setFate('delivered')
  tablet.engine.notice({ type: 'online' })
  await locked(0)
  expect(await showPhoto(two.priya.engine)).toMatchObject({ type: 'picture', bytes: picture() })
  const before = offered
  await tablet.engine.unlock(passphrase)
  expect((await firstPhoto(tablet.engine)).travel).toMatchObject({ type: 'sent' })
  await sync(tablet.engine)
  expect(offered).toBe(before)
})

/** The app is closed; all there is is its disk. */
function holdFromDisk(store: MemoryDeviceStore, isWanted = () => true) {
  const exchange = createExchange({ origin: two.memory.url, network: wire, timer: stillTimer })
  const relay = {
    holdBlob: (...held: Parameters<Parameters<typeof holdBlobs>[0]['relay']['holdBlob']>) =>
      holdBlob(exchange, ...held),
  }
  return holdBlobs({ store, relay, clock: two.memory.clock, isIn: true, retryRefused: false, isWanted })
}

test('SX630 from the disk of a closed app it leaves whatever is lost on the way, and is there once; where another writes by then, nothing changes', async () => {
  const blob = await takeAndLock()
  await tablet.engine.close()
  let disk = tablet.store.reopen()
  const cuts: readonly Fate[] = ['request-lost', 'reply-lost', 'late']
  for (const fate of cuts) {
    wire.setFate(fate)
    expect(await holdFromDisk(disk)).toBeNull()
    expect(await countUnsentBlobs(disk)).toBe(1)
    disk = disk.reopen()
  }
  wire.setFate('delivered')
  const before = disk.dump()
  let asked = 0
  expect(await holdFromDisk(disk, () => asked++ > 0)).toBeNull()
  expect(disk.dump()).toEqual(before)
  expect(await holdFromDisk(disk)).toEqual({ left: 0, lost: 0 })
  expect(await countUnsentBlobs(disk)).toBe(0)
  expect((await atRelay(blob))?.bytes).toBeGreaterThan(picture().length)
  const group = two.here.robot.admin.careGroup(doreen.personId)!
  const { space } = two.here.robot.admin.session()!.device.own
  expect(await two.memory.relay.store.findHeldBlob({ space, group, blob })).toBeUndefined()
})

test('SX915 where another identity is here and has not signed it, a photo of a device that is in goes nowhere and is not said to be sent', async () => {
  const blob = await takeAndLock()
  await tablet.engine.close()
  const disk = tablet.store.reopen()
  const { device } = two.priya.engine.admin.session()!
  must(await disk.commit([authorWrite(device.device)]))
  const before = disk.dump()
  wire.setFate('delivered')
  offered = 0
  expect(await holdFromDisk(disk)).toEqual({ left: 1, lost: 0 })
  expect(offered).toBe(0)
  expect(disk.dump()).toEqual(before)
  expect(await atRelay(blob)).toBeUndefined()
})

test('SX916 a word from the relay counts before a photo has left, however long that takes', async () => {
  wire.setFate('request-lost')
  await takePhoto(tablet.engine, two.intent(13 * day))
  await tablet.engine.lock()
  expect(await locked(2)).toMatchObject({ lease: { type: 'ending' } })
  const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  upload = async (send) => {
    reached.resolve()
    await opened.promise
    return send()
  }
  wire.setFate('delivered')
  tablet.engine.notice({ type: 'online' })
  await reached.promise
  await stateOf(tablet.engine, (state) => state.type === 'locked' && state.lease === undefined)
  opened.resolve()
  await locked(0)
})

test('SX917 a photo that the relay would not take is not sent again by a locked device, until somebody asks for it', async () => {
  await takeAndLock()
  const full = encodeProblem({ type: 'over-quota', title: 'No room', status: 507 })
  upload = async () => new Response(full, { status: 507, headers: { 'content-type': problemMediaType } })
  wire.setFate('delivered')
  offered = 0
  tablet.engine.notice({ type: 'online' })
  await locked(1)
  await tablet.engine.settle()
  for (const reason of ['online', 'visible'] as const) {
    tablet.engine.notice({ type: reason })
    await tablet.engine.settle()
  }
  expect(offered).toBe(1)
  await tablet.engine.close()
  const disk = tablet.store.reopen()
  expect(await holdFromDisk(disk)).toEqual({ left: 1, lost: 0 })
  const again = two.here.device({ network, store: disk })
  await stateOf(again.engine, ({ type }) => type === 'locked')
  await again.engine.settle()
  expect(offered).toBe(1)
  upload = (send) => send()
  await again.engine.syncNow()
  await stateOf(again.engine, (state) => state.type === 'locked' && state.unsentCount === 0)
  expect(offered).toBe(2)
})

/** As apps wrote it before a word was signed with it. */
async function makeOld(store: MemoryDeviceStore): Promise<void> {
  for (const { key, value } of await store.scan('blobMarks', '0', 'g')) {
    const { again, bytes, problem, sentAt, writtenAt } = parseBlobMark(key, value)!
    const old = encodeCbor([1, bytes, writtenAt, sentAt, again, problem])
    expect(parseBlobMark(key, old)?.word).toEqual(new Uint8Array())
    await store.commit([{ store: 'blobMarks', key, value: old }])
  }
}

test('SX631 a photo of an older app that waits is given its word when the device is opened', async () => {
  const blob = await takeAndLock()
  await tablet.engine.close()
  const disk = tablet.store.reopen()
  await makeOld(disk)
  // Without a word, and without a key, it goes nowhere.
  wire.setFate('delivered')
  expect(await holdFromDisk(disk)).toEqual({ left: 0, lost: 1 })
  wire.setFate('request-lost')
  const again = two.here.device({ network: wire, store: disk })
  await again.engine.unlock(passphrase)
  const [row] = await disk.scan('blobMarks', '0', 'g')
  const { keys } = again.engine.admin.session()!.device.identity
  const word = parseBlobWord(parseBlobMark(row!.key, row!.value)!.word)
  if (!word.ok) throw new Error(word.error.detail)
  const { device, signature, space } = word.value
  expect(device).toBe(keys.device)
  const group = two.here.robot.admin.careGroup(doreen.personId)!
  const signed = blobSigningInput(space, group, blob)
  expect(await createSignatureVerifier().verify(keys.signKey, signed, signature)).toBe(true)
  await again.engine.lock()
  wire.setFate('delivered')
  again.engine.notice({ type: 'online' })
  await stateOf(again.engine, (state) => state.type === 'locked' && state.unsentCount === 0)
  expect(await atRelay(blob)).toBeDefined()
})

test('SX631 a removed device that has one without a word says how many are lost once it has erased itself', async () => {
  const deviceId = tablet.engine.admin.session()!.device.device
  await takeAndLock()
  await tablet.engine.close()
  const disk = tablet.store.reopen()
  await makeOld(disk)
  const { robot } = two.here
  expect(await robot.teamAct({ type: 'remove-device', deviceId })).toEqual({ type: 'done' })
  wire.setFate('delivered')
  const again = two.here.device({ network: wire, store: disk })
  await again.engine.syncNow()
  const state = await stateOf(again.engine, (now) => now.type === 'removed' && now.erased === true)
  expect(state).toMatchObject({ lost: 1 })
})
