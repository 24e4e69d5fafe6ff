/**
 * A photo with a visit note, from the draft to a colleague's screen: it is on this
 * device's disk before anything names it, it is never called sent before the relay
 * has it, and nobody reads it who may not read the record.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import type { SyncView } from '../../engine-api/sync-views.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { storeNames } from '../storage/device-store.ts'
import { doreen, passphrase, sync, viewOf } from '../testing/neighbourhood.ts'
import {
  firstPhoto,
  keepPhoto,
  photoDraft,
  photosOf,
  photoWords,
  picture,
  showPhoto,
  takePhoto,
  writeVisit,
} from '../testing/photo-of-visit.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen

let two: TwoColleagues
let aisha: Engine
let priya: Engine

beforeEach(async () => {
  two = await startTwoColleagues()
  aisha = two.aisha.engine
  priya = two.priya.engine
})
afterEach(() => two.here.close())

const write = (engine: Engine, blob: string | null, found?: string) => writeVisit(engine, two.intent(), blob, found)
const syncView = (engine: Engine): Promise<SyncView> => viewOf(engine, 'sync', {})
const cut = () => two.aisha.wire.setFate('request-lost')
const cutPhotos = () => two.aisha.wire.setFate('request-lost', '/blobs/')
const restore = () => two.aisha.wire.setFate('delivered')
const blobsOn = (engine: Engine) => engine.admin.store().scan('blobs', '0', 'g')

test('PH400 SX400 a photo taken without signal is on this device only, until the relay has it, and then a colleague sees it', async () => {
  cut()
  const kept = await keepPhoto(aisha)
  expect(await write(aisha, kept.blob)).toEqual({ ok: true })
  await sync(aisha)
  expect(await firstPhoto(aisha)).toMatchObject({ words: photoWords, consent: 'agreed', travel: { type: 'here-only' } })
  expect((await syncView(aisha)).waiting.map(({ kind }) => kind)).toContain('photo')

  restore()
  await sync(aisha, priya)
  const own = await firstPhoto(aisha)
  expect(own.travel).toMatchObject({ type: 'sent' })
  expect((await syncView(aisha)).pill.type).toBe('up-to-date')
  expect(await firstPhoto(priya)).toEqual({ ...own, travel: null })
  expect(await showPhoto(priya, false)).toEqual({ type: 'not-here' })
  expect(await showPhoto(priya)).toEqual({ type: 'picture', bytes: picture(), mediaType: 'image/jpeg' })
})

test('PH400 it is one item with its note, and a visit may be a photo alone', async () => {
  await takePhoto(aisha, two.intent())
  const { story } = await viewOf(aisha, 'person', { personId })
  expect(story).toHaveLength(1)
  expect(story[0]).toMatchObject({ kind: 'note', photo: { words: photoWords } })
  await write(aisha, (await keepPhoto(aisha, picture(900))).blob, '')
  const after = await viewOf(aisha, 'person', { personId })
  expect(after.story.map(({ kind }) => kind)).toEqual(['photo', 'note'])
})

test('SX401 while a photo waits it is never "up to date", and the panel counts it', async () => {
  cutPhotos()
  await takePhoto(aisha, two.intent())
  await sync(aisha)
  const { pill, waiting } = await syncView(aisha)
  expect(waiting.map(({ initials, kind }) => [kind, initials])).toEqual([['photo', 'D.A.']])
  expect(pill.type).not.toBe('up-to-date')
  expect(pill.type).not.toBe('nothing-to-send')
  expect(waiting[0]!.bytes).toBeGreaterThan(3_000)
  // The words have left all the same: they go first.
  await sync(priya)
  expect(await firstPhoto(priya)).toMatchObject({ words: photoWords })
  expect(await showPhoto(priya)).toEqual({ type: 'not-at-relay' })
  restore()
  await sync(aisha)
  expect((await syncView(aisha)).pill.type).toBe('up-to-date')
  expect(await showPhoto(priya)).toMatchObject({ type: 'picture' })
})

test('SX402 an answer that is lost, a request heard twice or too late: it is sent once, and said to be only when it is known', async () => {
  for (const fate of ['reply-lost', 'twice', 'late', 'request-lost'] as const) {
    two.aisha.wire.setFate(fate, '/blobs/')
    await takePhoto(aisha, two.intent(), picture(500, fate.length))
    await sync(aisha)
    const [newest] = await photosOf(aisha)
    if (fate !== 'twice') expect([fate, newest?.travel]).toEqual([fate, { type: 'here-only' }])
    restore()
    await sync(aisha)
    expect((await photosOf(aisha))[0]?.travel).toMatchObject({ type: 'sent' })
  }
  await sync(priya)
  for (const { id } of await photosOf(priya))
    expect(await priya.photoAct({ type: 'show', personId, photoId: id, fetch: true })).toMatchObject({
      type: 'picture',
    })
})

test('SX403 what the relay will not take is said, holds up no other, and is tried again when somebody asks', async () => {
  const care = two.here.robot.admin.session()!.device.chains.careChainOf(personId as PersonId)!.group
  await takePhoto(aisha, two.intent(), picture(900, 3))
  const { store } = two.memory.relay
  const putBlob = store.putBlob
  let isFull = true
  Object.assign(store, {
    putBlob: (...args: Parameters<typeof putBlob>) =>
      isFull && args[1] === care && args[3].length < 1_000 ? Promise.resolve('over-quota') : putBlob(...args),
  })
  await sync(aisha)
  await takePhoto(aisha, two.intent(), picture(2_000, 5))
  await sync(aisha)
  expect((await photosOf(aisha)).map(({ travel }) => travel)).toEqual([
    { type: 'sent', at: expect.any(Number) },
    { type: 'not-sent', problem: 'over-quota' },
  ])
  const { needsYou, pill } = await syncView(aisha)
  expect(needsYou.map(({ kind, problem }) => [kind, problem])).toEqual([['photo', 'over-quota']])
  expect(pill.type).not.toBe('up-to-date')
  isFull = false
  await sync(aisha)
  expect((await photosOf(aisha)).map(({ travel }) => travel?.type)).toEqual(['sent', 'sent'])
})

test('PH401 no record names a photo that is not on this disk: gone, another one, or none kept, and nothing is written', async () => {
  const kept = await keepPhoto(aisha)
  const [row] = await blobsOn(aisha)
  await aisha.admin.store().commit([{ store: 'blobs', key: row!.key, value: null }])
  const lost = { ok: false, problem: { type: 'photo-lost' } }
  expect(await write(aisha, kept.blob)).toEqual(lost)
  const other = await keepPhoto(aisha, picture(800))
  expect(await write(aisha, kept.blob)).toEqual(lost)
  await aisha.photoAct({ type: 'discard', draftKey: photoDraft })
  expect(await write(aisha, other.blob)).toEqual(lost)
  expect((await viewOf(aisha, 'person', { personId })).story).toEqual([])
  expect(await blobsOn(aisha)).toEqual([])
})

test('PH402 the draft of a photo outlives the app, is shown again, replaced and thrown away; the save takes it', async () => {
  const bytes = picture()
  await keepPhoto(aisha, picture(700))
  const kept = await keepPhoto(aisha, bytes)
  expect(await blobsOn(aisha)).toHaveLength(1)
  await aisha.lock()
  expect(await aisha.unlock(passphrase)).toEqual({ ok: true })
  const shown = { type: 'picture', bytes, mediaType: 'image/jpeg', draft: kept }
  expect(await aisha.photoAct({ type: 'show-draft', draftKey: photoDraft })).toEqual(shown)
  expect(await write(aisha, kept.blob)).toEqual({ ok: true })
  expect(await aisha.photoAct({ type: 'show-draft', draftKey: photoDraft })).toEqual({ type: 'none' })
  expect(await showPhoto(aisha, false)).toMatchObject({ type: 'picture', bytes })
  // What was written stays when its form begins anew.
  await keepPhoto(aisha, picture(600))
  await aisha.photoAct({ type: 'discard', draftKey: photoDraft })
  expect(await showPhoto(aisha, false)).toMatchObject({ type: 'picture', bytes })
  expect(await blobsOn(aisha)).toHaveLength(1)
})

test('PH402 a save that is asked for twice is one photo', async () => {
  const kept = await keepPhoto(aisha)
  const intent = two.intent()
  const note = { words: '', found: 'Well', did: '', next: '' }
  const photo = { blob: kept.blob, words: photoWords, consent: 'best-interests' } as const
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null, photo } as const
  const command = { ...visit, startedAt: intent.at, ...intent }
  expect(await aisha.run(command)).toEqual({ ok: true })
  expect(await aisha.run(command)).toEqual({ ok: true })
  expect(await photosOf(aisha)).toHaveLength(1)
})

test('PH403 what lies on the disk and at the relay is sealed: no stretch of the picture, whatever it is', async () => {
  const told: Buffer[] = []
  const { call } = two.memory.relay
  Object.assign(two.memory.relay, {
    call: (path: string, sent: Parameters<typeof call>[1]) => {
      told.push(Buffer.from(sent?.body ?? new Uint8Array()))
      return call(path, sent)
    },
  })
  const onDisk = async () => {
    const rows = await Promise.all(storeNames.map((name) => aisha.admin.store().scan(name, '', '￿')))
    return rows.flat().map(({ value }) => Buffer.from(value))
  }
  // Noughts alone lie anywhere.
  const pictures = fc.uint8Array({ minLength: 48, maxLength: 400 }).filter((bytes) => new Set(bytes).size > 24)
  await fc.assert(
    fc.asyncProperty(pictures, async (bytes) => {
      await takePhoto(aisha, two.intent(), bytes)
      await sync(aisha)
      const all = [...told, ...(await onDisk())]
      for (const stretch of stretchesOf(bytes))
        expect(all.some((each) => each.includes(Buffer.from(stretch)))).toBe(false)
    }),
    { numRuns: 5 },
  )
  for (const { value } of await blobsOn(aisha))
    expect(told.some((each) => each.includes(Buffer.from(value)))).toBe(true)
})

/** Of sixteen bytes, where these are not nearly all one. */
function stretchesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const stretches = Array.from({ length: bytes.length >> 4 }, (_, at) => bytes.subarray(at * 16, at * 16 + 16))
  return stretches.filter((stretch) => new Set(stretch).size > 7)
}

