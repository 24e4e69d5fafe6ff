/** Rules GV3 to GV6 of client/ui/SPEC.md, on the screen. */
import { act, cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../engine-api/commands.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import { Person } from '../screens/staff/Person.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { at } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import {
  changedPerson,
  givenOnce,
  givenTwice,
  stopOrChange,
  threeWays,
  twoDoses,
  twoFrequencies,
  twoNames,
} from '../testing/sample-medicines.ts'
import { samplePerson } from '../testing/sample-record.ts'
import { allergyWarning } from '../testing/sample-safety.ts'

afterEach(cleanup)

const [furosemideFact] = allergyWarning.medicines as [(typeof allergyWarning)['medicines'][number]]

function show(person: PersonView = samplePerson, outcome: Outcome = { ok: true }) {
  const engine = createSampleEngine({ views: { person }, outcome: () => outcome })
  const screen = renderScreen(<Person personId="doreen" />, { engine })
  const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
  const panel = (name: string) => within(screen.getByRole('region', { name }))
  return { ...screen, engine, press, panel }
}

test('GV3 given is two presses, and said once the disk has it', async () => {
  const { engine, findByText, press } = show()
  press('Given furosemide')
  expect(engine.commands).toEqual([])
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Give furosemide')
  press('Record as given: 40 mg, by mouth furosemide')
  expect(engine.commands).toMatchObject([
    {
      type: 'record-administration',
      medicineId: 'furosemide',
      name: 'furosemide',
      dose: '40 mg',
      given: true,
      instruction: '',
    },
  ])
  await findByText(/^Saved on this tablet\. Given 09:20: furosemide 40 mg\./)
})

test('GV3 not given with a usual reason is two presses; another reason is typed and cannot be empty', async () => {
  const { engine, findByText, getByLabelText, getByText, press } = show()
  press('Not given… furosemide')
  press('Record as not given')
  getByText('Write why it was not given.')
  expect(engine.commands).toEqual([])
  fireEvent.input(getByLabelText('Another reason'), { target: { value: 'Vomiting' } })
  press('Record as not given')
  await findByText(/^Saved on this tablet\. Not given/)
  press('Not given… furosemide')
  press('Refused')
  expect(engine.commands).toMatchObject([
    { given: false, reason: 'Vomiting' },
    { given: false, reason: 'Refused' },
  ])
})

test('GV3 what is refused is said, and nothing reads as given', async () => {
  const { findByText, press, queryByText } = show(samplePerson, { ok: false, problem: { type: 'no-space' } })
  press('Given furosemide')
  press(/^Record as given/)
  await findByText('Not enough space on this tablet.')
  expect(queryByText(/Saved on this tablet/)).toBeNull()
})

test('GV4 with changes against each other it takes the words, the choice and its author', async () => {
  const { engine, panel, press } = show(twoDoses)
  press('Check before giving… furosemide')
  expect(panel('Give furosemide').getByText(/Ask before you give it/)).toBeTruthy()
  press('I have checked – go on')
  press(/^Record as given/)
  expect(panel('Give furosemide').getByRole('alert').textContent).toContain('Choose which dose was given.')
  press(/^B: 80 mg \(Priya Shah, pharmacist, written today 08:55, arrived today 08:58\)/)
  press(/^Record as given: 80 mg/)
  await waitFor(() =>
    expect(engine.commands).toMatchObject([
      { dose: '80 mg', instruction: expect.stringMatching(/^Priya Shah: .*80 mg/) },
    ]),
  )
})

test('GV660 the last button names no dose before one is chosen, and what was asked for goes once it is there', () => {
  const { panel, press } = show(twoDoses)
  press('Check before giving… furosemide')
  press('I have checked – go on')
  press('Record as given furosemide')
  expect(panel('Give furosemide').getByRole('alert')).toBeTruthy()
  press(/^B: 80 mg \(Priya Shah, pharmacist, written today 08:55, arrived today 08:58\)/)
  expect(panel('Give furosemide').queryByRole('alert')).toBeNull()
  expect(panel('Give furosemide').getByRole('button', { name: /^Record as given: 80 mg/ })).toBeTruthy()
})

test('GV4 a side that stops the medicine cannot be given', () => {
  const { panel, press } = show(stopOrChange)
  press('Check before giving… furosemide')
  press('I have checked – go on')
  expect(panel('Give furosemide').getAllByRole('button', { name: /^[A-Z]: / })).toHaveLength(1)
})

