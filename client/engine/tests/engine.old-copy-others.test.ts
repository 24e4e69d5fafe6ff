/** SX255 to SX257: the public, family and associates start anew, on every chain that names them. The real relay, in memory. */
import { beforeEach, expect, test } from 'vitest'
import type { GroupId, MemberId } from '../../../shared/lib/ids.ts'
import { threadIdOf } from '../../domain/documents/doc-id.ts'
import type { Command } from '../../engine-api/commands.ts'
import { idOf, joinWith, must, openState, doreen as person, stateOf, sync, viewOf } from '../testing/neighbourhood.ts'
import { type CopiedDevice, copyOf, type OldCopies, startOldCopies } from '../testing/old-copies.ts'

const { personId } = person
const roles = { 'Doreen Ashworth': 'patient', 'Karen Ashworth': 'family', 'Sol Diaz': 'associate' } as const
type Name = keyof typeof roles

let copies: OldCopies
let aisha: CopiedDevice
let count = 0

beforeEach(start)

async function start(): Promise<() => Promise<void>> {
  copies = await startOldCopies()
  aisha = await copies.join('Aisha Rahman')
  return () => copies.here.close()
}

async function join(name: Name): Promise<CopiedDevice> {
  const { here, memory } = copies
  const wire = memory.wire()
  const made = { ...here.device({ network: wire }), wire }
  const role = roles[name]
  await joinWith(made.engine, await here.invite(name, role, role === 'associate' ? undefined : personId))
  await sync(here.robot)
  await openState(made.engine)
  await sync(made.engine, here.robot, made.engine)
  if (name !== 'Doreen Ashworth') must(await here.robot.admin.letIntoCircle(personId, idOf<MemberId>(name)))
  else must(await here.robot.admin.ensureCircle(personId))
  await meet(made)
  return made
}

async function meet(...others: readonly CopiedDevice[]): Promise<void> {
  for (let round = 0; round < 3; round++)
    await sync(copies.here.robot, aisha.engine, ...others.map(({ engine }) => engine))
}

const circle = () => copies.here.robot.admin.circleGroup(personId)!

/** Where each of them writes beside the circle. */
function ownGroup(name: Name): GroupId | undefined {
  const { admin } = copies.here.robot
  if (name === 'Doreen Ashworth') return admin.privateGroup(personId)!
  return name === 'Karen Ashworth' ? admin.familyGroup(personId, idOf<MemberId>(name))! : undefined
}

function intent() {
  copies.memory.clock.advance(1_000)
  count += 1
  return { commandId: idOf<string>(`others ${count}`), at: copies.memory.clock.now() }
}

async function run({ engine }: CopiedDevice, command: Command): Promise<void> {
  const ran = await engine.run(command)
  if (!ran.ok) throw new Error(`${command.type}: ${ran.problem.type}`)
}

/** In the circle, in their own thread, and a task of the circle's. */
async function writes(device: CopiedDevice, name: Name, what: string): Promise<void> {
  for (const [place, group] of [
    ['circle', circle()],
    ['own', ownGroup(name)],
  ] as const) {
    if (group === undefined) continue
    const said = { text: `${what} ${place}`, threadId: threadIdOf(group), answers: null }
    await run(device, { type: 'send-message', ...intent(), ...said })
  }
  const task = { title: `${what} task`, details: '', due: null, priority: 'whenever' } as const
  await run(device, { type: 'add-task', ...intent(), personId, circle: true, task, take: false })
}

async function heard({ engine }: CopiedDevice, group: GroupId) {
  const { messages } = await viewOf(engine, 'thread', { threadId: threadIdOf(group) })
  return messages
}

async function readAt(device: CopiedDevice, name: Name): Promise<readonly string[]> {
  const threads = await Promise.all(
    [circle(), ownGroup(name)].map((group) => (group === undefined ? [] : heard(device, group))),
  )
  const { open } = await viewOf(device.engine, 'tasks', { who: 'circle', personId })
  return [...threads.flat().map(({ text }) => text), ...open.map(({ task }) => task.title)].sort()
}

