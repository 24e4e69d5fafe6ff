/** Details of a person that two people changed apart: both shown, nobody's picked, one decision for everybody. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { PersonPart } from '../projections/part-rows.ts'
import type { Signature } from '../records/signature.ts'
import { useAutomerge } from '../testing/automerge.ts'
import { aisha, doreen, must, priya } from '../testing/medicines.ts'
import { newDocument } from './genesis.ts'
import {
  changeDetails,
  changePregnant,
  changeScale2Target,
  endEntry,
  type PersonDetails,
  type PersonDoc,
  recordAlert,
  recordAllergy,
  recordContact,
  recordNoKnownAllergies,
} from './person.ts'
import { readPersonRows } from './person-rows.ts'
import { resolvePersonPart, writePersonParts } from './person-write.ts'

beforeAll(useAutomerge)

type Doc = A.Doc<PersonDoc>

const one = '01'.repeat(16)
const day = '2026-11-22'
/** Here every member has one device, of the same name. */
const facts = { memberOf: (actor: string) => actor, arrivedAt: () => null }
const edit = (by: Signature, at: number, reason = `because of ${at}`) => ({ by, at, reason })
const born = { kind: 'detail', id: 'born' } as const
const oxygen = { kind: 'oxygen', title: 'Oxygen', fact: '2 litres', recordedOn: day, serious: true } as const
const karen = { name: 'Karen Ashworth', relation: 'daughter', phone: '01632 960002' }

function begin(): { readonly hers: Doc; readonly theirs: Doc } {
  const details = { family: 'Ashworth', given: 'Doreen', born: '1947-03-14', nhsNumber: '9990000018' }
  let hers = must(changeDetails(newDocument('person', aisha.memberId), details))
  hers = must(recordAllergy(hers, one, { substance: 'Penicillin', reaction: 'rash', recordedOn: '2011-02-02' }))
  hers = must(recordAlert(hers, one, oxygen))
  hers = must(recordContact(hers, one, karen))
  hers = must(changeScale2Target(hers, { by: 'Dr Tom Reid', on: '2025-01-09' }))
  return { hers, theirs: A.clone(hers, { actor: priya.memberId }) }
}

function met(a: Doc, b: Doc): readonly [Doc, Doc] {
  return [A.merge(A.clone(a, { actor: aisha.memberId }), b), A.merge(A.clone(b, { actor: priya.memberId }), a)]
}

const rowsOf = (doc: Doc) => readPersonRows(doc, doreen, facts)
const partOf = (doc: Doc, { id, kind }: PersonPart) =>
  rowsOf(doc).details.parts.find(({ part }) => part.kind === kind && part.id === id)

function dispute(hers: Partial<PersonDetails>, theirs: Partial<PersonDetails>): readonly [Doc, Doc] {
  const start = begin()
  return met(
    must(changeDetails(start.hers, hers, edit(aisha, 1))),
    must(changeDetails(start.theirs, theirs, edit(priya, 2))),
  )
}

test('PD1 the same detail changed apart: both values, with who, when and why, and neither is picked', () => {
  const [hers, theirs] = dispute({ born: '1947-03-15' }, { born: '1974-03-14' })
  expect(rowsOf(hers)).toEqual(rowsOf(theirs))
  const { banner } = rowsOf(hers)
  expect(banner.born).toBe('1947-03-15 or 1974-03-14')
  const { sides = [] } = banner.disputes?.[0] ?? {}
  expect(
    sides.map(({ after, author, before, reason, writtenAt }) => [after, before, author, writtenAt, reason]),
  ).toEqual([
    [{ value: '1947-03-15' }, { value: '1947-03-14' }, aisha, 1, 'because of 1'],
    [{ value: '1974-03-14' }, { value: '1947-03-14' }, priya, 2, 'because of 2'],
  ])
})

test('PD1 two NHS numbers, and a detail that one side took away: all of it stands there', () => {
  const [doc] = dispute({ nhsNumber: '9990000026' }, { nhsNumber: '' })
  expect(rowsOf(doc).banner.nhsNumber).toBe('9990000026 or not recorded')
  expect(partOf(doc, { kind: 'detail', id: 'nhsNumber' })?.conflict).toHaveLength(2)
})

