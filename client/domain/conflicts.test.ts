/** The policy table: whole, and its policies give the same whoever's change came first. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type DocumentKind, documentKinds } from '../../shared/lib/doc-id.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { conflictPolicies, type FieldPolicy, type FieldValue, settleValues } from './conflicts.ts'
import { namePlanSection, writePlanSection } from './documents/care-plan.ts'
import { planVisit } from './documents/diary.ts'
import { newDocument } from './documents/genesis.ts'
import { changeMedicine, writeMedicine } from './documents/medicines.ts'
import {
  changeDetails,
  changePregnant,
  changeScale2Target,
  recordAlert,
  recordAllergy,
  recordContact,
} from './documents/person.ts'
import { detailFields } from './documents/person-parts.ts'
import { addTask, changeTask, finishTask } from './documents/tasks.ts'
import { writeSetting } from './documents/team-settings.ts'
import { nameThread, takeThread } from './documents/thread.ts'
import type { PartState } from './projections/part-rows.ts'
import type { SettingPart } from './projections/setting-rows.ts'
import { useAutomerge } from './testing/automerge.ts'
import { documentFields, lettersIn } from './testing/document-fields.ts'
import { aisha, carbocisteine, doreen, must } from './testing/medicines.ts'

beforeAll(useAutomerge)

const id = '01'.repeat(16)
const nurse = aisha.memberId
const editBy = { by: aisha, at: 1, reason: 'She said so' }

interface SettingWrite {
  readonly part: SettingPart
  readonly fields: PartState
}

function filledTasks(kind: 'tasks' | 'circle-tasks') {
  const by = { by: aisha, at: 1 as Instant }
  const input = { title: 'Take bloods', details: '', due: null, priority: 'today' } as const
  const added = must(addTask(newDocument(kind, nurse), id, input, { said: by, owner: aisha }))
  return must(finishTask(must(changeTask(added, id, { ...input, title: 'Bloods' }, by)), id, '', by))
}

/** One of everything that can stand in a document. */
const filled: { readonly [Kind in DocumentKind]: () => unknown } = {
  person: () => {
    let doc = newDocument('person', nurse)
    const day = '2026-01-01'
    const values = { ...Object.fromEntries(detailFields.map((field) => [field, 'x'])), born: day, died: day }
    doc = must(changeDetails(doc, { ...values, nhsNumber: '9990000018' }, editBy))
    doc = must(recordAllergy(doc, id, { substance: 'Penicillin', reaction: 'rash', recordedOn: day }, editBy))
    const oxygen = { kind: 'oxygen', title: 'Oxygen', fact: '', recordedOn: day, serious: true } as const
    doc = must(recordAlert(doc, id, oxygen, editBy))
    doc = must(recordContact(doc, id, { name: 'Karen', relation: 'daughter', phone: '' }, editBy))
    doc = must(changePregnant(doc, true, editBy))
    return must(changeScale2Target(doc, { by: 'Dr Tom Reid', on: day }, editBy))
  },
  medicines: () => {
    const doc = must(writeMedicine(newDocument('medicines', nurse), id, carbocisteine))
    return must(changeMedicine(doc, id, { dose: '750 mg' }, { by: aisha, at: 1, reason: 'Chesty' }))
  },
  'care-plan': () => {
    const by = { by: aisha, at: 1 as Instant }
    const written = must(
      writePlanSection(newDocument('care-plan', nurse), 'goals', { text: 'To the gate', version: '' }, by),
    )
    return must(namePlanSection(written, id, 'Falls', by))
  },
  tasks: () => filledTasks('tasks'),
  'circle-tasks': () => filledTasks('circle-tasks'),
  diary: () => {
    const window = { from: null, to: null, window: null, tag: null }
    const visit = { personId: doreen, memberId: nurse, ...window, reason: 'Check', order: 1, household: '' }
    return must(planVisit(newDocument('diary', nurse), id, visit, editBy))
  },
  'team-settings': () => {
    const parts: readonly SettingWrite[] = [
      ...(['name', 'phone', 'hours'] as const).map((kind) => ({ part: { kind, id: '' }, fields: { value: 'x' } })),
      { part: { kind: 'lock', id: '' }, fields: { value: '5' } } as const,
      { part: { kind: 'template', id }, fields: { use: 'note', title: 'x', text: 'x' } },
      { part: { kind: 'number', id }, fields: { label: 'x', phone: '1' } },
      {
        part: { kind: 'duty', id },
        fields: { day: '2026-01-01', from: '08:00', to: '18:00', memberId: nurse },
      },
      { part: { kind: 'ask', id }, fields: { about: 'x', memberId: nurse } },
      { part: { kind: 'round', id }, fields: { name: 'x' } },
    ]
    return parts.reduce(
      (doc, { fields, part }) => must(writeSetting(doc, part, fields, editBy)),
      newDocument('team-settings', nurse),
    )
  },
  thread: () => {
    const by = { by: aisha, at: 1 as Instant }
    const taken = must(takeThread(newDocument('thread', nurse), by))
    return must(nameThread(taken, { title: 'Dressings', priority: 'today' }, by))
  },
}

