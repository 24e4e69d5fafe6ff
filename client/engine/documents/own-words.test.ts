/** CT214, CT246 and CT360: what a change to a circle's list says, and of whose words, is judged from the change alone. */
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { readText, text } from '../../domain/documents/automerge.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import { ownerText } from '../../domain/documents/owners.ts'
import { addTask, changeTask, type Task, type TasksDoc, takeTask } from '../../domain/documents/tasks.ts'
import { must } from '../../domain/testing/medicines.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import type { Speaker } from './circle-words.ts'
import { speaksForItself } from './own-words.ts'

beforeAll(initAutomergeInNode)

const who = (two: string) => ({ device: two.repeat(16) as DeviceId, member: `0${two[1]}`.repeat(16) as MemberId })
const [karen, tablet, sol] = [who('a1'), who('b1'), who('c2')]
const known = [karen, tablet, sol]
const id = `${karen.member.slice(0, 16)}${'ee'.repeat(8)}`
const shopping = { title: 'Shopping', details: '', due: null, priority: 'whenever' } as const
const said = ({ member }: typeof karen) => ({
  by: { memberId: member, name: 'Somebody', role: '', face: '' },
  at: 1 as Instant,
})

function speaker({ member }: typeof karen, wordsAll = false): Speaker {
  return { member, wordsAll, memberOf: (device) => known.find((each) => each.device === device)?.member }
}

const begun = () =>
  must(addTask(newDocument('circle-tasks', karen.device), id, shopping, { said: said(karen), owner: null }))

/** The change that `edit` makes on a device of `by`, on Karen's list. */
function changeOf(by: typeof karen, edit: (doc: A.Doc<TasksDoc>) => A.Doc<TasksDoc>): Bytes {
  const doc = A.load<TasksDoc>(A.save(begun()), { actor: by.device })
  return A.getLastLocalChange(edit(doc)) as Bytes
}

/** The same by an app that says of each of its operations that there was nothing before it. */
function besideWhatIsThere(bytes: Bytes): Bytes {
  const change = A.decodeChange(bytes)
  return A.encodeChange({ ...change, ops: change.ops.map((op) => ({ ...op, pred: [] })) }) as Bytes
}

const titles = (...changes: readonly Bytes[]) =>
  Object.values(A.applyChanges(begun(), [...changes])[0].tasks).map((task) => readText(task.title))

const worded = (by: typeof karen) =>
  changeOf(by, (doc) => must(changeTask(doc, id, { ...shopping, title: 'Milk', due: '2026-11-26' }, said(by))))

test('CT246 words are put right by whoever wrote them, on any of their devices, and by who may put all right', () => {
  expect(speaksForItself(worded(karen), speaker(karen))).toBe(true)
  expect(speaksForItself(worded(tablet), speaker(tablet))).toBe(true)
  expect(speaksForItself(worded(sol), speaker(sol))).toBe(false)
  expect(speaksForItself(worded(sol), speaker(sol, true))).toBe(true)
  expect(speaksForItself(worded(sol), undefined)).toBe(false)
  const taken = changeOf(sol, (doc) => must(takeTask(doc, id, said(sol))))
  expect(speaksForItself(taken, speaker(sol))).toBe(true)
})

const forged: Readonly<Record<string, (tasks: TasksDoc['tasks'], task: Task) => void>> = {
  'another’s title': (_, task) => Object.assign(task, { title: text('Not hers') }),
  'another’s day': (_, task) => Object.assign(task, { due: text('2026-11-26') }),
  'how soon': (_, task) => Object.assign(task, { urgency: 1 }),
  'who added it': (_, task) => Object.assign(task, { created: text(JSON.stringify(said(sol))) }),
  'who worded it': (_, task) => Object.assign(task, { changed: text(JSON.stringify(said(sol))) }),
  'a title taken out': (_, task) => void delete (task as Partial<Task>).title,
  'a thing taken out': (tasks) => void delete tasks[id],
  'one in its place': (tasks) => Object.assign(tasks, { [id]: {} }),
}

for (const [what, edit] of Object.entries(forged)) {
  test(`CT246 a changed app writes nobody else’s words: ${what}`, () => {
    const bytes = changeOf(sol, (doc) => A.change(doc, { time: 0 }, ({ tasks }) => edit(tasks, tasks[id] as Task)))
    expect(speaksForItself(bytes, speaker(sol))).toBe(false)
  })
}

