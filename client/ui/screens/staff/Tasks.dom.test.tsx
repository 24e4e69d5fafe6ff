/** Rules TK9 to TK13 of client/ui/SPEC.md, by keyboard and by role. */
import { cleanup, fireEvent, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Command, Outcome } from '../../../engine-api/commands.ts'
import type { TasksView } from '../../../engine-api/plan-views.ts'
import { StaffShell } from '../../StaffShell.tsx'
import { renderScreen } from '../../testing/render-screen.tsx'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import {
  doreensTasks,
  noTasks,
  ownTasks,
  tasksOf,
  teamTasks,
  urgentTask,
  wordedTask,
} from '../../testing/sample-tasks.ts'
import { sampleToday } from '../../testing/sample-visits.ts'
import { Person } from './Person.tsx'
import { Tasks } from './Tasks.tsx'
import { Today } from './Today.tsx'

afterEach(cleanup)

function show(tasks: TasksView = teamTasks, outcome?: (command: Command) => Outcome) {
  const views = { tasks, sync: offlineSync }
  return renderScreen(<Tasks />, { engine: createSampleEngine({ views, ...(outcome && { outcome }) }) })
}

const { title } = urgentTask.task
const cardOf = (screen: ReturnType<typeof show>, words: string) =>
  within(screen.getByText(words, { selector: '.name' }).closest('li') as HTMLElement)

test('TK9 done is one press; the task stays in its place with undo on the same button and the focus on it', async () => {
  const screen = show()
  const button = screen.getByRole('button', { name: `Done ${title}` })
  button.focus()
  fireEvent.click(button)
  const undo = await screen.findByRole('button', { name: `Undo: open again ${title}` })
  expect(document.activeElement).toBe(undo)
  screen.getByText('Done. Saved on this tablet, today 09:20')
  screen.engine.setViews({ tasks: tasksOf(teamTasks.open.slice(1)) })
  const [first] = screen.getAllByRole('listitem')
  expect(first?.textContent).toContain(title)
  expect(document.activeElement).toBe(undo)
  fireEvent.click(undo)
  expect(await screen.findByRole('button', { name: `Done ${title}` })).toBe(document.activeElement)
  screen.engine.setViews({ tasks: teamTasks })
  expect(screen.getAllByText(title, { selector: '.name' })).toHaveLength(1)
  expect(screen.engine.commands).toMatchObject([
    { type: 'finish-task', taskId: 't-urgent', personId: 'doreen', outcome: '' },
    { type: 'reopen-task', taskId: 't-urgent' },
  ])
})

test('TK9 what the engine refuses is said, and the task is not done', async () => {
  const screen = show(teamTasks, () => ({ ok: false, problem: { type: 'no-space' } }))
  fireEvent.click(screen.getByRole('button', { name: `Done ${title}` }))
  await screen.findByText('Not enough space on this tablet.')
  screen.getByRole('button', { name: `Done ${title}` })
  expect(screen.queryByText(/^Done\. Saved/)).toBeNull()
})

test('TK9 opened again by a colleague, it is open here too', async () => {
  const screen = show()
  fireEvent.click(screen.getByRole('button', { name: `Done ${title}` }))
  await screen.findByRole('button', { name: `Undo: open again ${title}` })
  const states = [
    { type: 'open', by: urgentTask.task.created!.by, at: urgentTask.task.created!.at, outcome: '' },
  ] as const
  screen.engine.setViews({ tasks: tasksOf([{ ...urgentTask, task: { ...urgentTask.task, states } }]) })
  await screen.findByRole('button', { name: `Done ${title}` })
})

