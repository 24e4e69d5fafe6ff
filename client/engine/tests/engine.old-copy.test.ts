/** SX180 to SX184, RX180, RM180: a device put back to an older copy that wrote again starts anew. The real relay, in memory. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId } from '../../../shared/lib/ids.ts'
import { err } from '../../../shared/lib/result.ts'
import { parseContentEntry } from '../../../shared/protocol/entry.ts'
import { createSignatureVerifier } from '../../../shared/protocol/signature.ts'
import { openLetIn } from '../receive/held-entry.ts'
import type { Write } from '../storage/device-store.ts'
import { oldCopyView } from '../succession/old-copy.ts'
import { readSuccessor } from '../succession/successor.ts'
import { logKey } from '../sync/outbox.ts'
import {
  doreen,
  idOf,
  type Neighbourhood,
  openState,
  passphrase,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import {
  type CopiedDevice,
  copyOf,
  looksAt,
  messagesAt,
  notesAt,
  type OldCopies,
  startOldCopies,
  tasksAt,
} from '../testing/old-copies.ts'

let copies: OldCopies
let here: Neighbourhood
let aisha: CopiedDevice
let priya: CopiedDevice

async function start(): Promise<() => Promise<void>> {
  copies = await startOldCopies()
  here = copies.here
  aisha = await copies.join('Aisha Rahman')
  priya = await copies.join('Priya Patel')
  await sync(here.robot, aisha.engine, priya.engine)
  return () => here.close()
}

beforeEach(start)

/** The relay has what she wrote after the copy was made, and what Priya wrote since. The copy then wrote too. */
async function forked(): Promise<CopiedDevice> {
  await copies.note(aisha, 'before')
  await copies.task(aisha, 'task before')
  await sync(aisha.engine)
  const copy = await copyOf(aisha)
  await copies.note(aisha, 'newer')
  await copies.task(aisha, 'task newer')
  await copies.say(aisha, 'message newer')
  await copies.look(aisha)
  await sync(aisha.engine, priya.engine)
  await copies.task(priya, 'task of Priya')
  await sync(priya.engine)
  const old = await copies.restored(aisha, copy, 'request-lost')
  copies.memory.clock.advance(24 * 60 * 60_000)
  await copies.look(old)
  await copies.note(old, 'in the kitchen 0')
  await copies.task(old, 'task in the kitchen 0')
  await copies.say(old, 'message in the kitchen')
  await copies.task(old, 'task in the kitchen 1')
  await copies.note(old, 'in the kitchen 1')
  old.wire.setFate('delivered')
  await sync(old.engine)
  return old
}

const written = {
  notes: ['before', 'in the kitchen 0', 'in the kitchen 1', 'newer'],
  tasks: ['task before', 'task in the kitchen 0', 'task in the kitchen 1', 'task newer', 'task of Priya'],
  messages: ['message in the kitchen', 'message newer'],
  looks: ['Aisha Rahman', 'Aisha Rahman'],
  parked: [],
}

const readAt = async (device: CopiedDevice) => ({
  notes: await notesAt(device),
  tasks: await tasksAt(device),
  messages: await messagesAt(device),
  looks: await looksAt(device),
  parked: (await viewOf(device.engine, 'sync', {})).parked,
})

const deviceOf = ({ engine }: CopiedDevice) => engine.admin.session()!.device.device
const oldCopyAt = async ({ engine }: CopiedDevice) => (await viewOf(engine, 'sync', {})).oldCopy

/** Bytes of an unsent note, as they were signed. */
async function unsentNote({ engine, store }: CopiedDevice): Promise<Bytes> {
  const { device, feeds } = engine.admin.session()!.device
  for (const { group, priority, seq } of feeds.marks()) {
    const bytes = (await store.get('log', logKey(group, device, seq)))!
    const entry = parseContentEntry(bytes)
    if (entry.ok && entry.value.header.kind === 'record' && priority === 'ordinary') return bytes
  }
  throw new Error('no note waits')
}

async function syncAll(device: CopiedDevice): Promise<void> {
  await openState(device.engine)
  await sync(device.engine, here.robot, priya.engine, device.engine, priya.engine)
}

const picture = Uint8Array.from({ length: 3_000 }, (_, at) => (at * 7) & 255)

