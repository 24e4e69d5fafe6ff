/**
 * A photo that Aisha took where there was no signal, on a tablet that Lena removed
 * meanwhile: it goes with what was written with it, or is gone with it. The real
 * relay in memory.
 */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { BlobId, GroupId, SpaceId } from '../../../shared/lib/ids.ts'
import { blobIdOf } from '../../../shared/protocol/blob.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import type { HeldAct, HeldItem, HeldView } from '../../engine-api/held-back.ts'
import type { StoryItem } from '../../engine-api/queries.ts'
import type { Engine } from '../engine.ts'
import type { Fate, Wire } from '../testing/memory-relay.ts'
import { doreen, joinWith, openState, stateOf, sync, type TestDevice, viewOf } from '../testing/neighbourhood.ts'
import { photoWords, picture, takePhoto } from '../testing/photo-of-visit.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen
const found = 'Both ankles swollen'

let two: TwoColleagues
let aisha: Engine
let priya: Engine
let lena: TestDevice & { readonly wire: Wire }
let group: GroupId
let space: SpaceId

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha.engine
  priya = two.priya.engine
  const wire = two.memory.wire()
  const made = two.here.device({ network: wire })
  await joinWith(made.engine, await two.here.invite('Lena Hartley', 'admin'))
  await sync(two.here.robot)
  await openState(made.engine)
  await sync(made.engine, two.here.robot, priya, aisha)
  lena = { ...made, wire }
  group = two.here.robot.admin.careGroup(personId)!
  space = priya.admin.session()!.device.own.space
  return () => two.here.close()
})

const writePhoto = (engine: Engine): Promise<BlobId> => takePhoto(engine, two.intent(), picture(), found)

const act = (what: HeldAct) => lena.engine.heldAct(what)
const isErased = (state: DeviceState) => state.type === 'removed' && state.erased === true
const atRelay = async (blob: BlobId) => (await two.memory.relay.store.findBlob(space, group, blob)) !== undefined
const heldBack = async (blob: BlobId) =>
  (await two.memory.relay.store.findHeldBlob({ space, group, blob })) !== undefined

async function list(): Promise<HeldView> {
  const listed = await act({ type: 'list' })
  if (listed.type !== 'list') throw new Error(JSON.stringify(listed))
  return listed.view
}

/** Of what people wrote and took. */
async function items(): Promise<readonly HeldItem[]> {
  return (await list()).items.filter(({ content }) => content.type !== 'automatic')
}

async function remove(): Promise<void> {
  const deviceId = aisha.admin.session()!.device.device
  expect(await lena.engine.teamAct({ type: 'remove-device', deviceId })).toEqual({ type: 'done' })
}

/** Comes back removed; `sent` is what of it does not. */
async function loseTablet(fate: Fate = 'delivered', part = ''): Promise<BlobId> {
  two.aisha.wire.setFate('request-lost')
  const blob = await writePhoto(aisha)
  await remove()
  two.aisha.wire.setFate(fate, part)
  await aisha.syncNow()
  await stateOf(aisha, fate === 'delivered' ? isErased : ({ type }) => type === 'removed')
  await sync(lena.engine, priya)
  return blob
}

async function openRecord(): Promise<void> {
  const opening = { type: 'open-record', personId, reason: 'asked', words: 'What Aisha had left', hours: 2 } as const
  expect(await lena.engine.accessAct(opening)).toEqual({ type: 'done', told: true })
  await sync(lena.engine)
}

async function photoAt(engine: Engine): Promise<StoryItem> {
  await sync(engine)
  const { story } = await viewOf(engine, 'person', { personId }, ({ story: all }) => all.some(({ photo }) => photo))
  return story.find(({ photo }) => photo !== undefined && photo !== null)!
}

async function show(engine: Engine) {
  const { photo } = await photoAt(engine)
  return engine.photoAct({ type: 'show', personId, photoId: photo!.id, fetch: true })
}