test('CT246 who may put all words right says in nobody’s place who added a thing', () => {
  const edit = forged['who added it']!
  const bytes = changeOf(sol, (doc) => A.change(doc, { time: 0 }, ({ tasks }) => edit(tasks, tasks[id] as Task)))
  expect(speaksForItself(bytes, speaker(sol, true))).toBe(false)
})

test('CT360 whoever adds a thing names it after themselves, and holds it or not under their own name', () => {
  const ofSol = `${sol.member.slice(0, 16)}${'ab'.repeat(8)}`
  const add = (by: typeof karen, name: string) =>
    changeOf(by, (doc) => must(addTask(doc, name, shopping, { said: said(by), owner: said(by).by })))
  expect(speaksForItself(add(sol, ofSol), speaker(sol))).toBe(true)
  expect(speaksForItself(add(sol, 'ab'.repeat(16)), speaker(sol))).toBe(false)
  expect(speaksForItself(add(karen, ofSol), speaker(karen))).toBe(false)
})

type Edit = (list: TasksDoc, tasks: TasksDoc['tasks'], task: Task) => unknown
const hisThing = () => ({ title: text('Not hers'), owners: {} }) as Task

const shadows: Readonly<Record<string, Edit>> = {
  'a second thing under its name': (_, tasks) => Object.assign(tasks, { [id]: hisThing() }),
  'a second list': (list) => Object.assign(list, { tasks: { [id]: hisThing() } }),
  'a second list of who holds it': (_, __, task) => Object.assign(task, { owners: {} }),
}

for (const [what, edit] of Object.entries(shadows)) {
  test(`CT360 a changed app puts nothing beside what is there: ${what}`, () => {
    const bytes = besideWhatIsThere(
      changeOf(sol, (doc) => A.change(doc, { time: 0 }, (list) => void edit(list, list.tasks, list.tasks[id] as Task))),
    )
    // It is a change like any other, and Automerge would show what it likes of both.
    expect(titles(bytes)).toHaveLength(1)
    expect(speaksForItself(bytes, speaker(sol))).toBe(false)
    expect(speaksForItself(bytes, speaker(sol, true))).toBe(false)
  })
}

test('CT360 what the refusal is for: of two things under one name Automerge shows one', () => {
  const edit = shadows['a second thing under its name']!
  const bytes = changeOf(sol, (doc) =>
    A.change(doc, { time: 0 }, (list) => void edit(list, list.tasks, list.tasks[id] as Task)),
  )
  expect(titles()).toEqual(['Shopping'])
  expect(titles(besideWhatIsThere(bytes))).toEqual(['Not hers'])
})

const others = said(karen).by
/** That Sol holds it, as anybody reads it. */
const ownSaying = () => ownerText(said(sol).by, said(sol), true)
const values: Readonly<Record<string, Edit>> = {
  'a number for the list': (list) => Object.assign(list, { tasks: 5 }),
  'a number for a thing': (_, tasks) => Object.assign(tasks, { [id]: 5 }),
  'a saying for a thing': (_, tasks) => Object.assign(tasks, { [id]: text(JSON.stringify(said(sol))) }),
  'a saying among the things': (_, tasks) => Object.assign(tasks, { [sol.member]: ownSaying() }),
  'a number for who holds it': (_, __, task) => Object.assign(task, { owners: 5 }),
  'a number for what was done': (_, __, task) => Object.assign(task, { state: 5 }),
  'their own saying under another’s name': (_, __, task) =>
    Object.assign(task.owners, { [others.memberId]: ownSaying() }),
  'what another would have said': (_, __, task) =>
    Object.assign(task, { state: text(JSON.stringify({ ...said(karen), type: 'done', outcome: '' })) }),
  'a field nobody knows': (_, __, task) => Object.assign(task, { colour: text('red') }),
}

for (const [what, edit] of Object.entries(values)) {
  test(`CT360 a changed app writes nothing that is not its own saying: ${what}`, () => {
    const bytes = changeOf(sol, (doc) =>
      A.change(doc, { time: 0 }, (list) => void edit(list, list.tasks, list.tasks[id] as Task)),
    )
    expect(speaksForItself(bytes, speaker(sol))).toBe(false)
    expect(speaksForItself(bytes, speaker(sol, true))).toBe(false)
  })
}
