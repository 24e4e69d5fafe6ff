/** A circle's own tasks: Doreen, her daughter Karen, Sol the link worker and Aisha, through the real relay in memory. */
import * as A from '@automerge/automerge/slim'
import { beforeEach, expect, test } from 'vitest'
import type { MemberId } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { text } from '../../domain/documents/automerge.ts'
import type { TasksDoc } from '../../domain/documents/tasks.ts'
import type { TaskCommand } from '../../engine-api/commands.ts'
import type { TasksView } from '../../engine-api/plan-views.ts'
import { thingIdOf } from '../documents/circle-words.ts'
import type { Engine } from '../engine.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
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
const roles = {
  'Aisha Rahman': 'staff',
  'Doreen Ashworth': 'patient',
  'Karen Ashworth': 'family',
  'Sol Diaz': 'associate',
} as const
type Name = keyof typeof roles

interface Somebody {
  readonly engine: Engine
  readonly wire: Wire
}

let memory: MemoryRelay
let here: Neighbourhood
let aisha: Somebody
let doreen: Somebody
let karen: Somebody
let sol: Somebody
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  ;[aisha, doreen, karen, sol] = [
    await join('Aisha Rahman'),
    await join('Doreen Ashworth'),
    await join('Karen Ashworth'),
    await join('Sol Diaz'),
  ]
  for (const name of ['Karen Ashworth', 'Sol Diaz']) {
    must(await here.robot.admin.letIntoCircle(personId, idOf<MemberId>(name)))
  }
  await meet()
  return () => here.close()
})

async function join(name: Name): Promise<Somebody> {
  const role = roles[name]
  const wire = memory.wire()
  const { engine } = here.device({ network: wire })
  const about = role === 'patient' || role === 'family' ? personId : undefined
  await joinWith(engine, await here.invite(name, role, about))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return { engine, wire }
}

const everybody = () => [aisha, doreen, karen, sol]

async function meet(): Promise<void> {
  const engines = everybody().map(({ engine }) => engine)
  for (let round = 0; round < 3; round++) await sync(here.robot, ...engines)
}

function intent() {
  count += 1
  memory.clock.advance(1_000)
  return { commandId: idOf<string>(`circle task ${count}`), at: memory.clock.now() }
}

const prescription = { title: 'Fetch the prescription', details: '', due: null, priority: 'whenever' } as const

async function add({ engine }: Somebody, title: string = prescription.title, take = false): Promise<string> {
  const meant = intent()
  const task = { ...prescription, title }
  expect(await engine.run({ type: 'add-task', ...meant, personId, circle: true, task, take })).toEqual({ ok: true })
  return thingIdOf(engine.admin.session()!.device.own.signature.memberId, meant.commandId)
}

type What =
  | { readonly type: 'take-task' | 'reopen-task' }
  | { readonly type: 'finish-task'; readonly outcome: string }
  | { readonly type: 'give-task'; readonly to: string | null }

const done = { type: 'finish-task', outcome: '' } as const
const take = { type: 'take-task' } as const

const act = ({ engine }: Somebody, taskId: string, what: What) =>
  engine.run({ ...what, ...intent(), personId, circle: true, taskId } as TaskCommand)

const listOf = ({ engine }: Somebody, isIt?: (view: TasksView) => boolean) =>
  viewOf(engine, 'tasks', { who: 'circle', personId }, isIt)

const holders = ({ open }: TasksView) => open[0]?.task.owners.map(({ who }) => who.name)

async function apart(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const { wire } of everybody()) wire.setFate('request-lost')
  for (const one of acts) expect(await one()).toEqual({ ok: true })
  for (const { wire } of everybody()) wire.setFate('delivered')
  await meet()
}

