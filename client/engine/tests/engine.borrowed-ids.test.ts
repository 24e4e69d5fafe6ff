/** Doreen's app is changed: it lets a phone into her circle under the member id of one of the team. */
import { beforeEach, expect, test } from 'vitest'
import { type GroupId, type Instant, type MemberId, zeroDoc } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { homePartition } from '../../domain/projections/rows.ts'
import { writeMemberCard } from '../../domain/records/member-card.ts'
import type { Engine } from '../engine.ts'
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

const { personId } = person
const [karens, sols] = [idOf<MemberId>('Karen Ashworth'), idOf<MemberId>('Sol Diaz')]

let memory: MemoryRelay
let here: Neighbourhood
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  return () => here.close()
})

const deviceOf = (engine: Engine) => engine.admin.session()!.device

const join = (name: string, role: 'staff' | 'patient' | 'family' | 'associate') =>
  joinAbout(here, { name, role, person: personId, network: memory.wire() })

async function everybody() {
  const aisha = await join('Aisha Rahman', 'staff')
  const [doreen, karen] = [await join('Doreen Ashworth', 'patient'), await join('Karen Ashworth', 'family')]
  const sol = await join('Sol Diaz', 'associate')
  for (const member of [karens, sols]) must(await here.robot.admin.letIntoCircle(personId, member))
  const circle = here.robot.admin.circleGroup(personId)!
  const engines = [here.robot, aisha, doreen, karen, sol]
  await rounds(engines)
  return { engines, aisha, doreen, karen, sol, circle }
}

async function rounds(engines: readonly Engine[]): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(...engines)
}

async function letInAs(doreen: Engine, circle: GroupId, member: MemberId): Promise<Engine> {
  const label = { name: 'Aisha Rahman', roleTitle: 'community nurse', face: '' }
  const expiresAt = (memory.clock.now() + 86_400_000) as Instant
  const invite = { role: 'family', member, group: circle, label, expiresAt } as const
  const { engine } = here.device({ network: memory.wire() })
  await joinWith(engine, must(await doreen.admin.invite(invite)))
  const waiting = must(await doreen.admin.waitingJoins()).find((each) => each.member === member)
  must(await doreen.admin.confirmJoin(waiting!))
  await openState(engine)
  return engine
}

/** As a changed app may: in the words it likes, and under the member id it was given. */
async function callItself(liar: Engine, group: GroupId, name: string): Promise<void> {
  const { device, writer } = liar.admin.session()!
  Object.assign(device.own.signature, { name, role: 'pharmacist' })
  const card = must(writeMemberCard(device.baseOf(personId)))
  const label = { kind: 'team', personId } as const
  const entry = { kind: 'record', group, priority: 'bulk', doc: zeroDoc, records: [card], label } as const
  must(await writer.write({ entries: [entry], alongside: [], sealedAlongside: [] }))
}

const intent = () => {
  memory.clock.advance(1_000)
  return { commandId: idOf<string>(`borrowed ${count++}`), at: memory.clock.now() as Instant }
}

async function say(engine: Engine, group: GroupId, text: string): Promise<void> {
  const threadId = threadIdOf(group)
  expect(await engine.run({ type: 'send-message', ...intent(), threadId, text, answers: null })).toEqual({ ok: true })
}

async function see(engine: Engine, group: GroupId): Promise<void> {
  const threadId = threadIdOf(group)
  const { messages } = await viewOf(engine, 'thread', { threadId })
  const messageIds = messages.map(({ id }) => id)
  expect(await engine.run({ type: 'mark-seen', ...intent(), threadId, messageIds })).toEqual({ ok: true })
}

async function travelled(engine: Engine, group: GroupId) {
  const { messages } = await viewOf(engine, 'thread', { threadId: threadIdOf(group) })
  return messages.at(-1)?.travel
}

const unreadOnDisk = async (engine: Engine) => {
  const { rows } = await deviceOf(engine).pages.load(homePartition)
  return rows.filter(({ collection }) => collection === 'unread').length
}

for (const whose of ['aisha', 'sol'] as const)
  test(`QV960 a phone in a circle under the member id of ${whose} has seen nothing in that name and gives it to nobody, neither to others nor on their own tablet`, async () => {
    const all = await everybody()
    const { aisha, circle, doreen, engines, karen } = all
    const owner = all[whose]
    const { member } = deviceOf(owner).own
    const liar = await letInAs(doreen, circle, member)
    expect(deviceOf(liar).own.member).toBe(member)
    await rounds([...engines, liar])
    await callItself(liar, circle, 'Priya Nair')
    await say(karen, circle, 'She fell this morning. Can somebody come?')
    await sync(karen)
    await sync(liar)
    await see(liar, circle)
    await sync(liar)
    await sync(karen)
    // As what it calls itself and is by the chain, and neither the team nor Sol.
    const itself = { name: 'Priya', as: 'family' }
    expect(await travelled(karen, circle)).toMatchObject({ type: 'seen', by: [itself] })

    await sync(owner)
    expect(await unreadOnDisk(owner)).toBe(1)
    await sync(liar, owner)
    expect(await unreadOnDisk(owner)).toBe(1)
    await sync(aisha)
    const { thread } = await viewOf(aisha, 'thread', { threadId: threadIdOf(circle) })
    const sol = { name: 'Sol', as: 'associate' }
    const names = thread?.audience.type === 'with-public' ? thread.audience.names : []
    expect(names).toHaveLength(4)
    expect(names).toEqual(expect.arrayContaining(['Doreen', { name: 'Karen', as: 'family' }, sol, itself]))

    await see(owner, circle)
    await sync(owner, karen)
    const seen = await travelled(karen, circle)
    const by = seen?.type === 'seen' ? seen.by : []
    expect(by).toHaveLength(2)
    expect(by).toEqual(expect.arrayContaining([itself, whose === 'aisha' ? null : sol]))
    expect(await unreadOnDisk(owner)).toBe(0)
  })
