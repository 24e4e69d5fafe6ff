/** The shell. Rules SH and UP of client/ui/SPEC.md, on the page. */
import { cleanup, fireEvent, render, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { DeviceState } from '../engine-api/device-state.ts'
import { App } from './App.tsx'
import { createUpdateModel } from './models/update-model.ts'
import { createTestApp } from './testing/render-screen.tsx'
import { at, meAisha, meDoreen } from './testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from './testing/sample-engine.ts'
import { offlineSync } from './testing/sample-sync.ts'

afterEach(cleanup)

function start(options: SampleOptions = {}, path = '/') {
  window.history.replaceState(null, '', path)
  const app = createTestApp({ engine: createSampleEngine(options) })
  const update = createUpdateModel({ formGuard: app.formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  return { ...render(<App app={app} update={update} />), app, update }
}

test.each<[DeviceState, string, RegExp]>([
  [{ type: 'starting' }, 'Opening Doorstep', /stored here/],
  [{ type: 'empty' }, 'This device is not in a neighbourhood yet', /invit/],
  [{ type: 'elsewhere' }, 'Doorstep is open in another window', /Carry on there/],
  [{ type: 'fetching', done: 412, total: 1200 }, 'You are in. Fetching what you need', /412 of 1200 fetched/],
  [
    { type: 'removed', at: at('08:30'), audience: 'staff' },
    'This tablet was removed from the team at 08:30.',
    /speak to your team lead/,
  ],
  [{ type: 'broken', detail: 'x' }, 'We could not open what is stored on this tablet.', /Nothing was deleted/],
])('SH1 %o', (device, heading, words) => {
  const { getByRole } = start({ device })
  getByRole('heading', { level: 1, name: heading })
  expect(document.body.textContent).toMatch(words)
})

test('SK721 a page that is about to go shows no lock screen that somebody could begin to type into', async () => {
  const { app, findByRole, queryByRole } = start()
  await findByRole('heading', { name: 'Today' })
  const locked = { name: 'Aisha Rahman', unsentCount: 0, opensWith: 'passphrase', waitUntil: null } as const
  await app.lockDevice()
  app.engine.setDevice({ type: 'locked', ...locked })
  await findByRole('heading', { name: 'Opening Doorstep' })
  expect(queryByRole('heading', { name: 'Hello, Aisha Rahman' })).toBeNull()
  cleanup()
  // The next page does.
  await start({ device: { type: 'locked', ...locked } }).findByLabelText('Passphrase')
})

test('SH1 a second window can take the device over', () => {
  const { app, getByRole } = start({ device: { type: 'elsewhere' } })
  getByRole('button', { name: 'Use Doorstep here' }).click()
  expect(app.engine.calls).toEqual(['takeOver'])
})

test('SH1 TW6 a removal of another day names the day, to the public in their form', () => {
  start({ device: { type: 'removed', at: at('12:30', 1), audience: 'public' } }).getByRole('heading', {
    name: 'This tablet was removed yesterday 12:30pm.',
  })
})

test('SH700 on a phone of the public no team and no team lead is named, but who lets them in again', () => {
  for (const erased of [true, false]) {
    const { unmount } = start({ device: { type: 'removed', at: at('12:30', 1), audience: 'public', erased } })
    const said = document.body.textContent
    expect(said).toMatch(/ring your nurse or whoever let you in\. They can let you in again\./)
    expect(said).not.toMatch(/team lead|from the team|invite this device|colleague/)
    unmount()
  }
})

test('SH840 a removed device says that it may still open, and what was deleted unsent, to the public in their words', () => {
  for (const audience of ['staff', 'public'] as const) {
    const removed = { type: 'removed', at: at('12:30', 1), audience } as const
    const one = start({ device: { ...removed, erased: false, opens: true } })
    expect(document.body.textContent).toMatch(/has not done so yet.*give it to nobody/s)
    expect(document.body.textContent).not.toContain('can no longer be opened')
    one.unmount()
    const other = start({ device: { ...removed, erased: true, gone: 2 } })
    expect(document.body.textContent).toMatch(/2 things written here could not be handed over by then and were deleted/)
    expect(document.body.textContent).not.toContain('kept aside')
    expect(document.body.textContent?.includes('team lead')).toBe(audience === 'staff')
    other.unmount()
  }
})

test('SH600 on a shared device a removal is said of one’s own place, and that the others stand', async () => {
  const people = [
    { place: 'a', name: 'Ben Okafor', unsentCount: 0, isCurrent: true },
    { place: 'b', name: 'Aisha Rahman', unsentCount: 0, isCurrent: false },
  ]
  const device: DeviceState = { type: 'removed', at: at('08:30'), audience: 'staff', erased: true }
  const { findByRole } = start({ device, peopleHere: people })
  await findByRole('heading', { name: 'Your place on this tablet was removed from the team at 08:30.' })
  expect(document.body.textContent).toMatch(/stored here for you has been deleted.*Your colleagues’ places here are/s)
  expect(document.body.textContent).not.toContain('Ben')
})

test('SH4 the skip link comes first, then the content', async () => {
  const { findByRole, container } = start()
  await findByRole('heading', { name: 'Today' })
  const [first] = container.querySelectorAll('a, button, input')
  expect(first?.textContent).toBe('Skip to the content')
  expect(first?.getAttribute('href')).toBe('#content')
})

test('SH4 moving to another screen moves the focus to its heading', async () => {
  const { findByRole, app } = start()
  const today = await findByRole('heading', { name: 'Today' })
  expect(document.activeElement).not.toBe(today)
  app.router.go({ name: 'people' })
  const heading = await findByRole('heading', { name: 'People' })
  await waitFor(() => expect(document.activeElement).toBe(heading))
  expect(document.title).toBe('People – Doorstep')
})

test('SH4 the navigation says where we are and what is new', async () => {
  const { findByRole } = start({}, '/people')
  expect((await findByRole('link', { name: 'People' })).getAttribute('aria-current')).toBe('page')
  await findByRole('link', { name: /Messages\s*1 new/ })
})

test('SH5 an address that is no page of ours says so and leads back', async () => {
  const { findByRole } = start({}, '/nowhere')
  await findByRole('heading', { name: 'There is no such page' })
  expect((await findByRole('link', { name: 'Go to the first screen' })).getAttribute('href')).toBe('/')
})

test('SH1 losing the place in the team while working shows it at once', async () => {
  const { findByRole, app } = start()
  await findByRole('heading', { name: 'Today' })
  app.engine.setDevice({ type: 'removed', at: at('09:20'), audience: 'staff' })
  await findByRole('heading', { name: 'This tablet was removed from the team at 09:20.' })
})

test('SH1 a new word about the same member keeps the screen', async () => {
  const { findByRole, app } = start()
  const heading = await findByRole('heading', { name: 'Today' })
  app.engine.setDevice({ type: 'open', me: { ...meAisha } })
  expect(await findByRole('heading', { name: 'Today' })).toBe(heading)
})

test('PN191 the mark of a managed device is heard while the screen is open: a PIN is offered, and nothing else moves', async () => {
  const { app, findByRole, queryByRole } = start({ device: { type: 'open', me: meAisha } }, '/sync')
  const heading = await findByRole('heading', { name: 'What is saved, what is sent' })
  expect(queryByRole('button', { name: 'Add a PIN' })).toBeNull()
  app.engine.setDevice({ type: 'open', me: { ...meAisha, managed: true } })
  await findByRole('button', { name: 'Add a PIN' })
  expect(await findByRole('heading', { name: 'What is saved, what is sent' })).toBe(heading)
})

test('SH3 a public device is called a phone, whatever it is', async () => {
  const { findByText } = start({ device: { type: 'open', me: meDoreen }, views: { sync: offlineSync } }, '/sync')
  await findByText('This phone')
  await findByText(/3 things are safe on this phone/)
})

const anInvite = '/join#j=invitation'
const isNotUsed = /The invitation was not used and nothing here was changed\./

test('JN7 an invitation on a device that is in says whose it is, until it is closed', async () => {
  const { findByText, findByRole, getByRole, queryByText, app } = start({}, anInvite)
  const words = await findByText(isNotUsed)
  expect(words.textContent).toContain(`This tablet is already Aisha Rahman’s, in ${meAisha.spaceName}.`)
  expect(words.textContent).toContain('Add a colleague')
  app.router.go({ name: 'people' })
  await findByRole('heading', { name: 'People' })
  expect(queryByText(isNotUsed)).not.toBeNull()
  fireEvent.click(getByRole('button', { name: 'Close this notice' }))
  await waitFor(() => expect(queryByText(isNotUsed)).toBeNull())
  expect(app.engine.joins).toEqual([])
})

test.each<[DeviceState, string]>([
  [{ type: 'open', me: meDoreen }, `This phone is already ${meDoreen.signature.name}’s, in ${meDoreen.spaceName}.`],
  [
    { type: 'locked', name: 'Aisha Rahman', unsentCount: 0, opensWith: 'passphrase', waitUntil: null },
    'This tablet is already Aisha Rahman’s.',
  ],
  [{ type: 'elsewhere' }, 'Doorstep is already in use in this browser.'],
])('JN7 in words, whoever is in and however open it is', async (device, title) => {
  expect((await start({ device }, anInvite).findByText(isNotUsed)).textContent).toContain(title)
})

test('JN7 the invitation this device joined with is no news', async () => {
  const { app, findByRole, queryByText } = start({ device: { type: 'empty' } }, anInvite)
  app.engine.setDevice({ type: 'waiting-to-join', offline: false, code: '123456', spaceName: 'Mill Lane' })
  app.engine.setDevice({ type: 'open', me: meAisha })
  await findByRole('heading', { name: 'Today' })
  // By then every effect of the state before has run.
  app.router.go({ name: 'people' })
  await findByRole('heading', { name: 'People' })
  expect(queryByText(isNotUsed)).toBeNull()
})

test('UP1 UP2 the new version is offered, or waits for the visit, in words', async () => {
  const { update, app, findByText, getByRole } = start()
  update.offer()
  await findByText('A new version is ready.')
  getByRole('button', { name: 'Start it now' })
  app.router.go({ name: 'visit', personId: 'doreen', visitId: null })
  await findByText('A new version is ready. It will start when you finish this visit.')
})

test('VA14 before it closes for want of signal an open device says until when and what to do', async () => {
  const lease = { type: 'ending', endsAt: at('16:00', -2), clockSetBack: false, clockLeapt: false } as const
  const { findByText } = start({ device: { type: 'open', me: meAisha, lease } })
  await findByText(/Without signal this tablet closes .* 16:00\. Take it where there is signal/)
})