test('PD2 different details changed apart go together; two addresses both stand, with both authors', () => {
  const [doc] = dispute({ phone: '01632 960018' }, { title: 'Mrs' })
  expect(rowsOf(doc).banner).toMatchObject({ name: { title: 'Mrs' } })
  expect(rowsOf(doc).banner.disputes).toBeUndefined()
  const [two] = dispute({ address: '3 Canal Row' }, { address: '11 Chapel Street' })
  const address = partOf(two, { kind: 'detail', id: 'address' })
  expect(address?.state.value).toBe('11 Chapel Street / 3 Canal Row')
  expect(address?.conflict).toBeUndefined()
  expect(address?.merged?.map(({ author }) => author?.name)).toEqual(['Aisha Rahman', 'Priya Patel'])
})

test('PD2 the same value on both sides is no conflict', () => {
  const [doc] = dispute({ born: '1947-03-15' }, { born: '1947-03-15' })
  expect(rowsOf(doc).banner).toMatchObject({ born: '1947-03-15' })
  expect(rowsOf(doc).banner.disputes).toBeUndefined()
  expect(partOf(doc, born)?.last?.author).toEqual(aisha)
})

test('PD3 an alert and an allergy changed apart stand on the strip with both values, until somebody decides', () => {
  const { hers, theirs } = begin()
  const write = (kind: 'alert' | 'allergy', fields: Readonly<Record<string, string>>) => ({
    part: { kind, id: one } as const,
    fields,
  })
  const [doc] = met(
    must(
      writePersonParts(
        hers,
        [write('alert', { fact: '1 litre' }), write('allergy', { reaction: 'itch' })],
        edit(aisha, 1),
      ),
    ),
    must(
      writePersonParts(
        theirs,
        [write('alert', { fact: '4 litres' }), write('allergy', { reaction: 'collapse' })],
        edit(priya, 2),
      ),
    ),
  )
  const { alerts, disputes = [] } = rowsOf(doc).alerts
  expect(alerts.map(({ disputed, fact }) => [fact, disputed])).toEqual([
    ['Penicillin (collapse or itch)', true],
    ['1 litre or 4 litres', true],
  ])
  expect(disputes.map(({ part, sides }) => [part.kind, sides.length])).toEqual([
    ['allergy', 2],
    ['alert', 2],
  ])
})

test('PD3 ended by one and changed by the other is a conflict, and it holds until somebody decides; ended by both is over', () => {
  const { hers, theirs } = begin()
  const ended = must(endEntry(hers, 'alerts', one, day, edit(aisha, 1)))
  const [doc] = met(ended, must(recordAlert(theirs, one, { ...oxygen, fact: '1 litre' }, edit(priya, 2))))
  expect(rowsOf(doc).alerts.alerts.map(({ title }) => title)).toEqual(['Known allergies', 'Oxygen'])
  expect(partOf(doc, { kind: 'alert', id: one })?.conflict?.map(({ after }) => after.endedOn)).toEqual([day, ''])
  const [both] = met(ended, must(endEntry(begin().theirs, 'alerts', one, '2026-11-21', edit(priya, 2))))
  expect(rowsOf(both).alerts.alerts.map(({ title }) => title)).toEqual(['Known allergies'])
})

test('PD4 of two Scale 2 targets none is offered; pregnant and "no known allergies" take the safe answer', () => {
  const { hers, theirs } = begin()
  const [doc] = met(
    must(changeScale2Target(hers, null, edit(aisha, 1))),
    must(changeScale2Target(theirs, { by: 'Dr Reid', on: day }, edit(priya, 2))),
  )
  expect(rowsOf(doc).alerts).toMatchObject({ scale2Target: null, disputes: [{ part: { kind: 'target' } }] })
  const once = begin()
  const [pregnant] = met(
    must(changePregnant(must(changePregnant(once.hers, true)), false, edit(aisha, 1))),
    must(changePregnant(once.theirs, true, edit(priya, 2))),
  )
  expect(rowsOf(pregnant).alerts.pregnant).toBe(true)
  const empty = newDocument('person', aisha.memberId)
  const [none] = met(
    must(recordNoKnownAllergies(empty, '2026-02-01')),
    must(recordNoKnownAllergies(A.clone(empty, { actor: priya.memberId }), '2026-01-01')),
  )
  expect(rowsOf(none).alerts.alerts[0]?.date).toBe('2026-01-01')
})

