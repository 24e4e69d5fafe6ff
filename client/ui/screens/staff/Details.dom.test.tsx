/** Rules PD12 to PD14 of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../../engine-api/commands.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { disputedDetails, disputedPerson } from '../../testing/sample-details.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { Details } from './Details.tsx'

afterEach(cleanup)

function open(views: SampleOptions['views'] = {}, outcome: Outcome = { ok: true }) {
  const engine = createSampleEngine({ views, outcome: () => outcome })
  renderScreen(<Details personId="doreen" />, { engine })
  return engine
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string | RegExp, words: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: words } })
const writes = (engine: ReturnType<typeof open>) => engine.commands.filter((command) => command.type !== 'save-draft')

test('PD12 everything recorded stands there, with who changed it last and why; ended entries are folded away', () => {
  open()
  const who = within(screen.getByRole('region', { name: 'Who she or he is' }))
  who.getByText('999 000 0018')
  expect(who.getByText('Dot').closest('li')?.textContent).toContain('Ben Okafor, 15-Oct-2026')
  expect(who.getByText('Dot').closest('li')?.textContent).toContain('“Asked her”')
  expect(screen.getByRole('region', { name: 'People to contact' }).textContent).toContain('Karen Ashworth, daughter')
  expect(screen.getByText('1 ended entry').closest('details')?.open).toBe(false)
})

test('PD13 one detail is corrected with what stood before in view and a reason; nothing is saved before both are right', async () => {
  const engine = open()
  press('Correct NHS No.')
  screen.getByRole('textbox', { name: 'NHS No.', description: 'Before: 999 000 0018' })
  type('NHS No.', '999 000 0019')
  press('Save the correction')
  const faults = within(screen.getByRole('alert')).getAllByRole('link')
  expect(faults.map((link) => link.textContent)).toEqual([
    'This is no NHS number: ten digits, the last one checks the others.',
    'Say why, and how you know.',
  ])
  fireEvent.click(faults[0]!)
  expect(document.activeElement).toBe(screen.getByLabelText('NHS No.'))
  type('NHS No.', '999 000 0026')
  type('Why, and how you know', 'On her letter')
  press('Save the correction')
  await screen.findByText(/NHS No\.: saved\./)
  expect(writes(engine)).toMatchObject([
    { type: 'change-details', personId: 'doreen', details: { nhsNumber: '9990000026' }, reason: 'On her letter' },
  ])
})

test('PD13 a correction that is refused says why, and the typing stays', async () => {
  open({}, { ok: false, problem: { type: 'decide-first' } })
  press('Correct Telephone')
  type('Telephone', '01632 960777')
  type('Why, and how you know', 'She said so')
  press('Save the correction')
  await screen.findByText('Different changes: decide first.')
  expect(screen.getByLabelText<HTMLInputElement>('Telephone').value).toBe('01632 960777')
})

test('PD941 an ended entry that is to hold after all and is refused says why', async () => {
  open({}, { ok: false, problem: { type: 'no-space' } })
  press(/^It holds after all/)
  await screen.findByText('Not enough space on this tablet.')
  expect(screen.queryByText(/: saved\./)).toBeNull()
})

test('PD13 an alert is added, and one is ended on a day', async () => {
  const engine = open()
  press('Add an alert')
  press('Safety')
  type('What it is', 'Dog')
  type('Why, and how you know', 'Barked at me')
  press('Save')
  await waitFor(() => expect(writes(engine)).toHaveLength(1))
  press('End Home oxygen: fire risk')
  type('Why, and how you know', 'Oxygen collected')
  press('End it')
  await waitFor(() => expect(writes(engine)).toHaveLength(2))
  expect(writes(engine)).toMatchObject([
    { type: 'record-alert', alertId: null, alert: { kind: 'safety', title: 'Dog', recordedOn: '2026-11-24' } },
    { type: 'end-alert', alertId: 'a-1', on: '2026-11-24', reason: 'Oxygen collected' },
  ])
})

test('PD14 a detail changed apart stands with both sides and is kept by one press; it cannot be corrected before', async () => {
  const view = {
    person: null,
    banner: disputedPerson.banner,
    complete: true,
    parts: disputedDetails.parts,
    staffThreadId: 't-staff',
  }
  const engine = open({ details: view })
  const card = within(screen.getByRole('region', { name: 'Two different changes: Born' }))
  const [a, b] = card.getAllByRole('listitem').map((item) => item.textContent ?? '')
  for (const words of ['15-Mar-1947', 'Before: 14-Mar-1947', 'Ben Okafor', 'As on her passport', 'arrived'])
    expect(a).toContain(words)
  expect(b).toContain('GP letter')
  expect(screen.queryByRole('button', { name: 'Correct Born' })).toBeNull()
  press(/Keep A: 15-Mar-1947/)
  await screen.findByText(/Born: 15-Mar-1947\./)
  expect(writes(engine)).toMatchObject([
    {
      type: 'resolve-person',
      part: { kind: 'detail', id: 'born' },
      sides: ['1@ben', '1@lena'],
      choice: { type: 'keep', side: '1@ben' },
    },
  ])
})

test('PD12 while they are on their way nothing reads as "not recorded" without a word', () => {
  open({ details: { person: null, banner: disputedPerson.banner, complete: false, parts: [], staffThreadId: null } })
  expect(screen.queryByText('No alerts recorded.')).toBeNull()
  expect(screen.getAllByText('Not all here yet. There may be some.')).toHaveLength(2)
  screen.getByText(/still on their way/)
})

test('QV561 while the details are a colleague’s word it is said above them, and they are shown and put right as ever', () => {
  const record = { person: null, banner: disputedPerson.banner, complete: true, staffThreadId: null }
  open({ details: { ...record, parts: disputedDetails.parts, accordingTo: ['Priya Patel'] } })
  screen.getByText(/^According to Priya Patel’s snapshot/)
  expect(screen.getAllByRole('button', { name: /^Correct / }).length).toBeGreaterThan(0)
})
