/** What removed devices had written, where the relay does not answer or the disk does not take it: the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import { encodeProblem, problemMediaType } from '../../../shared/protocol/problem.ts'
import type { HeldAct, HeldItem } from '../../engine-api/held-back.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { Wire } from '../testing/memory-relay.ts'
import { doreen, joinWith, openState, stateOf, sync, viewOf } from '../testing/neighbourhood.ts'
import { photosOf, takePhoto } from '../testing/photo-of-visit.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'

const { personId } = doreen
const hour = 3_600_000
const done = { type: 'done', isSent: true } as const
const failed = (problem: string) => ({ type: 'failed', problem })

let two: TwoColleagues
let lena: TwoColleagues['aisha'] & { readonly wire: Wire; readonly store: MemoryDeviceStore }
/** Of what she asks: these addresses the relay says no to. */
let forbidden: string

beforeEach(async () => {
  two = await startTwoColleagues()
  const wire = two.memory.wire()
  forbidden = 'nothing'
  const no = encodeProblem({ type: 'unknown-or-forbidden', title: 'No', status: 403 })
  const network: Wire = {
    ...wire,
    fetch: async (url, init) =>
      url.includes(forbidden)
        ? new Response(no, { status: 403, headers: { 'content-type': problemMediaType } })
        : wire.fetch(url, init),
  }
  lena = { wire, ...two.here.device({ network }) }
  await joinWith(lena.engine, await two.here.invite('Lena Hartley', 'admin'))
  await sync(two.here.robot)
  await openState(lena.engine)
  await sync(lena.engine, two.here.robot, two.priya.engine, two.aisha.engine)
  return () => two.here.close()
})

const act = (what: HeldAct) => lena.engine.heldAct(what)

async function items(): Promise<readonly HeldItem[]> {
  const listed = await act({ type: 'list' })
  if (listed.type !== 'list') throw new Error(JSON.stringify(listed))
  return listed.view.items.filter(({ content }) => content.type !== 'automatic')
}

/** Aisha’s tablet comes back removed, with a note and its photo; `sent`: what of them had left before. */
async function loseTablet(sent: 'nothing' | 'the note'): Promise<BlobId> {
  const { engine, wire } = two.aisha
  wire.setFate('request-lost', sent === 'nothing' ? '' : '/blobs/')
  const blob = await takePhoto(engine, two.intent())
  if (sent === 'the note') await sync(engine)
  const deviceId = engine.admin.session()!.device.device
  expect(await lena.engine.teamAct({ type: 'remove-device', deviceId })).toEqual({ type: 'done' })
  wire.setFate('delivered')
  await engine.syncNow()
  await stateOf(engine, (state) => state.type === 'removed' && state.erased === true)
  await sync(lena.engine, two.priya.engine)
  return blob
}

async function openRecord(): Promise<void> {
  const opening = { type: 'open-record', personId, reason: 'asked', words: 'What Aisha had left', hours: 2 } as const
  expect(await lena.engine.accessAct(opening)).toEqual({ type: 'done', told: true })
  await sync(lena.engine)
}

test('HB1073 a list is whole or not told: without signal for any part of it that is said, and so is the relay’s no', async () => {
  await loseTablet('nothing')
  await openRecord()
  for (const part of ['held-blobs', 'quarantine']) {
    lena.wire.setFate('request-lost', part)
    expect([part, await act({ type: 'list' })]).toEqual([part, failed('no-signal')])
  }
  lena.wire.setFate('delivered')
  forbidden = 'quarantine'
  expect(await act({ type: 'list' })).toEqual(failed('not-allowed'))
  forbidden = 'nothing'
  expect(await items()).toHaveLength(1)
})

test('PH1074 for want of signal nothing is let in without its photo: with signal it goes in with it', async () => {
  const blob = await loseTablet('nothing')
  await openRecord()
  const [item] = await items()
  const { entryId } = item!
  lena.wire.setFate('request-lost', blob)
  expect(await act({ type: 'show-photo', entryId, blob })).toEqual(failed('no-signal'))
  expect(await act({ type: 'let-in', entryId })).toEqual(failed('no-signal'))
  expect((await items()).map((each) => each.entryId)).toEqual([entryId])
  lena.wire.setFate('delivered')
  expect(await act({ type: 'let-in', entryId })).toEqual(done)
  await sync(two.priya.engine)
  expect(await photosOf(two.priya.engine)).toHaveLength(1)
})

test('PH562 what is not the photo that its note names is not put with it: that is said, and it is listed on', async () => {
  const blob = await loseTablet('the note')
  await openRecord()
  const { store } = two.memory.relay
  const { findHeldBlob } = store
  const others = Uint8Array.from({ length: 4_000 }, (_, at) => at & 255)
  Object.assign(store, {
    findHeldBlob: async (...asked: Parameters<typeof findHeldBlob>) => {
      const found = await findHeldBlob(...asked)
      return found && { ...found, bytes: others.length, pieces: () => [others] }
    },
  })
  expect(await act({ type: 'let-in', entryId: blob })).toEqual(failed('no-photo'))
  expect(await act({ type: 'show-photo', entryId: blob, blob })).toEqual(failed('no-photo'))
  expect(await lena.store.scan('blobMarks', '0', 'g')).toEqual([])
  expect((await items()).map(({ entryId }) => entryId)).toEqual([blob])
  Object.assign(store, { findHeldBlob })
  expect(await act({ type: 'let-in', entryId: blob })).toEqual(done)
})

test('HB110 once the record is closed again nothing is decided about what she had read', async () => {
  await loseTablet('nothing')
  await openRecord()
  const [{ entryId } = { entryId: '' }] = await items()
  two.memory.clock.advance(3 * hour)
  await sync(lena.engine, lena.engine)
  expect((await items()).map(({ content }) => content.type)).toEqual(['closed'])
  expect(await act({ type: 'leave-out', entryId, reason: 'not-right' })).toEqual(failed('closed'))
  expect(await act({ type: 'let-in', entryId })).toEqual(failed('closed'))
  await openRecord()
  expect(await act({ type: 'leave-out', entryId, reason: 'not-right' })).toEqual(done)
})

test.each([[{ type: 'no-space' }], [{ type: 'disk', detail: 'broken' }]] as const)(
  'HB1075 where the disk does not take a decision that is said, and nothing is decided: $type',
  async (failure) => {
    const care = two.here.robot.admin.careGroup(personId) as GroupId
    const blob = await loseTablet('nothing')
    await openRecord()
    const [{ entryId } = { entryId: '' }] = await items()
    const decisions = [
      { type: 'leave-out', entryId, reason: 'not-right' },
      { type: 'let-in', entryId },
    ] as const
    for (const decision of decisions) {
      lena.store.fail(failure)
      expect(await act(decision)).toEqual(failed(failure.type))
      lena.store.fail(null)
      expect((await items()).map((each) => each.entryId)).toEqual([entryId])
    }
    const { own } = lena.engine.admin.session()!.device
    expect(await two.memory.relay.store.findHeldBlob({ space: own.space, group: care, blob })).toBeDefined()
    expect(await act({ type: 'let-in', entryId })).toEqual(done)
    const { story } = await viewOf(lena.engine, 'person', { personId }, (view) => view.story.length > 0)
    expect(story).toHaveLength(1)
  },
)
