/** A lost phone of Doreen's or of Karen's is removed, through the real relay in memory: by staff, by herself, cut off half-way. */
import { beforeEach, expect, test } from 'vitest'
import type { DeviceId, GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Engine } from '../engine.ts'
import { createMemoryDeviceStore, type MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  doreen as person,
  startNeighbourhood,
  stateOf,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { askAgain, heard } from '../testing/phone-again.ts'

const { personId } = person
const karenMember = idOf<MemberId>('Karen Ashworth')
let memory: MemoryRelay
let here: Neighbourhood
let aisha: Engine
let wire: Wire
/** Of Aisha's tablet, and its disk. */
let cutOff: Wire
let store: MemoryDeviceStore
/** Controls that Aisha's tablet gets through from now on. */
let mostPosts: number

const roles = {
  'Aisha Rahman': 'staff',
  'Priya Patel': 'staff',
  'Doreen Ashworth': 'patient',
  'Karen Ashworth': 'family',
} as const

async function join(
  name: keyof typeof roles,
  network = memory.wire(),
  disk = createMemoryDeviceStore(),
): Promise<Engine> {
  const { engine } = here.device({ network, store: disk })
  await joinWith(engine, await here.invite(name, roles[name], roles[name] === 'staff' ? undefined : personId))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return engine
}

async function all(...engines: readonly Engine[]): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(here.robot, aisha, ...engines)
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  wire = memory.wire()
  mostPosts = Number.POSITIVE_INFINITY
  cutOff = {
    ...wire,
    fetch: async (url, init) => {
      if (url.includes('/control') && --mostPosts < 0) throw new TypeError('no way there')
      return wire.fetch(url, init)
    },
  }
  store = createMemoryDeviceStore()
  aisha = await join('Aisha Rahman', cutOff, store)
  must(await here.robot.admin.ensureBoard())
  return () => here.close()
})

/** Two phones of Doreen's, one of Karen's, all in the circle. */
async function phones() {
  const [lost, kept, karen] = [
    await join('Doreen Ashworth'),
    await join('Doreen Ashworth'),
    await join('Karen Ashworth'),
  ]
  must(await here.robot.admin.letIntoCircle(personId, karenMember))
  await all(lost, kept, karen)
  return { lost, kept, karen }
}

const deviceOf = (engine: Engine) => engine.admin.session()!.device
const idOn = (engine: Engine) => deviceOf(engine).device
const groups = () => ({
  own: here.robot.admin.privateGroup(personId)!,
  karens: here.robot.admin.familyGroup(personId, karenMember)!,
  circle: here.robot.admin.circleGroup(personId)!,
  board: here.robot.admin.boardGroup()!,
})
const epochs = (engine: Engine, group: GroupId) => deviceOf(engine).chains.state(group)!.epochs.length
const isOut = (engine: Engine, group: GroupId, device: DeviceId) =>
  deviceOf(engine).chains.state(group)!.devices[device]!.removedAt !== null
const isErased = (engine: Engine) => stateOf(engine, (state) => state.type === 'removed' && state.erased === true)
const remove = (engine: Engine, deviceId: string, by: string | null = personId) =>
  engine.circleAct({ type: 'remove-phone', personId: by, deviceId })

let count = 0
async function say(engine: Engine, group: GroupId, text: string): Promise<void> {
  memory.clock.advance(1_000)
  const at = memory.clock.now() as Instant
  const what = { commandId: idOf<string>(`say ${count++}`), at, threadId: threadIdOf(group), text, answers: null }
  expect((await engine.run({ type: 'send-message', ...what })).ok).toBe(true)
}

