/** The public's pages, found by role and name: what is said, what is never promised, and whom to call. */

import { signal } from '@preact/signals'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { HomeView } from '../../../engine-api/home-views.ts'
import { AppProvider } from '../../app-context.ts'
import type { Speaker } from '../../page.ts'
import { createTestApp, InShell, renderScreen } from '../../testing/render-screen.tsx'
import { at, meDoreen } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { sampleHome, yesterdaysStep } from '../../testing/sample-public.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import { bareHome, doreensThread } from '../../testing/sample-writing.ts'
import { FeelWorse } from './FeelWorse.tsx'
import { Home } from './Home.tsx'
import { Medicines } from './Medicines.tsx'
import { NextVisit } from './NextVisit.tsx'
import { PublicMessages } from './PublicMessages.tsx'
import { TextSize } from './TextSize.tsx'

afterEach(cleanup)

function open(page: Parameters<typeof renderScreen>[0], views: SampleOptions['views'] = {}) {
  const engine = createSampleEngine({ views: { thread: doreensThread, ...views } })
  return renderScreen(page, { engine, me: meDoreen, deviceWord: 'phone' })
}

const home = (change: Partial<HomeView>): { readonly home: HomeView } => ({ home: { ...sampleHome, ...change } })

test('PU1 the four buttons stand in the same order, whatever is known', () => {
  const names = ['I feel worse', 'Message my nurse', 'My medicines', 'My next visit']
  for (const views of [{}, { home: bareHome }, { ...home({ unread: 3 }), sync: offlineSync }]) {
    const { unmount } = open(<Home />, views)
    const four = screen.getByRole('navigation', { name: 'What would you like to do?' })
    const links = within(four).getAllByRole('link')
    expect(links.map((link, index) => link.textContent?.startsWith(names[index]!))).toEqual([true, true, true, true])
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/worse', '/messages', '/medicines', '/next'])
    unmount()
  }
})

test('PU2 who is coming, which day and when, in one sentence', () => {
  open(<Home />)
  expect(screen.getByRole('heading', { level: 1, name: 'Aisha is coming today, 10 to 11am.' })).toBeDefined()
  expect(screen.getByText('Good morning, Doreen.')).toBeDefined()
})

test('PU2 a visit that is past is not said to come, and none is invented', () => {
  const past = home({ nextVisit: { ...sampleHome.nextVisit!, from: at('08:00'), to: at('09:00') } })
  const { unmount } = open(<Home />, past)
  expect(screen.getByRole('heading', { level: 1, name: 'Aisha was due today, 8 to 9am.' })).toBeDefined()
  unmount()
  const none = open(<Home />, { home: bareHome })
  expect(screen.getByRole('heading', { level: 1, name: 'No visit is planned here yet.' })).toBeDefined()
  none.unmount()
  open(<Home />, { home: { ...bareHome, complete: false } })
  expect(screen.getByRole('heading', { level: 1, name: 'Your visits are still on their way.' })).toBeDefined()
})

test('PU2 hours and numbers are said only where they were recorded', () => {
  const { unmount } = open(<PublicMessages />)
  expect(screen.getByText(/Your team reads messages Mon–Fri, 8 to 6\./)).toBeDefined()
  unmount()
  const unknown = open(<PublicMessages />, home({ answeredWhen: null, phone: null }))
  expect(screen.getByText(/We do not know when your team reads this/)).toBeDefined()
  expect(screen.queryByRole('link', { name: /[Cc]all/ })).toBeNull()
  unknown.unmount()
  open(<NextVisit />, home({ nextVisit: null }))
  expect(screen.getByText('No visit is planned here yet.')).toBeDefined()
})

test('PU550 what was written yesterday about tomorrow says so, on each page', () => {
  const writtenAt = (days: number) => ({ writtenAt: at('16:20', days), arrivedAt: at('16:21', days) })
  const wroteOn = (days: number) => home({ nextSteps: [{ ...yesterdaysStep, times: writtenAt(days) }] })
  for (const [days, when] of [
    [0, 'Priya wrote this today:'],
    [1, 'Priya wrote this yesterday, Monday 23 November:'],
    [2, 'Priya wrote this on Sunday 22 November:'],
  ] as const) {
    for (const page of [<Home key="home" />, <NextVisit key="next" />]) {
      const { container, unmount } = open(page, wroteOn(days))
      const words = container.querySelector('.next-step')?.textContent
      expect(words).toContain(`${when}I come tomorrow at 10.`)
      unmount()
    }
  }
})

