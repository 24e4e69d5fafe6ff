/** Rules PN10 and PN11 of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { MedicineChange, MedicineRow, MedicineState } from '../../domain/projections/rows.ts'
import type { Outcome } from '../../engine-api/commands.ts'
import { Person } from '../screens/staff/Person.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { at } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { samplePerson } from '../testing/sample-record.ts'

afterEach(cleanup)

const before: MedicineState = {
  name: 'furosemide',
  form: 'tablet',
  dose: '40 mg',
  frequency: 'once a day',
  route: 'by mouth',
  status: 'current',
  stoppedOn: null,
}

function side(key: string, dose: string, more: Partial<MedicineChange>): MedicineChange {
  const nobody = { author: null, writtenAt: null, arrivedAt: null, reason: '' }
  return { key, before, after: { ...before, dose }, ...nobody, ...more }
}

const aisha = { memberId: 'a', name: 'Aisha Rahman', role: 'community nurse', face: 'aisha' }
const priya = { memberId: 'p', name: 'Priya Patel', role: 'pharmacist', face: '' }
const sides = [
  side('1@a', '20 mg', { author: aisha, writtenAt: at('08:50'), arrivedAt: at('08:58'), reason: 'Dizzy on standing' }),
  side('1@p', '80 mg', { author: priya, writtenAt: at('08:55'), reason: 'Ankles swollen' }),
]

function show(more: Partial<MedicineRow>, outcome: Outcome = { ok: true }) {
  const medicines = samplePerson.medicines.map((row) =>
    row.name === 'furosemide' ? { ...row, dose: '20 mg or 80 mg', ...more } : row,
  )
  const views = { person: { ...samplePerson, medicines } }
  const engine = createSampleEngine({ views, outcome: () => outcome })
  return { ...renderScreen(<Person personId="doreen" />, { engine }), engine }
}

test('PN10 both changes stand side by side with who, when and why; nothing is picked', () => {
  const { getByRole } = show({ conflict: sides })
  const card = within(getByRole('region', { name: 'Two different changes: furosemide' }))
  const [a, b] = card.getAllByRole('listitem').map((item) => item.textContent ?? '')
  for (const words of [
    '20 mg',
    'Before: furosemide, tablet, 40 mg',
    'Aisha Rahman, community nurse',
    'Dizzy on standing',
  ])
    expect(a).toContain(words)
  expect(a).toMatch(/Written .*08:50 · arrived .*08:58/)
  for (const words of ['80 mg', 'Priya Patel, pharmacist', 'Ankles swollen']) expect(b).toContain(words)
  expect(b).not.toContain('arrived')
  expect(card.getAllByRole('button').map((button) => button.textContent)).toEqual([
    'Keep A: 20 mg furosemide',
    'Keep B: 80 mg furosemide',
  ])
})

test('PN10 a side that stops the medicine says so, and a change without a name says that', () => {
  const stopped = side('1@x', '40 mg', {})
  const after: MedicineState = { ...before, status: 'stopped', stoppedOn: '2026-11-24' }
  const { getByRole } = show({ conflict: [{ ...stopped, after }, ...sides] })
  const card = getByRole('region', { name: '3 different changes: furosemide' })
  expect(card.textContent).toContain('furosemide, stopped 24-Nov-2026')
  expect(card.textContent).toContain('Nobody is named')
})

test('PN11 one press keeps a side, and tells the engine what was in view', () => {
  const { engine, getByRole } = show({ conflict: sides })
  fireEvent.click(getByRole('button', { name: /Keep B: 80 mg/ }))
  expect(engine.commands).toMatchObject([
    {
      type: 'resolve-medicine',
      medicineId: 'furosemide',
      sides: ['1@a', '1@p'],
      choice: { type: 'keep', side: '1@p' },
    },
  ])
})

test('PN11 a decision that came too late says what happened', async () => {
  const { findByRole, getByRole } = show({ conflict: sides }, { ok: false, problem: { type: 'decided-on-other' } })
  fireEvent.click(getByRole('button', { name: /Keep A/ }))
  expect((await findByRole('alert')).textContent).toContain('This has changed since you read it.')
})

test('PN10 changes that go together name both authors', () => {
  const { getByRole } = show({ merged: sides })
  expect(getByRole('region', { name: 'Medicines' }).textContent).toContain(
    'Changed by Aisha Rahman and Priya Patel, each without seeing the other.',
  )
})
