/** The policy table: whole, and its policies give the same whoever's change came first. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { conflictPolicies, type FieldPolicy, type FieldValue, settleValues } from './conflicts.ts'
import { type DocumentKind, documentKinds } from './documents/doc-id.ts'
import { useAutomerge } from './testing/automerge.ts'
import { documentFields } from './testing/document-fields.ts'
import { filledDocuments } from './testing/filled-documents.ts'

beforeAll(useAutomerge)

test.each(documentKinds)('CF1 every field of a %s document has a policy, and no policy is for nothing', (kind) => {
  expect(Object.keys(conflictPolicies[kind]).sort()).toEqual(documentFields(filledDocuments[kind]()))
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
