/** Rules CT215 to CT217 of client/ui/SPEC.md: what a circle has to do, found by role and name. */
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Command, Outcome } from '../../../engine-api/commands.ts'
import type { Me } from '../../../engine-api/device-state.ts'
import type { HomeView } from '../../../engine-api/home-views.ts'
import type { TasksView } from '../../../engine-api/plan-views.ts'
import { PublicShell } from '../../PublicShell.tsx'
import { circleRow, karensHome, meKaren } from '../../testing/gallery-circle.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { meDoreen } from '../../testing/sample-cast.ts'
import { circleList, circleWords, noCircleTasks, prescription } from '../../testing/sample-circle-tasks.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { sampleHome } from '../../testing/sample-public.ts'
import { samplePerson, sampleThreads } from '../../testing/sample-record.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import { Person } from '../staff/Person.tsx'

afterEach(cleanup)

interface Options {
  readonly me?: Me
  readonly home?: HomeView
  readonly path?: string
  readonly outcome?: (command: Command) => Outcome
}

function open(tasks: TasksView = circleList, { home = karensHome, me = meKaren, outcome, path }: Options = {}) {
  const engine = createSampleEngine({ views: { home, tasks, sync: offlineSync }, ...(outcome && { outcome }) })
  return renderScreen(<PublicShell />, { engine, me, deviceWord: 'phone', path: path ?? '/circle-tasks' })
}

const hersHome: HomeView = { ...sampleHome, threads: [circleRow] }
const cardOf = (title: string) => within(screen.getByText(title, { selector: '.name' }).closest('li') as HTMLElement)

test('CT215 the first page says what there is to do and who does it, to family of whom, to the person for her', async () => {
  const { unmount } = open(circleList, { path: '/' })
  const karens = within(await screen.findByRole('region', { name: 'Things to do for Doreen' }))
  const lines = karens.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(lines).toEqual([
    'Fetch the prescriptionNobody has said yes yet.',
    'Do the shopping on ThursdayYou and Sol (works with the team) both said you will do it.',
    'Drive to the eye clinicSol (works with the team) will do it.',
    'and 1 more',
  ])
  expect(karens.getByRole('link', { name: 'See the list, or add to it' }).getAttribute('href')).toBe('/circle-tasks')
  unmount()
  const hers = open(circleList, { me: meDoreen, home: hersHome, path: '/' })
  await screen.findByRole('region', { name: 'Things people will do for you' })
  hers.unmount()
  open(circleList, { me: meDoreen, home: sampleHome, path: '/' })
  await screen.findByRole('region', { name: 'Your team' })
  expect(screen.queryByText(/Things people will do/)).toBeNull()
})

test('CT215 lists of two people stand apart, each with who can read it', async () => {
  const joans = { ...circleRow, threadId: 't-joan', personId: 'joan', about: 'Joan' }
  open(circleList, { home: { ...karensHome, threads: [circleRow, joans] } })
  for (const name of ['Doreen', 'Joan']) {
    const list = within(await screen.findByRole('region', { name: `Things to do for ${name}` }))
    list.getByText(`Doreen, Karen, Sol (works with the team) and the staff who look after ${name} can read this.`)
  }
})

test('CT216 “I will do it”, “I cannot do it”, done and undone are one press each, and nothing is said to be saved before it is', async () => {
  const { engine } = open()
  await screen.findByText(prescription, { selector: '.name' })
  const take = cardOf(prescription).getByRole('button', { name: `I will do it ${prescription}` })
  fireEvent.click(take)
  await cardOf(prescription).findByText('Saved on this phone, today 9:20am')
  const shopping = 'Do the shopping on Thursday'
  cardOf(shopping).getByText('You and Sol (works with the team) both said you will do it.')
  fireEvent.click(cardOf(shopping).getByRole('button', { name: `I cannot do it ${shopping}` }))
  await cardOf(shopping).findByText('Saved on this phone, today 9:20am')
  const done = cardOf(shopping).getByRole('button', { name: `It is done ${shopping}` })
  done.focus()
  fireEvent.click(done)
  const undo = await cardOf(shopping).findByRole('button', { name: `Undo: not done yet ${shopping}` })
  expect(document.activeElement).toBe(undo)
  fireEvent.click(undo)
  await cardOf(shopping).findByRole('button', { name: `It is done ${shopping}` })
  fireEvent.click(screen.getByText('1 thing done'))
  fireEvent.click(screen.getByRole('button', { name: 'Not done after all Water the plants' }))
  expect(engine.commands).toMatchObject([
    { type: 'take-task', taskId: 'c-prescription', personId: 'doreen', circle: true },
    { type: 'give-task', taskId: 'c-shopping', to: null, circle: true },
    { type: 'finish-task', taskId: 'c-shopping', circle: true },
    { type: 'reopen-task', taskId: 'c-shopping', circle: true },
    { type: 'reopen-task', taskId: 'c-plants', circle: true },
  ])
})

