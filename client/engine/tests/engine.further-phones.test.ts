/**
 * Doreen lets phones into her circle under the id of her daughter, of the team,
 * and of whom she likes, by an app that is changed where it must be: what they
 * come to read, and what the team's devices bring them. Through the real relay in memory.
 */
import { beforeEach, expect, test } from 'vitest'
import { type GroupId, type Instant, type MemberId, zeroDoc } from '../../../shared/lib/ids.ts'
import { inPersonHoldsMs } from '../../../shared/membership/role-rules.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { homePartition } from '../../domain/projections/rows.ts'
import { writeMemberCard } from '../../domain/records/member-card.ts'
import type { Engine } from '../engine.ts'
import { createInvite } from '../membership/invites.ts'
import { createSystemRandom } from '../platform/random.ts'
import { joinAbout } from '../testing/join-about.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  doreen as person,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'
import { askAgain, heard } from '../testing/phone-again.ts'
import { readWithStolenRelay } from '../testing/stolen-relay.ts'

const { personId } = person
const [karens, sols] = [idOf<MemberId>('Karen Ashworth'), idOf<MemberId>('Sol Diaz')]

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Engine
let doreen: Engine
let count = 0

const deviceOf = (engine: Engine) => engine.admin.session()!.device
const idOn = (engine: Engine) => deviceOf(engine).device
const circle = () => here.robot.admin.circleGroup(personId)!
const karensOwn = () => here.robot.admin.familyGroup(personId, karens)!
const isIn = (group: GroupId, engine: Engine) =>
  deviceOf(here.robot).chains.state(group)?.devices[idOn(engine)]?.removedAt === null
const membersOf = (group: GroupId) =>
  Object.values(deviceOf(here.robot).chains.state(group)!.devices).map(({ keys }) => keys.device)

const join = (name: string, role: 'staff' | 'patient' | 'family' | 'associate') =>
  joinAbout(here, { name, role, person: personId, network: memory.wire() })

async function settle(...engines: readonly Engine[]): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(here.robot, aisha, doreen, ...engines)
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman', 'staff')
  doreen = await join('Doreen Ashworth', 'patient')
  must(await here.robot.admin.ensureCircle(personId))
  await settle()
  return () => here.close()
})

/** By an app that lets in under whatever id it likes. */
async function letInByDoreen(member: MemberId, name = 'Karen Ashworth'): Promise<Engine> {
  const label = { name, roleTitle: 'daughter', face: '' }
  const expiresAt = (memory.clock.now() + 86_400_000) as Instant
  const invite = { role: 'family', member, group: circle(), label, expiresAt } as const
  const { engine } = here.device({ network: memory.wire() })
  await joinWith(engine, must(await doreen.admin.invite(invite)))
  const waiting = must(await doreen.admin.waitingJoins()).find((each) => each.member === member)
  must(await doreen.admin.confirmJoin(waiting!))
  await openState(engine)
  return engine
}

async function say(engine: Engine, group: GroupId, text: string): Promise<void> {
  memory.clock.advance(1_000)
  const intent = { commandId: idOf<string>(`further ${count++}`), at: memory.clock.now() as Instant }
  const threadId = threadIdOf(group)
  expect(await engine.run({ type: 'send-message', ...intent, threadId, text, answers: null })).toEqual({ ok: true })
}

/** With the whole relay besides. */
const opens = (engine: Engine) => readWithStolenRelay(deviceOf(engine), { relay: memory, knowing: here.robot })