test('PH560 SX560 a photo waits with its note, is seen, and let in with it colleagues see it', async () => {
  const blob = await loseTablet()
  expect([await atRelay(blob), await heldBack(blob)]).toEqual([false, true])
  expect((await items()).map(({ content }) => content.type)).toContain('closed')
  await openRecord()
  const [item, ...rest] = await items()
  expect(rest).toEqual([])
  expect(item!.content).toMatchObject({ type: 'words', photos: [{ blob, words: photoWords, isHere: true }] })
  const { entryId } = item!
  expect(await act({ type: 'show-photo', entryId, blob })).toEqual({
    ...{ type: 'picture', bytes: picture(), mediaType: 'image/jpeg' },
  })
  expect(await atRelay(blob)).toBe(false)
  expect(await act({ type: 'let-in', entryId })).toEqual({ type: 'done', isSent: true })
  expect([await atRelay(blob), await heldBack(blob)]).toEqual([true, false])
  expect(await photoAt(priya)).toMatchObject({
    author: { name: 'Aisha Rahman' },
    letIn: { by: { name: 'Lena Hartley' } },
  })
  expect((await photoAt(priya)).lines).toContain(found)
  expect(await show(priya)).toMatchObject({ type: 'picture', bytes: picture() })
  expect(await items()).toEqual([])
})

test('PH561 left out it is gone: at the relay, for colleagues, and where it was decided', async () => {
  const blob = await loseTablet()
  await openRecord()
  const [item] = await items()
  const { entryId } = item!
  expect(await act({ type: 'leave-out', entryId, reason: 'not-right' })).toEqual({ type: 'done', isSent: true })
  expect([await atRelay(blob), await heldBack(blob)]).toEqual([false, false])
  expect(await lena.engine.admin.store().scan('blobs', '0', 'g')).toEqual([])
  expect(await items()).toEqual([])
  await sync(priya)
  const { story } = await viewOf(priya, 'person', { personId })
  expect(JSON.stringify(story)).not.toContain(photoWords)
})

test('PH562 its note had left and the photo had not: it waits alone, and is put with the note', async () => {
  two.aisha.wire.setFate('request-lost', '/blobs/')
  const blob = await writePhoto(aisha)
  await sync(aisha)
  await remove()
  two.aisha.wire.setFate('delivered')
  await aisha.syncNow()
  await stateOf(aisha, isErased)
  expect((await show(priya)).type).toBe('not-at-relay')
  expect((await items()).map(({ content }) => content.type)).toEqual(['closed'])
  await openRecord()
  const [item] = await items()
  expect(item).toMatchObject({
    entryId: blob,
    content: { type: 'photo', photo: { blob, words: photoWords, isHere: true } },
  })
  expect(await act({ type: 'show-photo', entryId: blob, blob })).toMatchObject({ type: 'picture', bytes: picture() })
  expect(await act({ type: 'let-in', entryId: blob })).toEqual({ type: 'done', isSent: true })
  expect([await atRelay(blob), await heldBack(blob)]).toEqual([true, false])
  expect(await show(priya)).toMatchObject({ type: 'picture', bytes: picture() })
  expect(await items()).toEqual([])
})

test('PH560 a photo that has not come holds up no note; when it comes it is listed and goes with it', async () => {
  const blob = await loseTablet('request-lost', 'held-blobs')
  await openRecord()
  const [item] = await items()
  expect(item!.content).toMatchObject({ type: 'words', photos: [{ blob, isHere: false }] })
  const { entryId } = item!
  expect(await act({ type: 'show-photo', entryId, blob })).toEqual({ type: 'failed', problem: 'no-photo' })
  expect(await act({ type: 'let-in', entryId })).toEqual({ type: 'done', isSent: true })
  expect((await show(priya)).type).toBe('not-at-relay')
  two.aisha.wire.setFate('delivered')
  await aisha.syncNow()
  await stateOf(aisha, isErased)
  const [late] = await items()
  expect(late).toMatchObject({ entryId: blob, content: { type: 'photo' } })
  expect(await act({ type: 'let-in', entryId: blob })).toEqual({ type: 'done', isSent: true })
  expect(await show(priya)).toMatchObject({ type: 'picture', bytes: picture() })
})

