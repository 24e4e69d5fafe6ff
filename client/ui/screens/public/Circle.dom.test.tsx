/** What family, associates and the person herself see of circles and of the team, found by role and name. */
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Me } from '../../../engine-api/device-state.ts'
import type { HomeView } from '../../../engine-api/home-views.ts'
import type { SyncView } from '../../../engine-api/sync-views.ts'
import { PublicShell } from '../../PublicShell.tsx'
import {
  circleReach,
  circleRow,
  circleStates,
  circleThread,
  karensHome,
  meKaren,
  meSol,
  sharedHome,
  solsHome,
} from '../../testing/gallery-circle.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { aisha, karen, meDoreen } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { sampleHome } from '../../testing/sample-public.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import { Home } from './Home.tsx'
import { PublicMessages } from './PublicMessages.tsx'
import { TeamCard } from './TeamCard.tsx'

afterEach(cleanup)

interface OpenOptions {
  readonly sync?: SyncView
  readonly path?: string
}

function open(
  page: Parameters<typeof renderScreen>[0],
  me: Me,
  home: HomeView,
  { path = '/', sync }: OpenOptions = {},
) {
  const views = { home, thread: circleThread, reach: circleReach, ...(sync === undefined ? {} : { sync }) }
  return renderScreen(page, { engine: createSampleEngine({ views }), me, deviceWord: 'phone', path })
}

const clinical = /medicine|tablet|dose|oxygen|allerg|NEWS|wound|visit note|care plan/i

test('TM6 the card shows who is on today, everybody, the hours, and when it was sent', () => {
  open(<TeamCard />, meDoreen, sampleHome)
  expect(screen.getByRole('heading', { level: 1, name: 'Your team' })).toBeDefined()
  const today = screen.getByRole('heading', { name: 'On today' }).parentElement!
  expect(
    within(today)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['Aishacommunity nurse', 'Bencommunity nurse', 'Priyapharmacist'])
  expect(screen.getByText('Dr Reid')).toBeDefined()
  expect(screen.getByText('Monday to Friday, 8 to 6')).toBeDefined()
  expect(screen.getByText('Sent by your team today 8:02am.')).toBeDefined()
})

test('TM6 what the card does not say is not made up, and offline its age is told', () => {
  const { unmount } = open(
    <TeamCard />,
    meDoreen,
    { ...sampleHome, card: { ...sampleHome.card!, onToday: null, hours: null } },
    { sync: offlineSync },
  )
  expect(screen.getByText('Who is on today is not known on this phone yet.')).toBeDefined()
  expect(screen.queryByRole('heading', { name: 'When your team works' })).toBeNull()
  expect(screen.getByText(/As known on this phone today 9:19am\./)).toBeDefined()
  unmount()
  open(<TeamCard />, meDoreen, { ...sampleHome, card: null })
  expect(screen.getByText('Your team has not sent its card to this phone yet.')).toBeDefined()
})

test('TM7 the first page shows who is on today once the card has come, and until then who wrote to her', () => {
  const { unmount } = open(<Home />, meDoreen, sampleHome)
  const team = screen.getByRole('region', { name: 'Your team' })
  expect(within(team).getAllByRole('listitem')).toHaveLength(3)
  expect(within(team).getByRole('link', { name: 'See your whole team' }).getAttribute('href')).toBe('/team-card')
  unmount()
  open(<Home />, meDoreen, { ...sampleHome, card: null })
  expect(within(screen.getByRole('region', { name: 'Your team' })).getAllByRole('listitem')).toHaveLength(4)
  expect(screen.queryByRole('heading', { name: 'On today' })).toBeNull()
})

test('FM1 family see whom it is about, that nothing was shared, and their conversations with who reads each', async () => {
  open(<Home />, meKaren, karensHome)
  expect(await screen.findByRole('heading', { level: 1, name: 'Today for Doreen' })).toBeDefined()
  expect(screen.getByText('No visit has been shared with you here.')).toBeDefined()
  const own = screen.getByRole('link', { name: /^You and the team/ })
  expect(own.textContent).toContain('You and the staff who look after Doreen can read this. Doreen cannot.')
  const circle = screen.getByRole('link', { name: /^Doreen’s circle/ })
  expect(circle.getAttribute('href')).toBe('/thread/t-circle')
  expect(circle.textContent).toContain(
    'Doreen, Karen, Sol (works with the team) and the staff who look after Doreen can read this.',
  )
})

test('FM1 what was published to their own groups is shown, with its date', async () => {
  open(<Home />, meKaren, { ...karensHome, nextVisit: sampleHome.nextVisit, nextSteps: sampleHome.nextSteps })
  expect(await screen.findByText('Aisha is coming today, 10 to 11am.')).toBeDefined()
  expect(screen.getByText('As known on this phone today 9:19am.')).toBeDefined()
})

test('FM5 family read what is new since they last looked, and the first time nothing of it', async () => {
  const { unmount } = open(<Home />, meKaren, sharedHome)
  await screen.findByRole('heading', { level: 1, name: 'Today for Doreen' })
  expect(document.body.textContent).not.toContain('since you last looked')
  unmount()
  const engine = createSampleEngine({ views: circleStates['family-news']!.views! })
  renderScreen(<Home />, { engine, me: meKaren, deviceWord: 'phone', path: '/' })
  const news = await screen.findByRole('region', { name: 'New since you last looked, yesterday 4:10pm' })
  expect(
    within(news)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Aisha is coming today, 10 to 11am.',
    'Ben Okafor, community nurse, came yesterday.',
    'Priya wrote what happens next.',
    'Shared with you now: what the team writes under “What happens next”',
    '1 new message: Doreen’s circle',
  ])
})

