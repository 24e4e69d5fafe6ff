/** Rules DE2, DE760, PD15, TS9, DY12, TH4, TH1032 and PN14 of client/ui/SPEC.md, on their screens. */
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { PersonDispute } from '../../../domain/projections/part-rows.ts'
import type { Outcome } from '../../../engine-api/commands.ts'
import type { DecisionItem } from '../../../engine-api/decision-views.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { sampleNow } from '../../testing/sample-cast.ts'
import { disputedDetails, disputedPerson } from '../../testing/sample-details.ts'
import { createSampleEngine, type Script } from '../../testing/sample-engine.ts'
import { disputedSettings, noDecisions, outsidePerson, sampleDecisions } from '../../testing/sample-settings.ts'
import { titledApart, travelledThread } from '../../testing/sample-writing.ts'
import { Decisions } from './Decisions.tsx'
import { Details } from './Details.tsx'
import { Person } from './Person.tsx'
import { PlanVisit } from './PlanVisit.tsx'
import { TeamSettings } from './TeamSettings.tsx'
import { Thread } from './Thread.tsx'

afterEach(cleanup)

function open(what: preact.JSX.Element, views: Script = {}, outcome: Outcome = { ok: true }) {
  const engine = createSampleEngine({ views, outcome: () => outcome })
  const { app } = renderScreen(what, { engine })
  return { engine, app, writes: () => engine.commands.filter(({ type }) => type !== 'save-draft') }
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const threeOf = (dispute: PersonDispute) => ({ ...dispute, sides: [...dispute.sides, ...dispute.sides.slice(0, 1)] })
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name })

test('DE2 one list says whom it is about, what, who wrote it and for how long; J and K move, each leads there', () => {
  open(<Decisions />)
  const rows = within(screen.getByRole('list', { name: /waits for a decision/ })).getAllByRole('link')
  expect(rows.map((row) => row.getAttribute('href'))).toEqual([
    '/medicine/doreen/apixaban',
    '/person/doreen/details',
    '/person/doreen',
    '/person/doreen',
    '/team/2026-11-24',
  ])
  expect(rows[0]?.textContent).toContain('Written by Aisha Rahman and Priya Shah · open for 16 hours')
  key('j')
  expect(document.activeElement).toBe(rows[0])
  key('j')
  key('j')
  key('k')
  expect(document.activeElement).toBe(rows[1])
  cleanup()
  open(<Decisions />, { decisions: noDecisions })
  screen.getByText('Nothing waits for a decision.')
  cleanup()
  open(<Decisions />, { decisions: { ...noDecisions, complete: false } })
  expect(screen.queryByText('Nothing waits for a decision.')).toBeNull()
})

test('DE760 of three who changed a thing apart the list says three, as where it is decided', () => {
  const items = sampleDecisions.items.map((item): DecisionItem => {
    const { about } = item
    if (about.type === 'detail') return { ...item, about: { ...about, dispute: threeOf(about.dispute) } }
    if (about.type !== 'medicine') return item
    const side = {
      ...{ name: 'apixaban', form: '', frequency: '', route: '' },
      status: 'current' as const,
      stoppedOn: null,
    }
    const sides = ['2.5 mg', '5 mg', '10 mg'].map((dose) => ({ ...side, dose }))
    return { ...item, about: { ...about, medicine: { ...about.medicine, sides } } }
  })
  open(<Decisions />, { decisions: { complete: true, items } })
  screen.getByText('3 different changes: apixaban')
  screen.getByText('3 different changes: Born')
})