/** Started anew while a photo could not leave: it waits under the new identity. */
async function anewWithPhoto(): Promise<CopiedDevice> {
  await copies.note(aisha, 'before')
  await sync(aisha.engine)
  const copy = await copyOf(aisha)
  await copies.note(aisha, 'newer')
  await sync(aisha.engine, priya.engine)
  const old = await copies.restored(aisha, copy, 'request-lost')
  expect(await copies.photo(old, 'with a photo', picture)).toHaveLength(64)
  old.wire.setFate('request-lost', '/blobs/')
  await sync(old.engine)
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
  await syncAll(old)
  return old
}

const { personId } = doreen

async function photoOf({ engine }: CopiedDevice) {
  const { story } = await viewOf(engine, 'person', { personId })
  const shown = story.filter(({ photo }) => photo != null)
  expect(shown.map(({ lines }) => lines[0])).toEqual(['with a photo'])
  return shown[0]!.photo!
}

async function fetchedByPriya() {
  const { id: photoId } = await photoOf(priya)
  return priya.engine.photoAct({ type: 'show', personId, photoId, fetch: true })
}

test('SX561 a photo that an old copy had not sent goes with its note under the new identity, once, wherever it is cut', async () => {
  const old = await anewWithPhoto()
  expect((await photoOf(old)).travel).toEqual({ type: 'here-only' })
  expect((await fetchedByPriya()).type).toBe('not-at-relay')
  old.wire.setFate('delivered')
  await sync(old.engine)
  expect((await photoOf(old)).travel).toMatchObject({ type: 'sent' })
  expect(await fetchedByPriya()).toMatchObject({ type: 'picture', bytes: picture })
  expect((await viewOf(old.engine, 'sync', {})).parked).toEqual([])
})

test('SX915 a photo that waits when its device starts anew leaves the locked device by the word of the new identity, into the group', async () => {
  const old = await anewWithPhoto()
  old.wire.setFate('request-lost', 'blobs/')
  await old.engine.lock()
  const locked = (unsentCount: number) =>
    stateOf(old.engine, (state) => state.type === 'locked' && state.unsentCount === unsentCount)
  await locked(1)
  old.wire.setFate('delivered')
  old.engine.notice({ type: 'online' })
  await locked(0)
  expect(await fetchedByPriya()).toMatchObject({ type: 'picture', bytes: picture })
})

test('SX180 SX182 SX183 RX180 what was written on an old copy reaches a colleague once, under a new identity of the same member', async () => {
  const old = await forked()
  const before = deviceOf(old)
  const bytes = await unsentNote(old)
  expect(await oldCopyAt(old)).toEqual({ isForked: true, mayBegin: true, sealing: 0, byHand: 0 })
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
  await syncAll(old)
  expect(deviceOf(old)).not.toBe(before)
  expect(await readAt(priya)).toEqual(written)
  expect(await readAt(old)).toEqual(written)
  expect(await oldCopyAt(old)).toBe(null)
  expect((await viewOf(old.engine, 'sync', {})).waiting).toEqual([])
  const team = priya.engine.admin.session()!.device.chains.team()!
  expect(team.devices[before]!.removedAt).not.toBe(null)
  expect(team.devices[deviceOf(old)]).toMatchObject({ removedAt: null, member: team.devices[before]!.member })
  // Only her own member's device lets it in by itself: a colleague who is no administrator does not.
  const { device: priyas } = priya.engine.admin.session()!
  const held = { space: priyas.own.space, me: priyas.own.member, chains: priyas.chains, sealer: priyas.sealer }
  const entry = parseContentEntry(bytes)
  if (!entry.ok) throw new Error('not an entry')
  const record = { ...priyas.baseOf(null), type: 'let-in', v: 1, entry: bytes } as const
  const { group } = entry.value.header
  const verdicts = [deviceOf(old), deviceOf(priya)].map((author) =>
    openLetIn({ ...held, verifier: createSignatureVerifier() }, { author, group }, record),
  )
  expect(await Promise.all(verdicts)).toMatchObject([
    { type: 'good' },
    { type: 'refused', reason: 'author-not-active' },
  ])
  const { story } = await viewOf(priya.engine, 'person', { personId })
  const again = story.find(({ lines }) => lines[0] === 'in the kitchen 0')!
  expect(again.letIn?.by.memberId).toBe(again.author.memberId)
  expect(again.times.writtenAt).toBeLessThan(again.letIn!.at)
})

