/** Rules TD of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { TodayView, TodayVisit } from '../../../engine-api/queries.ts'
import type { TeamDevicesView } from '../../../engine-api/team-acts.ts'
import { heldItems, heldList } from '../../testing/gallery-held.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at, sampleNow } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { incompleteObservation } from '../../testing/sample-record.ts'
import { allergyWarning, relatedWarning } from '../../testing/sample-safety.ts'
import { offlineSync, settledSync } from '../../testing/sample-sync.ts'
import { keptTeam, managedTeam } from '../../testing/sample-team-devices.ts'
import { noVisits, sampleToday, unopenedToday, unreadyToday } from '../../testing/sample-visits.ts'
import { Today } from './Today.tsx'

afterEach(cleanup)

function withVisit(personId: string, change: Partial<TodayVisit>) {
  const visits = sampleToday.visits.map((one) => (one.visit.personId === personId ? { ...one, ...change } : one))
  return createSampleEngine({ views: { today: { ...sampleToday, visits } } })
}

/** Under the title. */
const lineOf = (container: Element) => container.querySelector('.top')?.textContent ?? ''

test('TD1 twelve visits stand in the engine’s order, one door under its address', () => {
  const { getByRole, getByText } = renderScreen(<Today />)
  const rows = within(getByRole('region', { name: 'Visits in order' })).getAllByRole('link')
  expect(rows.map((row) => row.getAttribute('href'))).toEqual(
    sampleToday.visits.map(({ visit }) => `/person/${visit.personId}`),
  )
  getByText('14 Mill Lane, Northfield – two people, one door')
})

test('TD5 the line under the title says date, count, time and readiness', () => {
  const { container } = renderScreen(<Today />)
  expect(lineOf(container)).toContain('Tue 24-Nov-2026 · 12 visits · now 09:20 · Ready offline 07:55, 12 of 12')
})

test('TD5 not everything here yet is said so', () => {
  const engine = createSampleEngine({ views: { today: unreadyToday } })
  renderScreen(<Today />, { engine }).getByText(/Not ready offline yet, 9 of 12/)
})

test('TD550 a plan last checked yesterday, or never, says so, with visits and without', () => {
  const line = (change: Partial<TodayView>) => {
    const engine = createSampleEngine({ views: { today: { ...sampleToday, ...change } } })
    const { container, unmount } = renderScreen(<Today />, { engine })
    const words = lineOf(container)
    unmount()
    return words
  }
  const yesterday = at('16:00', 1)
  expect(line({ readyAt: yesterday })).toContain('Ready offline yesterday 16:00, 12 of 12')
  expect(line({ visits: [], readyCount: 0, readyAt: yesterday })).toContain('plan last checked yesterday 16:00')
  expect(line({ visits: [], readyCount: 0, readyAt: null })).toContain('the plan has not been checked yet')
})

test('PX3 a lost tablet is one press away', () => {
  const link = renderScreen(<Today />).getByRole('link', { name: 'People and devices' })
  expect(link.getAttribute('href')).toBe('/team-devices')
})

test('TD550 a day without visits says that nobody is on the list, as of when, and counts nothing', () => {
  const { container, getByText, getByRole } = renderScreen(<Today />, {
    engine: createSampleEngine({ views: { today: noVisits } }),
  })
  getByText('Nobody is on your list today.')
  expect(lineOf(container)).toContain('Tue 24-Nov-2026 · now 09:20 · plan last checked 07:55')
  expect(container.textContent).not.toMatch(/0 visits|0 of 0|Ready offline/)
  expect(getByRole('link', { name: 'Find a person' }).getAttribute('href')).toBe('/people')
})

test('TD750 what comes before the first person stands on an administrator’s empty day, and on nobody’s once it is done', () => {
  const stands = (view: Partial<TeamDevicesView>, today = noVisits) => {
    const engine = createSampleEngine({ views: { today, 'team-devices': { ...keptTeam, ...view } } })
    const { queryByRole, unmount } = renderScreen(<Today />, { engine })
    const link = queryByRole('link', { name: 'See what is to do' })
    const said = link?.closest('section')?.textContent
    expect(link?.getAttribute('href') ?? '/team-devices').toBe('/team-devices')
    unmount()
    return said
  }
  expect(stands({ kit: 'to-do', adminCount: 1 })).toContain('Two things come first')
  expect(stands({ kit: 'to-do' })).toContain('One thing is left: the recovery kit on paper.')
  expect(stands({ adminCount: 1 })).toContain('One thing is left: a second administrator.')
  for (const done of [{}, { kit: 'to-do', may: 'own-devices' }, { kit: 'none', adminCount: 1 }] as const)
    expect(stands(done)).toBeUndefined()
  expect(stands({ kit: 'to-do' }, sampleToday)).toBeUndefined()
})