test('PD5 until somebody decides nobody changes, ends or imports over it; the rest can be changed', () => {
  const [doc] = dispute({ born: '1947-03-15' }, { born: '1974-03-14' })
  const first = { ok: false, error: { type: 'decide-first' } }
  const heads = A.getHeads(doc)
  expect(changeDetails(doc, { born: '1950-01-01' }, edit(aisha, 3))).toEqual(first)
  expect(changeDetails(doc, { phone: '01632 960018', born: '1950-01-01' }, edit(aisha, 3))).toEqual(first)
  expect(A.getHeads(doc)).toEqual(heads)
  expect(changeDetails(A.clone(doc), { born: '1950-01-01' })).toEqual(first)
  expect(changeDetails(A.clone(doc), { phone: '01632 960018' }, edit(aisha, 3)).ok).toBe(true)
})

test.each([0, 1])('PD6 keeping side %i ends the question for everybody', (index) => {
  const [hers, theirs] = dispute({ born: '1947-03-15' }, { born: '1974-03-14' })
  const { sides = [] } = rowsOf(hers).banner.disputes?.[0] ?? {}
  const choice = { type: 'keep', side: sides[index]?.key ?? '' } as const
  const decision = { sides: sides.map(({ key }) => key), choice }
  const decided = must(resolvePersonPart(hers, born, decision, edit(aisha, 3)))
  const [a, b] = met(decided, theirs)
  expect(rowsOf(a)).toEqual(rowsOf(b))
  expect(rowsOf(b).banner.disputes).toBeUndefined()
  expect(rowsOf(b).banner.born).toBe(sides[index]?.after.value)
  expect(resolvePersonPart(decided, born, decision, edit(aisha, 4))).toEqual({
    ok: false,
    error: { type: 'decided-on-other' },
  })
})

test('PD6 two decisions that differ are a new question; writing anew says what was in dispute', () => {
  const [hers, theirs] = dispute({ born: '1947-03-15' }, { born: '1974-03-14' })
  const sides = rowsOf(hers).banner.disputes?.[0]?.sides.map(({ key }) => key) ?? []
  const keep = (doc: Doc, by: Signature, side: number) =>
    must(resolvePersonPart(doc, born, { sides, choice: { type: 'keep', side: sides[side] ?? '' } }, edit(by, 3)))
  const [again] = met(keep(A.clone(hers, { actor: aisha.memberId }), aisha, 0), keep(theirs, priya, 1))
  expect(rowsOf(again).banner.disputes?.[0]?.sides).toHaveLength(2)
  const written = (fields: Readonly<Record<string, string>>) =>
    resolvePersonPart(A.clone(hers), born, { sides, choice: { type: 'write', fields } }, edit(aisha, 3))
  expect(written({})).toEqual({ ok: false, error: { type: 'nothing-written' } })
  expect(rowsOf(must(written({ value: '1947-04-13' }))).banner.born).toBe('1947-04-13')
})

test('PD7 an edit in the name of somebody whose device did not make it has no author; an import is a side without one', () => {
  const { hers, theirs } = begin()
  const [forged] = met(
    must(changeDetails(hers, { born: '1947-03-15' }, edit(priya, 1))),
    must(changeDetails(theirs, { born: '1974-03-14' }, edit(priya, 2))),
  )
  const authors = (doc: Doc) => rowsOf(doc).banner.disputes?.[0]?.sides.map(({ author }) => author?.name)
  expect(authors(forged)).toEqual([undefined, 'Priya Patel'])
  const [imported] = met(
    must(changeDetails(begin().hers, { born: '1947-03-15' }, edit(aisha, 1))),
    must(changeDetails(begin().theirs, { born: '1974-03-14' })),
  )
  expect(authors(imported)).toEqual([undefined, 'Aisha Rahman'])
})

