/** Rules PN10, PN11, MD8, MD9 and DE760 of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../engine-api/commands.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import { parseMessageDraft } from '../models/message-draft.ts'
import { Person } from '../screens/staff/Person.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { mergedPerson, stopOrChange, threeWays, twoDoses, twoFrequencies } from '../testing/sample-medicines.ts'
import { samplePerson } from '../testing/sample-record.ts'

afterEach(cleanup)

function show(person: PersonView, outcome: Outcome = { ok: true }) {
  const engine = createSampleEngine({ views: { person }, outcome: () => outcome })
  const screen = renderScreen(<Person personId="doreen" />, { engine })
  const card = (name = 'Two different changes: furosemide') => within(screen.getByRole('region', { name }))
  return { ...screen, engine, card }
}

const press = (element: HTMLElement) => fireEvent.click(element)

test('PN10 both changes stand side by side with who, when and why; nothing is picked', () => {
  const { card } = show(twoDoses)
  const [a, b] = card()
    .getAllByRole('listitem')
    .map((item) => item.textContent ?? '')
  for (const words of [
    'A20 mg',
    'Before: 40 mg, once a day',
    'Changed to: 20 mg',
    'Aisha Rahman, community nurse',
    'Dizzy',
  ])
    expect(a).toContain(words)
  expect(a).toContain('Written today 08:50')
  expect(a).not.toContain('arrived')
  for (const words of [
    'B80 mg',
    'Priya Shah, pharmacist',
    'ankles swollen',
    'Written today 08:55 · arrived today 08:58',
  ])
    expect(b).toContain(words)
  const { parentElement: head } = card().getByText(/Nothing has been picked\./)
  expect(head?.textContent).toContain('Nothing has been picked. Before: 40 mg, once a day, morning, by mouth.')
  expect(
    card()
      .getAllByRole('button')
      .map((button) => button.textContent),
  ).toEqual(['Keep A: 20 mg furosemide', 'Keep B: 80 mg furosemide', 'Write new furosemide', 'Ask both furosemide'])
})

test('PN10 only what was changed is bold, before and after', () => {
  const { card } = show(twoDoses)
  const [a] = card().getAllByRole('listitem')
  expect([...a!.querySelectorAll('.diff b')].map((bold) => bold.textContent)).toEqual(['40 mg', '20 mg'])
})

test('DE760 of three who changed how it is taken the card says three, and so does the tag beside the medicine; of three doses it says that', () => {
  const sidesOf = ({ medicines }: PersonView) => medicines.flatMap(({ conflict = [] }) => conflict)
  const [first, third] = [sidesOf(twoFrequencies)[0]!, sidesOf(threeWays)[2]!]
  const sameDose = { ...third, after: { ...third.after, dose: first.after.dose } }
  const medicines = twoFrequencies.medicines.map((row) =>
    row.conflict === undefined ? row : { ...row, conflict: [...row.conflict, sameDose] },
  )
  const { card, getByText } = show({ ...twoFrequencies, medicines })
  card('3 different changes: furosemide')
  getByText('3 different changes')
  cleanup()
  const doses = show(threeWays)
  doses.card('3 different changes: furosemide')
  doses.getByText('Different doses')
})

test('PN10 more than two, and a side that stops the medicine', () => {
  expect(show(threeWays).card('3 different changes: furosemide').getAllByRole('button')).toHaveLength(5)
  cleanup()
  const { card, getByRole } = show(stopOrChange)
  expect(card().getByRole('button', { name: /Keep A: Stop/ })).toBeTruthy()
  expect(getByRole('region', { name: 'Medicines' }).textContent).toContain('stopped 24-Nov-2026')
})

test('MD9 the line stands first and is tagged, and the top of the record leads to it', () => {
  const { getByRole } = show(twoDoses)
  const [first] = within(getByRole('region', { name: 'Medicines' })).getAllByRole('listitem')
  expect(first?.textContent).toContain('furosemide — tablet — DOSE 20 mg or 80 mg')
  expect(first?.textContent).toContain('Two doses')
  press(getByRole('button', { name: 'Two different changes: furosemide' }))
  expect(document.activeElement?.textContent).toBe('Two different changes: furosemide')
})

test('PN11 one press keeps a side, tells the engine what was in view, and says so once the disk has it', async () => {
  const { engine, card, findByText } = show(twoDoses)
  press(card().getByRole('button', { name: /Keep B: 80 mg/ }))
  const choice = { type: 'keep', side: '1@p' }
  expect(engine.commands).toMatchObject([
    { type: 'resolve-medicine', medicineId: 'furosemide', sides: ['1@a', '1@p'], choice },
  ])
  await waitFor(() => engine.setViews({ person: samplePerson }))
  const saved = await findByText(/^Saved on this tablet\. Now: furosemide, tablet, 80 mg/)
  expect(document.activeElement?.contains(saved)).toBe(true)
})

test('PN11 a decision that came too late says what happened', async () => {
  const { card, findByRole } = show(twoDoses, { ok: false, problem: { type: 'decided-on-other' } })
  press(card().getByRole('button', { name: /Keep A/ }))
  expect((await findByRole('alert')).textContent).toContain('This has changed since you read it.')
})

test('MD8 writing new fills in neither, and decides with all changes that were in view', async () => {
  const { card, engine } = show(twoDoses)
  press(card().getByRole('button', { name: /Write new/ }))
  const field = (label: RegExp) => card().getByLabelText(label) as HTMLInputElement
  expect(document.activeElement?.textContent).toBe('What shall hold for furosemide')
  expect([field(/^Dose/).value, field(/^How often/).value]).toEqual(['', 'once a day, morning'])
  fireEvent.input(field(/^Dose/), { target: { value: '60 mg' } })
  fireEvent.input(field(/^Why/), { target: { value: 'Agreed by phone' } })
  press(card().getByRole('button', { name: 'Save this decision' }))
  const fields = { dose: '60 mg', frequency: 'once a day, morning', route: 'by mouth' }
  await waitFor(() =>
    expect(engine.commands.at(-1)).toMatchObject({
      type: 'resolve-medicine',
      sides: ['1@a', '1@p'],
      choice: { type: 'write', fields },
      reason: 'Agreed by phone',
    }),
  )
})

test('MD814 a change that comes in while a decision is written takes no word away, and is looked at before it is saved', async () => {
  const { card, engine } = show(twoDoses)
  press(card().getByRole('button', { name: /Write new/ }))
  fireEvent.input(card().getByLabelText(/^Dose/), { target: { value: '60 mg' } })
  const why = card().getByLabelText(/^Why/) as HTMLTextAreaElement
  why.focus()
  fireEvent.input(why, { target: { value: 'Agreed by phone' } })
  engine.setViews({ person: threeWays })
  const now = await waitFor(() => card('3 different changes: furosemide'))
  await now.findByText('The changes above are not the ones you began with.')
  expect([(now.getByLabelText(/^Dose/) as HTMLInputElement).value, why.value]).toEqual(['60 mg', 'Agreed by phone'])
  expect([why.isConnected, document.activeElement]).toEqual([true, why])
  fireEvent.input(now.getByLabelText(/^How often/), { target: { value: 'once a day' } })
  const decisions = () => engine.commands.filter(({ type }) => type === 'resolve-medicine')
  fireEvent.submit(why.form!)
  press(now.getByRole('button', { name: 'I have looked – go on furosemide' }))
  press(now.getByRole('button', { name: 'Save this decision' }))
  await waitFor(() => expect(decisions()).toMatchObject([{ sides: ['1@a', '1@p', '1@r'], reason: 'Agreed by phone' }]))
})

test('MD815 what was decided here is not said again of other changes that somebody else settled', async () => {
  const { card, engine, findByText, getByRole, queryByText } = show(twoDoses)
  press(card().getByRole('button', { name: 'Keep A: 20 mg furosemide' }))
  await waitFor(() => expect(engine.commands).toHaveLength(1))
  engine.setViews({ person: samplePerson })
  await findByText(/Now: furosemide, tablet, 20 mg/)
  engine.setViews({ person: stopOrChange })
  await waitFor(() => expect(queryByText(/Now: furosemide/)).toBeNull())
  const elsewhere = getByRole('link', { name: 'Write a visit' })
  elsewhere.focus()
  engine.setViews({ person: samplePerson })
  await waitFor(() => expect(queryByText(/Two different changes/)).toBeNull())
  expect(queryByText(/Now: furosemide/)).toBeNull()
  expect(document.activeElement).toBe(elsewhere)
})

test('MD8 asking puts every value and author into the staff’s own conversation, and sends nothing', async () => {
  const { app, card, engine } = show(twoDoses)
  press(card().getByRole('button', { name: /Ask both/ }))
  await waitFor(() => expect(app.router.route.value).toEqual({ name: 'thread', threadId: 't-staff' }))
  const [command] = engine.commands
  if (command?.type !== 'save-draft') throw new Error('no draft')
  expect(command.key).toBe('message/t-staff')
  const words = parseMessageDraft(command.value ?? '')?.text ?? ''
  for (const each of ['furosemide', '20 mg', '80 mg', 'Aisha Rahman', 'Priya Shah', 'Dizzy'])
    expect(words).toContain(each)
})

test('MD8 what stood in the box stays above the question', async () => {
  const before = JSON.stringify({ version: 1, text: 'Half a thought', answers: null, sending: null })
  const engine = createSampleEngine({
    views: {
      person: twoDoses,
      draft: ({ key }) => ({ key, value: key === 'message/t-staff' ? before : null, savedAt: null }),
    },
  })
  const { getByRole } = renderScreen(<Person personId="doreen" />, { engine })
  press(getByRole('button', { name: /Ask both/ }))
  await waitFor(() => expect(engine.commands).toHaveLength(1))
  const [command] = engine.commands
  expect(command?.type === 'save-draft' && parseMessageDraft(command.value ?? '')?.text).toMatch(
    /^Half a thought\n\nfurosemide/,
  )
})

test('MD9 changes that go together are marked and name both authors', () => {
  const words = show(mergedPerson).getByRole('region', { name: 'Medicines' }).textContent
  expect(words).toContain('Merged')
  expect(words).toContain('Changed by Aisha Rahman and Priya Shah, each without seeing the other.')
})