const all = (name: Name) =>
  ['before', 'newer', 'on the old copy']
    .flatMap((when) => ['circle', 'task', ...(name === 'Sol Diaz' ? [] : ['own'])].map((what) => `${when} ${what}`))
    .sort()

const deviceOf = ({ engine }: CopiedDevice) => engine.admin.session()!.device.device
const oldCopyAt = async ({ engine }: CopiedDevice) => (await viewOf(engine, 'sync', {})).oldCopy

/** The relay has what was written after the copy was made; the copy then wrote too. */
async function forked(name: Name): Promise<CopiedDevice> {
  const device = await join(name)
  await writes(device, name, 'before')
  await meet(device)
  const copy = await copyOf(device)
  await writes(device, name, 'newer')
  await meet(device)
  const old = await copies.restored(device, copy, 'request-lost')
  await stateOf(old.engine, ({ type }) => type === 'open')
  await writes(old, name, 'on the old copy')
  old.wire.setFate('delivered')
  await sync(old.engine)
  return old
}

for (const name of ['Doreen Ashworth', 'Karen Ashworth', 'Sol Diaz'] as const) {
  test(`SX255 SX256 SX257 what ${name} wrote on an old copy is read once by all, under another identity of hers that is in wherever the old one was`, async () => {
    const old = await forked(name)
    const before = deviceOf(old)
    const { chains } = old.engine.admin.session()!.device
    const places = chains.all().filter(({ devices }) => devices[before]?.removedAt === null)
    expect(places.length).toBe(2)
    expect(await oldCopyAt(old)).toMatchObject({ isForked: true, mayBegin: true })
    expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'begun' })
    await openState(old.engine)
    await meet(old)
    expect(await oldCopyAt(old)).toBe(null)
    expect(await readAt(aisha, name)).toEqual(all(name))
    expect(await readAt(old, name)).toEqual(all(name))
    const known = aisha.engine.admin.session()!.device.chains
    for (const { devices, group } of places) {
      const chain = known.state(group)!
      const { member, role } = devices[before]!
      expect(chain.devices[before]!.removedAt).toBe(chain.devices[deviceOf(old)]!.since)
      expect(chain.devices[deviceOf(old)]).toMatchObject({ removedAt: null, member, role })
    }
    for (const reader of [aisha, old]) {
      expect((await viewOf(reader.engine, 'sync', {})).parked).toEqual([])
      const again = (await heard(reader, circle())).find(({ text }) => text === 'on the old copy circle')!
      expect(again.letIn?.by.name).toBe(name)
    }
    // And goes on: the group has had its next key since.
    await writes(old, name, 'after')
    await meet(old)
    expect(await readAt(aisha, name)).toContain('after circle')
  })
}

/** Handed over on one of its chains, and then cut off. */
async function halfOver(name: Name): Promise<CopiedDevice> {
  const old = await forked(name)
  const { store } = copies.memory.relay
  const { append } = store
  let controls = 0
  Object.assign(store, {
    append: (...args: Parameters<typeof append>) =>
      args[1][0]?.type === 'control' && ++controls === 2 ? Promise.reject(new Error('disk full')) : append(...args),
  })
  expect(await old.engine.anewAct({ type: 'begin' })).toMatchObject({ type: 'failed' })
  Object.assign(store, { append })
  return old
}

