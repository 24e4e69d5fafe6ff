/** Rules MD3, MD4, MD6 and MD7 of client/ui/models/SPEC.md, on the screen, with the keyboard's own events. */
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../../engine-api/commands.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { stopOrChange, twoDoses } from '../../testing/sample-medicines.ts'
import { samplePerson } from '../../testing/sample-record.ts'
import { Medicine } from './Medicine.tsx'

afterEach(cleanup)

function show(medicineId: string | null, options: SampleOptions = {}) {
  const engine = createSampleEngine(options)
  const screen = renderScreen(<Medicine personId="doreen" medicineId={medicineId} />, { engine })
  const field = (label: RegExp) => screen.getByLabelText(label) as HTMLInputElement
  const type = (label: RegExp, value: string) => fireEvent.input(field(label), { target: { value } })
  const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
  const written = () => engine.commands.filter(({ type }) => type !== 'save-draft')
  return { ...screen, engine, field, type, press, written }
}

const draft = {
  key: 'medicine/doreen/furosemide',
  value: JSON.stringify({
    version: 1,
    about: 'doreen furosemide',
    act: 'change',
    typed: { dose: '80 mg' },
    on: '2026-11-24',
    reason: 'Swollen',
    saving: { commandId: 'aa', at: 5 },
  }),
  savedAt: at('09:10'),
}

test('MD3 what stands now is beside each field, and only what was typed is written', async () => {
  const { field, findByText, getByRole, press, type, written } = show('furosemide')
  getByRole('textbox', { name: /^Dose/, description: 'Now: 40 mg' })
  expect(field(/^Dose/).value).toBe('40 mg')
  type(/^Dose/, '80 mg')
  type(/^Why/, 'Ankles swollen')
  press('Save the change')
  await waitFor(() => expect(written()).toHaveLength(1))
  expect(written()).toMatchObject([
    { type: 'change-medicine', medicineId: 'furosemide', fields: { dose: '80 mg' }, reason: 'Ankles swollen' },
  ])
  await findByText(/^Saved on this tablet\. Now: furosemide, 80 mg, once a day/)
})

test('MD721 change or stop is not asked while what is kept of the form is still read', () => {
  const unread = show('furosemide', { views: { draft: undefined } })
  expect(unread.queryByRole('button', { name: 'Stop it' })).toBeNull()
  cleanup()
  const { getByRole, press } = show('furosemide')
  press('Stop it')
  getByRole('button', { name: 'Stop this medicine' })
})

test('MD6 nothing is saved without a change and a reason; the words lead to the fields', () => {
  const { field, getByRole, press, written } = show('furosemide')
  press('Save the change')
  const summary = getByRole('alert')
  expect(summary.textContent).toContain('Nothing is changed yet.')
  expect(document.activeElement).toBe(summary)
  fireEvent.click(getByRole('link', { name: 'Write why, in a few words.' }))
  expect(document.activeElement).toBe(field(/^Why/))
  expect(written()).toEqual([])
})

test('MD6 a dose that has been misread is asked about', () => {
  const { getByRole, press, type } = show('furosemide')
  type(/^Dose/, '.5 mg')
  type(/^Why/, 'x')
  press('Save the change')
  expect(getByRole('alert').textContent).toContain('Do you mean 0.5 mg?')
})

test('MD6 what the engine refuses is said, and the typing stays', async () => {
  const outcome = (command: { readonly type: string }): Outcome =>
    command.type === 'save-draft' ? { ok: true } : { ok: false, problem: { type: 'decide-first' } }
  const { field, findByText, press, type } = show('furosemide', { outcome })
  type(/^Dose/, '80 mg')
  type(/^Why/, 'Swollen')
  press('Save the change')
  await findByText('Different changes: decide first.')
  expect(field(/^Dose/).value).toBe('80 mg')
})

