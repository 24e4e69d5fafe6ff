/** Doreen, her daughter Karen, Sol the link worker and Aisha: who comes to read what, through the real relay in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { GroupId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import { type Called, plainName } from '../../domain/records/who-wrote.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import type { Engine } from '../engine.ts'
import { createSystemRandom } from '../platform/random.ts'
import { turnMs } from '../sync/furnish.ts'
import { postHarmedEpoch } from '../testing/harmed-epoch.ts'
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
const karenMember = idOf<MemberId>('Karen Ashworth')
const solMember = idOf<MemberId>('Sol Diaz')

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Engine

const roles = {
  'Aisha Rahman': 'staff',
  'Doreen Ashworth': 'patient',
  'Karen Ashworth': 'family',
  'Sol Diaz': 'associate',
} as const

const join = (name: keyof typeof roles) =>
  joinAbout(here, { name, role: roles[name], person: personId, network: memory.wire() })

async function everybody() {
  const [doreen, karen, sol] = [await join('Doreen Ashworth'), await join('Karen Ashworth'), await join('Sol Diaz')]
  for (const member of [karenMember, solMember]) must(await here.robot.admin.letIntoCircle(personId, member))
  await all(doreen, karen, sol)
  return { doreen, karen, sol }
}

async function all(...engines: readonly Engine[]): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(here.robot, aisha, ...engines)
}

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  aisha = await join('Aisha Rahman')
  return () => here.close()
})

const deviceOf = (engine: Engine) => engine.admin.session()!.device
const groups = () => ({
  own: here.robot.admin.privateGroup(personId)!,
  karens: here.robot.admin.familyGroup(personId, karenMember)!,
  circle: here.robot.admin.circleGroup(personId)!,
  care: here.robot.admin.careGroup(personId)!,
})

const byPlainName = (a: Called, b: Called) => (plainName(a) < plainName(b) ? -1 : 1)

let count = 0

async function say(engine: Engine, group: GroupId, text: string): Promise<boolean> {
  memory.clock.advance(1_000)
  const at = memory.clock.now() as Instant
  const threadId = threadIdOf(group)
  const commandId = idOf<string>(`say ${count++}`)
  return (await engine.run({ type: 'send-message', commandId, at, threadId, text, answers: null })).ok
}

async function heard(engine: Engine, group: GroupId): Promise<readonly string[]> {
  const { messages } = await viewOf(engine, 'thread', { threadId: threadIdOf(group) })
  return messages.map(({ text }) => text)
}

const holds = async (engine: Engine, group: GroupId, epoch = -1) => {
  const { chains, keyring } = deviceOf(engine)
  const known = epoch < 0 ? (chains.state(group)?.epochs.length ?? 0) - 1 : epoch
  return (await keyring.groupKey(group, known)) !== undefined
}

/** Everything this device has on its disk or shows, by the groups it is of. */
async function groupsKept(engine: Engine): Promise<ReadonlySet<string>> {
  const store = engine.admin.store()
  const rows = [...(await store.scan('log', '', '~')), ...(await store.scan('boxes', '', '~'))]
  // The chains it may see are in clear, and of several groups in one row.
  return new Set(rows.map(({ key }) => key.split('/')[0]!).filter((name) => name !== 'controls'))
}

test('GK1 GK2 EN4 a circle is read by those in it, and a thread of one’s own by nobody else of the public', async () => {
  const { doreen, karen, sol } = await everybody()
  const { care, circle, karens, own } = groups()
  expect(new Set([care, circle, karens, own]).size).toBe(4)
  expect(await say(doreen, circle, 'Circle: tea on Sunday?')).toBe(true)
  expect(await say(karen, karens, 'Karen alone: is she eating?')).toBe(true)
  expect(await say(doreen, own, 'Doreen alone: the tablets')).toBe(true)
  expect(await say(sol, circle, 'Circle: the bus is at two')).toBe(true)
  await all(doreen, karen, sol)
  for (const engine of [doreen, karen, sol, aisha])
    expect(await heard(engine, circle)).toEqual(['Circle: tea on Sunday?', 'Circle: the bus is at two'])
  expect(await heard(aisha, karens)).toEqual(['Karen alone: is she eating?'])
  expect(await heard(aisha, own)).toEqual(['Doreen alone: the tablets'])
  expect([
    await heard(karen, own),
    await heard(sol, own),
    await heard(doreen, karens),
    await heard(sol, karens),
  ]).toEqual([[], [], [], []])
  const kinds = (engine: Engine) =>
    deviceOf(engine)
      .chains.all()
      .map(({ group }) => group)
  const { team } = { team: here.robot.admin.space()! as string as GroupId }
  expect(new Set(kinds(doreen))).toEqual(new Set([team, own, circle]))
  expect(new Set(kinds(karen))).toEqual(new Set([team, karens, circle]))
  expect(new Set(kinds(sol))).toEqual(new Set([team, circle]))
  for (const [engine, mine] of [
    [karen, [karens, circle]],
    [sol, [circle]],
  ] as const) {
    for (const group of [team, care, own]) expect(await holds(engine, group, 0)).toBe(false)
    for (const group of await groupsKept(engine)) expect([...mine, team]).toContain(group)
  }
})