test('PD15 a detail changed apart is written anew with what all agree on kept, or asked about among staff', async () => {
  const details = {
    person: null,
    banner: disputedPerson.banner,
    complete: true,
    parts: disputedDetails.parts,
    staffThreadId: 't-staff',
  }
  const { app, writes } = open(<Details personId="doreen" />, { details })
  const card = within(screen.getByRole('region', { name: 'Two different changes: Born' }))
  fireEvent.click(card.getByRole('button', { name: /^Write new/ }))
  expect((card.getByLabelText('Born') as HTMLInputElement).value).toBe('')
  fireEvent.click(card.getByRole('button', { name: 'This is right' }))
  await card.findByText('Before this can be saved')
  type('Born', '1947-03-14')
  type('Why, and how you know', 'Her passport')
  fireEvent.click(card.getByRole('button', { name: 'This is right' }))
  await screen.findByText(/Born: saved\./)
  expect(writes()).toMatchObject([
    {
      type: 'resolve-person',
      sides: ['1@ben', '1@lena'],
      choice: { type: 'write', fields: { value: '1947-03-14' } },
      reason: 'Her passport',
    },
  ])
  fireEvent.click(card.getByRole('button', { name: /^Ask both/ }))
  await expect.poll(() => app.router.route.value).toMatchObject({ name: 'thread', threadId: 't-staff' })
})

/** As a colleague's own change that came in later. */
const other = <Side extends { readonly key: string }>(sides: readonly Side[]) => [
  ...sides,
  { ...sides[0]!, key: '1@priya' },
]

test('PD780 a change that comes in while a detail is written anew is looked at before it is saved over', async () => {
  const details = (sides: PersonDispute['sides']) => ({
    person: null,
    banner: disputedPerson.banner,
    complete: true,
    parts: disputedDetails.parts.map((row) => (row.part.id === 'born' ? { ...row, conflict: sides } : row)),
    staffThreadId: 't-staff',
  })
  const sides = disputedDetails.parts.find(({ part }) => part.id === 'born')?.conflict ?? []
  const { engine, writes } = open(<Details personId="doreen" />, { details: details(sides) })
  const card = within(screen.getByRole('region', { name: 'Two different changes: Born' }))
  fireEvent.click(card.getByRole('button', { name: /^Write new/ }))
  type('Born', '1947-03-14')
  type('Why, and how you know', 'Her passport')
  engine.setViews({ details: details(other(sides)) })
  await card.findByText('The changes above are not the ones you began with.')
  fireEvent.submit(card.getByLabelText<HTMLInputElement>('Born').form!)
  expect(writes()).toEqual([])
  fireEvent.click(card.getByRole('button', { name: /^I have looked – go on/ }))
  expect(card.getByLabelText<HTMLInputElement>('Born').value).toBe('1947-03-14')
  fireEvent.click(card.getByRole('button', { name: 'This is right' }))
  await expect.poll(writes).toMatchObject([{ type: 'resolve-person', sides: ['1@ben', '1@lena', '1@priya'] }])
})

test('PD780 so is one of the team’s settings', async () => {
  const { engine, writes } = open(<TeamSettings />, { 'team-settings': disputedSettings })
  const phone = disputedSettings.phone!
  press(/^Write new/)
  const form = screen.getByRole('button', { name: 'Save' }).closest('form')!
  fireEvent.input(form.querySelector('input')!, { target: { value: '01632 960020' } })
  engine.setViews({
    'team-settings': { ...disputedSettings, phone: { ...phone, conflict: other(phone.conflict ?? []) } },
  })
  await screen.findByText('The changes above are not the ones you began with.')
  fireEvent.submit(form)
  expect(writes()).toEqual([])
  press(/^I have looked – go on/)
  press('Save')
  await expect.poll(() => writes().length).toBe(1)
  expect(writes()[0]).toMatchObject({ type: 'resolve-setting', choice: { fields: { value: '01632 960020' } } })
  expect((writes()[0] as { sides?: readonly string[] }).sides).toHaveLength((phone.conflict ?? []).length + 1)
})

test('DY12 a visit is planned by day, time, colleague and reason; what it clashes with is said before; one press takes it back', async () => {
  const { writes } = open(<PlanVisit personId="doreen" />)
  press('Plan it')
  await screen.findByText('Before this can be planned')
  type('From', '9:30')
  type('Until', '10.15')
  press(/^Ben Okafor/)
  type('What for', 'Dressing')
  press(/^Plan it/)
  await screen.findByText(/Saved on this tablet\. Doreen Ashworth: 24-Nov-2026, 09:30 to 10:15, Ben Okafor\./)
  press('Undo')
  await screen.findByText(/The visit is called off\./)
  expect(writes()).toMatchObject([
    { type: 'plan-visit', personId: 'doreen', from: '09:30', to: '10:15', memberId: 'm-ben', reason: 'Dressing' },
    { type: 'cancel-visit', visitId: (writes()[0] as { commandId: string }).commandId },
  ])
})