test('GK300 GK302 staff remove one of her phones from all of her groups, with a new key for each and the board; the others go on, and it erases itself', async () => {
  const { karen, kept, lost } = await phones()
  const { board, circle, own } = groups()
  const device = idOn(lost)
  const before = [own, circle, board].map((group) => epochs(aisha, group))
  const shown = (await viewOf(aisha, 'sharing', { personId })).phones
  expect(shown.map(({ isHers }) => isHers)).toEqual([true, true, false])
  expect(await remove(aisha, device)).toEqual({ type: 'done' })
  await all(kept, karen)
  expect([own, circle].map((group) => isOut(aisha, group, device))).toEqual([true, true])
  for (const [at, group] of [own, circle, board].entries()) {
    expect(epochs(aisha, group)).toBeGreaterThan(before[at]!)
    expect(await deviceOf(lost).keyring.groupKey(group, epochs(aisha, group) - 1)).toBeUndefined()
    expect(await deviceOf(kept).keyring.groupKey(group, epochs(aisha, group) - 1)).toBeDefined()
  }
  await say(aisha, circle, 'After the phone was lost')
  await say(aisha, own, 'For Doreen alone')
  await all(kept, karen)
  expect([await heard(kept, own), await heard(kept, circle), await heard(karen, circle)]).toEqual([
    ['For Doreen alone'],
    ['After the phone was lost'],
    ['After the phone was lost'],
  ])
  const erased = isErased(lost)
  await lost.syncNow()
  await erased
  expect((await viewOf(aisha, 'sharing', { personId })).phones.map(({ deviceId }) => deviceId)).not.toContain(device)
  expect(await remove(aisha, device)).toEqual({ type: 'done' })
})

test('GK300 what it had not sent is kept aside for an administrator', async () => {
  const phone = memory.wire()
  const lost = await join('Doreen Ashworth', phone)
  await sync(aisha)
  const { own } = groups()
  phone.setFate('request-lost')
  await say(lost, own, 'Not sent yet')
  expect(await remove(aisha, idOn(lost))).toEqual({ type: 'done' })
  const erased = isErased(lost)
  phone.setFate('delivered')
  await lost.syncNow()
  await erased
  expect((await memory.relay.store.quarantined(deviceOf(aisha).own.space, own)).length).toBeGreaterThan(0)
})

test('GK301 cut off after the first group it says so, and a colleague’s device finishes', async () => {
  const { karen, kept, lost } = await phones()
  const { circle, own } = groups()
  const device = idOn(lost)
  const priya = await join('Priya Patel')
  // The first removal gets through, and then the signal goes.
  mostPosts = 1
  expect(await remove(aisha, device)).toEqual({ type: 'done', goesOn: true })
  const before = await heard(kept, circle)
  await say(kept, circle, 'The old key goes on meanwhile')
  await sync(kept, priya, priya, karen)
  expect([isOut(priya, own, device), isOut(priya, circle, device)]).toEqual([true, true])
  expect(await heard(karen, circle)).toEqual([...before, 'The old key goes on meanwhile'])
  await isErasedAfter(lost)
})

test('GK301 cut off after the first group this device goes on by itself, started anew too, with nobody else there', async () => {
  for (const isKilled of [false, true]) {
    const { lost } = await phones()
    const { circle, own } = groups()
    const device = idOn(lost)
    mostPosts = 1
    expect(await remove(aisha, device)).toEqual({ type: 'done', goesOn: true })
    await sync(aisha)
    expect([isOut(aisha, own, device), isOut(aisha, circle, device)]).toEqual([true, false])
    if (isKilled) await startAnew()
    mostPosts = Number.POSITIVE_INFINITY
    await sync(aisha, aisha)
    expect(isOut(aisha, circle, device)).toBe(true)
    await isErasedAfter(lost)
  }
})

async function startAnew(): Promise<void> {
  await aisha.close()
  aisha = here.device({ network: cutOff, store: store.reopen() }).engine
  await stateOf(aisha, ({ type }) => type === 'locked')
  expect(await aisha.unlock(passphrase)).toEqual({ ok: true })
  await openState(aisha)
}

async function isErasedAfter(lost: Engine): Promise<void> {
  const erased = isErased(lost)
  await lost.syncNow()
  await erased
}

