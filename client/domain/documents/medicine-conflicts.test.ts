/** Medicines that two people changed apart: both shown, nobody's picked, one decision for everybody. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Signature } from '../records/signature.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, carbocisteine, doreen, must, priya } from '../testing/medicines.ts'
import { newDocument } from './genesis.ts'
import { readMedicineRows } from './medicine-rows.ts'
import {
  changeMedicine,
  type MedicineFields,
  type MedicinesDoc,
  resolveMedicine,
  stopMedicine,
  writeMedicine,
} from './medicines.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<MedicinesDoc>

const id = '01'.repeat(16)
const day = '2026-11-22'
/** Here every member has one device, of the same name. */
const facts = { memberOf: (actor: string) => actor, arrivedAt: () => null }
const edit = (by: Signature, at: number, reason = `because of ${at}`) => ({ by, at, reason })
const change = (doc: Doc, by: Signature, fields: MedicineFields, at = 1) =>
  must(changeMedicine(doc, id, fields, edit(by, at)))

function begin(): { readonly hers: Doc; readonly theirs: Doc } {
  const hers = must(writeMedicine(newDocument('medicines', aisha.memberId), id, carbocisteine))
  return { hers, theirs: A.clone(hers, { actor: priya.memberId }) }
}

function met(a: Doc, b: Doc): readonly [Doc, Doc] {
  return [A.merge(A.clone(a, { actor: aisha.memberId }), b), A.merge(A.clone(b, { actor: priya.memberId }), a)]
}

function rowOf(doc: Doc) {
  const row = readMedicineRows(doc, doreen, facts)[0]
  if (row === undefined) throw new Error('no medicine')
  return row
}

const sidesOf = (doc: Doc) => (rowOf(doc).conflict ?? []).map(({ key }) => key)

function dispute(): readonly [Doc, Doc] {
  const { hers, theirs } = begin()
  return met(change(hers, aisha, { dose: '750 mg' }, 1), change(theirs, priya, { dose: '250 mg' }, 2))
}

test('CF4 the same dose changed apart: both values, with who, when and why, and neither is picked', () => {
  const [hers, theirs] = dispute()
  expect(rowOf(hers)).toEqual(rowOf(theirs))
  const { conflict = [], dose } = rowOf(hers)
  expect(dose).toBe('250 mg or 750 mg')
  expect(
    conflict.map(({ after, author, before, reason, writtenAt }) => [
      after.dose,
      before?.dose,
      author,
      writtenAt,
      reason,
    ]),
  ).toEqual([
    ['750 mg', '375 mg', aisha, 1, 'because of 1'],
    ['250 mg', '375 mg', priya, 2, 'because of 2'],
  ])
})