test('CT210 whoever is in the circle adds, takes, gives back, does and undoes, and everybody in it knows who and when', async () => {
  karen.wire.setFate('request-lost')
  const id = await add(karen)
  expect((await listOf(karen, ({ open }) => open.length === 1)).unsent).toBe(1)
  karen.wire.setFate('delivered')
  await meet()
  await listOf(karen, ({ unsent }) => unsent === 0)
  for (const one of everybody()) {
    const { open } = await listOf(one, (view) => view.open.length === 1 && view.complete)
    expect(open[0]?.task).toMatchObject({ title: prescription.title, created: { by: { name: 'Karen Ashworth' } } })
  }
  for (const one of [doreen, sol, aisha]) {
    expect(await act(one, id, take)).toEqual({ ok: true })
    await meet()
    for (const other of everybody()) await listOf(other, (view) => view.open[0]?.task.owners.length === 1)
    expect(await act(one, id, { type: 'give-task', to: null })).toEqual({ ok: true })
    await meet()
    await listOf(karen, (view) => view.open[0]?.task.owners.length === 0)
  }
  await act(sol, id, done)
  await meet()
  for (const one of everybody()) {
    const view = await listOf(one, ({ open }) => open.length === 0)
    expect(view.done[0]?.task.states).toMatchObject([{ type: 'done', by: { name: 'Sol Diaz' } }])
  }
  await act(doreen, id, { type: 'reopen-task' })
  await meet()
  for (const one of everybody()) await listOf(one, ({ open }) => open.length === 1)
  expect(await act(karen, id, { type: 'give-task', to: idOf('Sol Diaz') })).toMatchObject({
    problem: { type: 'not-allowed' },
  })
})

test('CT211 two who take it apart are both named to everybody, whichever came first; done by one and opened by another it stays open', async () => {
  const id = await add(doreen)
  await meet()
  for (const one of everybody()) await listOf(one, ({ open }) => open.length === 1)
  await apart(
    () => act(sol, id, take),
    () => act(karen, id, take),
    () => add(karen, 'Shopping on Thursday').then(() => ({ ok: true })),
  )
  for (const one of everybody()) {
    const view = await listOf(one, ({ open }) => open.length === 2)
    const both = view.open.find(({ task }) => task.taskId === id)
    expect(both?.task.owners.map(({ who }) => who.name)).toEqual(['Sol Diaz', 'Karen Ashworth'])
  }
  await act(sol, id, done)
  await meet()
  for (const one of everybody()) await listOf(one, ({ open }) => open.length === 1)
  await apart(
    () => act(karen, id, { type: 'reopen-task' }),
    () => act(sol, id, { type: 'reopen-task' }),
  )
  for (const one of everybody()) {
    const view = await listOf(one, ({ open }) => open.length === 2)
    expect(view.open.find(({ task }) => task.taskId === id)?.task.states).toHaveLength(2)
  }
})

test('CT212 staff’s own tasks and the circle’s are two lists: neither holds, shows or counts the other, and the public writes in none but theirs', async () => {
  const clinical = { type: 'add-task', personId, task: { ...prescription, title: 'Take bloods' }, take: true } as const
  expect(await aisha.engine.run({ ...clinical, ...intent() })).toEqual({ ok: true })
  await add(aisha, 'Bring the cake')
  await meet()
  for (const one of everybody()) {
    const { open } = await listOf(one, (view) => view.open.length > 0)
    expect(open.map(({ task }) => task.title)).toEqual(['Bring the cake'])
  }
  const own = await viewOf(aisha.engine, 'tasks', { who: 'person', personId }, ({ open }) => open.length > 0)
  expect(own.open.map(({ task }) => task.title)).toEqual(['Take bloods'])
  expect((await viewOf(aisha.engine, 'counts', {})).tasks).toBe(1)
  for (const { engine } of [doreen, karen, sol]) {
    expect(await engine.run({ ...clinical, ...intent() })).toMatchObject({ problem: { type: 'not-allowed' } })
    for (const who of ['mine', 'team'] as const) {
      expect((await viewOf(engine, 'tasks', { who })).open).toEqual([])
    }
    expect((await viewOf(engine, 'tasks', { who: 'person', personId })).open).toEqual([])
  }
})

