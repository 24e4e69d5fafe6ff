/** Rules WA7 and WA8: recording an allergy, taking one back, saying that there are none. */
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../../engine-api/commands.ts'
import type { PersonView } from '../../../engine-api/queries.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { apartAllergyPerson, warnedPerson } from '../../testing/sample-safety.ts'
import { Allergies } from './Allergies.tsx'
import { Person } from './Person.tsx'

afterEach(cleanup)

const none: PersonView = { ...warnedPerson, alerts: [], allergies: [], warnings: [] }

function show(view: PersonView = warnedPerson, options: SampleOptions = {}) {
  const engine = createSampleEngine({ ...options, views: { person: view, ...options.views } })
  const screen = renderScreen(<Allergies personId="doreen" />, { engine })
  const field = (label: RegExp) => screen.getByLabelText(label) as HTMLInputElement
  const type = (label: RegExp, value: string) => fireEvent.input(field(label), { target: { value } })
  const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
  const written = () => engine.commands.filter(({ type }) => type !== 'save-draft')
  return { ...screen, engine, field, type, press, written }
}

test('WA7 the strip leads to the person’s allergies', () => {
  const { getByRole } = renderScreen(<Person personId="doreen" />, { engine: createSampleEngine() })
  expect(getByRole('link', { name: 'Record an allergy' }).getAttribute('href')).toBe('/allergies/doreen')
})

test('WA890 one that two wrote differently names both, offers the decision, and is not taken back before it', () => {
  const { getByRole, queryByRole } = show(apartAllergyPerson)
  const words = getByRole('region', { name: 'Recorded now' }).textContent
  expect(words).toContain('A: Penicillin, rash (Aisha Rahman, community nurse, written today 08:50)')
  expect(words).toContain('B: Aspirin, rash (Priya Shah, pharmacist, written today 08:55, arrived today 08:58)')
  expect(words).toContain('Nothing has been picked.')
  expect(getByRole('link', { name: /^Decide which holds/ }).getAttribute('href')).toBe('/person/doreen/details')
  expect(queryByRole('button', { name: /^Take back/ })).toBeNull()
})

test('WA7 an allergy is recorded with what, when and how it is known', async () => {
  const { findByText, press, type, written } = show(none)
  type(/^Allergy to/, 'Penicillin')
  type(/^What happened/, 'rash')
  type(/^How is it known/, 'She told me')
  press('Record this allergy')
  await findByText(/^Saved on this tablet. Allergy recorded: Penicillin\./)
  expect(written()).toMatchObject([
    { type: 'record-allergy', personId: 'doreen', substance: 'Penicillin', reaction: 'rash', on: '2026-11-24' },
  ])
})

test('WA7 what is missing is said in words that lead to its field, and nothing is written', () => {
  const { field, getByRole, press, written } = show(none)
  press('Record this allergy')
  const summary = getByRole('alert')
  expect(summary.textContent).toContain('Write what it is an allergy to.')
  fireEvent.click(getByRole('link', { name: 'Write how it is known, in a few words.' }))
  expect(document.activeElement).toBe(field(/^How is it known/))
  expect(written()).toEqual([])
})

test('WA7 a draft comes back, and what the engine refuses keeps the typing', async () => {
  const value = JSON.stringify({
    version: 1,
    substance: 'Aspirin',
    reaction: '',
    on: '2026-11-24',
    reason: 'GP letter',
    saving: { commandId: 'aa', at: 5 },
  })
  const draft = { key: 'allergy/doreen', value, savedAt: at('09:10') }
  const outcome = (command: { readonly type: string }): Outcome =>
    command.type === 'save-draft' ? { ok: true } : { ok: false, problem: { type: 'unknown-person' } }
  const { field, findByText, press, written } = show(none, { outcome, views: { draft } })
  expect(field(/^Allergy to/).value).toBe('Aspirin')
  press('Record this allergy')
  await findByText('This person’s record is not on this device.')
  expect(field(/^Allergy to/).value).toBe('Aspirin')
  // The tap that was interrupted is the same act.
  expect(written()).toMatchObject([{ commandId: 'aa', at: 5 }])
})

test('WA8 one that was wrong is taken back with a reason', async () => {
  const { findByText, getByText, press, type, written } = show()
  press(/^Take back/)
  press('Take it back')
  getByText('Write how it is known, in a few words.')
  expect(written()).toEqual([])
  type(/^Why is it not an allergy/, 'Tested at the clinic')
  press('Take it back')
  await findByText(/Penicillin is taken back\./)
  expect(written()).toMatchObject([{ type: 'end-allergy', allergyId: 'a-penicillin', reason: 'Tested at the clinic' }])
})

test('WA8 "none known" is offered only where none is recorded and the record is whole', async () => {
  const { press, queryByRole, written } = show(none)
  press('Asked today: no known allergies')
  await waitFor(() => expect(written()).toMatchObject([{ type: 'record-no-known-allergies', on: '2026-11-24' }]))
  cleanup()
  show()
  expect(queryByRole('button', { name: /no known allergies/ })).toBeNull()
  cleanup()
  show({ ...none, complete: false })
  expect(queryByRole('button', { name: /no known allergies/ })).toBeNull()
})
