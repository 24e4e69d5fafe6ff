/** Visits that two people planned apart: both colleagues named, a visit too many rather than one too few. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { findClashes } from '../safety/visit-clashes.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, doreen, must, priya } from '../testing/medicines.ts'
import { assignVisit, cancelVisit, moveVisit, planVisit, resolveVisit, restoreVisit } from './diary.ts'
import { readVisitRows, readVisitsOff } from './diary-rows.ts'
import { newDocument } from './genesis.ts'
import type { DiaryDoc } from './visit-part.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<DiaryDoc>

const id = '01'.repeat(16)
const harold = 'e1'.repeat(16)
const [ben, lena] = ['be'.repeat(16), '1e'.repeat(16)]
const day = '2026-11-24'
const facts = { memberOf: (actor: string) => actor, arrivedAt: () => null }
const by = (at: number, reason = '', who = aisha) => ({ by: who, at, reason })
const free = { from: '09:30', to: null, window: null, tag: null }
const visit = { personId: doreen, memberId: aisha.memberId, ...free, reason: 'Leg dressing', order: 3, household: '' }

function begin(): { readonly hers: Doc; readonly theirs: Doc } {
  const hers = must(planVisit(newDocument('diary', aisha.memberId), id, visit))
  return { hers, theirs: A.clone(hers, { actor: priya.memberId }) }
}

function met(a: Doc, b: Doc): readonly [Doc, Doc] {
  return [A.merge(A.clone(a, { actor: aisha.memberId }), b), A.merge(A.clone(b, { actor: priya.memberId }), a)]
}

const rowOf = (doc: Doc) => readVisitRows(doc, day, facts)[0]

test('DY1 given to two colleagues apart: both are named, with who gave it, until one decides', () => {
  const { hers, theirs } = begin()
  const [a, b] = met(must(assignVisit(hers, id, ben, by(1))), must(assignVisit(theirs, id, lena, by(2, '', priya))))
  expect(rowOf(a)).toEqual(rowOf(b))
  expect(rowOf(a)?.members).toEqual([lena, ben])
  expect(rowOf(a)?.changes?.map(({ after, author }) => [after.memberId, author?.name])).toEqual([
    [ben, 'Aisha Rahman'],
    [lena, 'Priya Patel'],
  ])
  const decided = must(assignVisit(a, id, ben, by(3)))
  const [, told] = met(decided, b)
  expect(rowOf(told)).toMatchObject({ memberId: ben })
  expect(rowOf(told)?.members).toBeUndefined()
})

test('DY2 moved by one and given away by the other: both hold', () => {
  const { hers, theirs } = begin()
  const moved = must(moveVisit(hers, id, { from: '11:00', to: '12:00', window: null, order: 1 }, by(1)))
  const [doc] = met(moved, must(assignVisit(theirs, id, ben, by(2, '', priya))))
  expect(rowOf(doc)).toMatchObject({ from: '11:00', to: '12:00', memberId: ben, order: 1 })
})

test('DY890 set to two times apart: each stands as it was meant, none is picked, and one move ends it', () => {
  const { hers, theirs } = begin()
  const ten = { from: '10:00', to: '10:30', window: null }
  const eleven = { from: '11:00', to: '12:00', window: null }
  const [a, b] = met(must(moveVisit(hers, id, ten, by(1))), must(moveVisit(theirs, id, eleven, by(2, '', priya))))
  expect(rowOf(a)).toEqual(rowOf(b))
  expect(rowOf(a)?.times).toEqual([ten, eleven])
  expect(findClashes([rowOf(a)!])).toEqual([{ type: 'two-times', visitIds: [id], memberIds: [aisha.memberId] }])
  for (const time of [ten, eleven, { from: '09:00', to: null, window: null }]) {
    const decided = must(moveVisit(A.clone(a, { actor: aisha.memberId }), id, time, by(3)))
    expect(rowOf(met(decided, b)[1])).toMatchObject(time)
    expect(rowOf(decided)?.times).toBeUndefined()
  }
})

test('DY890 two ends of one beginning are two times, and those written without saying who are as well', () => {
  const { hers, theirs } = begin()
  const until = (to: string) => ({ from: '09:30', to, window: null })
  const [ends] = met(
    must(moveVisit(hers, id, until('10:00'), by(1))),
    must(moveVisit(theirs, id, until('11:00'), by(2))),
  )
  expect(rowOf(ends)?.times).toEqual([until('10:00'), until('11:00')])
  const other = begin()
  const at = (doc: Doc, from: string) => must(planVisit(doc, id, { ...visit, from }))
  const [unsaid] = met(at(other.hers, '08:00'), at(other.theirs, '12:00'))
  expect(rowOf(unsaid)?.times?.map(({ from }) => from)).toEqual(['08:00', '12:00'])
})

test('DY3 called off by one and put back by the other, or planned anew, is on', () => {
  const off = must(cancelVisit(begin().hers, id, by(1, 'In hospital')))
  expect(readVisitRows(off, day)).toEqual([])
  expect(readVisitsOff(off, day)).toMatchObject([{ visitId: id, changes: [{ reason: 'In hospital', author: aisha }] }])
  const theirs = A.clone(off, { actor: priya.memberId })
  const again = must(cancelVisit(must(restoreVisit(off, id, by(2))), id, by(3, 'Still in hospital')))
  const [doc] = met(again, must(restoreVisit(theirs, id, by(4, '', priya))))
  expect(readVisitRows(doc, day)).toHaveLength(1)
  expect(readVisitsOff(doc, day)).toEqual([])
})

test('DY4 whom a visit is for is never picked: nobody’s record stands there, and nothing else is written before a decision', () => {
  const { hers, theirs } = begin()
  const wrote = (doc: Doc, personId: string) => must(planVisit(doc, id, { ...visit, personId }))
  const [doc] = met(wrote(hers, harold), wrote(theirs, ben))
  expect(rowOf(doc)).toMatchObject({ personId: '', persons: [ben, harold].sort() })
  const first = { ok: false, error: { type: 'decide-first' } }
  expect(assignVisit(doc, id, lena, by(3))).toEqual(first)
  expect(planVisit(A.clone(doc), id, { ...visit, personId: doreen })).toEqual(first)
  const other = { personIds: [ben], keep: ben }
  expect(resolveVisit(doc, id, other, by(3))).toEqual({ ok: false, error: { type: 'decided-on-other' } })
  const decided = must(resolveVisit(doc, id, { personIds: [harold, ben], keep: harold }, by(3, 'Asked the office')))
  expect(rowOf(decided)).toMatchObject({ personId: harold })
  expect(rowOf(decided)?.persons).toBeUndefined()
})

test('DY5 calling off says why; times must be times; what stands there already makes no change', () => {
  const { hers } = begin()
  expect(cancelVisit(hers, id, by(1, ' '))).toMatchObject({ error: { type: 'nothing-written' } })
  const backwards = { from: '11:00', to: '10:00', window: null }
  expect(moveVisit(hers, id, backwards, by(1))).toMatchObject({ error: { type: 'implausible', field: 'to' } })
  expect(assignVisit(hers, 'ff'.repeat(16), ben, by(1))).toMatchObject({ error: { type: 'unknown-id' } })
  const same = must(assignVisit(hers, id, aisha.memberId, by(1)))
  expect(A.getHeads(same)).toEqual(A.getHeads(hers))
})

const act = fc.record({
  who: fc.constantFrom(0, 1, 2),
  what: fc.constantFrom<'give' | 'move' | 'cancel' | 'restore'>('give', 'move', 'cancel', 'restore'),
  value: fc.constantFrom(0, 1, 2),
  meets: fc.option(fc.constantFrom(0, 1, 2), { nil: null }),
})

test('DY6 whatever three people plan and whenever they meet, all end with the same day', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const devices = ['a1', 'b2', 'c3'].map((two) => two.repeat(16))
      const { hers } = begin()
      const docs = devices.map((actor) => A.clone(hers, { actor }))
      for (const [index, { meets, value, what, who }] of acts.entries()) {
        const doc = docs[who] as Doc
        const times = { from: `1${value}:00`, to: null, window: null, order: value }
        const made = {
          give: () => assignVisit(doc, id, devices[value] ?? '', by(index)),
          move: () => moveVisit(doc, id, times, by(index)),
          cancel: () => cancelVisit(doc, id, by(index, 'why')),
          restore: () => restoreVisit(doc, id, by(index)),
        }[what]()
        if (made.ok) docs[who] = made.value
        if (meets !== null) docs[who] = A.merge(docs[who] as Doc, A.clone(docs[meets] as Doc))
      }
      const changes = docs.flatMap((each) => A.getAllChanges(each))
      const days = [changes, [...changes].reverse(), [...changes, ...changes]].map((order, index) => {
        const doc = A.applyChanges(newDocument('diary', devices[index] ?? ''), order)[0]
        return { on: readVisitRows(doc, day, facts), off: readVisitsOff(doc, day, facts) }
      })
      expect(days[1]).toEqual(days[0])
      expect(days[2]).toEqual(days[0])
    }),
    { numRuns: 40 },
  )
})