test('PH404 bytes changed on the disk are fetched again; bytes changed at the relay are refused', async () => {
  await takePhoto(aisha, two.intent())
  await sync(aisha, priya)
  expect(await showPhoto(priya)).toMatchObject({ type: 'picture' })
  const store = priya.admin.store()
  const [row] = await blobsOn(priya)
  const spoilt = Uint8Array.from(row!.value)
  spoilt[40]! ^= 1
  await store.commit([{ store: 'blobs', key: row!.key, value: spoilt }])
  expect(await showPhoto(priya, false)).toEqual({ type: 'damaged' })
  expect(await showPhoto(priya)).toMatchObject({ type: 'picture' })
  await store.commit([{ store: 'blobs', key: row!.key, value: null }])
  const { findBlob } = two.memory.relay.store
  Object.assign(two.memory.relay.store, {
    findBlob: async (...args: Parameters<typeof findBlob>) => {
      const found = await findBlob(...args)
      return found && { ...found, pieces: () => [spoilt] }
    },
  })
  expect(await showPhoto(priya)).toEqual({ type: 'damaged' })
  expect(await blobsOn(priya)).toEqual([])
})

test('PH405 without signal a photo that is not here says so, and is kept sealed once it is fetched', async () => {
  await takePhoto(aisha, two.intent())
  await sync(aisha, priya)
  two.priya.wire.setFate('request-lost')
  expect(await showPhoto(priya)).toEqual({ type: 'no-signal' })
  two.priya.wire.setFate('delivered')
  const both = await Promise.all([showPhoto(priya), showPhoto(priya)])
  expect(both.map(({ type }) => type)).toEqual(['picture', 'picture'])
  two.priya.wire.setFate('request-lost')
  expect(await showPhoto(priya)).toMatchObject({ type: 'picture', bytes: picture() })
  const [row] = await blobsOn(priya)
  expect(Buffer.from(row!.value).includes(Buffer.from(picture().slice(0, 32)))).toBe(false)
})