test('PD8 an edit says why, cannot be what it cannot be, and changes nothing where it says what stands there', () => {
  const { hers } = begin()
  const tried = (details: Partial<PersonDetails>, reason = 'why') =>
    changeDetails(A.clone(hers), details, edit(aisha, 1, reason))
  expect(tried({ phone: '1' }, ' ')).toMatchObject({ error: { type: 'nothing-written' } })
  expect(tried({ nhsNumber: '9990000019' })).toMatchObject({ error: { type: 'implausible', field: 'nhsNumber' } })
  expect(tried({ born: 'soon' })).toMatchObject({ error: { type: 'implausible', field: 'born' } })
  expect(tried({ address: 'x'.repeat(501) })).toMatchObject({ error: { type: 'too-long', limit: 500 } })
  const same = tried({ born: '1947-03-14' })
  expect(same.ok && A.getHeads(same.value)).toEqual(A.getHeads(hers))
})

test('PD8 what was ended can be said to hold after all, and says who said so', () => {
  const ended = must(endEntry(begin().hers, 'contacts', one, day, edit(aisha, 1)))
  const again = must(endEntry(ended, 'contacts', one, '', edit(aisha, 2, 'Ended by mistake')))
  expect(partOf(again, { kind: 'contact', id: one })).toMatchObject({
    state: { ...karen, endedOn: '' },
    last: { reason: 'Ended by mistake', before: { endedOn: day } },
  })
})

const act = fc.record({
  who: fc.constantFrom(0, 1, 2),
  what: fc.constantFrom<'born' | 'phone' | 'alert' | 'end' | 'target'>('born', 'phone', 'alert', 'end', 'target'),
  value: fc.constantFrom('2001-01-01', '2002-02-02', '2003-03-03'),
  meets: fc.option(fc.constantFrom(0, 1, 2), { nil: null }),
})

function perform(doc: Doc, what: string, value: string, by: ReturnType<typeof edit>) {
  if (what === 'alert') return recordAlert(doc, one, { ...oxygen, fact: value }, by)
  if (what === 'end') return endEntry(doc, 'alerts', one, value, by)
  if (what === 'target') return changeScale2Target(doc, { by: 'Dr Tom Reid', on: value }, by)
  return changeDetails(doc, { [what]: value }, by)
}

test('PD9 whatever three people write and whenever they meet, all end with the same rows and no asked value is lost', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const devices = ['a1', 'b2', 'c3'].map((two) => two.repeat(16))
      const { hers } = begin()
      const docs = devices.map((actor) => A.clone(hers, { actor }))
      for (const [index, { meets, value, what, who }] of acts.entries()) {
        const made = perform(docs[who] as Doc, what, value, edit({ ...aisha, memberId: devices[who] ?? '' }, index + 1))
        if (made.ok) docs[who] = made.value
        if (meets !== null) docs[who] = A.merge(docs[who] as Doc, A.clone(docs[meets] as Doc))
      }
      const all = docs.map((_, index) => {
        const changes = docs.flatMap((each) => A.getAllChanges(each))
        const twice = [...changes, ...changes]
        return A.applyChanges(newDocument('person', devices[index] ?? ''), index === 0 ? changes.reverse() : twice)[0]
      })
      const [first, ...rest] = all.map(rowsOf)
      for (const rows of rest) expect(rows).toEqual(first)
      const standing = Object.values(A.getConflicts(all[0]!.details, 'born') ?? {}).map(String)
      for (const value of new Set(standing)) expect(first?.banner.born).toContain(value)
      for (const { conflict } of first?.details.parts ?? []) expect(conflict?.length ?? 2).toBeGreaterThan(1)
    }),
    { numRuns: 40 },
  )
})
