/** The team's templates where one writes: chosen, put in, taken out again, none there. Rule TS10. */
import { act, cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { SaveDraft } from '../../engine-api/commands.ts'
import type { TeamSettingsView } from '../../engine-api/team-views.ts'
import { Thread } from '../screens/staff/Thread.tsx'
import { WriteVisit } from '../screens/staff/WriteVisit.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { lateTemplate, sampleSettings } from '../testing/sample-settings.ts'
import { offlineSync } from '../testing/sample-sync.ts'
import { travelledThread } from '../testing/sample-writing.ts'

afterEach(cleanup)

const late = 'I am running late. I will be with you in about half an hour.'
const settled = 'Comfortable and settled. Skin intact, no new pain. No change to the plan.'

function open(page: Parameters<typeof renderScreen>[0], settings: TeamSettingsView | undefined = sampleSettings) {
  const views = { thread: travelledThread, sync: offlineSync, 'team-settings': settings }
  return renderScreen(page, { engine: createSampleEngine({ views }) })
}

const box = () => screen.getByLabelText<HTMLTextAreaElement>('Write to Karen')
const press = (name: string | RegExp) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const dialog = () => screen.getByRole('dialog')

function write(field: HTMLTextAreaElement, words: string, caret = words.length): void {
  fireEvent.input(field, { target: { value: words } })
  field.focus()
  field.setSelectionRange(caret, caret)
}

test('TS10 fills an empty box with the words, as typing: a draft that waits to be changed and sent', async () => {
  const { engine } = open(<Thread threadId="t-karen" />)
  await press('Use a template')
  expect(within(dialog()).getByRole('heading', { name: 'Templates for messages' })).toBe(document.activeElement)
  expect(dialog().textContent).not.toContain('Settled')
  await press('Use Running late')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(box().value).toBe(late)
  expect(document.activeElement).toBe(box())
  fireEvent(window, new Event('pagehide'))
  await act(async () => {})
  const kept = engine.commands.find((command): command is SaveDraft => command.type === 'save-draft')
  expect(kept?.value).toContain(late)
  expect(engine.commands.some((command) => command.type === 'send-message')).toBe(false)
})

test('TS10 the words go where the caret is, and out again by one press', async () => {
  open(<Thread threadId="t-karen" />)
  write(box(), 'Hello Karen. See you soon.', 'Hello Karen.'.length)
  await press('Use a template')
  await press('Use Running late')
  expect(box().value).toBe(`Hello Karen. ${late} See you soon.`)
  expect(box().selectionEnd).toBe(`Hello Karen. ${late}`.length)
  await press('Take it out again')
  expect(box().value).toBe('Hello Karen. See you soon.')
  expect(screen.queryByRole('button', { name: 'Take it out again' })).toBeNull()
})

test('TS10 once something else was typed nothing of it is taken out', async () => {
  open(<Thread threadId="t-karen" />)
  await press('Use a template')
  await press('Use Running late')
  await act(async () => write(box(), `${late} Sorry!`))
  expect(screen.queryByRole('button', { name: 'Take it out again' })).toBeNull()
})

test('TS10 of a visit note they go into the part one wrote in last, which is named', async () => {
  open(<WriteVisit personId="doreen" visitId="v-doreen" />)
  fireEvent.focus(screen.getByLabelText('What I did'))
  await press('Use a template')
  expect(dialog().textContent).toContain('The words go into “What I did”.')
  expect(dialog().textContent).not.toContain('Running late')
  await press('Use Settled, no change')
  expect(screen.getByLabelText<HTMLTextAreaElement>('What I did').value).toBe(settled)
})

test('TS10 without any it says who makes them and where; closing goes back', async () => {
  open(<Thread threadId="t-karen" />, { ...sampleSettings, templates: [] })
  await press('Use a template')
  expect(within(dialog()).getByText('No templates for messages yet.')).toBeDefined()
  expect(
    within(dialog()).getByText(/^Anybody on the staff of the team can write one, in Team settings\./),
  ).toBeDefined()
  expect(within(dialog()).getByRole('link', { name: 'Open Team settings' }).getAttribute('href')).toBe('/team-settings')
  await press('Close')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('TS10 while they are on their way it never says that there are none', async () => {
  open(<Thread threadId="t-karen" />, { ...sampleSettings, templates: [], complete: false })
  await press('Use a template')
  expect(dialog().textContent).toContain('still on their way')
  expect(dialog().textContent).not.toContain('No templates')
})

test('TS10 one that was changed apart cannot be used before it is decided', async () => {
  open(<Thread threadId="t-karen" />, { ...sampleSettings, templates: [{ ...lateTemplate, conflict: [] }] })
  await press('Use a template')
  expect(dialog().textContent).toContain('was changed by two people apart')
  expect(within(dialog()).queryByRole('button', { name: /^Use/ })).toBeNull()
})
