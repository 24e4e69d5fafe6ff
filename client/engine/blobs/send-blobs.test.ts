/** SX400 to SX403: what one step of sending says of a photo that waits, by a way of its own to the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { BlobId } from '../../../shared/lib/ids.ts'
import { encodeProblem, problemMediaType } from '../../../shared/protocol/problem.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import type { Session } from '../sync/relay-client.ts'
import { createMemoryRelayClient, type MemoryRelayClient } from '../testing/memory-relay-client.ts'
import { doreen } from '../testing/neighbourhood.ts'
import { takePhoto } from '../testing/photo-of-visit.ts'
import { startTwoColleagues, type TwoColleagues } from '../testing/two-colleagues.ts'
import { type SendBlobsDeps, sendBlobs } from './send-blobs.ts'

let two: TwoColleagues
let store: MemoryDeviceStore
let way: MemoryRelayClient
let deps: SendBlobsDeps
let session: Session
let blob: BlobId
let told: number

/** The app of this tablet of Aisha's is without signal: nothing but the step here sends its photo. */
beforeEach(async () => {
  two = await startTwoColleagues()
  store = createMemoryDeviceStore()
  const { engine, wire } = await two.join('Aisha Rahman', () => {}, { store })
  const { device, relaySession } = engine.admin.session()!
  session = (await relaySession())!
  wire.setFate('request-lost')
  blob = await takePhoto(engine, two.intent())
  await engine.settle()
  way = createMemoryRelayClient(two.memory)
  told = 0
  const { blobMarks, commitLock } = device
  const onSent = () => {
    told += 1
  }
  deps = { blobMarks, commitLock, store, clock: two.memory.clock, relay: way.client, onSent }
  return () => two.here.close()
})

const isAtRelay = async () => {
  const group = two.here.robot.admin.careGroup(doreen.personId)!
  return (await two.memory.relay.store.findBlob(session.space, group, blob)) !== undefined
}
const waits = () => deps.blobMarks.due().map(({ problem, sentAt }) => [problem, sentAt])
const waiting = [[null, null]]

test('SX1079 whatever is lost on the way is told as that, at once, and nothing is told as sent', async () => {
  for (const fate of ['request-lost', 'late', 'reply-lost'] as const) {
    way.script([fate])
    expect([fate, await sendBlobs(deps, session, false)]).toEqual([fate, { type: 'no-signal' }])
    expect([fate, waits(), told]).toEqual([fate, waiting, 0])
  }
  expect(await sendBlobs(deps, session, false)).toEqual({ type: 'ok' })
  expect([waits(), told, await isAtRelay()]).toEqual([[], 1, true])
  expect(await sendBlobs(deps, session, false)).toEqual({ type: 'idle' })
})

test.each([
  ['too-many-requests', 429, 'refused'],
  ['unavailable', 503, 'refused'],
  ['no-session', 401, 'no-session'],
] as const)(
  'SX1079 a relay that is asked too much or knows no session is told as that, and the photo goes on waiting: %s',
  async (type, status, outcome) => {
    const { call } = two.memory.relay
    const no = encodeProblem({ type, title: 'Not now', status })
    Object.assign(two.memory.relay, {
      call: async () => new Response(no, { status, headers: { 'content-type': problemMediaType } }),
    })
    expect(await sendBlobs(deps, session, false)).toEqual({ type: outcome })
    expect([waits(), told]).toEqual([waiting, 0])
    Object.assign(two.memory.relay, { call })
    expect(await sendBlobs(deps, session, false)).toEqual({ type: 'ok' })
    expect(await isAtRelay()).toBe(true)
  },
)

test('SX1079 where the disk does not take that it was sent, it is not told as sent, and is sent once more', async () => {
  store.fail({ type: 'no-space' })
  expect(await sendBlobs(deps, session, false)).toEqual({ type: 'refused' })
  expect([waits(), told, await isAtRelay()]).toEqual([waiting, 0, true])
  store.fail(null)
  expect(await sendBlobs(deps, session, false)).toEqual({ type: 'ok' })
  expect([waits(), told]).toEqual([[], 1])
  expect(await two.memory.relay.store.heldBlobs(session.space, 9)).toEqual([])
})