test('PU3 no signal: calling is offered with the known number, and only then', () => {
  const { unmount } = open(<Home />, { sync: offlineSync })
  const call = screen.getByRole('link', { name: 'No signal. You can still call your team' })
  expect(call.getAttribute('href')).toBe('tel:01632960018')
  unmount()
  open(<Home />, { home: bareHome, sync: offlineSync })
  expect(screen.getByText('No signal.')).toBeDefined()
  expect(screen.queryByRole('link', { name: /call/i })).toBeNull()
})

test('PU4 "I feel worse" says first that it tells nobody, then 999, 111 and the team, and sends nothing', () => {
  const { engine } = open(<FeelWorse />)
  const words = document.body.textContent ?? ''
  expect(words.indexOf('This page tells nobody.')).toBeLessThan(words.indexOf('Call 999'))
  expect(screen.getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999')
  expect(screen.getByRole('link', { name: 'Call 111' }).getAttribute('href')).toBe('tel:111')
  expect(screen.getByRole('link', { name: 'Call your team' }).getAttribute('href')).toBe('tel:01632960018')
  expect(engine.commands).toEqual([])
})

test('PU4 999 and 111 are there before the store has answered, and without a known team number', () => {
  const { unmount } = open(<FeelWorse />, { home: undefined })
  expect(screen.getByRole('link', { name: 'Call 999' })).toBeDefined()
  unmount()
  open(<FeelWorse />, { home: bareHome })
  expect(screen.getByText('No phone number of your team is stored here. Call 111 instead.')).toBeDefined()
  expect(screen.queryByRole('link', { name: 'Call your team' })).toBeNull()
})

test('PU5 each state of a message is words', () => {
  open(<PublicMessages />, { sync: offlineSync })
  expect(screen.getByText('Seen by your team 7:58am')).toBeDefined()
  expect(screen.getByText('Saved on this phone. Will send when there is signal.')).toBeDefined()
  expect(screen.getByRole('heading', { level: 1, name: 'My care team' })).toBeDefined()
})

test('PU5 before the messages are unlocked the page says so', () => {
  open(<PublicMessages />, { home: bareHome })
  expect(screen.getByRole('status').textContent).toContain('Your team is still unlocking the messages')
})

function openWithSpeaker(speaker: Speaker | null, page = <PublicMessages />, views: SampleOptions['views'] = {}): void {
  const app = createTestApp({
    engine: createSampleEngine({ views: { thread: doreensThread, ...views } }),
    deviceWord: 'phone',
  })
  const withSpeaker = { ...app, page: { ...app.page, speaker } }
  render(
    <AppProvider value={withSpeaker}>
      <InShell app={withSpeaker} me={meDoreen} screen={page} />
    </AppProvider>,
  )
}

test('PU6 messages are read aloud with who wrote them, where this phone can speak', () => {
  const said: string[] = []
  const speaker = { isSpeaking: signal(false), say: (words: string) => said.push(words), stop: () => {} }
  openWithSpeaker(speaker)
  fireEvent.click(screen.getByRole('button', { name: 'Read aloud' }))
  expect(said).toEqual(['Aisha wrote: Thank you for telling us. I am with you 10 to 11.'])
})

test('PU550 read aloud too, words are of the day they were written on', () => {
  const said: string[] = []
  const speaker = { isSpeaking: signal(false), say: (words: string) => said.push(words), stop: () => {} }
  openWithSpeaker(speaker, <NextVisit />, home({ nextSteps: [yesterdaysStep] }))
  fireEvent.click(screen.getByRole('button', { name: 'Read to me' }))
  expect(said).toEqual([
    'Aisha is coming today, 10 to 11am. What happens next. Priya wrote this yesterday, Monday 23 November: I come tomorrow at 10.',
  ])
})

test('PU6 a phone that cannot speak offers no reading', () => {
  openWithSpeaker(null)
  expect(screen.queryByRole('button', { name: /read/i })).toBeNull()
})

test('PU7 three live samples; the choice holds at once and is there after a restart', async () => {
  const { app, unmount } = open(<TextSize />)
  expect(screen.getAllByText('Your nurse is coming today, 10 to 11am.')).toHaveLength(3)
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^Largest/ })))
  expect(document.documentElement.dataset.textSize).toBe('largest')
  expect(app.page.recall('text-size')).toBe('largest')
  unmount()
  delete document.documentElement.dataset.textSize
  open(<TextSize />)
  expect(document.documentElement.dataset.textSize).toBe('largest')
  expect(screen.getByRole('button', { pressed: true }).textContent).toContain('Largest')
})

test('PU8 no list of medicines is shared: the page says so, what to go by, and how to ask', () => {
  open(<Medicines />)
  expect(screen.getByText('Your team has not shared a list of medicines here yet.')).toBeDefined()
  expect(screen.getByText(/Go by the labels on your medicines/)).toBeDefined()
  expect(screen.getByRole('link', { name: 'Ask about my medicines' }).getAttribute('href')).toBe('/messages')
})
