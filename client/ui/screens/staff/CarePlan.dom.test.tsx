/** Rules CP11 to CP14 of client/ui/SPEC.md, by keyboard and by role. */
import { cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Command, Outcome } from '../../../engine-api/commands.ts'
import type { CarePlanView } from '../../../engine-api/plan-views.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at, priya } from '../../testing/sample-cast.ts'
import { createSampleEngine, type Script } from '../../testing/sample-engine.ts'
import { emptyPlan, samplePlan } from '../../testing/sample-plan.ts'
import { CarePlan } from './CarePlan.tsx'
import { Person } from './Person.tsx'

afterEach(cleanup)

function show(plan: CarePlanView = samplePlan, more: Script = {}, outcome?: (command: Command) => Outcome) {
  const engine = createSampleEngine({ views: { 'care-plan': plan, ...more }, ...(outcome && { outcome }) })
  return renderScreen(<CarePlan personId="doreen" />, { engine })
}

type Screen = ReturnType<typeof show>

const part = (screen: Screen, name: string) => within(screen.getByRole('region', { name }))
const boxOf = (screen: Screen, name: string) => part(screen, name).getByLabelText('What it says') as HTMLTextAreaElement

function write(screen: Screen, name: string): HTMLTextAreaElement {
  fireEvent.click(part(screen, name).getByRole('button', { name: `Change ${name}` }))
  return boxOf(screen, name)
}

test('CP11 each section reads its words and who changed it last; a paragraph changed apart names both', () => {
  const screen = show()
  const matters = part(screen, 'What matters to me')
  matters.getByText('Sitting in her own kitchen with the radio on.')
  const changed = matters.getByText(/^Last changed by Aisha Rahman/)
  expect(changed.textContent).toBe('Last changed by Aisha Rahman, 21-Nov-2026 15:10')
  const goals = part(screen, 'Goals')
  goals.getByText(/^Aisha Rahman and Priya Shah both changed this paragraph/)
  goals.getByText('Last changed by Aisha Rahman, today 08:05 and Priya Shah, today 08:20')
  part(screen, 'Skin and wounds').getByText('Nothing written yet.')
  part(screen, 'When Doreen feels worse').getByText('She rings Karen first.')
  expect(screen.queryByText(/^No care plan yet/)).toBeNull()
})

test('CP11 without a plan the page says where to start, and not while the record is on its way', () => {
  const screen = show(emptyPlan)
  screen.getByText('No care plan yet. Start with what matters to Dot.')
  fireEvent.click(screen.getByRole('button', { name: 'Write the first words' }))
  boxOf(screen, 'What matters to me')
  cleanup()
  const arriving = show({ ...emptyPlan, complete: false })
  expect(arriving.queryByText(/^No care plan yet/)).toBeNull()
  arriving.getByText(/What is missing below may exist/)
})

test('CP11 the record says whether there is a plan and leads to it', () => {
  const screen = renderScreen(<Person personId="doreen" />)
  const plan = within(screen.getByRole('region', { name: 'Care plan' }))
  plan.getByText('4 sections written')
  plan.getByText('Changed today 08:20')
  expect(plan.getByRole('link', { name: 'Open the care plan' }).getAttribute('href')).toBe('/person/doreen/plan')
})

test('CP12 the typing is kept with what it was written on, and saving sends both', async () => {
  const screen = show()
  const box = write(screen, 'Breathing')
  await waitFor(() => expect(document.activeElement).toBe(box))
  fireEvent.input(box, { target: { value: 'Give her time.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save in the plan Breathing' }))
  await screen.findByText('Saved on this tablet, today 09:20')
  const [draft] = screen.engine.commands.filter(({ type }) => type === 'save-draft')
  expect(draft).toMatchObject({ key: 'plan/doreen/breathing', value: expect.stringContaining('"baseVersion":"v1"') })
  expect(screen.engine.commands.filter(({ type }) => type === 'write-plan-section')).toMatchObject([
    { personId: 'doreen', sectionId: 'breathing', text: 'Give her time.', version: 'v1' },
  ])
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Breathing'))
})