test('GK1003 a further phone that the person let in as her daughter’s reads the circle, and nothing of what her daughter and the team write to each other', async () => {
  const karen = await join('Karen Ashworth', 'family')
  must(await here.robot.admin.letIntoCircle(personId, karens))
  await settle(karen)
  await say(karen, karensOwn(), 'Between us: is she eating?')
  const further = await letInByDoreen(karens)
  await settle(karen, further)
  await say(aisha, karensOwn(), 'For Karen alone: not since Monday')
  await say(karen, circle(), 'Tea on Sunday?')
  must(await here.robot.admin.newEpoch(karensOwn()))
  await settle(karen, further)
  expect(await heard(further, circle())).toEqual(['Tea on Sunday?'])
  expect(isIn(circle(), further)).toBe(true)
  expect(membersOf(karensOwn())).toEqual([idOn(karen)])
  expect(await opens(further)).toContain('Tea on Sunday?')
  for (const words of ['Between us', 'For Karen alone']) expect(await opens(further)).not.toContain(words)
  expect(await heard(karen, karensOwn())).toEqual(['Between us: is she eating?', 'For Karen alone: not since Monday'])
  const shown = async (engine: Engine) =>
    new Map((await viewOf(engine, 'sharing', { personId })).phones.map((each) => [each.deviceId, each.circleOnly]))
  expect(await shown(aisha)).toEqual(
    new Map([
      [idOn(doreen), false],
      [idOn(karen), false],
      [idOn(further), true],
    ]),
  )
  expect([...(await shown(doreen)).values()]).toEqual([false, false, false])
  const home = await viewOf(further, 'home', {})
  expect(home.threads.map(({ kind }) => kind)).toEqual(['circle'])
})

test('GK1003 whom the person lets in first under a new id has a thread of their own with the team; a second one under that id, whenever it came, has not', async () => {
  const [first, second] = [await letInByDoreen(karens), await letInByDoreen(karens)]
  await settle(first, second)
  expect(membersOf(karensOwn())).toEqual([idOn(first)])
  await say(first, karensOwn(), 'Between us')
  must(await doreen.admin.removeDevice(circle(), idOn(first)))
  const third = await letInByDoreen(karens)
  await settle(first, second, third)
  expect([second, third].map((engine) => isIn(circle(), engine))).toEqual([true, true])
  expect(membersOf(karensOwn())).toEqual([idOn(first)])
  for (const each of [second, third]) expect(await opens(each)).not.toContain('Between us')
})

test('GK1003 further phones of hers that the team let in come to the thread of her own, whoever let in the first', async () => {
  const first = await letInByDoreen(karens)
  await settle(first)
  const further = await join('Karen Ashworth', 'family')
  await settle(first, further)
  expect(membersOf(karensOwn())).toEqual([idOn(first), idOn(further)])
  expect(isIn(circle(), further)).toBe(true)
})

test('KR1005 an invite face to face that the person’s app made lets in nobody: no device of the team lets a phone in on her word', async () => {
  const karen = await join('Karen Ashworth', 'family')
  must(await here.robot.admin.letIntoCircle(personId, karens))
  await settle(karen)
  const { chains, identity } = deviceOf(doreen)
  const expiresAt = (memory.clock.now() + inPersonHoldsMs - 60_000) as Instant
  const label = { name: 'Karen Ashworth', roleTitle: 'daughter', face: '', spaceName: 'Elm Street' }
  const place = { role: 'family', member: karens, group: circle(), mode: 'in-person', expiresAt, label } as const
  const made = must(await createInvite({ identity, random: createSystemRandom(), chains }, place))
  const { engine: further } = here.device({ network: memory.wire() })
  const reading = await further.readInvite(made.fragment)
  if (reading.type !== 'good') throw new Error(reading.type)
  const { invite } = reading
  const asked = await further.join({ invite, name: invite.name, passphrase: null })
  await settle(karen)
  expect(membersOf(karensOwn())).toEqual([idOn(karen)])
  expect(membersOf(circle())).toHaveLength(2)
  expect(asked).toMatchObject({ ok: false })
})

test('GK1006 of those who wait at a circle’s door staff answer whom the team invited, and the person whom she invited', async () => {
  const family = { role: 'family', member: karens, group: circle() } as const
  const label = { name: 'Karen Ashworth', roleTitle: 'daughter', face: '' }
  const expiresAt = (memory.clock.now() + 86_400_000) as Instant
  for (const inviter of [doreen, aisha]) {
    const { engine } = here.device({ network: memory.wire() })
    await joinWith(engine, must(await inviter.admin.invite({ ...family, label, expiresAt })))
    const [waits] = must(await inviter.admin.waitingJoins())
    const other = inviter === doreen ? aisha : doreen
    expect(must(await other.admin.waitingJoins())).toEqual([])
    expect(await other.admin.confirmJoin(waits!)).toMatchObject({ error: { detail: 'nobody-waits' } })
    must(await (inviter === doreen ? doreen : here.robot).admin.confirmJoin(waits!))
    await openState(engine)
    await settle(engine)
  }
})