test('PX200 what is held back stands on an administrator’s Today as soon as it is, without what devices noted by themselves, and on nobody else’s', async () => {
  let items: typeof heldItems = []
  const asked = (may: TeamDevicesView['may']) =>
    createSampleEngine({
      views: { 'team-devices': { ...managedTeam, may }, sync: settledSync },
      heldOutcome: () => heldList(items),
    })
  const lenas = asked('manage')
  const { findByRole, queryByRole, unmount } = renderScreen(<Today />, { engine: lenas })
  await waitFor(() => expect(lenas.heldActs).toHaveLength(1))
  expect(queryByRole('link', { name: /removed device/ })).toBeNull()
  items = heldItems
  lenas.setViews({ sync: { ...settledSync, pokes: 1 } })
  const link = await findByRole('link', { name: '5 things from removed devices wait for you to decide' })
  expect(link.getAttribute('href')).toBe('/held-back')
  unmount()
  const bens = asked('own-devices')
  const his = renderScreen(<Today />, { engine: bens })
  await his.findByRole('heading', { level: 1, name: 'Today' })
  expect(bens.heldActs).toEqual([])
  expect(his.queryByRole('link', { name: /removed device/ })).toBeNull()
})

test('TD600 without signal an empty day is said as of the last contact: visits may have been planned since', () => {
  const { getByText, queryByText } = renderScreen(<Today />, {
    engine: createSampleEngine({ views: { today: noVisits, sync: offlineSync } }),
  })
  getByText('Nobody was on your list for today when there was signal last, today 09:10.')
  getByText(/^Visits may have been planned since\./)
  expect(queryByText('Nobody is on your list today.')).toBeNull()
})

test('TD601 somebody who is not on her rounds is never said to be on the way to this device, and none of them is ready offline', () => {
  const nothingHere = { outside: true, alerts: [], lastNote: null, latestObservation: null } as const
  const visits = sampleToday.visits.map((one): TodayVisit => ({ ...one, ...nothingHere }))
  const day = { ...sampleToday, visits, readyCount: 0 }
  const { container, getByRole } = renderScreen(<Today />, { engine: createSampleEngine({ views: { today: day } }) })
  const next = within(getByRole('complementary'))
  next.getByText('Not on your round: ask your team lead for access.')
  expect(next.queryByText(/still on their way/)).toBeNull()
  expect(container.textContent).toContain('Not ready offline yet, 0 of')
})

test('TD6 while the day is still being read there is no count and no "no visits"', () => {
  const engine = createSampleEngine({ views: { today: unopenedToday } })
  const { container, getByText, queryByText, queryByRole } = renderScreen(<Today />, { engine })
  getByText('Getting today’s visits ready …')
  expect(lineOf(container)).toContain('Tue 24-Nov-2026 · now 09:20 · not all ready yet')
  expect(queryByText('Nobody is on your list today.')).toBeNull()
  expect(queryByRole('link', { name: 'Find a person' })).toBeNull()
})

test('TD6 visits that are here already are shown, with a word that more may come', () => {
  const done = sampleToday.visits.map((one): TodayVisit => ({ ...one, state: 'finished' }))
  const engine = createSampleEngine({ views: { today: { ...sampleToday, visits: done, complete: false } } })
  const { getByText, getByRole, queryByText } = renderScreen(<Today />, { engine })
  expect(within(getByRole('region', { name: 'Visits in order' })).getAllByRole('link').length).toBe(12)
  getByText(/may still appear/)
  expect(queryByText('All visits for today are written.')).toBeNull()
})

test('TD5 without signal one can carry on, and what waits is counted', () => {
  const engine = createSampleEngine({ views: { sync: offlineSync } })
  const { getByText } = renderScreen(<Today />, { engine })
  getByText('No signal since 09:10. You can carry on.')
  getByText(/1 visit not sent\./)
})

test('SH2 before the store answers there is no list and no "no visits"', () => {
  const { getByText, queryByText } = renderScreen(<Today />, {
    engine: createSampleEngine({ views: { today: undefined } }),
  })
  getByText('Opening what is stored here.')
  expect(queryByText('Nobody is on your list today.')).toBeNull()
})

test('TD2 starting the next visit is one press, stamped, and opens the form', async () => {
  const { getByRole, engine, app } = renderScreen(<Today />)
  getByRole('heading', { name: 'Harold Pemberton', level: 2 })
  fireEvent.click(getByRole('button', { name: 'Start visit' }))
  await waitFor(() =>
    expect(app.router.route.value).toEqual({ name: 'visit', personId: 'harold', visitId: 'v-harold' }),
  )
  expect(engine.commands).toEqual([
    {
      type: 'start-visit',
      personId: 'harold',
      visitId: 'v-harold',
      at: sampleNow,
      commandId: '0'.repeat(31).concat('1'),
    },
  ])
})

test('TD2 a visit that has begun is carried on without a second stamp', async () => {
  const { getByRole, engine, app } = renderScreen(<Today />, { engine: withVisit('joan', { state: 'started' }) })
  fireEvent.click(getByRole('button', { name: 'Carry on with the visit' }))
  await waitFor(() => expect(app.router.route.value.name).toBe('visit'))
  expect(engine.commands).toEqual([])
})