for (const name of ['Doreen Ashworth', 'Karen Ashworth'] as const) {
  for (const called of ['old', 'new'] as const) {
    test(`GK840 cut off between two chains ${name}’s phone is one phone, and removed by its ${called} name it is in nowhere, stays out and finds itself removed`, async () => {
      const old = await halfOver(name)
      await sync(aisha.engine)
      const { chains } = aisha.engine.admin.session()!.device
      const about = () => chains.publicAbout(personId)
      const before = deviceOf(old)
      const half = about().find(({ devices }) => (devices[before]?.removedAt ?? null) !== null)!
      const next = Object.values(half.devices).find(({ since }) => since === half.devices[before]!.removedAt)!
      const theirs = (await viewOf(aisha.engine, 'sharing', { personId })).phones.filter(
        ({ memberId }) => memberId === next.member,
      )
      expect(theirs.map(({ deviceId }) => deviceId)).toEqual([next.keys.device])
      // Never the phone in one's own hand, by whichever name.
      const itself = { type: 'remove-phone', personId: null, deviceId: next.keys.device } as const
      expect(await old.engine.circleAct(itself)).toEqual({ type: 'failed', problem: 'not-allowed' })
      const deviceId = called === 'old' ? before : next.keys.device
      expect(await aisha.engine.circleAct({ type: 'remove-phone', personId, deviceId })).toEqual({ type: 'done' })
      await meet()
      const names = [before, next.keys.device]
      const places = about().filter(({ devices }) => names.some((each) => devices[each]?.removedAt === null))
      expect(places.map(({ kind }) => kind)).toEqual([])
      await sync(old.engine)
      await stateOf(old.engine, (state) => state.type === 'removed' && state.erased !== undefined)
    })
  }
}

test('SX255 where the relay refuses one chain for another reason than that she left, no later one is handed over without it', async () => {
  const old = await forked('Doreen Ashworth')
  const { store } = copies.memory.relay
  const { append } = store
  Object.assign(store, {
    append: (...args: Parameters<typeof append>) => {
      const first = args[1][0]
      const isCircles = first?.type === 'control' && first.group === circle()
      return isCircles ? Promise.resolve([{ type: 'refused', reason: 'over-quota' }]) : append(...args)
    },
  })
  expect(await old.engine.anewAct({ type: 'begin' })).toEqual({ type: 'failed', problem: 'refused' })
  await sync(aisha.engine)
  const before = deviceOf(old)
  const known = aisha.engine.admin.session()!.device.chains.publicAbout(personId)
  expect(known.map(({ devices }) => devices[before]?.removedAt)).toEqual([null, null])
  Object.assign(store, { append })
})

test('SX255 SX271 cut off between two of its chains, or with every answer lost, it is who it was and goes on under the same new identity', async () => {
  const name = 'Doreen Ashworth'
  const old = await halfOver(name)
  const { chains, device, own } = old.engine.admin.session()!.device
  await sync(aisha.engine)
  const known = aisha.engine.admin.session()!.device.chains
  expect(known.state(circle())!.devices[device]!.removedAt).not.toBe(null)
  expect(known.state(own.group)!.devices[device]!.removedAt).toBe(null)
  const successor = Object.values(known.state(circle())!.devices).find(
    ({ since }) => since === known.state(circle())!.devices[device]!.removedAt,
  )!
  expect(chains.state(own.group)!.devices[successor.keys.device]).toBeUndefined()
  const again = await copies.restored(old, old.store.reopen(), 'reply-lost')
  await sync(again.engine)
  await again.engine.close()
  copies.memory.clock.advance(600_000)
  const third = await copies.restored(again, again.store.reopen(), 'delivered')
  await sync(third.engine)
  await openState(third.engine)
  await meet(third)
  expect(deviceOf(third)).toBe(successor.keys.device)
  expect(await readAt(aisha, name)).toEqual(all(name))
  expect(await readAt(third, name)).toEqual(all(name))
  expect(await oldCopyAt(third)).toBe(null)
})

test('SX181 SX255 a phone killed after any commits, and again, goes on: nothing is lost, nothing is there twice', async () => {
  const name = 'Karen Ashworth'
  let old = await forked(name)
  for (const commits of [1, 2, 3, 4, 6, 9]) {
    const disk = old.store.reopen()
    let left = commits
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
  }
  copies.memory.clock.advance(600_000)
  old = await copies.restored(old, old.store.reopen(), 'delivered')
  await sync(old.engine)
  await old.engine.anewAct({ type: 'begin' })
  await openState(old.engine)
  await meet(old)
  expect(await readAt(aisha, name)).toEqual(all(name))
  expect(await readAt(old, name)).toEqual(all(name))
  expect(await oldCopyAt(old)).toBe(null)
})
