/** What removed devices had not sent, found by role and name: read, let in, left out, taken back. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { HeldAct, HeldActOutcome, HeldProblem } from '../../../engine-api/held-back.ts'
import { heldItems, heldList, heldPhotoItems, heldVisit } from '../../testing/gallery-held.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { settledSync } from '../../testing/sample-sync.ts'
import { heldBackText, undoSeconds, wordHeldProblem } from '../../text/en/held-back.ts'
import { HeldBack } from './HeldBack.tsx'

afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

/** Pressed, and nobody took it back. */
function pressAndWait(name: string | RegExp, among: HTMLElement | undefined): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  press(name, among)
  vi.advanceTimersByTime(undoSeconds * 1_000)
  vi.useRealTimers()
}

type Outcome = (act: HeldAct) => HeldActOutcome

const done: HeldActOutcome = { type: 'done', isSent: true }
const open = (heldOutcome: Outcome) => renderScreen(<HeldBack />, { engine: createSampleEngine({ heldOutcome }) })
const listed: Outcome = (act) => (act.type === 'list' ? heldList(heldItems) : done)
const cards = () => screen.findAllByRole('article')
const press = (name: string | RegExp, among: HTMLElement = document.body) =>
  fireEvent.click(within(among).getByRole('button', { name }))
const decisions = ({ engine }: ReturnType<typeof open>) => engine.heldActs.filter(({ type }) => type !== 'list')

test('PX111 each stands with who, when, which device and about whom, in its own words or with what to do', async () => {
  open(listed)
  const [note, message, change, closed, family] = await cards()
  expect(within(note!).getByText('Aisha Rahman, community nurse')).toBeDefined()
  expect(within(note!).getByText(/^Device 7F3A · written yesterday 16:40 · arrived today 09:02$/)).toBeDefined()
  expect(within(note!).getByText('Legs raised, weighed: 71.2 kg.')).toBeDefined()
  expect(
    within(message!).getByText(/^For the conversation with Doreen Ashworth\. Doreen Ashworth can read/),
  ).toBeDefined()
  expect(within(change!).getByRole('heading', { name: 'A change to the list of medicines' })).toBeDefined()
  expect(within(change!).getByText('40 mg')).toBeDefined()
  expect(within(closed!).getByText(heldBackText.closed)).toBeDefined()
  expect(within(closed!).getByRole('link', { name: /^To the record/ })).toBeDefined()
  expect(within(family!).getByText(heldBackText.unreadable('broken'))).toBeDefined()
  const offered = [note, message, change, closed, family].map((card) =>
    within(card!)
      .queryAllByRole('button')
      .map(({ textContent }) => textContent?.split(' ')[0]),
  )
  expect(offered).toEqual([['Let', 'Leave'], ['Let', 'Leave'], ['Leave'], [], ['Leave']])
})

test('PX112 letting in can be taken back, is made after some seconds, and is called done by the engine’s answer', async () => {
  const made = open(listed)
  const [note] = await cards()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  press(/^Let it into the record/, note)
  expect(within(note!).getByText(heldBackText.willLetIn)).toBeDefined()
  press(/^Undo/, note)
  vi.advanceTimersByTime(60_000)
  expect(decisions(made)).toEqual([])
  pressAndWait(/^Let it into the record/, note)
  await waitFor(() => expect(within(note!).getByText(heldBackText.isIn)).toBeDefined())
  expect(decisions(made)).toEqual([{ type: 'let-in', entryId: 'e-note' }])
  expect(within(note!).queryByRole('button')).toBeNull()
})

test('PX803 while it can still be undone it says that it cannot be afterwards; leaving out says so before too', async () => {
  open(listed)
  const [note, message] = await cards()
  press(/^Let it into the record/, note)
  expect(within(note!).getByRole('status').textContent).toMatch(/After that it stands, and nobody can take it out/)
  press(/^Leave it out/, message)
  expect(within(message!).getByText(/cannot be let in afterwards/)).toBeDefined()
  press('I put it in by hand', message)
  expect(within(message!).getByRole('status').textContent).toMatch(/After that nobody can let it in/)
  for (const card of [note, message]) press(/^Undo/, card)
})