test('TK10 how soon, by which day, for whom, who has it since when; as many overdue as the heading says', () => {
  const screen = show()
  expect(cardOf(screen, title).getByText('Urgent')).toBeDefined()
  for (const words of ['By today', 'You have this, since yesterday 16:10.', 'Added by Aisha Rahman, yesterday 16:05'])
    expect(cardOf(screen, title).getByText(words)).toBeDefined()
  expect(cardOf(screen, title).getByRole('link', { name: 'Doreen Ashworth' }).getAttribute('href')).toBe(
    '/person/doreen',
  )
  screen.getByText('6 open tasks · 1 overdue')
  expect(screen.getAllByText(/^Overdue since/)).toHaveLength(1)
  cardOf(screen, 'Ask about the stair rail').getByText('Nobody has this yet.')
  cardOf(screen, 'Ask about the stair rail').getByText('Any day')
})

test('TK11 two who took it apart are named, and what was said apart of its being done', () => {
  const screen = show()
  expect(cardOf(screen, 'Take bloods').getByText(/^You and Ben Okafor both took this\./)).toBeDefined()
  const apart = cardOf(screen, 'Collect the new spacer')
  apart.getByText(/^Done and opened again, without seeing each other/)
  apart.getByText('Done by Ben Okafor, yesterday 15:00: Left on the dresser')
  apart.getByText('Opened again by Priya Shah, yesterday 15:20')
  apart.getByText('You handed this to Ben Okafor, today 09:00. Not accepted yet.')
})

test('TK890 of words changed apart both stand with who wrote and when, and with what ends it', () => {
  const card = cardOf(show(tasksOf([wordedTask])), 'Order dressings / Order large dressings')
  const words = card.getByText('Two people changed these words apart, and all of them are shown.').closest('p')
  expect(words?.textContent).toContain('Changed by Ben Okafor, yesterday 15:00.')
  expect(words?.textContent).toContain('Changed by Priya Shah, yesterday 15:20.')
  expect(words?.textContent).toContain('Change it under “More”')
})

test('TK11 what a colleague handed over is accepted or handed back; one’s own is given back or handed on', async () => {
  const screen = show()
  const offered = cardOf(screen, 'Check the inhaler technique again')
  offered.getByText('Priya Shah handed this to you, today 08:40. It waits for your yes.')
  fireEvent.click(offered.getByRole('button', { name: /^Yes, I do it/ }))
  fireEvent.click(cardOf(screen, 'Order dressings').getByRole('button', { name: /^Give it back/ }))
  const mine = cardOf(screen, title)
  const more = mine.getByRole('button', { name: /^More/ })
  expect(more.getAttribute('aria-expanded')).toBe('false')
  fireEvent.click(more)
  const hand = mine.getByRole('button', { name: `Hand over ${title}` })
  expect(hand.getAttribute('aria-disabled')).toBe('true')
  fireEvent.change(mine.getByLabelText('Hand over to'), { target: { value: 'm-priya' } })
  fireEvent.click(mine.getByRole('button', { name: `Hand over ${title}` }))
  expect(screen.engine.commands).toMatchObject([
    { type: 'take-task', taskId: 't-offered' },
    { type: 'give-task', taskId: 't-overdue', to: null },
    { type: 'give-task', taskId: 't-urgent', to: 'm-priya' },
  ])
})