test('GK303 MB300 she removes an old phone of her own with the one in her hand, and Karen’s from her circle; Karen removes nobody’s', async () => {
  const { karen, kept, lost } = await phones()
  const { circle, karens, own } = groups()
  const [old, karens1] = [idOn(lost), idOn(karen)]
  const refused = { type: 'failed', problem: 'not-allowed' }
  expect(await remove(karen, old, null)).toEqual(refused)
  expect(await remove(kept, idOn(kept), null)).toEqual(refused)
  expect(await remove(kept, idOn(aisha), null)).toEqual(refused)
  expect(await remove(kept, old, null)).toEqual({ type: 'done' })
  expect(await remove(kept, karens1, null)).toEqual({ type: 'done' })
  await all(kept, karen)
  expect([isOut(aisha, own, old), isOut(aisha, circle, old), isOut(aisha, circle, karens1)]).toEqual([true, true, true])
  // The group that Karen shares with the team alone is the team's to close.
  expect(isOut(aisha, karens, karens1)).toBe(false)
  const left = (await viewOf(aisha, 'sharing', { personId })).phones.find(({ deviceId }) => deviceId === karens1)
  expect(left?.leftCircle).toBe(true)
  expect(await remove(aisha, karens1)).toEqual({ type: 'done' })
  await isErasedAfter(karen)
  await isErasedAfter(lost)
})

test('GK304 her next phone is the same member, also when it was the only one; Karen’s too', async () => {
  const [only, karen] = [await join('Doreen Ashworth'), await join('Karen Ashworth')]
  must(await here.robot.admin.letIntoCircle(personId, karenMember))
  await all(only, karen)
  const { circle, own } = groups()
  for (const each of [only, karen]) expect(await remove(aisha, idOn(each))).toEqual({ type: 'done' })
  await all()
  const [back] = (await viewOf(aisha, 'sharing', { personId })).family
  expect(back).toMatchObject({ who: { memberId: karenMember }, furtherPhone: 'may', inCircle: false })
  const made = await aisha.inPersonAct({ type: 'invite', personId, name: 'Doreen Ashworth' })
  if (made.type !== 'invited') throw new Error(made.type)
  const { engine: next } = here.device({ network: memory.wire() })
  await joinWith(next, made.fragment)
  await sync(aisha, here.robot)
  await openState(next)
  const { member } = deviceOf(aisha).chains.state(own)!.devices[idOn(next)]!
  expect(member).toBe(idOf<MemberId>('Doreen Ashworth'))
  expect(await askAgain(aisha, personId, 'nobody')).toEqual({ type: 'failed', problem: 'not-allowed' })
  const again = await askAgain(aisha, personId, karenMember)
  if (again.type !== 'invited') throw new Error(again.type)
  const { engine: karens } = here.device({ network: memory.wire() })
  await joinWith(karens, again.fragment)
  const [waiting] = must(await aisha.admin.waitingJoins())
  must(await aisha.admin.confirmJoin(waiting!))
  await openState(karens)
  await all(next, karens)
  expect(deviceOf(aisha).chains.state(circle)!.devices[idOn(karens)]!.member).toBe(karenMember)
})

test('GK300 without signal nothing is removed, and it says so', async () => {
  const { lost } = await phones()
  wire.setFate('request-lost')
  expect(await remove(aisha, idOn(lost))).toEqual({ type: 'failed', problem: 'no-signal' })
  wire.setFate('delivered')
  await all(lost)
  expect(isOut(aisha, groups().own, idOn(lost))).toBe(false)
})

test('GK300 a disk that cannot note that the board’s key is due removes nothing yet, and it says so', async () => {
  const { lost } = await phones()
  store.fail({ type: 'no-space' })
  expect(await remove(aisha, idOn(lost))).toMatchObject({ type: 'failed' })
  store.fail(null)
  await all(lost)
  expect(isOut(aisha, groups().own, idOn(lost))).toBe(false)
})
