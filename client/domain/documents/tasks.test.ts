/** Tasks: nobody's taking, giving back or finishing is lost, and of two that disagree the safe one holds. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { TaskRow } from '../projections/plan-rows.ts'
import type { Signature } from '../records/signature.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, doreen, must, priya } from '../testing/medicines.ts'
import { newDocument } from './genesis.ts'
import { readTaskRows } from './task-rows.ts'
import {
  addTask,
  changeTask,
  finishTask,
  giveTask,
  reopenTask,
  type TaskInput,
  type TasksDoc,
  takeTask,
} from './tasks.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<TasksDoc>

const ben: Signature = { memberId: 'c3'.repeat(16), name: 'Ben Okafor', role: 'community nurse', face: '' }
const id = '01'.repeat(16)
const bloods: TaskInput = { title: 'Take bloods', details: '', due: '2026-11-24', priority: 'today' }
const said = (by: Signature, minute: number) => ({ by, at: (minute * 60_000) as Instant })

const begun = (): Doc =>
  must(addTask(newDocument('tasks', aisha.memberId), id, bloods, { said: said(aisha, 1), owner: null }))

/** Loaded on another device, never cloned. */
const on = (doc: Doc, by: Signature): Doc => A.load(A.save(doc), { actor: by.memberId })

function meet(...docs: readonly Doc[]): Doc {
  const whole = newDocument('tasks', 'ff'.repeat(16))
  return A.applyChanges(
    whole,
    docs.flatMap((doc) => A.getAllChanges(doc)),
  )[0]
}

const rowOf = (doc: Doc): TaskRow => readTaskRows(doc, doreen)[0] as TaskRow
const holders = (doc: Doc) => rowOf(doc).owners.map(({ who }) => who.name)

test('TK1 a task is added once, with who and when; blank, too long and impossible days are refused', () => {
  const doc = begun()
  expect(rowOf(doc)).toMatchObject({ title: 'Take bloods', due: '2026-11-24', priority: 'today', isDone: false })
  expect(rowOf(doc).created?.by.name).toBe('Aisha Rahman')
  expect(must(addTask(doc, id, { ...bloods, title: 'Other' }, { said: said(ben, 2), owner: null }))).toBe(doc)
  const refused = (input: Partial<TaskInput>) =>
    addTask(doc, '02'.repeat(16), { ...bloods, ...input }, { said: said(ben, 2), owner: null })
  expect(refused({ title: ' ' })).toMatchObject({ error: { type: 'nothing-written' } })
  expect(refused({ title: 'x'.repeat(201) })).toMatchObject({ error: { type: 'too-long', limit: 200 } })
  expect(refused({ due: '2026-02-30' })).toMatchObject({ error: { type: 'implausible', field: 'due' } })
})

test('TK1 of words written apart both stand, different fields go together', () => {
  const start = begun()
  const hers = must(changeTask(on(start, aisha), id, { ...bloods, title: 'Bloods', due: null }, said(aisha, 2)))
  const his = must(
    changeTask(on(start, ben), id, { ...bloods, title: 'Bloods, left arm', priority: 'urgent' }, said(ben, 3)),
  )
  const row = rowOf(meet(hers, his))
  expect([row.title, row.due, row.priority]).toEqual(['Bloods / Bloods, left arm', null, 'urgent'])
  expect(row.changed?.by.name).toBe('Ben Okafor')
  const later = must(
    changeTask(on(start, aisha), id, { ...bloods, due: '2026-11-30', priority: 'whenever' }, said(aisha, 2)),
  )
  const sooner = must(
    changeTask(on(start, ben), id, { ...bloods, due: '2026-11-22', priority: 'urgent' }, said(ben, 3)),
  )
  expect(rowOf(meet(later, sooner))).toMatchObject({ due: '2026-11-22', priority: 'urgent' })
})

test('TK1 written over what stands apart, each of the words, days and priorities can be chosen; what is shown is no change', () => {
  const start = begun()
  const words = [
    { title: 'Bloods', details: '', due: '2026-11-30', priority: 'whenever' },
    { title: 'Bloods, left arm', details: '', due: '2026-11-22', priority: 'urgent' },
  ] as const
  const both = meet(
    must(changeTask(on(start, aisha), id, words[0], said(aisha, 2))),
    must(changeTask(on(start, ben), id, words[1], said(ben, 3))),
  )
  const { details, due, priority, title } = rowOf(both)
  expect(must(changeTask(both, id, { title, details, due, priority }, said(aisha, 4)))).toBe(both)
  for (const chosen of words)
    expect(rowOf(must(changeTask(on(both, aisha), id, chosen, said(aisha, 4))))).toMatchObject(chosen)
  const later = rowOf(must(changeTask(on(both, aisha), id, { title, details, due: null, priority }, said(aisha, 4))))
  expect([later.title, later.due]).toEqual(['Bloods / Bloods, left arm', null])
})