test.each(documentKinds)('CF1 every field of a %s document has a policy, and no policy is for nothing', (kind) => {
  expect(Object.keys(conflictPolicies[kind]).sort()).toEqual(documentFields(filled[kind]()))
})

test.each(documentKinds)('CF360 in a %s document only what people write together is kept letter by letter', (kind) => {
  const together = Object.entries(conflictPolicies[kind]).filter(([, { type }]) => type === 'text-merge')
  expect(lettersIn(filled[kind]())).toEqual(together.map(([field]) => field))
})

test('CF1 what can do harm is asked', () => {
  const isAsked = (kind: DocumentKind, field: string) => conflictPolicies[kind][field]?.type === 'ask'
  for (const field of ['name', 'form', 'dose', 'frequency', 'route', 'status'])
    expect(isAsked('medicines', `medicines.*.${field}`), field).toBe(true)
  for (const field of ['allergies.*.substance', 'alerts.*.fact', 'contacts.*.phone', 'scale2Target'])
    expect(isAsked('person', field), field).toBe(true)
})

/** Every policy of the table, and values of one kind, as a field holds them. */
const policy = fc.constantFrom<FieldPolicy>(
  ...new Map(
    documentKinds.flatMap((kind) => Object.values(conflictPolicies[kind])).map((each) => [JSON.stringify(each), each]),
  ).values(),
)
const several = <Value extends FieldValue>(value: fc.Arbitrary<Value>) =>
  fc.tuple(fc.array(value, { minLength: 1, maxLength: 4 }), fc.array(value, { maxLength: 4 }), fc.array(value))
const values = fc.oneof(
  several(fc.constantFrom('', '2026-01-01', '2026-02-01', '20 mg', '80 mg')),
  several(fc.string({ maxLength: 3 })),
  several(fc.integer({ min: -3, max: 3 })),
  several(fc.boolean()),
) as fc.Arbitrary<readonly [readonly FieldValue[], readonly FieldValue[], readonly FieldValue[]]>
const join = (by: FieldPolicy, a: readonly FieldValue[], b: readonly FieldValue[]) => settleValues(by, [...a, ...b])

test('CF2 policies do not depend on whose change came first, on grouping, or on coming twice', () => {
  fc.assert(
    fc.property(policy, values, (by, [a, b, c]) => {
      expect(join(by, a, b)).toEqual(join(by, b, a))
      expect(join(by, join(by, a, b), c)).toEqual(join(by, a, join(by, b, c)))
      const settled = settleValues(by, a)
      expect(join(by, settled, settled)).toEqual(settled)
      expect(join(by, a, a)).toEqual(settled)
    }),
  )
})

test('CF3 whatever was written, something stands, nothing that nobody wrote, and of “ask” everything', () => {
  fc.assert(
    fc.property(policy, values, (by, [all]) => {
      const settled = settleValues(by, all)
      expect(settled.length).toBeGreaterThan(0)
      expect(all).toEqual(expect.arrayContaining([...settled]))
      const said = new Set(all.filter((value) => value !== ''))
      if (by.type === 'ask') expect(new Set(settled)).toEqual(new Set(all))
      if (by.type === 'keep-both' && said.size > 0) expect(new Set(settled)).toEqual(said)
      if (by.type === 'safest-wins') expect(settled).toHaveLength(1)
      if (said.size > 0 && by.type !== 'ask') expect(settled).not.toContain('')
    }),
  )
})

test('CF3 ask loses no value, not even "nothing recorded"; the others settle on what was said', () => {
  expect(settleValues({ type: 'ask' }, ['80 mg', '', '20 mg', '80 mg'])).toEqual(['', '20 mg', '80 mg'])
  expect(settleValues({ type: 'keep-both' }, ['Eliquis', '', 'Xarelto'])).toEqual(['Eliquis', 'Xarelto'])
  expect(settleValues({ type: 'safest-wins', safest: 'first' }, ['2026-02-01', '', '2026-01-01'])).toEqual([
    '2026-01-01',
  ])
  expect(settleValues({ type: 'safest-wins', safest: 'last' }, [false, true])).toEqual([true])
  expect(settleValues({ type: 'safest-wins', safest: 'first' }, [10, 9])).toEqual([9])
})