test('MD4 a draft comes back, and saving it again is the same command', async () => {
  const { field, getByText, press, written } = show('furosemide', { views: { draft } })
  expect([field(/^Dose/).value, field(/^Why/).value]).toEqual(['80 mg', 'Swollen'])
  getByText(/^Your draft from 09:10/)
  press('Save the change')
  await waitFor(() => expect(written()).toMatchObject([{ commandId: 'aa', at: 5 }]))
})

test('MD4 a medicine is stopped on a day, with a reason', async () => {
  const { field, press, type, written } = show('furosemide')
  press('Stop it')
  expect(field(/^Stopped on/).value).toBe('2026-11-24')
  type(/^Why/, 'Kidneys')
  press('Stop this medicine')
  await waitFor(() => expect(written()).toMatchObject([{ type: 'stop-medicine', on: '2026-11-24', reason: 'Kidneys' }]))
})

test('MD7 with two changes against each other the form is blocked, its words lead to the card, the typing stays', () => {
  const { field, getByRole, getByText, press, written } = show('furosemide', { views: { person: twoDoses, draft } })
  getByText(/Two different changes: furosemide\. Decide first\./)
  press('Save the change')
  expect(written()).toEqual([])
  expect(getByRole('button', { name: 'Save the change' }).getAttribute('aria-disabled')).toBe('true')
  expect(field(/^Dose/).value).toBe('80 mg')
  press('Go to the changes')
  expect(document.activeElement?.textContent).toBe('Two different changes: furosemide')
})

test('MD7 without a draft there is only the card', () => {
  const { queryByRole } = show('furosemide', { views: { person: twoDoses } })
  expect(queryByRole('button', { name: 'Save the change' })).toBeNull()
})

test('MD6 a new medicine says who wrote it here', async () => {
  const { press, type, written } = show(null)
  for (const [label, words] of [
    [/^Medicine/, 'doxycycline'],
    [/^Form/, 'capsule'],
    [/^Dose/, '100 mg'],
    [/^How often/, 'once a day'],
    [/^Route/, 'by mouth'],
    [/^Prescribed by/, 'Dr Tom Reid'],
    [/^Why/, 'Chest infection'],
  ] as const)
    type(label, words)
  press('Opioid')
  press('Add to the list')
  await waitFor(() => expect(written()).toHaveLength(1))
  expect(written()[0]).toMatchObject({
    type: 'add-medicine',
    fields: {
      name: 'doxycycline',
      dose: '100 mg',
      since: '2026-11-24',
      risk: 'Opioid',
      source: 'Written here by Aisha Rahman',
    },
  })
})

test('MD6 a stopped medicine, and one that is not here, say so', () => {
  expect(show('prednisolone').getByText(/This medicine is stopped/)).toBeTruthy()
  cleanup()
  expect(show('nothing').getByText('This medicine is not in the list on this device.')).toBeTruthy()
})

test('MD938 other changes that come after a decision stand there to be decided, in the place of what was said of it', async () => {
  const { engine, findByText, findByRole, press, queryByText } = show('furosemide', { views: { person: twoDoses } })
  press('Keep A: 20 mg furosemide')
  await findByText(/Now: furosemide, tablet, 20 mg/)
  engine.setViews({ person: samplePerson })
  await findByText(/Now: furosemide, tablet, 20 mg/)
  engine.setViews({ person: stopOrChange })
  await findByRole('heading', { name: 'Two different changes: furosemide' })
  expect(queryByText(/Now: furosemide, tablet, 20 mg/)).toBeNull()
})

test('MD938 so do changes that come after one that was saved here', async () => {
  const { engine, findByRole, findByText, press, type } = show('furosemide')
  type(/^Dose/, '80 mg')
  type(/^Why/, 'Ankles swollen')
  press('Save the change')
  await findByText(/^Saved on this tablet\. Now: furosemide, 80 mg/)
  engine.setViews({ person: twoDoses })
  await findByRole('heading', { name: 'Two different changes: furosemide' })
})