test('TD2 a start that could not be saved says so and stays', async () => {
  const engine = createSampleEngine({ outcome: () => ({ ok: false, problem: { type: 'no-space' } }) })
  const { getByRole, findByRole, app } = renderScreen(<Today />, { engine })
  fireEvent.click(getByRole('button', { name: 'Start visit' }))
  expect((await findByRole('alert')).textContent).toContain('The visit could not be started.')
  expect(app.router.route.value.name).toBe('home')
})

test('TD3 an urgent score and a refused note stand first, with one way on each', () => {
  const visits = sampleToday.visits.map((one): TodayVisit => {
    if (one.visit.personId === 'doreen')
      return { ...one, latestObservation: { ...incompleteObservation, at: at('08:40') } }
    if (one.visit.personId === 'winston')
      return { ...one, travel: { type: 'not-sent', since: at('09:00'), reason: { type: 'too-long-queued' } } }
    return one
  })
  const engine = createSampleEngine({ views: { today: { ...sampleToday, visits } } })
  const { getByRole } = renderScreen(<Today />, { engine })
  const pins = within(getByRole('region', { name: 'Needs you first' }))
  pins.getByText('Doreen Ashworth: NEWS2 at least 8, incomplete')
  pins.getByText('High: emergency response, stay and keep looking. Taken 40 minutes ago.')
  expect(pins.getByRole('link', { name: 'Open Doreen Ashworth' }).getAttribute('href')).toBe('/person/doreen')
  expect(pins.getByRole('link', { name: 'See why Winston Clarke' }).getAttribute('href')).toBe('/sync')
})

test.each<[string, Partial<TodayVisit>, string]>([
  [
    'refused',
    { travel: { type: 'not-sent', since: at('09:00'), reason: { type: 'too-long-queued' } }, newMessages: 2 },
    'Not sent – try again',
  ],
  ['new messages', { newMessages: 2, travel: { type: 'saved', at: at('09:00') } }, '2 new messages'],
  ['travelled', { travel: { type: 'saved', at: at('09:00') }, newMessages: 0 }, 'Saved on this tablet'],
  ['begun', { state: 'started' }, 'Started, not finished'],
])('TD4 %s', (_, change, words) => {
  const { getByRole } = renderScreen(<Today />, { engine: withVisit('gwen', change) })
  const list = within(getByRole('region', { name: 'Visits in order' }))
  within(list.getByRole('link', { name: /Gwen Llewellyn/ })).getByText(words)
})

test('TD4 a person whose record is not here yet still has a row', () => {
  const { getByRole } = renderScreen(<Today />, { engine: withVisit('gwen', { person: null }) })
  getByRole('link', { name: /Name not on this device yet/ })
})

test('TD7 a medicine changed apart is the tag and the state of the visit, until a note was refused', () => {
  const { getByRole } = renderScreen(<Today />, {
    engine: withVisit('doreen', { decision: 'dose', newMessages: 2, travel: null }),
  })
  const rows = within(getByRole('region', { name: 'Visits in order' })).getAllByRole('link')
  const row = rows.find((each) => each.getAttribute('href') === '/person/doreen')
  expect(row?.textContent).toContain('Different doses')
  expect(row?.textContent).toContain('Needs a decision')
  expect(row?.textContent).not.toContain('new messages')
})

test('TD680 the card of the next visit says what must not be given and what is to be decided, before all else', () => {
  const disputedAlert = { kind: 'safety', title: 'Dog', fact: 'loose or tied', date: null, serious: true } as const
  const { getByRole } = renderScreen(<Today />, {
    engine: withVisit('harold', {
      decision: 'dose',
      warnings: [relatedWarning, allergyWarning],
      alerts: [{ ...disputedAlert, disputed: true }],
    }),
  })
  const card = getByRole('complementary', { name: 'Next visit' })
  const [first, second, third] = within(card).getAllByRole('listitem')
  expect(first?.textContent).toContain('Penicillin (rash, 2011) – amoxicillin 500 mg.')
  expect(first?.textContent).toContain('Do not give before a prescriber has decided.')
  expect(second?.textContent).toContain('Different doses')
  expect(second?.textContent).toContain('Nothing has been picked.')
  expect(third?.textContent).toContain('loose or tied Different changes – check')
})

test('TD7 two doses stand beside what does not go together: neither hides the other', () => {
  const { getByRole } = renderScreen(<Today />, {
    engine: withVisit('doreen', { decision: 'dose', travel: null, warnings: [relatedWarning] }),
  })
  const rows = within(getByRole('region', { name: 'Visits in order' })).getAllByRole('link')
  const row = rows.find((each) => each.getAttribute('href') === '/person/doreen')
  expect(row?.textContent).toContain('Related allergy')
  expect(row?.textContent).toContain('Different doses')
})
