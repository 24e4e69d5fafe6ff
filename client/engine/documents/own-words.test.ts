/** CT214 and CT246: what a change to a circle's list says, and of whose words, is judged from the change alone. */
import * as A from '@automerge/automerge/slim'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, Instant, MemberId } from '../../../shared/lib/ids.ts'
import { text } from '../../domain/documents/automerge.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import { addTask, changeTask, type Task, type TasksDoc, takeTask } from '../../domain/documents/tasks.ts'
import { must } from '../../domain/testing/medicines.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import type { Speaker } from './circle-words.ts'
import { speaksForItself } from './own-words.ts'

beforeAll(initAutomergeInNode)

const who = (two: string) => ({ device: two.repeat(16) as DeviceId, member: `0${two[1]}`.repeat(16) as MemberId })
const [karen, tablet, sol] = [who('a1'), who('b1'), who('c2')]
const known = [karen, tablet, sol]
const id = 'ee'.repeat(16)
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