test('GK1 what happens next goes to the person’s own group, not to her daughter’s', async () => {
  const karen = await join('Karen Ashworth')
  const doreen = await join('Doreen Ashworth')
  await all(doreen, karen)
  const at = memory.clock.now()
  const note = { words: '', found: 'Well', did: '', next: 'Back on Friday' }
  const visit = {
    type: 'write-visit',
    commandId: idOf<string>('visit'),
    at,
    startedAt: at,
    personId,
    visitId: null,
  } as const
  expect(await aisha.run({ ...visit, note, observations: null })).toEqual({ ok: true })
  await all(doreen, karen)
  const steps = async (engine: Engine) => (await viewOf(engine, 'home', {})).nextSteps.map(({ text }) => text)
  expect(await steps(doreen)).toEqual(['Back on Friday'])
  expect(await steps(karen)).toEqual([])
})

test('GK3 two who make a circle, a group of family or the board at once make the same one', async () => {
  const makers = [here.robot, aisha] as const
  const made = await Promise.all(
    makers.flatMap(({ admin }) => [
      admin.ensureCircle(personId),
      admin.ensureFamilyGroup(personId, karenMember),
      admin.ensureBoard(),
    ]),
  )
  expect(made.every(({ ok }) => ok)).toBe(true)
  await all()
  const groupsOf = (engine: Engine) => [
    engine.admin.circleGroup(personId),
    engine.admin.familyGroup(personId, karenMember),
    engine.admin.boardGroup(),
  ]
  expect(groupsOf(aisha)).toEqual(groupsOf(here.robot))
  expect(new Set(groupsOf(aisha)).size).toBe(3)
  for (const group of groupsOf(aisha)) expect(deviceOf(aisha).chains.state(group!)?.epochs).toHaveLength(1)
})

test('GK5 GK7 GK963 everybody in a circle is named to all who write there, as what the chain has them, and the person to who has no directory', async () => {
  const { doreen, karen, sol } = await everybody()
  const { circle, karens } = groups()
  for (const engine of [doreen, karen, sol, aisha]) {
    const { rows } = await viewOf(engine, 'threads', {})
    const view = await viewOf(engine, 'thread', { threadId: threadIdOf(circle) })
    expect(view.thread).toMatchObject({ kind: 'circle', about: 'Doreen', personId })
    const audience = view.thread?.audience
    const others = [
      engine === karen ? 'Karen' : ({ name: 'Karen', as: 'family' } as const),
      engine === sol ? 'Sol' : ({ name: 'Sol', as: 'associate' } as const),
    ]
    const named = audience?.type === 'with-public' ? audience.names : []
    expect([...named].sort(byPlainName)).toEqual(['Doreen', ...others])
    expect(audience?.type === 'with-public' && audience.unnamed).toBe(0)
    if (engine !== aisha) expect(rows.some(({ kind }) => kind === 'circle')).toBe(true)
  }
  const atAisha = await viewOf(aisha, 'thread', { threadId: threadIdOf(karens) })
  expect(atAisha.thread).toMatchObject({ kind: 'family', title: 'Karen Ashworth', about: 'Doreen' })
  expect(atAisha.thread?.audience).toMatchObject({ names: [{ name: 'Karen Ashworth', as: 'family' }] })
  const home = await viewOf(karen, 'home', {})
  expect(home).toMatchObject({ role: 'family', complete: true, threadId: threadIdOf(karens), name: 'Karen Ashworth' })
  expect(home.threads.map(({ kind }) => kind).sort()).toEqual(['circle', 'family'])
  expect(await viewOf(sol, 'home', {})).toMatchObject({ role: 'associate', complete: true, threadId: null })
})