test('SX181 killed after any commits, and again, it goes on: nothing is lost, nothing is there twice', async () => {
  const lives = fc.array(fc.nat({ max: 25 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc
      .asyncProperty(lives, fc.boolean(), async (commits, isLocked) => {
        let old = await forked()
        for (const count of commits) {
          const disk = old.store.reopen()
          let left = count
          const store = {
            ...disk,
            commit: async (writes: Parameters<typeof disk.commit>[0]) => {
              if (left-- <= 0) disk.fail({ type: 'disk', detail: 'killed' })
              return disk.commit(writes)
            },
          }
          // A kill may leave a try uncounted for: the next one waits.
          copies.memory.clock.advance(600_000)
          old = await copies.restored(old, store, 'delivered')
          await old.engine.anewAct({ type: 'begin' })
          await sync(old.engine)
          await old.engine.close()
          if (!isLocked) continue
          // Locked, it looks whether it is still in.
          const locked = here.device({ network: copies.memory.wire(), store: disk.reopen() })
          await sync(locked.engine)
          expect(locked.engine.admin.session()).toBe(null)
          await locked.engine.close()
        }
        copies.memory.clock.advance(600_000)
        old = await copies.restored(old, old.store.reopen(), 'delivered')
        await sync(old.engine)
        await old.engine.anewAct({ type: 'begin' })
        await syncAll(old)
        expect(await readAt(priya)).toEqual(written)
        expect(await readAt(old)).toEqual(written)
        expect(await oldCopyAt(old)).toBe(null)
      })
      .beforeEach(async () => {
        await here.close()
        await start()
      }),
    { numRuns: 2, examples: [[[5, 6, 7, 8, 9], true]] },
  )
})

test('SX181 RM180 when the answer is lost, the device goes on by itself and is not erased, locked or open', async () => {
  const old = await forked()
  const { memory } = copies
  await sync(old.engine)
  old.wire.setFate('reply-lost')
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'failed', problem: 'no-signal' })
  await old.engine.lock()
  old.wire.setFate('delivered')
  await sync(old.engine)
  expect((await stateOf(old.engine, () => true)).type).toBe('locked')
  memory.clock.advance(60_000)
  await old.engine.unlock(passphrase)
  await syncAll(old)
  expect(await readAt(priya)).toEqual(written)
  expect(await readAt(old)).toEqual(written)
})

test('SX270 once another identity is named nobody’s record is begun by this one, also when the answer was lost', async () => {
  const old = await forked()
  old.wire.setFate('reply-lost')
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'failed', problem: 'no-signal' })
  old.wire.setFate('request-lost')
  const { address, born, gender, phone } = doreen
  const name = { ...doreen.name, given: 'Walter' }
  const person = { name, address, born, gender, phone, access: '', needs: '', nhsNumber: '' }
  const added = await old.engine.run({
    ...{ type: 'add-person', commandId: idOf<string>('walter'), at: copies.memory.clock.now(), person },
    ...{ nurseId: idOf<string>('Aisha Rahman'), alsoIds: [], notThese: [] },
  })
  expect(added).toEqual({ ok: false, problem: { type: 'starting-anew' } })
})

