/** What was decided about somebody, found by role and name; writing a decision down. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { renderScreen } from '../../testing/render-screen.tsx'
import { noDecided, sampleDecided } from '../../testing/sample-decided.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { Decided } from './Decided.tsx'

afterEach(cleanup)

function open(options: SampleOptions = {}) {
  const engine = createSampleEngine(options)
  renderScreen(<Decided personId="doreen" />, { engine })
  return engine
}

const list = () => screen.getByRole('list', { name: 'Decisions' })
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })

test('HO337 each decision says what, why, who and when; who has left the team is named and said to have left', () => {
  open()
  const items = within(list())
    .getAllByRole('listitem')
    .map((each) => each.textContent)
  expect(items[0]).toContain('Decision, you')
  expect(items[0]).toContain('Why: She is steady indoors')
  expect(items[0]).toContain('There or agreed: Doreen, her daughter Karen')
  expect(items[1]).toMatch(
    /Medicine changed: amlodipine.*Priya Shah, pharmacist.*Written yesterday 16:10 · arrived yesterday 18:05/,
  )
  expect(items[1]).toContain('Before: amlodipine 10 mg tablet')
  expect(items[1]).toContain('Now: amlodipine 5 mg tablet')
  expect(items[2]).toContain('Aisha Rahman: looks after this person from now on, Lena Novak, team lead')
  expect(items[3]).toContain('Nora Quinn, community nurse (has left the team)')
  expect(items[3]).toContain('Decided anew by Aisha Rahman')
  screen.getByRole('button', { name: 'Show older' })
})

test('HO480 whether messages may be sent stands among them, for what and how it was said', () => {
  renderScreen(<Decided personId="doreen" />)
  const found = screen.getAllByRole('listitem').find((each) => /messages in Doorstep/.test(each.textContent ?? ''))
  expect(found?.textContent).toMatch(/^Agrees to messages in Doorstep, /)
  expect(found?.textContent).toMatch(/About visits and care\.Said in person, and written down\./)
})

test('HO337 one is written down with what, why and who agreed; without what nothing is saved', async () => {
  const engine = open()
  press('Write down a decision')
  press('Save this decision')
  expect((await screen.findAllByText('Write what was decided.')).length).toBeGreaterThan(0)
  type('What was decided', 'Karen does the shopping')
  type('Why', 'She offered')
  type('Who was there, who agreed', 'Doreen, Karen')
  press('Save this decision')
  await screen.findByText(/The decision stands in the record/)
  const written = engine.commands.filter((command) => command.type === 'write-decision')
  expect(written).toMatchObject([
    { personId: 'doreen', what: 'Karen does the shopping', why: 'She offered', agreed: 'Doreen, Karen', instead: null },
  ])
  expect(screen.queryByLabelText('What was decided')).toBeNull()
})

test('HO337 deciding anew names the earlier one, and changes nothing of it', async () => {
  const engine = open()
  press(/^Decide anew/)
  screen.getByText(/In place of: “Two visits a week until Christmas/)
  type('What was decided', 'One visit a week')
  press('Save this decision')
  await waitFor(() => expect(engine.commands.some((command) => command.type === 'write-decision')).toBe(true))
  expect(engine.commands.find((command) => command.type === 'write-decision')).toMatchObject({ instead: 'd-visits' })
})

test('HO337 none yet says what to do; nothing is called none while part of the record is on its way', () => {
  open({ views: { decided: noDecided } })
  screen.getByText('No decisions yet.')
  cleanup()
  open({ views: { decided: { ...noDecided, complete: false } } })
  expect(screen.queryByText('No decisions yet.')).toBeNull()
  screen.getByText(/There may be more decisions/)
})

test('HO337 what the disk refuses is said, and the typing stays', async () => {
  open({ views: { decided: sampleDecided }, outcome: () => ({ ok: false, problem: { type: 'no-space' } }) })
  press('Write down a decision')
  type('What was decided', 'Karen does the shopping')
  press('Save this decision')
  await screen.findAllByRole('alert')
  expect((screen.getByLabelText('What was decided') as HTMLTextAreaElement).value).toBe('Karen does the shopping')
})