test('PX802 a visit and what the person reads of it stand on one card, and each is decided for itself', async () => {
  const made = open((act) => (act.type === 'list' ? heldList(heldVisit) : done))
  const [visit, ...others] = await cards()
  expect(others).toHaveLength(1)
  expect(within(visit!).getAllByText('Aisha Rahman, community nurse')).toHaveLength(1)
  expect(within(visit!).getByText('Doreen Ashworth can read this once it is in.')).toBeDefined()
  pressAndWait(/^Show it to Doreen Ashworth/, visit)
  await within(visit!).findByText(heldBackText.isIn)
  expect(decisions(made)).toEqual([{ type: 'let-in', entryId: 'e-next' }])
  expect(within(visit!).getByRole('button', { name: /^Let it into the record/ })).toBeDefined()
})

test('PX890 of several parts on one card each button names its part', async () => {
  open((act) => (act.type === 'list' ? heldList(heldVisit) : done))
  const [visit] = await cards()
  const names = within(visit!)
    .getAllByRole('button', { name: /^Leave it out/ })
    .map((button) => button.textContent)
  expect(names.length).toBeGreaterThan(1)
  expect(new Set(names).size).toBe(names.length)
})

test('PX112 leaving out asks why first; saved without signal is said so', async () => {
  const made = open((act) => (act.type === 'list' ? heldList(heldItems) : { type: 'done', isSent: false }))
  const [, message] = await cards()
  press(/^Leave it out/, message)
  expect(within(message!).getByRole('group', { name: heldBackText.leaveOutLegend })).toBeDefined()
  pressAndWait('I put it in by hand', message)
  await waitFor(() => expect(within(message!).getByText(/goes with the next signal/)).toBeDefined())
  expect(decisions(made)).toEqual([{ type: 'leave-out', entryId: 'e-message', reason: 'by-hand' }])
})

test('PX112 who leaves the screen has decided', async () => {
  const made = open(listed)
  const [note] = await cards()
  press(/^Let it into the record/, note)
  cleanup()
  await waitFor(() => expect(decisions(made)).toEqual([{ type: 'let-in', entryId: 'e-note' }]))
})

test('PX112 what devices noted by themselves is put away in one press', async () => {
  let isAway = false
  const made = open((act) => {
    if (act.type === 'put-away') isAway = true
    return act.type === 'list' ? heldList(isAway ? [] : heldItems) : done
  })
  expect(await screen.findByRole('heading', { name: '2 things devices noted by themselves' })).toBeDefined()
  press('Put away')
  expect(await screen.findByText(heldBackText.none)).toBeDefined()
  expect(decisions(made)).toEqual([{ type: 'put-away', entryIds: ['e-looked', 'e-arrived'] }])
})