test('GK1004 nobody of the public brings an associate into a circle by letting a phone in under their id', async () => {
  const sol = await join('Sol Diaz', 'associate')
  const liar = await letInByDoreen(sols, 'Sol Diaz')
  await settle(sol, liar)
  expect(isIn(circle(), liar)).toBe(true)
  expect(membersOf(circle())).not.toContain(idOn(sol))
  const solsOwn = here.robot.admin.familyGroup(personId, sols)!
  expect(membersOf(solsOwn)).toEqual([idOn(liar)])
  must(await here.robot.admin.letIntoCircle(personId, sols))
  await settle(sol, liar)
  expect(isIn(circle(), sol)).toBe(true)
  expect(membersOf(solsOwn)).toEqual([idOn(liar)])
})

test('GK1007 the person invites nobody under the id of somebody she has in her circle; staff do', async () => {
  const karen = await join('Karen Ashworth', 'family')
  must(await here.robot.admin.letIntoCircle(personId, karens))
  await settle(karen)
  const again = { memberId: karens, face: '' }
  const asked = { type: 'invite-family', personId: null, name: 'Karen', relation: 'daughter', again } as const
  expect(await doreen.circleAct(asked)).toEqual({ type: 'failed', problem: 'not-allowed' })
  expect(await askAgain(aisha, personId, karens)).toMatchObject({ type: 'invited' })
})

test('QV1009 a further phone that the person let in as her daughter’s has read nothing in her name, names nobody but itself, and keeps her from coming back to nothing', async () => {
  const karen = await join('Karen Ashworth', 'family')
  must(await here.robot.admin.letIntoCircle(personId, karens))
  await settle(karen)
  const further = await letInByDoreen(karens)
  await settle(karen, further)
  const { device, writer } = further.admin.session()!
  Object.assign(device.own.signature, { name: 'Jean Ashworth' })
  const card = must(writeMemberCard(device.baseOf(personId)))
  const label = { kind: 'team', personId } as const
  const entry = { kind: 'record', group: circle(), priority: 'bulk', doc: zeroDoc, records: [card], label } as const
  must(await writer.write({ entries: [entry], alongside: [], sealedAlongside: [] }))
  await say(doreen, circle(), 'Did anybody ring the surgery?')
  await sync(doreen, further)
  const threadId = threadIdOf(circle())
  const { messages } = await viewOf(further, 'thread', { threadId })
  const messageIds = messages.map(({ id }) => id)
  const intent = { commandId: idOf<string>(`further ${count++}`), at: memory.clock.now() as Instant }
  expect(await further.run({ type: 'mark-seen', ...intent, threadId, messageIds })).toEqual({ ok: true })
  await sync(further, aisha, doreen, here.robot)
  const travel = (await viewOf(doreen, 'thread', { threadId })).messages.at(-1)?.travel
  const by = travel?.type === 'seen' ? travel.by : []
  expect(by).toEqual([{ name: 'Jean', as: 'family' }])
  await sync(karen)
  const { rows } = await deviceOf(karen).pages.load(homePartition)
  expect(rows.filter(({ collection }) => collection === 'unread')).toHaveLength(1)
  const audience = (await viewOf(aisha, 'thread', { threadId })).thread?.audience
  const readers = audience?.type === 'with-public' ? audience.names : []
  expect(readers).toHaveLength(3)
  expect(readers).toEqual(
    expect.arrayContaining(['Doreen', { name: 'Karen', as: 'family' }, { name: 'Jean', as: 'family' }]),
  )
  const { phones } = await viewOf(aisha, 'sharing', { personId })
  expect(phones.map(({ deviceId, who }) => [deviceId, who?.name])).toEqual(
    expect.arrayContaining([
      [idOn(karen), 'Karen Ashworth'],
      [idOn(further), 'Karen Ashworth'],
    ]),
  )
  expect(await aisha.circleAct({ type: 'remove-phone', personId, deviceId: idOn(karen) })).toEqual({ type: 'done' })
  expect((await viewOf(aisha, 'sharing', { personId })).family).toMatchObject([
    { who: { memberId: karens }, furtherPhone: 'may' },
  ])
})