test('GV681 one chooses between all that the sides do not agree on, and what is recorded is of one side alone', async () => {
  const { engine, press } = show(twoNames)
  press('Check before giving… bumetanide or furosemide')
  press('I have checked – go on')
  press(/^A: bumetanide, 1 mg ?, by mouth \(Aisha Rahman, community nurse, /)
  press('Record as given: bumetanide, 1 mg, by mouth bumetanide or furosemide')
  await waitFor(() =>
    expect(engine.commands).toMatchObject([
      {
        name: 'bumetanide',
        dose: '1 mg',
        route: 'by mouth',
        instruction: 'Aisha Rahman: bumetanide, tablet, 1 mg, once a day, morning, by mouth',
      },
    ]),
  )
})

test('GV681 where only how often is in dispute, that is what one chooses between', () => {
  const { press } = show(twoFrequencies)
  press('Check before giving… furosemide')
  press('I have checked – go on')
  press(/^B: 40 mg ?, twice a day \(Priya Shah, pharmacist, /)
})

test.each([
  ['the dose alone', twoDoses, 'Which dose was given?', 'Choose which dose was given.'],
  ['how often', twoFrequencies, 'Which of these do you follow?', 'Choose which of these you follow.'],
  ['the medicine itself', twoNames, 'Which of these do you follow?', 'Choose which of these you follow.'],
])('GV940 where the sides do not agree on %s, that is what is asked', (_, view, question, missing) => {
  const { getByRole, press } = show(view)
  press(/^Check before giving… (bumetanide or )?furosemide/)
  press('I have checked – go on')
  getByRole('group', { name: question })
  press(/^Record as given/)
  expect(getByRole('alert').textContent).toBe(missing)
})

test('PN812 of three changes three are said before one of them is followed', () => {
  const { press, panel } = show(threeWays)
  press('Check before giving… furosemide')
  panel('Give furosemide').getByText(/^3 different changes stand against each other\./)
})

const comes: readonly (readonly [string, PersonView, string])[] = [
  [
    'a warning',
    {
      ...samplePerson,
      warnings: [{ ...allergyWarning, medicines: [{ ...furosemideFact, medicineId: 'furosemide' }] }],
    },
    'Do not give before a prescriber has decided.',
  ],
  ['another dose', twoDoses, 'Two different changes stand against each other.'],
  ['a new dose', changedPerson, 'Somebody has changed it. Now: furosemide, tablet, 80 mg'],
  ['a dose given by a colleague', givenOnce, 'Given today 09:10 by Aisha Rahman, 40 mg'],
]

test.each(comes)(
  'GV680 %s that comes while the last step is open is looked at before anything is recorded',
  async (_, view, words) => {
    const { engine, findByText, panel, press, queryByRole } = show()
    press('Given furosemide')
    engine.setViews({ person: view })
    await findByText('Something has changed meanwhile. Nothing is recorded yet.')
    expect(queryByRole('button', { name: /^Record as given/ })).toBeNull()
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Give furosemide'))
    panel('Give furosemide').getByText((said) => said.includes(words))
    press(/^(I have checked – go on|Give it again)$/)
    expect(queryByRole('button', { name: /^Record as given/ })).not.toBeNull()
    expect(engine.commands).toEqual([])
  },
)

test('GV816 what comes does not take the focus from somebody who writes why another was not given', async () => {
  const { engine, findByText, getByLabelText, press } = show()
  press('Given furosemide')
  press('Not given… apixaban')
  getByLabelText('Another reason').focus()
  await act(() => engine.setViews({ person: twoDoses }))
  await findByText('Something has changed meanwhile. Nothing is recorded yet.')
  expect(document.activeElement).toBe(getByLabelText('Another reason'))
})

test('GV939 nor from any other control: only whoever was in the step is led on in it', async () => {
  const { engine, findByText, getByRole, press } = show()
  press('Given furosemide')
  const elsewhere = getByRole('link', { name: 'Write a visit' })
  elsewhere.focus()
  await act(() => engine.setViews({ person: twoDoses }))
  await findByText('Something has changed meanwhile. Nothing is recorded yet.')
  expect(document.activeElement).toBe(elsewhere)
})

test('GV680 what is pressed twice is recorded once, and what that brings is not told as somebody else’s', async () => {
  const { engine, press, queryByText } = show()
  press('Given furosemide')
  const button = document.querySelector<HTMLButtonElement>('.giving button.main')!
  fireEvent.click(button)
  fireEvent.click(button)
  engine.setViews({ person: givenOnce })
  await waitFor(() => expect(document.body.textContent).toContain('Saved on this tablet'))
  expect(engine.commands).toHaveLength(1)
  expect(queryByText(/Something has changed meanwhile/)).toBeNull()
})

test('GV5 what is recorded today is said, and giving again is a press more', () => {
  const { engine, panel, press } = show(givenOnce)
  press('Check before giving… furosemide')
  expect(panel('Give furosemide').getByText(/Given today 09:10 by Aisha Rahman, 40 mg/)).toBeTruthy()
  press('Give it again')
  press(/^Record as given/)
  expect(engine.commands).toHaveLength(1)
})

test('GV5 given twice apart: the line says so, and both stay in sight', () => {
  const words = show(givenTwice).getByRole('region', { name: 'Medicines' }).textContent
  expect(words).toContain('Given twice today: Aisha 09:10, Ben 09:15')
  expect(words).toContain('Given today 09:10 by Aisha Rahman, 40 mg')
  expect(words).toContain('Given today 09:15 by Ben Okafor, 40 mg')
})

test('GV6 a record that is not whole, or older than a day, is said before giving', () => {
  const { getByText, press, queryByRole } = show({ ...samplePerson, complete: false })
  expect(queryByRole('button', { name: /^Given/ })).toBeNull()
  press('Check before giving… furosemide')
  getByText(/^Part of this record is still on its way\. The dose/)
  cleanup()
  const old = show({ ...samplePerson, updatedAt: at('09:00', 1) })
  old.press('Check before giving… furosemide')
  old.getByText(/^This record was last updated yesterday 09:00\. The dose/)
})