test('TK12 a task is added in the record, its typing kept; a refusal keeps it, saving says where it is', async () => {
  let isFull = true
  const outcome = ({ type }: Command): Outcome =>
    type === 'add-task' && isFull ? { ok: false, problem: { type: 'nothing-written' } } : { ok: true }
  const engine = createSampleEngine({ views: { tasks: noTasks }, outcome })
  const screen = renderScreen(<Person personId="doreen" />, { engine })
  const tasks = within(screen.getByRole('region', { name: 'Tasks' }))
  tasks.getByText('No open tasks.')
  fireEvent.click(tasks.getByRole('button', { name: 'Add a task' }))
  fireEvent.click(tasks.getByRole('button', { name: 'Save the task' }))
  await tasks.findByText('There is nothing to write yet.')
  isFull = false
  fireEvent.input(tasks.getByLabelText('What is to do'), { target: { value: 'Take bloods' } })
  fireEvent.input(tasks.getByLabelText('By which day'), { target: { value: '2026-11-26' } })
  fireEvent.click(tasks.getByRole('button', { name: 'Urgent' }))
  fireEvent.click(tasks.getByRole('button', { name: 'I do it' }))
  expect(tasks.getByRole('button', { name: 'Urgent' }).getAttribute('aria-pressed')).toBe('true')
  fireEvent.click(tasks.getByRole('button', { name: 'Save the task' }))
  await tasks.findByText('Task saved on this tablet.')
  const added = engine.commands.filter(({ type }) => type === 'add-task')
  expect(added[1]).toMatchObject({ take: true, task: { title: 'Take bloods', due: '2026-11-26', priority: 'urgent' } })
  const drafts = engine.commands.filter(({ type }) => type === 'save-draft')
  expect(drafts[0]).toMatchObject({ key: 'task/doreen/new', value: expect.stringContaining('Take bloods') })
  expect(drafts.at(-1)).toMatchObject({ value: null })
})

test('TK12 a draft comes back with the id it would be saved under', async () => {
  const commandId = 'ab'.repeat(16)
  const form = { title: 'Half a ta', details: '', due: '', priority: 'today', take: false }
  const value = JSON.stringify({ version: 1, form, commandId })
  const views = { tasks: noTasks, draft: { key: 'task/doreen/new', value, savedAt: urgentTask.task.created!.at } }
  const engine = createSampleEngine({ views })
  const screen = renderScreen(<Person personId="doreen" />, { engine })
  const tasks = within(screen.getByRole('region', { name: 'Tasks' }))
  fireEvent.click(tasks.getByRole('button', { name: 'Add a task' }))
  expect((tasks.getByLabelText('What is to do') as HTMLInputElement).value).toBe('Half a ta')
  fireEvent.click(tasks.getByRole('button', { name: 'Save the task' }))
  await tasks.findByText('Task saved on this tablet.')
  expect(engine.commands.find(({ type }) => type === 'add-task')).toMatchObject({ commandId })
})

test('TK12 what is done is folded away and opened again from there', () => {
  const engine = createSampleEngine({ views: { tasks: doreensTasks } })
  const screen = renderScreen(<Person personId="doreen" />, { engine })
  const tasks = within(screen.getByRole('region', { name: 'Tasks' }))
  tasks.getByText('1 task done')
  tasks.getByText('Done by Ben Okafor, 22-Nov-2026 14:00: Thursday next week')
  fireEvent.click(tasks.getByRole('button', { name: 'Open again Book the spirometry' }))
  expect(engine.commands).toMatchObject([{ type: 'reopen-task', taskId: 't-done' }])
})

test('TK13 empty, not all here, without signal', () => {
  const screen = show(noTasks)
  screen.getByText('You have no tasks.')
  screen.getByText('No signal since 09:10. You can carry on.')
  fireEvent.click(screen.getByRole('button', { name: 'See the team’s tasks' }))
  screen.getByText('Nothing to do for anybody.')
  cleanup()
  const arriving = show({ ...noTasks, complete: false })
  arriving.getByText('Some tasks may still be on their way, or being read on this device.')
  expect(arriving.queryByText('You have no tasks.')).toBeNull()
})

test('TK13 the navigation says how many are mine, and Today what waits for a person', async () => {
  const screen = renderScreen(<StaffShell />, { path: '/tasks' })
  expect(screen.getByRole('link', { name: `Tasks ${ownTasks.mine} to do` }).getAttribute('aria-current')).toBe('page')
  cleanup()
  const visits = sampleToday.visits.map((visit, at) =>
    at === 0 ? { ...visit, tasks: { count: 2, first: 'Bloods' } } : visit,
  )
  const today = renderScreen(<Today />, {
    engine: createSampleEngine({ views: { today: { ...sampleToday, visits } } }),
  })
  today.getByText('2 tasks, first: Bloods')
})