test('CP12 words kept from before are told, come back, and are saved on what they were written on', async () => {
  const value = JSON.stringify({ version: 1, text: 'Half a wor', title: null, baseText: 'Half', baseVersion: 'v0' })
  const draft: Script['draft'] = ({ key }) => ({
    key,
    value: key === 'plan/doreen/skin' ? value : null,
    savedAt: key === 'plan/doreen/skin' ? at('21:02', 1) : null,
  })
  const screen = show(samplePlan, { draft })
  const skin = part(screen, 'Skin and wounds')
  skin.getByText('Your words from yesterday 21:02 are kept here, not yet in the plan.')
  fireEvent.click(skin.getByRole('button', { name: 'Carry on Skin and wounds' }))
  expect(boxOf(screen, 'Skin and wounds').value).toBe('Half a wor')
  fireEvent.click(screen.getByRole('button', { name: 'Save in the plan Skin and wounds' }))
  await screen.findByText('Saved on this tablet, today 09:20')
  expect(screen.engine.commands.find(({ type }) => type === 'write-plan-section')).toMatchObject({ version: 'v0' })
})

test('CP13 a colleague’s change while one writes is told, can be read, and moves nothing', async () => {
  const screen = show()
  const box = write(screen, 'Breathing')
  fireEvent.input(box, { target: { value: 'Mine' } })
  const sections = samplePlan.sections.map((section) =>
    section.sectionId === 'breathing'
      ? { ...section, text: 'Hers', version: 'v2', edits: [{ by: priya, at: at('09:19') }] }
      : section,
  )
  screen.engine.setViews({ 'care-plan': { ...samplePlan, sections } })
  await screen.findByText(/^Priya Shah changed this section while you write, today 09:19\. Nothing is lost/)
  expect(boxOf(screen, 'Breathing').value).toBe('Mine')
  fireEvent.click(screen.getByRole('button', { name: 'Show what it says now' }))
  screen.getByText('Hers')
  fireEvent.click(screen.getByRole('button', { name: 'Save in the plan Breathing' }))
  await screen.findByText('Saved on this tablet, today 09:20')
  expect(screen.engine.commands.find(({ type }) => type === 'write-plan-section')).toMatchObject({ version: 'v1' })
})

test('CP14 a refusal says why and keeps the typing', async () => {
  const outcome = ({ type }: Command): Outcome =>
    type === 'write-plan-section' ? { ok: false, problem: { type: 'too-long', limit: 4_000 } } : { ok: true }
  const screen = show(samplePlan, {}, outcome)
  fireEvent.input(write(screen, 'Breathing'), { target: { value: 'Mine' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save in the plan Breathing' }))
  await screen.findByText('This is too long.')
  expect(boxOf(screen, 'Breathing').value).toBe('Mine')
  expect(screen.queryByText(/^Saved on this tablet, today 09:20$/)).toBeNull()
})

test('CP14 a section is renamed with its words, and a new one is added and opened', async () => {
  const screen = show()
  write(screen, 'Breathing')
  fireEvent.input(screen.getByLabelText('Name of this section'), { target: { value: 'Her breathing' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save in the plan Breathing' }))
  await screen.findByText('Saved on this tablet, today 09:20')
  fireEvent.click(screen.getByRole('button', { name: 'Add a section' }))
  fireEvent.input(screen.getByLabelText('Name of the new section'), { target: { value: 'Falls' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add it' }))
  await screen.findByRole('button', { name: 'Add a section' })
  expect(screen.engine.commands.filter(({ type }) => type === 'name-plan-section')).toMatchObject([
    { sectionId: 'breathing', title: 'Her breathing' },
    { sectionId: null, title: 'Falls' },
  ])
})