test('TS9 the team’s own things are changed, taken away and decided on one page; what the public is told is said', async () => {
  const { writes } = open(<TeamSettings />, { 'team-settings': disputedSettings })
  screen.getByText(/They are told: Monday to Friday, 8 to 6/)
  press(/Keep B: 01632 960019/)
  press('Add a template')
  press('Save')
  await screen.findByText('Before this can be saved')
  type('Title', 'On my way')
  type('Words', 'I am on my way.')
  press('Save')
  await screen.findAllByText(/Saved on this tablet\. Everybody in the team sees it/)
  press(/^Take away Hospice/)
  press(/^Put back Old pager/)
  await expect.poll(() => writes().length).toBe(4)
  const byType = [...writes()].sort((a, b) => (a.type < b.type ? -1 : 1))
  expect(byType).toMatchObject([
    { type: 'resolve-setting', part: { kind: 'phone' }, choice: { type: 'keep', side: '1@ben' } },
    { type: 'switch-setting', part: { kind: 'number', id: 'n-1' }, off: true },
    { type: 'switch-setting', part: { kind: 'number', id: 'n-2' }, off: false },
    { type: 'write-setting', part: { kind: 'template', id: '' }, fields: { use: 'message', title: 'On my way' } },
  ])
})

test('TS9 a refusal to take something away is said, and nothing is called saved', async () => {
  open(<TeamSettings />, {}, { ok: false, problem: { type: 'no-space' } })
  press(/^Take away Hospice/)
  expect(await screen.findByRole('alert')).toBeDefined()
  expect(screen.queryByText(/^Saved on this tablet/)).toBeNull()
})

test('TH4 a conversation says who looks after it; it is taken, handed over and named there', async () => {
  const { writes } = open(<Thread threadId="t-doreen" />)
  screen.getByText(/Nobody looks after this conversation yet/)
  press('I look after this')
  press('Hand over')
  press('Ben Okafor')
  press('Title and how soon')
  type('What it is about', 'Dressings')
  press('Today')
  press('Save')
  await expect.poll(() => writes().filter(({ type }) => type.endsWith('-thread')).length).toBe(3)
  expect(writes().filter(({ type }) => type.endsWith('-thread'))).toMatchObject([
    { type: 'take-thread', threadId: 't-doreen' },
    { type: 'give-thread', to: 'm-ben' },
    { type: 'name-thread', title: 'Dressings', priority: 'today' },
  ])
})

test('TH1032 of titles written apart it says so, with everybody who wrote them, and how to say which it is', () => {
  open(<Thread threadId="t-karen" />, { thread: titledApart })
  const words = screen.getByText('Dressings / Night calls · Today.').closest('details')?.textContent
  for (const each of [
    'Two people changed these words apart, and all of them are shown.',
    'Changed by Aisha Rahman, today 08:31.',
    'Changed by Ben Okafor, today 08:40.',
    'Write it anew under “Title and how soon” to say what it is.',
  ])
    expect(words).toContain(each)
  cleanup()
  open(<Thread threadId="t-karen" />, { thread: travelledThread })
  expect(screen.queryByText(/changed these words apart/)).toBeNull()
})

test('PN14 of somebody on another round the page says why the record is not here and who to ask, and nothing clinical', () => {
  open(<Person personId="doreen" />, { person: outsidePerson })
  screen.getByText('This record is not on this device.')
  expect(screen.getByRole('link', { name: /Call Ben Okafor/ }).getAttribute('href')).toBe('tel:01632960027')
  screen.getByRole('button', { name: 'Open this record' })
  for (const name of ['Write a visit', 'Medicines']) expect(screen.queryByText(name)).toBeNull()
  cleanup()
  // What came last is the team's list: no record was.
  open(<Person personId="doreen" />, { person: { ...outsidePerson, updatedAt: sampleNow } })
  expect(screen.queryByText(/^Last updated/)).toBeNull()
})