test('SX270 a disk that is full in the middle leaves the device locked; unlocked again it goes on, and loses nothing later', async () => {
  const old = await forked()
  const disk = old.store.reopen()
  let isFull = true
  const isLast = ({ key, value }: Write) => key === 'successor' && value === null
  const commit: typeof disk.commit = async (writes) =>
    isFull && writes.some(isLast) ? err({ type: 'no-space' }) : disk.commit(writes)
  copies.memory.clock.advance(600_000)
  const full = await copies.restored(old, { ...disk, commit }, 'delivered')
  expect(await full.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
  await stateOf(full.engine, ({ type }) => type === 'locked')
  expect(await full.engine.unlock(passphrase)).toEqual({ ok: false, problem: { type: 'no-space' } })
  isFull = false
  expect(await full.engine.unlock(passphrase)).toEqual({ ok: true })
  await syncAll(full)
  expect(await readAt(priya)).toEqual(written)
  expect(await readAt(full)).toEqual(written)
})

test('RM180 SX180 the newer copy of the old identity writes no more: it sends what waits, which is held back, and erases itself', async () => {
  await copies.note(aisha, 'before')
  await sync(aisha.engine)
  const copy = await copyOf(aisha)
  await copies.note(aisha, 'newer')
  await sync(aisha.engine)
  aisha.wire.setFate('request-lost')
  await copies.note(aisha, 'written on the newer one')
  const wire = copies.memory.wire()
  wire.setFate('request-lost')
  const old = { ...here.device({ network: wire, store: copy }), wire }
  await old.engine.unlock(passphrase)
  await copies.note(old, 'written on the old one')
  wire.setFate('delivered')
  await sync(old.engine)
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
  aisha.wire.setFate('delivered')
  await aisha.engine.syncNow()
  await stateOf(aisha.engine, (state) => state.type === 'removed' && state.erased === true)
  await syncAll(old)
  expect(await notesAt(priya)).toEqual(['before', 'newer', 'written on the old one'])
})

test('SX183 what builds on something that is not here is told in words, done by hand and put away', async () => {
  const old = await forked()
  const { device, feeds } = old.engine.admin.session()!.device
  // The disk lost the first of two changes.
  for (const { group, seq } of feeds.marks()) {
    const key = logKey(group, device, seq)
    const entry = parseContentEntry((await old.store.get('log', key))!)
    if (!entry.ok || entry.value.header.kind !== 'change') continue
    await old.store.commit([{ store: 'log', key, value: null }])
    break
  }
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
  await syncAll(old)
  expect(await oldCopyAt(old)).toEqual({ isForked: false, mayBegin: true, sealing: 0, byHand: 1 })
  const told = await old.engine.anewAct({ type: 'list' })
  if (told.type !== 'list') throw new Error(told.type)
  expect(told.items).toMatchObject([
    { content: { type: 'change', of: 'tasks', words: expect.arrayContaining(['task in the kitchen 1']) } },
  ])
  expect(await notesAt(priya)).toEqual(written.notes)
  expect(await tasksAt(priya)).toEqual(['task before', 'task newer', 'task of Priya'])
  const { entryId } = told.items[0]!
  expect(await old.engine.anewAct({ type: 'put-away', entryId })).toEqual({ type: 'done' })
  expect(await old.engine.anewAct({ type: 'list' })).toEqual({ type: 'list', items: [] })
  await sync(old.engine)
  expect(await oldCopyAt(old)).toBe(null)
})

test('SX184 where a group it is in has two histories it keeps all it wrote and says that it cannot start anew alone', async () => {
  const wire = copies.memory.wire()
  const phone = { ...(await here.join('Doreen Ashworth', 'patient', { about: doreen.personId, network: wire })), wire }
  await sync(phone.engine)
  const copy = await copyOf(phone)
  await copies.say(phone, 'newer')
  await sync(phone.engine)
  const old = await copies.restored(phone, copy, 'request-lost')
  await openState(old.engine)
  await copies.say(old, 'on the old copy')
  old.wire.setFate('delivered')
  await sync(old.engine)
  expect(await oldCopyAt(old)).toEqual({ isForked: true, mayBegin: true, sealing: 0, byHand: 0 })
  const { device } = old.engine.admin.session()!
  const forks = { ...device.forks, stops: (group: GroupId) => group === device.own.group }
  Object.assign(device, { forks })
  expect(oldCopyView(device)).toMatchObject({ isForked: true, mayBegin: false })
  const identity = device.device
  const inLog = () => old.store.dump().flatMap(({ key, store }) => (store === 'log' ? key : []))
  const before = inLog()
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'failed', problem: 'not-allowed' })
  await sync(old.engine)
  expect([deviceOf(old), await readSuccessor(old.store)]).toEqual([identity, null])
  expect(inLog()).toEqual(before)
  expect(device.chains.state(device.own.group)!.devices[identity]!.removedAt).toBeNull()
  expect(await messagesAt(old)).toContain('on the old copy')
})