test('CF5 different fields changed apart go together, with both authors', () => {
  const { hers, theirs } = begin()
  const [doc] = met(change(hers, aisha, { dose: '750 mg' }), change(theirs, priya, { route: 'by tube' }, 2))
  const { conflict, dose, merged = [], route } = rowOf(doc)
  expect([dose, route, conflict]).toEqual(['750 mg', 'by tube', undefined])
  expect(merged.map(({ author }) => author?.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
})

test('CF6 the same value on both sides is no conflict', () => {
  const { hers, theirs } = begin()
  const [doc] = met(change(hers, aisha, { dose: '750 mg' }), change(theirs, priya, { dose: '750 mg' }, 2))
  expect(rowOf(doc).conflict).toBeUndefined()
  expect(rowOf(doc).dose).toBe('750 mg')
})

test('CF7 stopped by one and changed by the other is a conflict, also when they touched no field in common', () => {
  const { hers, theirs } = begin()
  const stopped = must(stopMedicine(hers, id, day, edit(aisha, 1)))
  const [doc] = met(stopped, change(theirs, priya, { route: 'by tube' }, 2))
  const { conflict = [], status } = rowOf(doc)
  expect(status).toBe('current')
  expect(conflict.map(({ after }) => [after.status, after.stoppedOn, after.route])).toEqual([
    ['stopped', day, 'by mouth'],
    ['current', null, 'by tube'],
  ])
})

test('CF7 stopped by both is stopped, on the earlier day', () => {
  const { hers, theirs } = begin()
  const [doc] = met(
    must(stopMedicine(hers, id, '2026-11-23', edit(aisha, 1))),
    must(stopMedicine(theirs, id, day, edit(priya, 2))),
  )
  expect(rowOf(doc)).toMatchObject({ status: 'stopped', stoppedOn: day })
  expect(rowOf(doc).conflict).toBeUndefined()
})

test('CF8 until somebody decides nobody changes, stops or imports over it', () => {
  const [doc] = dispute()
  const first = { ok: false, error: { type: 'decide-first' } }
  const heads = A.getHeads(doc)
  expect(changeMedicine(doc, id, { route: 'by tube' }, edit(aisha, 3))).toEqual(first)
  expect(stopMedicine(doc, id, day, edit(aisha, 3))).toEqual(first)
  expect(A.getHeads(doc)).toEqual(heads)
  expect(writeMedicine(A.clone(doc), id, { ...carbocisteine, dose: '1 g' })).toEqual(first)
})

test.each([0, 1])('CF9 keeping side %i ends the question for everybody', (index) => {
  const [hers, theirs] = dispute()
  const sides = sidesOf(hers)
  const kept = rowOf(hers).conflict?.[index]
  const choice = { type: 'keep', side: sides[index] ?? '' } as const
  const decided = must(resolveMedicine(hers, id, { sides, choice }, edit(aisha, 3)))
  const [a, b] = met(decided, theirs)
  expect(rowOf(a)).toEqual(rowOf(b))
  expect(rowOf(b).conflict).toBeUndefined()
  expect(rowOf(b).dose).toBe(kept?.after.dose)
})

test('CF9 writing new ends it too, and what was in dispute must be written', () => {
  const [hers, theirs] = dispute()
  const sides = sidesOf(hers)
  const decide = (fields: MedicineFields) =>
    resolveMedicine(A.clone(hers), id, { sides, choice: { type: 'write', fields } }, edit(aisha, 3))
  expect(decide({ route: 'by tube' })).toEqual({ ok: false, error: { type: 'nothing-written' } })
  const [a] = met(must(decide({ dose: '500 mg' })), theirs)
  expect(rowOf(a).dose).toBe('500 mg')
  expect(rowOf(a).conflict).toBeUndefined()
})

test('CF9 what the decider had not in view is not decided', () => {
  const [hers, theirs] = dispute()
  const choice = { type: 'keep', side: sidesOf(hers)[0] ?? '' } as const
  const refused = { ok: false, error: { type: 'decided-on-other' } }
  expect(resolveMedicine(hers, id, { sides: ['edit'], choice }, edit(aisha, 3))).toEqual(refused)
  const decided = must(resolveMedicine(hers, id, { sides: sidesOf(hers), choice }, edit(aisha, 3)))
  expect(resolveMedicine(decided, id, { sides: sidesOf(theirs), choice }, edit(aisha, 4))).toEqual(refused)
})

test('CF9 two decisions that differ are a new question', () => {
  const [hers, theirs] = dispute()
  const sides = sidesOf(hers)
  const keep = (doc: Doc, by: Signature, index: number) =>
    must(resolveMedicine(doc, id, { sides, choice: { type: 'keep', side: sides[index] ?? '' } }, edit(by, 3)))
  const [doc] = met(keep(hers, aisha, 0), keep(theirs, priya, 1))
  expect(
    rowOf(doc)
      .conflict?.map(({ after }) => after.dose)
      .sort(),
  ).toEqual(['250 mg', '750 mg'])
})

test('CF10 an edit in the name of somebody whose device did not make it has no author', () => {
  const { hers, theirs } = begin()
  const [doc] = met(change(hers, priya, { dose: '750 mg' }), change(theirs, priya, { dose: '250 mg' }, 2))
  expect(rowOf(doc).conflict?.map(({ author }) => author?.name)).toEqual([undefined, 'Priya Patel'])
})

test('CF4 a value without an edit, as an import writes it, is a side of its own', () => {
  const { hers, theirs } = begin()
  const imported = must(writeMedicine(theirs, id, { ...carbocisteine, dose: '250 mg' }))
  const [doc] = met(change(hers, aisha, { dose: '750 mg' }), imported)
  expect(rowOf(doc).conflict?.map(({ after, author }) => [after.dose, author?.name])).toEqual([
    ['250 mg', undefined],
    ['750 mg', 'Aisha Rahman'],
  ])
})

test('CF8 an edit says why, changes something, and is not longer than it may be', () => {
  const { hers } = begin()
  const tried = (fields: MedicineFields, reason: string) =>
    changeMedicine(A.clone(hers), id, fields, edit(aisha, 1, reason))
  expect(tried({ dose: '1 g' }, ' ')).toMatchObject({ error: { type: 'nothing-written' } })
  expect(tried({ dose: ' ' }, 'why')).toMatchObject({ error: { type: 'nothing-written' } })
  expect(tried({ dose: 'x'.repeat(201) }, 'why')).toMatchObject({ error: { type: 'too-long', limit: 200 } })
  const same = tried({ dose: '375 mg' }, 'why')
  expect(same.ok && A.getHeads(same.value)).toEqual(A.getHeads(hers))
})

const act = fc.record({
  who: fc.constantFrom(0, 1, 2),
  field: fc.constantFrom<'dose' | 'route' | 'stop'>('dose', 'route', 'stop'),
  value: fc.constantFrom('1 mg', '2 mg', '3 mg'),
  meets: fc.option(fc.constantFrom(0, 1, 2), { nil: null }),
})

test('CF4 whatever three people write and whenever they meet, all end with the same rows', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const devices = ['a1', 'b2', 'c3'].map((two) => two.repeat(16))
      const { hers } = begin()
      const docs = devices.map((actor) => A.clone(hers, { actor }))
      for (const [index, { field, meets, value, who }] of acts.entries()) {
        const doc = docs[who] as Doc
        const by = edit({ ...aisha, memberId: devices[who] ?? '' }, index + 1)
        const made = field === 'stop' ? stopMedicine(doc, id, day, by) : changeMedicine(doc, id, { [field]: value }, by)
        if (made.ok) docs[who] = made.value
        if (meets !== null) docs[who] = A.merge(docs[who] as Doc, A.clone(docs[meets] as Doc))
      }
      const all = docs.map((doc, index) => {
        const changes = [doc, ...docs].flatMap((each) => A.getAllChanges(each))
        return A.applyChanges(newDocument('medicines', devices[index] ?? ''), changes)[0]
      })
      const rows = all.map((doc) => rowOf(doc))
      expect(rows[1]).toEqual(rows[0])
      expect(rows[2]).toEqual(rows[0])
      const { conflict } = rowOf(all[0] as Doc)
      expect(conflict === undefined || conflict.length > 1).toBe(true)
    }),
    { numRuns: 60 },
  )
})