test('PH560 the relay keeps what is held back until the group has it, whatever is cut; then once', async () => {
  const blob = await loseTablet()
  await openRecord()
  const [item] = await items()
  const { entryId } = item!
  lena.wire.setFate('request-lost', `/blobs/${blob}`)
  expect(await act({ type: 'let-in', entryId })).toEqual({ type: 'done', isSent: false })
  expect([await atRelay(blob), await heldBack(blob)]).toEqual([false, true])
  expect(await items()).toEqual([])
  const photo = (await photoAt(lena.engine)).photo
  expect(photo?.travel).toEqual({ type: 'here-only' })
  lena.wire.setFate('reply-lost', `/blobs/${blob}`)
  await sync(lena.engine)
  lena.wire.setFate('delivered')
  await sync(lena.engine)
  expect(await items()).toEqual([])
  expect([await atRelay(blob), await heldBack(blob)]).toEqual([true, false])
  expect(await show(priya)).toMatchObject({ type: 'picture', bytes: picture() })
})

test('PH561 a photo that no record here names can be put away, and nothing else by it', async () => {
  const blob = await loseTablet()
  await openRecord()
  const [item] = await items()
  const nobodys = new Uint8Array(500).fill(9)
  const lost = blobIdOf(nobodys)
  const [held] = await two.memory.relay.store.heldBlobs(space, 9)
  await two.memory.relay.store.holdBlob({ space, group, blob: lost }, held!.author, nobodys)
  expect((await items()).map(({ content }) => content.type)).toEqual(['words', 'lost-photo'])
  expect(await act({ type: 'put-away', entryIds: [blob, item!.entryId, lost] })).toEqual({ type: 'done', isSent: true })
  expect([await heldBack(blob), await heldBack(lost)]).toEqual([true, false])
  expect((await items()).map(({ entryId }) => entryId)).toEqual([item!.entryId])
})

test('SX560 the wipe waits for the photo, however often it is cut off, and it comes as it was taken', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('request-lost', 'reply-lost', 'late'), { maxLength: 3 })
  const wire = two.memory.wire()
  const ben = two.here.device({ network: wire })
  await joinWith(ben.engine, await two.here.invite('Aisha Rahman', 'staff'))
  await sync(two.here.robot)
  await openState(ben.engine)
  await sync(ben.engine, two.here.robot, ben.engine)
  wire.setFate('request-lost')
  const blob = await writePhoto(ben.engine)
  const deviceId = ben.engine.admin.session()!.device.device
  await ben.engine.close()
  const before = ben.store.dump()
  await sync(lena.engine)
  expect(await lena.engine.teamAct({ type: 'remove-device', deviceId })).toEqual({ type: 'done' })
  await fc.assert(
    fc.asyncProperty(fates, async (cuts) => {
      const { store } = two.here.device({ network: wire })
      await store.commit(before)
      let disk = store
      for (const fate of cuts) {
        wire.setFate(fate, 'held-blobs')
        disk = disk.reopen()
        const cut = two.here.device({ network: wire, store: disk })
        await cut.engine.settle()
        await cut.engine.syncNow()
        await stateOf(cut.engine, ({ type }) => type === 'removed')
        await cut.engine.settle()
        // Its words have left; with the photo unheard of, nothing is erased.
        expect((await stateOf(cut.engine, ({ type }) => type === 'removed')) as unknown).toMatchObject({
          erased: false,
        })
        expect((await disk.scan('blobs', '', '~')).length).toBe(1)
        await cut.engine.close()
      }
      wire.setFate('delivered')
      const last = two.here.device({ network: wire, store: disk.reopen() })
      await last.engine.syncNow()
      await stateOf(last.engine, isErased)
      expect(await heldBack(blob)).toBe(true)
      expect(last.store.dump().filter(({ store: name }) => name === 'blobs' || name === 'blobMarks')).toEqual([])
      await last.engine.close()
    }),
    { numRuns: 8 },
  )
  expect((await two.memory.relay.store.heldBlobs(space, 9)).length).toBe(1)
})