test('CT213 who has left the circle reads nothing that comes after, holds no key of it, and what they still write reaches nobody', async () => {
  const id = await add(doreen)
  await meet()
  for (const name of ['Karen Ashworth', 'Sol Diaz']) {
    const out = { type: 'let-out', personId, memberId: idOf<MemberId>(name) } as const
    expect(await aisha.engine.circleAct(out)).toEqual({ type: 'done' })
  }
  await meet()
  await act(doreen, id, take)
  await add(aisha, 'After they had gone')
  await meet()
  const circle = here.robot.admin.circleGroup(personId)!
  for (const one of [karen, sol]) {
    const { chains, keyring } = one.engine.admin.session()!.device
    const newest = (here.robot.admin.session()?.device.chains.state(circle)?.epochs.length ?? 0) - 1
    expect(newest).toBeGreaterThan(0)
    expect(await keyring.groupKey(circle, newest)).toBeUndefined()
    expect(chains.careChainOf(personId)).toBeUndefined()
    const titles = (await listOf(one)).open.map(({ task }) => task.title)
    expect(titles).not.toContain('After they had gone')
  }
  // To family the team says that it has ended.
  await listOf(karen, ({ complete, open }) => open.length === 0 && !complete)
  await act(sol, id, done)
  await add(karen, 'Written from outside')
  await meet()
  for (const one of [aisha, doreen]) {
    const view = await listOf(one, ({ open }) => open.length === 2)
    expect(view.open.map(({ task }) => task.title).sort()).toEqual(['After they had gone', prescription.title])
    expect(view.done).toEqual([])
  }
})

test('CT214 nobody of a circle writes in another’s name: such a change is refused by every device, and the list goes on', async () => {
  const id = await add(doreen)
  await meet()
  const forge = (said: object) =>
    sol.engine.admin.changeDocument('circle-tasks', personId, (doc) =>
      ok(
        A.change(doc as A.Doc<TasksDoc>, { time: 0 }, (draft) => {
          const task = draft.tasks[id]
          if (task !== undefined) task.owners[idOf('Karen Ashworth')] = text(JSON.stringify(said))
        }),
      ),
    )
  const signed = (name: Name) => ({ memberId: idOf<string>(name), name, role: 'daughter', face: '' })
  must(await forge({ by: signed('Karen Ashworth'), who: signed('Karen Ashworth'), at: 1, holds: true }))
  must(await forge({ by: signed('Sol Diaz'), who: signed('Karen Ashworth'), at: 1, holds: true }))
  await meet()
  await act(doreen, id, take)
  await meet()
  for (const one of [aisha, doreen, karen]) {
    expect(holders(await listOf(one, ({ open }) => open[0]?.task.owners.length === 1))).toEqual(['Doreen Ashworth'])
  }
})

test('CT823 who adds, takes and does a thing is shown as what they are, whatever they call themselves', async () => {
  const { face, name, role } = aisha.engine.admin.session()!.device.own.signature
  // A changed app can put there what it likes, but for the member.
  for (const { engine } of [doreen, karen, sol])
    Object.assign(engine.admin.session()!.device.own.signature, { name, role, face })
  const id = await add(karen)
  await meet()
  for (const one of [doreen, sol, aisha]) {
    await act(one, id, take)
    await meet()
  }
  const shopping = await add(doreen, 'Shopping')
  await meet()
  await act(sol, shopping, done)
  await meet()
  for (const one of everybody()) {
    const view = await listOf(one, ({ open, done: over }) => open[0]?.task.owners.length === 3 && over.length === 1)
    const [{ task }] = view.open as [TasksView['open'][number]]
    expect([task.created?.by.as, ...task.owners.map(({ who }) => who.as)]).toEqual([
      ...['family', 'patient', 'associate'],
      undefined,
    ])
    expect(view.done[0]?.task.states.map(({ by }) => [by.name, by.as])).toEqual([[name, 'associate']])
  }
})