test('EV400 what was fetched of her photos goes with her record, and an own one that waits keeps it here', async () => {
  const ben = await two.join('Ben Okafor')
  await takePhoto(aisha, two.intent())
  await sync(aisha)
  const reason = { reason: 'urgent', words: 'She is on the floor', hours: 1 } as const
  expect(await ben.engine.accessAct({ type: 'open-record', personId, ...reason })).toMatchObject({ type: 'done' })
  await sync(ben.engine)
  expect(await showPhoto(ben.engine)).toMatchObject({ type: 'picture' })
  const { putBlob } = two.memory.relay.store
  Object.assign(two.memory.relay.store, { putBlob: async () => 'over-quota' })
  const own = await keepPhoto(ben.engine, picture(1_500))
  await write(ben.engine, own.blob, 'Helped up')
  await sync(ben.engine)
  two.memory.clock.advance(2 * 60 * 60_000)
  await sync(ben.engine)
  await sync(ben.engine)
  // His own still waits: nothing of hers is taken away before it has left.
  expect(await blobsOn(ben.engine)).toHaveLength(2)
  Object.assign(two.memory.relay.store, { putBlob })
  for (let round = 0; round < 3; round++) await sync(ben.engine)
  const left = await blobsOn(ben.engine)
  expect(left.map(({ key }) => key.slice(33))).toEqual([own.blob])
})