test('FM248 what others put on the list, took on and did since she last looked is named, and nothing of her own', async () => {
  const engine = createSampleEngine({ views: circleStates['family-news-tasks']!.views! })
  renderScreen(<Home />, { engine, me: meKaren, deviceWord: 'phone', path: '/' })
  const news = await screen.findByRole('region', { name: 'New since you last looked, yesterday 4:10pm' })
  const lines = within(news)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
  expect(lines.slice(5)).toEqual([
    'New to do for Doreen: Fetch the prescription. Nobody has said yes yet.',
    'Sol (works with the team) said they will do this for Doreen: Do the shopping on Thursday.',
    'New to do for Doreen: Drive to the eye clinic. Sol (works with the team) will do it.',
    'Sol (works with the team) did this for Doreen: Fetch the new glasses.',
  ])
})

test('FM820 whoever is no staff is shown as what they are beside what they call themselves: who wrote, whom an answer quotes, in the list', async () => {
  const nurse = { name: aisha.name, role: aisha.role, face: aisha.face }
  const forged = { ...karen, ...nurse }
  const messages = circleThread.messages.map((message) => ({
    ...message,
    ...{ mine: false, author: forged, answers: { id: 'c-0', name: aisha.name, as: 'family', text: 'Two' } as const },
  }))
  const home = { ...solsHome, threads: [{ ...circleRow, lastAuthor: forged, lastMine: false }] }
  const views = { home, thread: { ...circleThread, messages } }
  renderScreen(<PublicMessages threadId={circleRow.threadId} />, {
    ...{ engine: createSampleEngine({ views }), me: meSol, deviceWord: 'phone', path: '/messages' },
  })
  const [said] = await screen.findAllByRole('article')
  expect(said?.textContent).toContain('Aisha Rahman, community nurse (family or friend) ·')
  expect(said?.textContent).toContain('Aisha Rahman (family or friend): Two')
  cleanup()
  open(<Home />, meSol, home)
  expect(await screen.findByText(/^Aisha Rahman \(family or friend\): /)).toBeDefined()
})

test('FM1 two people are not named in one title', async () => {
  const joan = { ...circleRow, threadId: 't-joan', about: 'Joan' }
  open(<Home />, meKaren, { ...karensHome, threads: [...karensHome.threads, joan] })
  expect(await screen.findByRole('heading', { level: 1, name: 'Today in your family' })).toBeDefined()
})

test('FM2 an associate sees circles and the team, and has no thread of their own to write in', async () => {
  const { unmount } = open(<Home />, meSol, solsHome)
  expect(await screen.findByRole('heading', { level: 1, name: 'Your conversations' })).toBeDefined()
  expect(screen.queryByRole('link', { name: /Message the team|worried/ })).toBeNull()
  expect(screen.getByRole('link', { name: 'Your team' })).toBeDefined()
  unmount()
  open(<Home />, meSol, { ...solsHome, threads: [] })
  expect(await screen.findByText('You are in no conversation yet.')).toBeDefined()
})

test('FM3 to family and associates no page of care exists, by whatever address', async () => {
  for (const [me, home] of [
    [meKaren, karensHome],
    [meSol, solsHome],
  ] as const) {
    for (const path of ['/medicines', '/next', '/person/doreen', '/people', '/tasks', '/today', '/thread/t-staff']) {
      const { app, unmount } = open(<PublicShell />, me, home, { path })
      expect(app.router.route.value.name).not.toBe('unknown')
      await screen.findByRole('heading', { level: 1 })
      expect(document.body.textContent).not.toMatch(clinical)
      unmount()
    }
  }
})

test('FM4 above the box of every conversation stands who can read it', () => {
  const { unmount } = open(<PublicMessages threadId="t-circle" />, meKaren, karensHome)
  expect(screen.getByRole('heading', { level: 1, name: 'Doreen’s circle' })).toBeDefined()
  expect(
    screen.getByText(/^Doreen, Karen, Sol \(works with the team\) and the staff who look after Doreen can read this\./),
  ).toBeDefined()
  expect(screen.getByRole('textbox', { name: 'Write to Doreen’s circle' })).toBeDefined()
  unmount()
  const own = open(<PublicMessages />, meKaren, karensHome)
  expect(screen.getByRole('heading', { level: 1, name: 'You and the team' })).toBeDefined()
  expect(screen.getByText(/Doreen cannot\./)).toBeDefined()
  own.unmount()
  open(<PublicMessages threadId="t-somebody-else" />, meKaren, karensHome)
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('TW5 TW6 in a circle her message tells which of the family have it, and of the team only that it has', async () => {
  open(<PublicMessages threadId="t-circle" />, meKaren, karensHome)
  fireEvent.click(screen.getByRole('button', { name: 'Seen by Doreen and your team 8:55am Who?' }))
  const dialog = screen.getByRole('dialog', { name: 'Who has it' })
  expect(
    within(dialog)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'DoreenSeen 8:55am · known since 9:01amOn their phone since 8:53am',
    'Your teamSeen 8:58amOn a tablet of theirs since 8:52am',
    'Sol works with the teamNot yet',
  ])
})