const word = ({ engine }: Somebody, taskId: string, title: string, before?: string) =>
  engine.run({
    ...{ type: 'change-task', ...intent(), personId, circle: true, taskId, task: { ...prescription, title } },
    ...(before !== undefined && { before: { ...prescription, title: before } }),
  })
const titleAt = async (one: Somebody, isIt: (title: string) => boolean) =>
  (await listOf(one, ({ open }) => isIt(open[0]?.task.title ?? ''))).open[0]!

test('CT246 whoever added it, the person herself and staff put its words right; of words written apart both stand, with who wrote them', async () => {
  const id = await add(karen)
  await meet()
  for (const [one, may] of [
    [karen, true],
    [doreen, true],
    [aisha, true],
    [sol, false],
  ] as const)
    expect((await titleAt(one, (title) => title !== '')).mayWord).toBe(may)
  expect(await word(sol, id, 'Sol’s words')).toEqual({ ok: false, problem: { type: 'not-allowed' } })
  await apart(
    () => word(karen, id, 'Fetch the tablets'),
    () => word(doreen, id, 'Fetch the drops'),
  )
  for (const one of everybody()) {
    const { task } = await titleAt(one, (title) => title.includes(' / '))
    expect(task).toMatchObject({
      title: 'Fetch the drops / Fetch the tablets',
      wordedApart: [{ by: { name: 'Karen Ashworth' } }, { by: { name: 'Doreen Ashworth' } }],
    })
  }
  expect(await word(aisha, id, 'Fetch both')).toEqual({ ok: true })
  await meet()
  for (const one of everybody()) {
    const { task } = await titleAt(one, (title) => title === 'Fetch both')
    expect([task.wordedApart, task.changed?.by.name]).toEqual([undefined, 'Aisha Rahman'])
  }
  // Said from what was there before Aisha: only what Karen left as it was is not put back.
  expect(await word(karen, id, 'Fetch the tablets', 'Fetch the tablets')).toEqual({ ok: true })
  expect((await titleAt(karen, (title) => title !== '')).task.title).toBe('Fetch both')
})

test('CT246 a changed app words nobody else’s: no other device takes it, and the list goes on', async () => {
  const id = await add(doreen)
  await meet()
  const by = { memberId: idOf<string>('Sol Diaz'), name: 'Sol Diaz', role: 'link worker', face: '' }
  must(
    await sol.engine.admin.changeDocument('circle-tasks', personId, (doc) =>
      ok(
        A.change(doc as A.Doc<TasksDoc>, { time: 0 }, ({ tasks }) => {
          Object.assign(tasks[id]!, { title: text('Not her words'), changed: text(JSON.stringify({ by, at: 1 })) })
        }),
      ),
    ),
  )
  await meet()
  await act(doreen, id, take)
  await meet()
  for (const one of [aisha, doreen, karen]) {
    const { task } = await titleAt(one, (title) => title !== '')
    expect(task).toMatchObject({
      title: prescription.title,
      changed: null,
      owners: [{ who: { name: 'Doreen Ashworth' } }],
    })
  }
})

test('CT360 a changed app puts nothing in the place of what is on the list: no device takes it, and the list goes on', async () => {
  const id = await add(doreen)
  await meet()
  for (const edit of [
    (list: TasksDoc) => Object.assign(list, { tasks: 5 }),
    ({ tasks }: TasksDoc) => Object.assign(tasks, { [id]: 5 }),
  ])
    must(
      await sol.engine.admin.changeDocument('circle-tasks', personId, (doc) =>
        ok(A.change(doc as A.Doc<TasksDoc>, { time: 0 }, (list) => void edit(list))),
      ),
    )
  await meet()
  await act(doreen, id, take)
  await meet()
  for (const one of [aisha, doreen, karen]) {
    const { task } = await titleAt(one, (title) => title !== '')
    expect(task).toMatchObject({ title: prescription.title, owners: [{ who: { name: 'Doreen Ashworth' } }] })
  }
})