test('CT247 who may puts the words right in a form of its own; what they did not touch is said to be as it was, and saved is said after the disk', async () => {
  const { engine } = open()
  const shopping = 'Do the shopping on Thursday'
  await screen.findByText(shopping, { selector: '.name' })
  expect(cardOf(prescription).queryByRole('button', { name: /^Change the words/ })).toBeNull()
  const change = cardOf(shopping).getByRole('button', { name: `Change the words ${shopping}` })
  fireEvent.click(change)
  expect(change.getAttribute('aria-expanded')).toBe('true')
  const field = cardOf(shopping).getByRole<HTMLInputElement>('textbox', { name: 'What needs doing?' })
  expect(field.value).toBe(shopping)
  expect(cardOf(shopping).queryByText('Who will do it?')).toBeNull()
  fireEvent.input(field, { target: { value: 'Do the shopping on Friday' } })
  fireEvent.click(cardOf(shopping).getByRole('button', { name: 'Save the words' }))
  await cardOf(shopping).findByText('Saved on this phone, today 9:20am')
  expect(cardOf(shopping).queryByRole('textbox')).toBeNull()
  await screen.findByText('Sent. The others can see what you changed.')
  const words = { details: '', due: '2026-11-26' }
  expect(engine.commands.filter(({ type }) => type === 'change-task')).toMatchObject([
    {
      ...{ taskId: 'c-shopping', circle: true },
      task: { ...words, title: 'Do the shopping on Friday' },
      before: { ...words, title: shopping },
    },
  ])
})

test('CT247 words that two changed apart all stand, with both names and what to do', async () => {
  open(circleWords)
  const title = 'Do the shopping on Friday / Do the shopping on Thursday'
  await screen.findByText(title, { selector: '.name' })
  cardOf(title).getByText(
    'You and Doreen (whose care this is) changed these words and had not seen each other’s. All of them are shown.',
  )
  cardOf(title).getByText(/Press “Change the words” to say what it is\.$/)
  cardOf(title).getByText(/Doreen \(whose care this is\) changed the words today 8:20am\.$/)
  cleanup()
  const [first, ...rest] = circleWords.open
  open({ ...circleWords, open: [{ ...first!, mayWord: false }, ...rest] })
  await screen.findByText(title, { selector: '.name' })
  cardOf(title).getByText(/Whoever added it can put it right, and so can the team\.$/)
})

test('CT216 what the disk refuses is said, and nothing is called saved', async () => {
  open(circleList, { outcome: () => ({ ok: false, problem: { type: 'no-space' } }) })
  await screen.findByText(prescription, { selector: '.name' })
  fireEvent.click(cardOf(prescription).getByRole('button', { name: `I will do it ${prescription}` }))
  await cardOf(prescription).findByText('Not enough space on this phone.')
  expect(cardOf(prescription).queryByText(/^Saved/)).toBeNull()
})

test('CT217 what the relay does not have yet is counted, and “sent” stands only for a list that says all of it is there', async () => {
  const { engine } = open({ ...circleList, unsent: 2 })
  await screen.findByText('2 changes saved on this phone. The others see them when there is signal.')
  expect(screen.queryByText(/^Sent/)).toBeNull()
  engine.setViews({ tasks: circleList })
  expect(screen.queryByText(/^Sent/)).toBeNull()
  fireEvent.click(cardOf(prescription).getByRole('button', { name: `I will do it ${prescription}` }))
  await screen.findByText('Sent. The others can see what you changed.')
})

test('CT217 nothing to do, a list on its way, and no circle are three things', async () => {
  const { engine } = open(noCircleTasks)
  await screen.findByText('Nothing to do at the moment.')
  engine.setViews({ tasks: { ...noCircleTasks, complete: false } })
  await screen.findByText('Some of this list may still be on its way to this phone.')
  expect(screen.queryByText('Nothing to do at the moment.')).toBeNull()
  engine.setViews({ home: { ...karensHome, threads: [] } })
  await screen.findByText('You are in nobody’s circle here, so there is no list.')
})

test('CT216 something is added with its day and whether the writer does it, and the typing is kept until then', async () => {
  const { app, engine } = open(noCircleTasks)
  fireEvent.click(await screen.findByRole('button', { name: 'Add something to do' }))
  fireEvent.input(screen.getByRole('textbox', { name: 'What needs doing?' }), { target: { value: 'Walk the dog' } })
  fireEvent.input(screen.getByLabelText('By which day?'), { target: { value: '2026-11-26' } })
  fireEvent.click(screen.getByRole('button', { name: 'I will do it' }))
  expect(app.formGuard.isBusy.value).toBe(true)
  fireEvent.click(screen.getByRole('button', { name: 'Put it on the list' }))
  await screen.findByText('It is on the list, and saved on this phone.')
  const added = engine.commands.filter(({ type }) => type === 'add-task')
  expect(added).toMatchObject([
    {
      personId: 'doreen',
      circle: true,
      take: true,
      task: { title: 'Walk the dog', due: '2026-11-26', priority: 'whenever', details: '' },
    },
  ])
})

test('CT218 in the record the circle’s list stands apart from staff’s tasks and says who reads it', async () => {
  const inCircle = { ...samplePerson, threads: [...sampleThreads, circleRow] }
  const engine = createSampleEngine({ views: { person: inCircle } })
  renderScreen(<Person personId="doreen" />, { engine })
  const circle = within(await screen.findByRole('region', { name: 'Things to do, in the circle’s list' }))
  circle.getByText('Dot and everybody in the circle read this list. Nothing clinical belongs here.')
  fireEvent.click(circle.getByText('4 things to do'))
  circle.getByText(prescription, { selector: '.name' })
  expect(circle.queryByText('Take bloods')).toBeNull()
  const own = within(screen.getByRole('region', { name: 'Tasks' }))
  own.getByText('Take bloods', { selector: '.name' })
  expect(own.queryByText(prescription)).toBeNull()
  fireEvent.click(circle.getByRole('button', { name: `It is done ${prescription}` }))
  await circle.findByText(/Saved on this tablet/)
  expect(engine.commands).toMatchObject([{ type: 'finish-task', circle: true }])
})