test('SX404 a relay that lost its attachments is given them again by whoever took them, and they were sent all the while', async () => {
  await takePhoto(aisha, two.intent())
  await sync(aisha)
  const { findBlob, putBlob } = two.memory.relay.store
  const given = new Set<string>()
  Object.assign(two.memory.relay.store, {
    findBlob: async (...args: Parameters<typeof findBlob>) => (given.has(args[2]) ? findBlob(...args) : undefined),
    putBlob: async (...args: Parameters<typeof putBlob>) => {
      given.add(args[2])
      return putBlob(...args)
    },
  })
  await sync(priya)
  expect(await showPhoto(priya)).toEqual({ type: 'not-at-relay' })
  await two.memory.relay.store.renewGeneration(aisha.admin.session()!.device.own.space)
  for (let round = 0; round < 3; round++) await sync(aisha)
  expect((await firstPhoto(aisha)).travel).toMatchObject({ type: 'sent' })
  await sync(priya)
  expect(await showPhoto(priya)).toMatchObject({ type: 'picture' })
})

test('PH402 a disk that is full keeps no photo and says so; a kill in between leaves the draft or nothing', async () => {
  const store = createMemoryDeviceStore()
  const cara = await two.here.join('Cara Lyons', 'staff', { store })
  store.fail({ type: 'no-space' })
  const photo = { bytes: picture(), mediaType: 'image/jpeg', width: 10, height: 10 } as const
  const act = { type: 'keep', draftKey: photoDraft, personId, photo } as const
  expect(await cara.engine.photoAct(act)).toEqual({ type: 'failed', problem: 'no-space' })
  store.fail(null)
  expect(await cara.engine.photoAct({ type: 'show-draft', draftKey: photoDraft })).toEqual({ type: 'none' })
  expect(await cara.engine.photoAct(act)).toMatchObject({ type: 'kept' })
  const again = await two.here.device({ store: store.reopen() })
  expect(await again.engine.unlock(passphrase)).toEqual({ ok: true })
  expect(await again.engine.photoAct({ type: 'show-draft', draftKey: photoDraft })).toMatchObject({ type: 'picture' })
})

test('PH403 a phone of the public is given no photo of the record', async () => {
  await takePhoto(aisha, two.intent())
  await sync(aisha)
  const phone = await two.here.join('Doreen Ashworth', 'patient', { about: personId as PersonId })
  const own = phone.engine.admin.session()!
  const session = await own.relaySession()
  const [row] = await blobsOn(aisha)
  const [group, blob] = row!.key.split('/') as [GroupId, never]
  const wire = phone.engine.admin.relay()
  expect(await wire.getBlob(session!, group, blob)).toMatchObject({ ok: false })
})
