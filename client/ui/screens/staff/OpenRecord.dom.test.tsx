/** Rules OW1 to OW4 of client/ui/SPEC.md: opening a record one does not look after, and to whom it is told. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { AccessActOutcome } from '../../../engine-api/access-acts.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at } from '../../testing/sample-cast.ts'
import { createSampleEngine, type Script } from '../../testing/sample-engine.ts'
import { samplePerson } from '../../testing/sample-record.ts'
import { endedOutside, outsidePerson } from '../../testing/sample-settings.ts'
import { endedOpenings, nothingOpened, openedSharing, sampleOpenings } from '../../testing/sample-sharing.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import { WhoLooked } from '../public/WhoLooked.tsx'
import { Opened } from './Opened.tsx'
import { Person } from './Person.tsx'
import { Sharing } from './Sharing.tsx'
import { Today } from './Today.tsx'

afterEach(cleanup)

function open(what: preact.JSX.Element, views: Script = {}, outcome: AccessActOutcome = { type: 'done', told: true }) {
  const engine = createSampleEngine({ views, accessOutcome: () => outcome })
  renderScreen(what, { engine })
  return engine
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const words = () => screen.getByLabelText<HTMLTextAreaElement>('In your own words')

test('OW1 who is told stands before it is opened; reason, words and a day at most go to the engine', async () => {
  const engine = open(<Person personId="doreen" />, { person: outsidePerson })
  press('Open this record')
  screen.getByText('Ben Okafor, the named nurse, is told.')
  screen.getByText(/^The person sees who opened the record, when and why/)
  press('Open for 4 hours')
  await screen.findByText('It does not say why yet.')
  expect(engine.accessActs).toEqual([])
  press('It could not wait')
  fireEvent.input(words(), { target: { value: 'She fell' } })
  press('1 hour')
  press('Open for 1 hour')
  await expect.poll(() => engine.accessActs).toHaveLength(1)
  const { personId } = outsidePerson.person!
  expect(engine.accessActs).toEqual([{ type: 'open-record', personId, reason: 'urgent', words: 'She fell', hours: 1 }])
  expect(screen.queryByRole('button', { name: '25 hours' })).toBeNull()
})

test('OW1 a refusal says what to do and keeps the typing; without signal nothing is asked', async () => {
  const refused = { type: 'failed', problem: 'no-signal' } as const
  const asked = open(<Person personId="doreen" />, { person: outsidePerson }, refused)
  press('Open this record')
  press('Another reason')
  fireEvent.input(words(), { target: { value: 'A call' } })
  press('Open for 4 hours')
  await screen.findByText('There is no signal now.')
  expect(words().value).toBe('A call')
  // Said once, also when the device has noticed it too.
  asked.setViews({ sync: offlineSync })
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This record is not on this device'))
  cleanup()
  const engine = open(<Person personId="doreen" />, { person: outsidePerson, sync: offlineSync })
  press('Open this record')
  screen.getByText(/^There is no signal now\. This record is not on this device/)
  press('It could not wait')
  fireEvent.input(words(), { target: { value: 'A call' } })
  press('Open for 4 hours')
  expect(screen.getByRole('button', { name: 'Open for 4 hours' }).getAttribute('aria-disabled')).toBe('true')
  expect(engine.accessActs).toEqual([])
})

test('OW2 a record open by one’s own word says when it closes, and is closed by one press', async () => {
  const opening = { reason: 'urgent', until: at('13:20') }
  const engine = open(<Person personId="doreen" />, { person: { ...samplePerson, opening } })
  screen.getByText('You opened this record yourself.')
  screen.getByText(/It closes by itself: 13:20\./)
  press('Close it now')
  await expect.poll(() => engine.accessActs).toEqual([{ type: 'close-record', personId: 'doreen' }])
})

test('OW809 closed by one’s own press, the page says so, when, and that what was written is kept', async () => {
  const opening = { reason: 'urgent', until: at('13:20') }
  const engine = open(<Person personId="doreen" />, { person: { ...samplePerson, opening } })
  press('Close it now')
  await expect.poll(() => engine.accessActs).toHaveLength(1)
  expect(screen.queryByText(/^You closed it again/)).toBeNull()
  engine.setViews({ person: outsidePerson })
  const said = await screen.findByText(/^You closed it again, \d\d:\d\d\.$/)
  expect(said.closest('[role=status]')?.textContent).toContain('What you wrote in it is kept.')
})

test('OW890 what was closed again and then opened anew is not said to be closed, and nobody is told to ring herself', async () => {
  const opening = { reason: 'urgent', until: at('13:20') }
  const engine = open(<Person personId="doreen" />, { person: { ...samplePerson, opening } })
  press('Close it now')
  await expect.poll(() => engine.accessActs).toHaveLength(1)
  engine.setViews({ person: outsidePerson })
  await screen.findByText(/^You closed it again/)
  engine.setViews({ person: { ...samplePerson, opening } })
  await screen.findByText('You opened this record yourself.')
  const mine = {
    ...outsidePerson.outside!,
    namedNurse: 'Aisha Rahman',
    nursePhone: '01632 960027',
    teamPhone: '01632 960018',
  }
  engine.setViews({ person: { ...outsidePerson, outside: mine } })
  await screen.findByText('You are their named nurse.')
  expect(screen.queryByText(/^You closed it again/)).toBeNull()
  expect(screen.getAllByRole('link', { name: /^Call / }).map((link) => link.textContent)).toEqual([
    'Call the team, 01632 960018',
  ])
})

test('OW804 closing it without signal says that it may still be open, when to look, and that it closes by itself', async () => {
  const opening = { reason: 'urgent', until: at('13:20') }
  const refused = { type: 'failed', problem: 'no-signal' } as const
  open(<Person personId="doreen" />, { person: { ...samplePerson, opening } }, refused)
  press('Close it now')
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain('It may not be closed yet. Look again when there is signal.')
  expect(said.textContent).not.toContain('Nothing was opened')
})

test('OW3 Today tells the named nurse and the team lead; the list says who, why and until when, and is never called empty early', () => {
  open(<Today />)
  const link = screen.getByRole('link', { name: 'Ben opened the record of somebody you look after' })
  expect(link.getAttribute('href')).toBe('/opened')
  cleanup()
  const asLead = sampleOpenings.rows.map((row) => ({ ...row, yours: false }))
  open(<Today />, { openings: { ...sampleOpenings, rows: asLead } })
  screen.getByRole('link', { name: 'Ben opened the record of somebody on another round' })
  cleanup()
  open(<Today />, { openings: { ...sampleOpenings, rows: asLead.map((row) => ({ ...row, own: true })) } })
  expect(screen.queryByRole('link', { name: /opened the record/ })).toBeNull()
  cleanup()
  open(<Today />, { openings: nothingOpened })
  expect(screen.queryByRole('link', { name: /opened the record/ })).toBeNull()
  cleanup()
  open(<Opened />)
  const row = screen.getByRole('link', { name: /Ashworth/ })
  expect(row.textContent).toContain('Ben Okafor. It could not wait.')
  expect(row.textContent).toContain('Open until 13:05')
  cleanup()
  open(<Opened />, { openings: nothingOpened })
  screen.getByText('Nobody opened one in the last 30 days.')
  cleanup()
  open(<Opened />, { openings: { ...nothingOpened, complete: false } })
  expect(screen.queryByText('Nobody opened one in the last 30 days.')).toBeNull()
})

test('OW200 what a colleague opened is ended in two presses; the first says what it means, and a refusal that nothing was ended', async () => {
  const engine = open(<Opened />)
  press(/^End it now/)
  screen.getByText(/^Ben Okafor can no longer read the record of Doreen Ashworth/)
  expect(engine.accessActs).toEqual([])
  press('Yes, end it')
  const { memberId, personId } = sampleOpenings.rows[0]!
  await expect.poll(() => engine.accessActs).toEqual([{ type: 'end-opening', personId, memberId }])
  await screen.findByText(/^Ended\. The device of Ben Okafor closes the record at its next contact/)
  cleanup()
  open(<Opened />, {}, { type: 'failed', problem: 'no-signal' })
  press(/^End it now/)
  press('Yes, end it')
  await screen.findByText(/^It may not be ended yet\./)
  expect(screen.queryByText(/^Ended\./)).toBeNull()
  press('No, leave it open')
  expect(screen.queryByRole('button', { name: 'Yes, end it' })).toBeNull()
  cleanup()
  open(<Opened />, {
    openings: { ...sampleOpenings, rows: sampleOpenings.rows.map((row) => ({ ...row, mayEnd: false })) },
  })
  expect(screen.queryByRole('button', { name: /^End it now/ })).toBeNull()
})

test('OW201 whoever had opened it is told on Today, in the list and at the record who ended it, and what to do', () => {
  open(<Today />, { openings: endedOpenings })
  screen.getByRole('link', { name: 'Lena ended your opening of a record' })
  cleanup()
  open(<Opened />, { openings: endedOpenings })
  expect(screen.getByRole('link', { name: /Ashworth/ }).textContent).toContain('Ended by Lena Novak, 09:10')
  cleanup()
  open(<Person personId="doreen" />, { person: endedOutside })
  screen.getByText('Lena Novak ended your opening of this record, 09:10.')
  screen.getByText(/^What you wrote is kept/)
  screen.getByRole('button', { name: 'Open this record' })
})

test.each([
  ['her phone', <WhoLooked key="looked" />, 'Does not usually look after you.'],
  ['her record', <Sharing key="sharing" personId="doreen" />, 'On another round.'],
])('OW4 on %s who opened it so stands with why and until when', (_, what, said) => {
  open(what, { sharing: openedSharing })
  screen.getByText(said)
  screen.getByText(/^Why: it could not wait\. “Her neighbour rang: found on the kitchen floor/)
  screen.getByText(/^Can look until 13:05\.$/)
})
