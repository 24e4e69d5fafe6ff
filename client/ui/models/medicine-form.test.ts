/** Rules MD3, MD4, MD6, MD9 of client/ui: what a form about a medicine holds, asks and writes. */
import { expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { openSince } from '../../domain/projections/open-since.ts'
import { at } from '../testing/sample-cast.ts'
import { mergedPerson, stopOrChange, threeWays, twoDoses } from '../testing/sample-medicines.ts'
import { samplePerson } from '../testing/sample-record.ts'
import { commonBefore, disputedParts, mergedChanges, shownParts } from './conflict-sides.ts'
import { parseMedicineDraft, writeMedicineDraft } from './medicine-draft.ts'
import { agreedValues, changedFields, emptyMedicineForm, fieldsOf, findFaults, valuesOf } from './medicine-form.ts'

const lineOf = (person: typeof samplePerson) => person.medicines.find(({ name }) => name === 'furosemide')!
const line = lineOf(samplePerson)
const form = emptyMedicineForm('change', '2026-11-24')
const about = { personId: 'doreen', medicineId: 'furosemide' }

test('MD3 only what was typed and differs is written; the rest follows the line', () => {
  const typed = { ...form, typed: { dose: ' 80 mg ', route: 'by mouth' } }
  expect(changedFields(typed, valuesOf(line))).toEqual({ dose: '80 mg' })
  const moved = { ...line, frequency: 'twice a day' }
  expect(changedFields(typed, valuesOf(moved))).toEqual({ dose: '80 mg' })
})

test('MD4 a draft comes back as it was, for the same medicine and the same changes only', () => {
  const kept = {
    ...form,
    act: 'decide' as const,
    typed: { dose: '60' },
    reason: 'Half way',
    saving: { commandId: 'c', at: 1 as Instant },
  }
  const decision = { ...about, sides: ['1@a', '1@p'] }
  const text = writeMedicineDraft(kept, decision)
  expect(parseMedicineDraft(text, decision)).toEqual(kept)
  expect(parseMedicineDraft(text, { ...about, sides: ['1@a', '2@p'] })).toBeNull()
  expect(parseMedicineDraft(text, { ...decision, medicineId: 'apixaban' })).toBeNull()
  expect(parseMedicineDraft('{', decision)).toBeNull()
})

test('MD6 what is missing is named in the order of the form', () => {
  const faults = (more: Partial<typeof form>) =>
    findFaults({ ...form, ...more }, valuesOf(line)).map(({ field, type }) => `${field} ${type}`)
  expect(faults({})).toEqual(['dose nothing-changed', 'reason empty'])
  expect(faults({ typed: { dose: ' ' }, reason: 'x' })).toEqual(['dose empty'])
  expect(faults({ typed: { dose: '.5 mg' }, reason: 'x' })).toEqual(['dose slip'])
  expect(faults({ act: 'stop', on: '', reason: 'x' })).toEqual(['on empty'])
  expect(faults({ typed: { dose: '80 mg' }, reason: 'x' })).toEqual([])
  const blank = Object.fromEntries(fieldsOf('add', valuesOf(line)).map((field) => [field, ''])) as ReturnType<
    typeof valuesOf
  >
  expect(findFaults(emptyMedicineForm('add', '2026-11-24'), blank).map(({ field }) => field)).toEqual([
    'name',
    'dose',
    'reason',
  ])
})

test('MD8 of what shall hold instead, only what all agree on is filled in', () => {
  const sides = lineOf(threeWays).conflict!
  const agreed = agreedValues(sides)
  expect([agreed.name, agreed.dose, agreed.frequency, agreed.route]).toEqual(['furosemide', '', '', 'by mouth'])
  expect(fieldsOf('decide', agreed)).toEqual(['dose', 'frequency', 'route'])
  expect(findFaults({ ...form, act: 'decide', reason: 'x' }, agreed).map(({ field }) => field)).toEqual([
    'dose',
    'frequency',
  ])
})

test('MD8 what differs stands largest; before is said once where it was the same', () => {
  expect(disputedParts(lineOf(twoDoses).conflict!)).toEqual(['dose'])
  expect(disputedParts(lineOf(stopOrChange).conflict!)).toEqual(['dose'])
  expect(shownParts(lineOf(twoDoses).conflict!)).toEqual(['dose', 'frequency', 'route'])
  expect(commonBefore(lineOf(threeWays).conflict!)?.dose).toBe('40 mg')
  expect(openSince(lineOf(twoDoses).conflict!)).toBe(at('08:58'))
})

test('MD9 what goes together is marked for a day', () => {
  const merged = lineOf(mergedPerson)
  const day = 24 * 60 * 60_000
  expect(mergedChanges(merged, at('09:20'))).toHaveLength(2)
  expect(mergedChanges(merged, (at('09:20') + day) as Instant)).toEqual([])
})