test('GK4 GK6 the board’s newest key reaches every phone, once, and a wrong one is held by nobody', async () => {
  must(await here.robot.admin.ensureBoard())
  const { doreen, karen, sol } = await everybody()
  const board = here.robot.admin.boardGroup()!
  for (const engine of [doreen, karen, sol, aisha]) expect(await holds(engine, board)).toBe(true)
  must(await here.robot.admin.newEpoch(board))
  await all(doreen, karen, sol)
  for (const engine of [doreen, karen, sol, aisha]) {
    expect(deviceOf(engine).chains.board()?.epochs).toHaveLength(2)
    expect(await holds(engine, board)).toBe(true)
    expect(await holds(engine, board, 0)).toBe(true)
  }
  const before = await groupEntries(doreen)
  memory.clock.advance(10 * turnMs)
  await all(doreen, karen, sol)
  expect(await groupEntries(doreen)).toBe(before)
  expect(deviceOf(karen).keyring.offerKey(board, 1, new Uint8Array(32))).toBe(false)
  expect(deviceOf(karen).keyring.offerKey(board, 7, new Uint8Array(32).fill(7))).toBe(false)
  expect(await holds(karen, board, 7)).toBe(false)
})

async function groupEntries(engine: Engine): Promise<number> {
  const { frontiers } = deviceOf(engine)
  const { circle, own } = groups()
  return [own, circle].flatMap((group) => [...frontiers.inGroup(group)]).reduce((sum, [, { next }]) => sum + next, 0)
}

test('GK4 what nobody claimed is written by one of those who may, after a while', async () => {
  must(await here.robot.admin.ensureBoard())
  const doreen = await join('Doreen Ashworth')
  const board = here.robot.admin.boardGroup()!
  await all(doreen)
  const plan = must(
    await groupAdminOf({ clock: memory.clock, random: createSystemRandom() }, deviceOf(aisha)).newEpoch(board),
  )
  const items = plan.controls.map(({ boxes, entry }) => ({ control: entry.bytes, boxes }))
  must(await aisha.admin.relay().appendControl(plan.space, items))
  await sync(aisha, doreen)
  expect(await holds(doreen, board)).toBe(false)
  memory.clock.advance(3 * turnMs)
  await sync(aisha, doreen)
  expect(await holds(doreen, board)).toBe(true)
})

test('GK8 GK9 Doreen lets her daughter in and out herself, and the team gives Karen a thread of her own', async () => {
  const doreen = await join('Doreen Ashworth')
  must(await here.robot.admin.ensureCircle(personId))
  await all(doreen)
  const { circle } = groups()
  expect(await holds(doreen, circle)).toBe(true)
  const label = { name: 'Karen Ashworth', roleTitle: 'daughter', face: 'karen' }
  const expiresAt = (memory.clock.now() + 86_400_000) as Instant
  const invite = { role: 'family', member: karenMember, group: circle, label, expiresAt } as const
  const { engine: karen } = here.device({ network: memory.wire() })
  await joinWith(karen, must(await doreen.admin.invite(invite)))
  const [waiting] = must(await doreen.admin.waitingJoins())
  expect(waiting).toMatchObject({ group: circle, role: 'family', member: karenMember })
  must(await doreen.admin.confirmJoin(waiting!))
  await openState(karen)
  await all(doreen, karen)
  const { karens, own } = groups()
  expect(await say(karen, circle, 'Hello Mum')).toBe(true)
  expect(await say(karen, karens, 'Between us')).toBe(true)
  await all(doreen, karen)
  expect(await heard(doreen, circle)).toEqual(['Hello Mum'])
  expect([await heard(aisha, karens), await heard(doreen, karens)]).toEqual([['Between us'], []])

  must(await doreen.admin.removeFromCircle(personId, karenMember))
  expect(await say(doreen, circle, 'After Karen left')).toBe(true)
  await all(doreen, karen)
  expect(await heard(aisha, circle)).toEqual(['Hello Mum', 'After Karen left'])
  expect(await heard(karen, circle)).toEqual(['Hello Mum'])
  expect(await say(karen, karens, 'Still here')).toBe(true)
  await all(doreen, karen)
  expect(await heard(aisha, karens)).toEqual(['Between us', 'Still here'])
  expect(await holds(karen, own, 0)).toBe(false)
})