test('TK245 what the writer left as it stood before them stays as it is by then', () => {
  const hers = must(changeTask(begun(), id, { ...bloods, title: 'Bloods, left arm', priority: 'urgent' }, said(ben, 2)))
  const later = must(changeTask(on(hers, aisha), id, { ...bloods, due: '2026-11-30' }, said(aisha, 3), bloods))
  expect(rowOf(later)).toMatchObject({ title: 'Bloods, left arm', priority: 'urgent', due: '2026-11-30' })
  expect(must(changeTask(later, id, bloods, said(aisha, 4), bloods))).toBe(later)
})

test('TK245 words written apart say who wrote them, until somebody writes anew', () => {
  const start = begun()
  const words = (by: Signature, title: string) => must(changeTask(on(start, by), id, { ...bloods, title }, said(by, 2)))
  const both = meet(words(aisha, 'Bloods'), words(ben, 'Bloods, left arm'))
  expect(rowOf(both).wordedApart?.map(({ by }) => by.name)).toEqual(['Aisha Rahman', 'Ben Okafor'])
  const moved = must(
    changeTask(on(both, priya), id, { ...bloods, title: rowOf(both).title, due: null }, said(priya, 3)),
  )
  expect(rowOf(moved).wordedApart).toEqual([])
  expect(rowOf(words(aisha, 'Bloods')).wordedApart).toBeUndefined()
})

test('TK2 two who take it apart both hold it, until one gives it back', () => {
  const start = begun()
  const both = meet(
    must(takeTask(on(start, aisha), id, said(aisha, 2))),
    must(takeTask(on(start, ben), id, said(ben, 3))),
  )
  expect(holders(both)).toEqual(['Aisha Rahman', 'Ben Okafor'])
  expect(rowOf(both).owners.map(({ since }) => since / 60_000)).toEqual([2, 3])
  expect(holders(must(giveTask(on(both, ben), id, null, said(ben, 4))))).toEqual(['Aisha Rahman'])
  const neither = meet(
    must(giveTask(on(both, ben), id, null, said(ben, 4))),
    must(giveTask(on(both, aisha), id, null, said(aisha, 4))),
  )
  expect(holders(neither)).toEqual([])
})

test('TK2 handed over, it waits for a yes; who hands it on lets go, a third hand moves it from all', () => {
  const mine = must(takeTask(begun(), id, said(aisha, 2)))
  const handed = must(giveTask(mine, id, priya, said(aisha, 3)))
  expect(rowOf(handed).owners).toMatchObject([{ who: priya, by: aisha, since: 180_000 }])
  const accepted = must(takeTask(on(handed, priya), id, said(priya, 4)))
  expect(rowOf(accepted).owners).toMatchObject([{ who: priya, by: priya, since: 240_000 }])
  expect(holders(must(giveTask(on(accepted, ben), id, ben, said(ben, 5))))).toEqual(['Ben Okafor'])
  const notHis = on(accepted, ben)
  expect(must(giveTask(notHis, id, null, said(ben, 5)))).toBe(notHis)
})

test('TK2 accepted and handed on apart, both hold it: a task nobody has is the worse mistake', () => {
  const bens = must(giveTask(begun(), id, ben, said(aisha, 2)))
  const accepted = must(takeTask(on(bens, ben), id, said(ben, 3)))
  const moved = must(giveTask(on(bens, aisha), id, priya, said(aisha, 4)))
  expect(holders(moved)).toEqual(['Priya Patel'])
  expect(holders(meet(accepted, moved))).toEqual(['Ben Okafor', 'Priya Patel'])
})