test.each<HeldProblem>([
  ...([
    'not-open',
    'no-signal',
    'not-allowed',
    'decided',
    'closed',
    'by-hand',
    'too-large',
    'no-space',
    'disk',
    'forked',
    'no-photo',
  ] as const),
])('PX113 %s: the screen says what is so and what to do, and looks again when asked', async (problem) => {
  let isOver = false
  open(() => (isOver ? heldList([]) : { type: 'failed', problem }))
  expect((await screen.findByRole('alert')).textContent).toContain(wordHeldProblem(problem).words)
  isOver = true
  press(heldBackText.again)
  expect(await screen.findByText(heldBackText.none)).toBeDefined()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('PH563 photos say what they show and whether they came, are seen on request, and are let in, added or put away', async () => {
  const bytes = new Uint8Array([1, 2, 3])
  let answer: HeldActOutcome = { type: 'failed', problem: 'no-photo' }
  const made = open((act) => {
    if (act.type === 'list') return heldList(heldPhotoItems)
    return act.type === 'show-photo' ? answer : done
  })
  const [note, alone] = await cards()
  expect(within(note!).getByText('Photo: Right heel, red, skin whole')).toBeDefined()
  expect(within(note!).getAllByText(heldBackText.photoAway)).toHaveLength(1)
  expect(within(note!).getAllByRole('button', { name: /^Show the photo/ })).toHaveLength(1)
  const name = /^Show the photo \(214 kB\).*Left shin/
  press(name, note)
  expect((await within(note!).findByRole('alert')).textContent).toContain(wordHeldProblem('no-photo').words)
  answer = { type: 'picture', bytes, mediaType: 'image/jpeg' }
  press(name, note)
  await waitFor(() => expect(note!.querySelectorAll('img')).toHaveLength(1))
  expect(within(note!).queryByRole('alert')).toBeNull()
  expect(within(alone!).queryByRole('button', { name: /^Leave it out/ })).toBeNull()
  // What is deleted is said before it is decided.
  press(/^Leave it out/, note)
  expect(within(note!).getByText(heldBackText.leaveOutPhotos)).toBeDefined()
  press(heldBackText.notNow, note)
  pressAndWait(/^Put the photo with it/, alone)
  await waitFor(() => expect(within(alone!).getByText(heldBackText.photoAdded)).toBeDefined())
  expect(screen.getByText(heldBackText.lostPhotosHint)).toBeDefined()
  press('Put away')
  const asked = { type: 'show-photo', entryId: 'e-photo-note', blob: 'b-shin' }
  await waitFor(() =>
    expect(decisions(made)).toEqual([
      ...[asked, asked],
      { type: 'let-in', entryId: 'b-foot' },
      { type: 'put-away', entryIds: ['b-lost'] },
    ]),
  )
})

test('PX113 somebody else was faster: said where it was pressed, and it can be tried again', async () => {
  open((act) => (act.type === 'list' ? heldList(heldItems) : { type: 'failed', problem: 'decided' }))
  const [note] = await cards()
  pressAndWait(/^Let it into the record/, note)
  await waitFor(() => expect(within(note!).getByRole('alert').textContent).toContain('Somebody else has decided'))
})

test('PX662 what was not decided has the way to what comes first beside it: looking again, or the record', async () => {
  let problem: HeldProblem = 'closed'
  let isOver = false
  open((act) => (act.type === 'list' ? heldList(isOver ? [] : heldItems) : { type: 'failed', problem }))
  const [note, message] = await cards()
  pressAndWait(/^Let it into the record/, note)
  const way = await within(note!).findByRole('link', { name: /^To the record/ })
  expect(way.getAttribute('href')).toBe('/person/doreen')
  problem = 'no-signal'
  pressAndWait(/^Let it into the record/, note)
  await within(note!).findByText('Nothing was decided. There is no signal now.')
  press(/^Leave it out/, note)
  expect(within(note!).queryByRole('alert')).toBeNull()
  problem = 'decided'
  pressAndWait(/^Let it into the conversation/, message)
  const again = await within(message!).findByRole('button', { name: heldBackText.again })
  expect(within(message!).queryByRole('button', { name: /^L(et|eave) it/ })).toBeNull()
  isOver = true
  fireEvent.click(again)
  expect(await screen.findByText(heldBackText.none)).toBeDefined()
})

test('PX200 what is newly held back stands there once the relay said so, but nothing decided goes from under the eye', async () => {
  let items: typeof heldItems = heldItems.slice(0, 1)
  const made = open((act) => (act.type === 'list' ? heldList(items) : done))
  expect(await cards()).toHaveLength(1)
  const poke = (pokes: number) => made.engine.setViews({ sync: { ...settledSync, pokes } })
  const looks = () => made.engine.heldActs.filter(({ type }) => type === 'list').length
  items = heldItems.slice(0, 2)
  poke(1)
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2))
  pressAndWait(/^Let it into the record/, (await cards())[0])
  await screen.findByText(heldBackText.isIn)
  const before = looks()
  items = heldItems
  poke(2)
  expect(looks()).toBe(before)
  screen.getByText(heldBackText.isIn)
})