test('KR7 KR23 a phone that was given false boxes, or none, says so by what it writes, and is given another', async () => {
  const { doreen, karen, sol } = await everybody()
  const { circle } = groups()
  for (const harm of ['false', 'missing'] as const) {
    await postHarmedEpoch(aisha, circle, harm, memory.clock)
    await sync(aisha)
    expect(await say(aisha, circle, `Under the ${harm} key`)).toBe(true)
    await sync(aisha, doreen, aisha, doreen)
    if (harm === 'false') expect(deviceOf(doreen).keyring.badBoxes()).toHaveLength(1)
    await all(doreen, karen, sol)
    for (const engine of [doreen, karen, sol]) {
      expect(await heard(engine, circle)).toContain(`Under the ${harm} key`)
      expect(deviceOf(engine).parked.waiting()).toEqual([])
      expect(await holds(engine, circle)).toBe(true)
    }
  }
})

test('GK820 family, an associate and the person herself who call themselves a nurse of the team are shown to everybody as what they are', async () => {
  const { doreen, karen, sol } = await everybody()
  const { circle, own } = groups()
  const nurse = deviceOf(aisha).own.signature
  const { face, name, role } = nurse
  // A changed app can put there what it likes, but for the member.
  for (const engine of [doreen, karen, sol]) Object.assign(deviceOf(engine).own.signature, { name, role, face })
  for (const engine of [doreen, karen, sol, aisha]) expect(await say(engine, circle, 'Take two of them')).toBe(true)
  expect(await say(doreen, own, 'Take two of them')).toBe(true)
  await all(doreen, karen, sol)
  const shown = async (engine: Engine, group: GroupId) => {
    const { messages, thread } = await viewOf(engine, 'thread', { threadId: threadIdOf(group) })
    expect(thread?.lastAuthor).toEqual(messages.at(-1)?.author)
    expect(messages.map(({ author }) => [author.name, author.role])).toEqual(messages.map(() => [name, role]))
    return messages.map(({ author }) => author.as)
  }
  for (const engine of [doreen, karen, sol, aisha])
    expect(await shown(engine, circle)).toEqual(['patient', 'family', 'associate', undefined])
  for (const engine of [doreen, aisha]) expect(await shown(engine, own)).toEqual(['patient'])
})

test('GK11 an associate who comes after the board was made reads it, in no circle yet', async () => {
  must(await here.robot.admin.ensureBoard())
  await all()
  const sol = await join('Sol Diaz')
  await all(sol)
  expect(await holds(sol, here.robot.admin.boardGroup()!)).toBe(true)
})

test('GK60 staff name an associate of the team into a circle, and out of it; nobody else does, and nobody else so', async () => {
  const [doreen, sol] = [await join('Doreen Ashworth'), await join('Sol Diaz')]
  const karen = await join('Karen Ashworth')
  await join('Sol Diaz')
  await all(doreen, sol, karen)
  const outside = async () => (await viewOf(aisha, 'sharing', { personId })).outside
  expect((await outside()).map(({ memberId, who }) => [memberId, who])).toEqual([[solMember, null]])
  const letIn = { type: 'let-associate-in', personId, memberId: solMember } as const
  const refused = { type: 'failed', problem: 'not-allowed' }
  for (const engine of [doreen, karen, sol]) expect(await engine.circleAct(letIn)).toEqual(refused)
  for (const memberId of [karenMember, idOf<MemberId>('Aisha Rahman')])
    expect(await aisha.circleAct({ ...letIn, memberId })).toEqual(refused)

  expect(await aisha.circleAct(letIn)).toEqual({ type: 'done' })
  expect(await aisha.circleAct(letIn)).toEqual({ type: 'done' })
  await all(doreen, sol, karen)
  const { care, circle, own } = groups()
  expect(await say(aisha, circle, 'Sol rings on Friday')).toBe(true)
  await all(doreen, sol, karen)
  expect([await heard(sol, circle), await heard(karen, circle)]).toEqual([['Sol rings on Friday'], []])
  expect((await viewOf(sol, 'home', {})).threads.map(({ about }) => about)).toEqual(['Doreen'])
  expect(deviceOf(sol).chains.groups()).not.toContain(care)
  for (const group of [care, own]) expect((await groupsKept(sol)).has(group)).toBe(false)
  expect(await outside()).toEqual([])
  expect((await viewOf(aisha, 'sharing', { personId })).associates.map(({ name }) => name)).toEqual(['Sol Diaz'])

  expect(await aisha.circleAct({ type: 'let-out', personId, memberId: solMember })).toEqual({ type: 'done' })
  await all(doreen, sol, karen)
  expect(await say(aisha, circle, 'After Sol')).toBe(true)
  await all(doreen, sol, karen)
  expect(await heard(sol, circle)).not.toContain('After Sol')
  expect(await outside()).toEqual([])
})