test('TK3 done by both is done once; done by one and opened again by another apart is open, and both are told', () => {
  const start = begun()
  const twice = meet(
    must(finishTask(on(start, aisha), id, '', said(aisha, 2))),
    must(finishTask(on(start, ben), id, 'Left arm', said(ben, 3))),
  )
  expect(rowOf(twice)).toMatchObject({ isDone: true, states: [{ by: aisha }, { by: ben, outcome: 'Left arm' }] })
  const reopened = must(reopenTask(on(twice, priya), id, said(priya, 4)))
  expect(rowOf(reopened)).toMatchObject({ isDone: false, states: [{ type: 'open', by: priya }] })

  const doneAgain = must(finishTask(on(reopened, aisha), id, '', said(aisha, 5)))
  const opened = must(reopenTask(must(finishTask(on(reopened, ben), id, '', said(ben, 5))), id, said(ben, 6)))
  const apart = meet(doneAgain, opened)
  expect(rowOf(apart)).toMatchObject({
    isDone: false,
    states: [
      { type: 'done', by: aisha },
      { type: 'open', by: ben },
    ],
  })
  expect(rowOf(must(reopenTask(on(apart, priya), id, said(priya, 7)))).states).toHaveLength(1)
  expect(rowOf(must(finishTask(on(apart, priya), id, '', said(priya, 7)))).isDone).toBe(true)
})

test('TK3 finishing what is done, opening what is open, taking what one holds changes nothing', () => {
  const open = begun()
  const taken = must(takeTask(open, id, said(aisha, 2)))
  const done = must(finishTask(taken, id, '', said(aisha, 3)))
  expect(must(reopenTask(open, id, said(ben, 4)))).toBe(open)
  expect(must(takeTask(taken, id, said(aisha, 4)))).toBe(taken)
  expect(must(giveTask(open, id, null, said(ben, 4)))).toBe(open)
  expect(must(finishTask(done, id, 'Again', said(ben, 4)))).toBe(done)
  expect(must(changeTask(open, id, bloods, said(ben, 4)))).toBe(open)
  expect(takeTask(done, id, said(ben, 4))).toMatchObject({ error: { type: 'already-done' } })
  expect(takeTask(done, '09'.repeat(16), said(ben, 4))).toMatchObject({ error: { type: 'unknown-id' } })
})

type Act = 'take' | 'give-back' | 'hand-on' | 'finish' | 'reopen' | 'word'
const act = fc.constantFrom<Act | 'meet'>('take', 'give-back', 'hand-on', 'finish', 'reopen', 'word', 'meet')
const people = [aisha, ben, priya]

test('TK4 three people do whatever, apart or together: all devices end with the same tasks', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 2 }), act), { maxLength: 14 }), (steps) => {
      let docs = people.map((by) => on(begun(), by))
      steps.forEach(([who, what], index) => {
        const by = people[who] as Signature
        const doc = docs[who] as Doc
        const done = what === 'meet' ? doc : run(what, doc, { by, at: index, next: people[(who + 1) % 3] as Signature })
        docs = docs.map((each, at) => {
          if (what === 'meet') return at === (who + 1) % 3 ? A.applyChanges(each, A.getAllChanges(doc))[0] : each
          return at === who ? done : each
        })
      })
      const all = docs.flatMap((doc) => A.getAllChanges(doc))
      const rows = docs.map((doc) => readTaskRows(A.applyChanges(doc, all)[0], doreen))
      expect(rows[1]).toEqual(rows[0])
      expect(rows[2]).toEqual(rows[0])
    }),
    { numRuns: 40 },
  )
})

function run(
  what: Act,
  doc: Doc,
  { at, by, next }: { readonly by: Signature; readonly at: number; readonly next: Signature },
): Doc {
  const now = said(by, at + 10)
  const made = {
    take: () => takeTask(doc, id, now),
    'give-back': () => giveTask(doc, id, null, now),
    'hand-on': () => giveTask(doc, id, next, now),
    finish: () => finishTask(doc, id, '', now),
    reopen: () => reopenTask(doc, id, now),
    word: () => changeTask(doc, id, { ...bloods, title: `Bloods ${at}` }, now, bloods),
  }[what]()
  return made.ok ? made.value : doc
}

test('TK5 what another device stored in another shape reads as nothing said', () => {
  const doc = A.change(begun(), { time: 0 }, (draft) => {
    const task = draft.tasks[id]
    if (task === undefined) return
    task.state = new A.ImmutableString('{"type":"done"}')
    task.owners[ben.memberId] = new A.ImmutableString(JSON.stringify({ ...said(ben, 2), who: aisha, holds: true }))
    ;(task as { urgency: unknown }).urgency = 'soon'
  })
  expect(rowOf(doc)).toMatchObject({ isDone: false, states: [], owners: [], priority: 'whenever' })
})
