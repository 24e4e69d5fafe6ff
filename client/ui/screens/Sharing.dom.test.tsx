/** Sharing with family, and who looked: on the person's phone, on her daughter's, and to staff, found by role and name. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { auditCode } from '../../engine-api/audit.ts'
import type { HomeView } from '../../engine-api/home-views.ts'
import { endedHome, karensHome, meKaren, outHome, sharedHome } from '../testing/gallery-circle.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { karen, meDoreen, sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../testing/sample-engine.ts'
import {
  associatesOutside,
  nothingShared,
  onHerPhone,
  openedSharing,
  phonesGone,
  phonesOnHerWord,
  sampleSharing,
  takenOut,
} from '../testing/sample-sharing.ts'
import { offlineSync, settledSync } from '../testing/sample-sync.ts'
import { Home } from './public/Home.tsx'
import { PublicMessages } from './public/PublicMessages.tsx'
import { WhatISee } from './public/WhatISee.tsx'
import { WhoLooked } from './public/WhoLooked.tsx'
import { WhoSees } from './public/WhoSees.tsx'
import { Person } from './staff/Person.tsx'
import { Sharing } from './staff/Sharing.tsx'

afterEach(cleanup)

const asDoreen = (page: Parameters<typeof renderScreen>[0], options: SampleOptions = {}) =>
  renderScreen(page, { engine: createSampleEngine(options), me: meDoreen, deviceWord: 'phone' })

const asKaren = (page: Parameters<typeof renderScreen>[0], home: HomeView) =>
  renderScreen(page, { engine: createSampleEngine({ views: { home } }), me: meKaren, deviceWord: 'phone' })

test('FS2 two taps share and two taps stop; the first says what it does and writes nothing', async () => {
  const { engine } = asDoreen(<WhoSees />)
  const karen = screen.getByRole('article', { name: 'Karen Ashworth' })
  expect(within(karen).getByText('Shared since 3 November 2026. You said so.')).toBeDefined()
  expect(within(karen).getByText('Not shared since 18 November 2026. Aisha wrote it down for you.')).toBeDefined()
  fireEvent.click(within(karen).getByRole('button', { name: /^Stop sharing with Karen/ }))
  expect(await within(karen).findByText(/What Karen has already read stays read\./)).toBeDefined()
  expect(engine.commands).toEqual([])
  fireEvent.click(within(karen).getByRole('button', { name: 'Yes, stop sharing' }))
  await waitFor(() => expect(engine.commands).toHaveLength(1))
  const stopped = { type: 'set-sharing', personId: 'doreen', memberId: 'm-karen', kind: 'visits', on: false }
  expect(engine.commands[0]).toMatchObject(stopped)
  expect(await within(karen).findByText(/^Saved on this phone\. It is on its way now/)).toBeDefined()

  fireEvent.click(within(karen).getByRole('button', { name: /^Share with Karen/ }))
  expect(await within(karen).findByText(/What was written before stays yours\./)).toBeDefined()
  fireEvent.click(within(karen).getByRole('button', { name: 'No, leave it as it is' }))
  expect(within(karen).getByRole('button', { name: /^Share with Karen/ })).toBeDefined()
  expect(engine.commands).toHaveLength(1)
})

test('FS2 what was refused is said, and nothing is called saved; who left the circle is offered nothing', async () => {
  const outcome = () => ({ ok: false, problem: { type: 'no-space' } }) as const
  const { unmount } = asDoreen(<WhoSees />, { outcome })
  fireEvent.click(screen.getByRole('button', { name: /^Stop sharing/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, stop sharing' }))
  expect(await screen.findByRole('alert')).toBeDefined()
  expect(screen.queryByText(/^Saved\./)).toBeNull()
  unmount()
  const left = { ...sampleSharing.family[0]!, inCircle: false, agreements: [] }
  const out = asDoreen(<WhoSees />, { views: { sharing: { ...sampleSharing, family: [left] } } })
  expect(screen.getByText('Karen is not in your circle any more. Nothing is shared.')).toBeDefined()
  expect(screen.queryByRole('button', { name: /Share with/ })).toBeNull()
  out.unmount()
  asDoreen(<WhoSees />, { views: { sharing: nothingShared } })
  expect(screen.getByText('Nobody of your family has Doorstep here yet.')).toBeDefined()
})

test('FS6 somebody is let in by a name, a link and six digits; who leaves is told of first', async () => {
  const circleOutcome: NonNullable<SampleOptions['circleOutcome']> = (act) => {
    if (act.type === 'invite-family') return { type: 'invited', fragment: '#j=abc', expiresAt: sampleNow }
    if (act.type === 'who-waits')
      return { type: 'waiting', waiting: [{ inviteId: 'i-1', code: '482 913', again: null }] }
    return { type: 'done' }
  }
  const { app, engine } = asDoreen(<WhoSees />, { circleOutcome })
  fireEvent.click(screen.getByRole('button', { name: 'Let somebody of the family in' }))
  fireEvent.input(screen.getByRole('textbox', { name: 'Their name' }), { target: { value: 'Jean Ashworth' } })
  fireEvent.click(screen.getByRole('button', { name: 'Make the link' }))
  expect(await screen.findByRole('heading', { name: 'The link for Jean Ashworth' })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Copy the link' }))
  expect(await screen.findByText('Copied.')).toBeDefined()
  expect(app.copied.at(-1)).toMatch(/\/#j=abc$/)
  expect(await screen.findByText('482 913')).toBeDefined()
  expect(engine.circleActs.some(({ type }) => type === 'let-in')).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Yes, the same. Let them in' }))
  expect(await screen.findByText(/^They are in\./)).toBeDefined()

  fireEvent.click(screen.getByRole('button', { name: 'Take Karen out of the circle' }))
  expect(await screen.findByText(/What Karen has read stays read\./)).toBeDefined()
  expect(engine.circleActs.some(({ type }) => type === 'let-out')).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Yes, take them out' }))
  expect(await screen.findByText('Done. Karen is out of the circle, and reads nothing new of it.')).toBeDefined()
})

test.each(['staff', 'public'])(
  'FS806 who was taken out stays said to be out when the list has moved on: %s',
  async (audience) => {
    const circleOutcome = () => ({ type: 'done' }) as const
    const { engine } =
      audience === 'public'
        ? asDoreen(<WhoSees />, { circleOutcome, views: { sharing: sampleSharing } })
        : renderScreen(<Sharing personId="doreen" />, {
            engine: createSampleEngine({ circleOutcome, views: { sharing: sampleSharing } }),
          })
    fireEvent.click(await screen.findByRole('button', { name: 'Take Karen out of the circle' }))
    fireEvent.click(screen.getByRole('button', { name: 'Yes, take them out' }))
    engine.setViews({ sharing: takenOut })
    expect(await screen.findByText(/Karen is not in .* circle any more\. Nothing is shared\./)).toBeDefined()
    expect(await screen.findByText('Done. Karen is out of the circle, and reads nothing new of it.')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Take Karen out of the circle' })).toBeNull()
    engine.setViews({ sharing: sampleSharing })
    expect(await screen.findByRole('button', { name: 'Take Karen out of the circle' })).toBeDefined()
    expect(screen.queryByText(/^Done\. Karen/)).toBeNull()
  },
)

test('FS890 where the answer was lost and the list tells that it was done, it is said, and its opposite is not asked', async () => {
  const circleOutcome = () => ({ type: 'failed', problem: 'no-signal' }) as const
  const { engine } = renderScreen(<Sharing personId="doreen" />, {
    engine: createSampleEngine({ circleOutcome, views: { sharing: associatesOutside } }),
  })
  const sol = within(await screen.findByRole('region', { name: 'Sol Marsh' }))
  fireEvent.click(sol.getByRole('button', { name: 'Let Sol into the circle' }))
  fireEvent.click(sol.getByRole('button', { name: 'Yes, let them in' }))
  await sol.findByText('There is no signal now.')
  fireEvent.click(screen.getByRole('button', { name: 'Take Karen out of the circle' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, take them out' }))
  engine.setViews({ sharing: takenOut })
  expect(await screen.findByText(/^Done\. The circle comes to the device of Sol/)).toBeDefined()
  expect(screen.getByText('Done. Karen is out of the circle, and reads nothing new of it.')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Yes, take them out' })).toBeNull()
  expect(screen.queryByText('There is no signal now.')).toBeNull()
})

test('FS6 without signal nothing is said to have happened', async () => {
  const circleOutcome = () => ({ type: 'failed', problem: 'no-signal' }) as const
  asDoreen(<WhoSees />, { circleOutcome })
  fireEvent.click(screen.getByRole('button', { name: 'Take Karen out of the circle' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, take them out' }))
  expect(await screen.findByText('There is no signal now.')).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
})

test('FS60 staff let an associate in and take one out in two taps, and read first what that opens', async () => {
  const { engine, unmount } = renderScreen(<Sharing personId="doreen" />, {
    engine: createSampleEngine({ views: { sharing: associatesOutside }, circleOutcome: () => ({ type: 'done' }) }),
  })
  const sol = within(await screen.findByRole('region', { name: 'Sol Marsh' }))
  expect(screen.getByText(/^An associate whose name is not here yet \(device A2D0\)/)).toBeDefined()
  fireEvent.click(sol.getByRole('button', { name: 'Let Sol into the circle' }))
  expect(sol.getByText(/Nothing of the record\.$/)).toBeDefined()
  expect(engine.circleActs.some(({ type }) => type === 'let-associate-in')).toBe(false)
  fireEvent.click(sol.getByRole('button', { name: 'Yes, let them in' }))
  expect(await sol.findByText(/^Done\. The circle comes to the device of Sol/)).toBeDefined()
  engine.setViews({ sharing: sampleSharing })
  expect(await screen.findByText(/^Done\. The circle comes to the device of Sol/)).toBeDefined()
  const letIn = { type: 'let-associate-in', personId: 'doreen', memberId: 'm-sol' }
  expect(engine.circleActs.filter(({ type }) => type === 'let-associate-in')).toEqual([letIn])
  unmount()
  const shut = createSampleEngine({ circleOutcome: () => ({ type: 'failed', problem: 'no-signal' }) })
  renderScreen(<Sharing personId="doreen" />, { engine: shut })
  const inside = within(await screen.findByRole('region', { name: 'Sol Marsh' }))
  fireEvent.click(inside.getByRole('button', { name: 'Take Sol out of the circle' }))
  expect(inside.getByText(/Only a new device can come back in\./)).toBeDefined()
  fireEvent.click(inside.getByRole('button', { name: 'Yes, take them out' }))
  expect(await inside.findByText('There is no signal now.')).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
})

test('FS300 a lost phone is removed in two taps; the first says what stays read, and what is next stands there', async () => {
  const circleOutcome: NonNullable<SampleOptions['circleOutcome']> = ({ type }) =>
    type === 'remove-phone' ? { type: 'done' } : { type: 'waiting', waiting: [] }
  const { engine, unmount } = renderScreen(<Sharing personId="doreen" />, {
    engine: createSampleEngine({ circleOutcome }),
  })
  const old = within(await screen.findByRole('region', { name: 'Dot’s phone, phone 51E7' }))
  fireEvent.click(old.getByRole('button', { name: /^Remove this phone/ }))
  expect(await old.findByText(/nothing new from now on\. What it already read stays read\./)).toBeDefined()
  expect(engine.circleActs.some(({ type }) => type === 'remove-phone')).toBe(false)
  fireEvent.click(old.getByRole('button', { name: 'Yes, remove this phone' }))
  expect(await screen.findByText(/^Done\. Dot’s phone \(phone 51E7\) reads nothing new/)).toBeDefined()
  const removed = { type: 'remove-phone', personId: 'doreen', deviceId: 'd-doreen-old' }
  expect(engine.circleActs.filter(({ type }) => type === 'remove-phone')).toEqual([removed])
  const phones = within(screen.getByRole('region', { name: 'Phones' }))
  expect(phones.getByRole('link', { name: 'Bring in their own phone' })).toBeDefined()
  unmount()
  asDoreen(<WhoSees />, { circleOutcome: () => ({ type: 'done', goesOn: true }), views: { sharing: onHerPhone } })
  const hand = within(screen.getByRole('region', { name: 'Your phone, phone 3B90' }))
  expect(hand.queryByRole('button')).toBeNull()
  const karens = within(screen.getByRole('region', { name: 'Karen’s phone, phone 8D04' }))
  fireEvent.click(karens.getByRole('button', { name: /^Remove this phone/ }))
  expect(await karens.findByText(/until your team removes it: ring them\./)).toBeDefined()
  fireEvent.click(karens.getByRole('button', { name: 'Yes, remove this phone' }))
  expect(await screen.findByText(/The signal went before it was done/)).toBeDefined()
})

test('FS1008 a phone that the person let in herself under a known name says that it reads the circle alone, and what to do', () => {
  renderScreen(<Sharing personId="doreen" />, {
    engine: createSampleEngine({ views: { sharing: phonesOnHerWord } }),
  })
  const mark = (name: RegExp) => within(screen.getByRole('region', { name }))
  const said =
    /^It came in on Dot’s word alone.*reads the circle, and not what Karen and the team write.*remove it, and then press “Let another phone of Karen’s in” on Karen’s card above/
  expect(mark(/phone C4A9/).getByText(said)).toBeDefined()
  expect(mark(/phone E1C2/).getByText(/not what its owner and the team write/)).toBeDefined()
  expect(mark(/phone 8D04/).queryByText(/word alone/)).toBeNull()
})

test.each(['staff', 'public'])(
  'FS800 a removal without signal may not be done yet: when to look, and who else can: %s',
  async (audience) => {
    const circleOutcome: NonNullable<SampleOptions['circleOutcome']> = () => ({ type: 'failed', problem: 'no-signal' })
    if (audience === 'public') asDoreen(<WhoSees />, { circleOutcome, views: { sharing: onHerPhone } })
    else renderScreen(<Sharing personId="doreen" />, { engine: createSampleEngine({ circleOutcome }) })
    const karens = within(await screen.findByRole('region', { name: 'Karen’s phone, phone 8D04' }))
    fireEvent.click(karens.getByRole('button', { name: /^Remove this phone/ }))
    fireEvent.click(karens.getByRole('button', { name: 'Yes, remove this phone' }))
    const said = await karens.findByRole('alert')
    expect(said.textContent).toMatch(/It may not be removed yet\..*look whether it still stands here/)
    expect(said.textContent).toMatch(
      audience === 'public' ? /ring your team: they can/ : /ring a colleague who looks after/,
    )
    expect(said.textContent).not.toContain('Nothing was changed')
  },
)

test('FS300 without signal no phone is said to be removed; family without a phone are let in again as themselves', async () => {
  const circleOutcome: NonNullable<SampleOptions['circleOutcome']> = ({ type }) =>
    type === 'remove-phone' ? { type: 'failed', problem: 'no-signal' } : { type: 'waiting', waiting: [] }
  const { engine } = renderScreen(<Sharing personId="doreen" />, {
    engine: createSampleEngine({ circleOutcome, views: { sharing: phonesGone } }),
  })
  const jean = within(await screen.findByRole('region', { name: /^A phone of the family whose name is not here yet/ }))
  fireEvent.click(jean.getByRole('button', { name: /^Remove this phone/ }))
  fireEvent.click(jean.getByRole('button', { name: 'Yes, remove this phone' }))
  expect(await jean.findByText('There is no signal now.')).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Let another phone of Karen’s in' }))
  expect(await screen.findByText(/^What Dot had shared with Karen is shared again\. Ask Dot first/)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Make the link' }))
  const again = { memberId: 'm-karen', face: karen.face }
  await waitFor(() => expect(engine.circleActs.at(-1)).toMatchObject({ type: 'invite-family', again }))
})

test('FS582 what was saved says that it is on its way, or that it waits for signal, and follows the signal', async () => {
  const { engine } = asDoreen(<WhoSees />, { views: { sync: settledSync } })
  fireEvent.click(screen.getByRole('button', { name: /^Stop sharing with Karen/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, stop sharing' }))
  expect(await screen.findByText('Saved on this phone. It is on its way now, and holds once it is sent.')).toBeDefined()
  engine.setViews({ sync: offlineSync })
  const waits = 'Saved on this phone. There is no signal: it is sent, and then holds, as soon as there is.'
  expect(await screen.findByText(waits)).toBeDefined()
})

test('FS937 what was saved about sharing says so once it has been sent, and signal that goes later takes nothing back', async () => {
  const { engine } = asDoreen(<WhoSees />, { views: { sync: settledSync } })
  const stop = async () => {
    fireEvent.click(screen.getByRole('button', { name: /^Stop sharing with Karen/ }))
    fireEvent.click(await screen.findByRole('button', { name: 'Yes, stop sharing' }))
  }
  await stop()
  await screen.findByText(/It is on its way now/)
  const lastContactAt = (sampleNow + 1_000) as Instant
  engine.setViews({ sync: { ...settledSync, lastContactAt } })
  const sent = 'Saved on this phone. It has been sent, and holds.'
  await screen.findByText(sent)
  engine.setViews({ sync: { ...offlineSync, lastContactAt } })
  await waitFor(() => expect(screen.getByText(sent)).toBeDefined())
  await stop()
  await screen.findByText(/There is no signal: it is sent, and then holds/)
  expect(screen.queryByText(sent)).toBeNull()
})

test('FS583 what taking somebody out does stands above the button, on her phone and to staff', async () => {
  const { unmount } = asDoreen(<WhoSees />)
  const karen = within(screen.getByRole('article', { name: 'Karen Ashworth' }))
  const line = karen.getByText(
    /^Out of the circle, Karen reads nothing new of it and is told so\. What was read stays read\./,
  )
  const button = karen.getByRole('button', { name: 'Take Karen out of the circle' })
  expect(line.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  unmount()
  renderScreen(<Sharing personId="doreen" />)
  expect(await screen.findByText(/^Out of the circle, Karen reads nothing new of it and is told so\./)).toBeDefined()
  expect(screen.getByText(/^Out of the circle, Sol reads nothing new of it\./)).toBeDefined()
})

test('FS3 who looked stands under its day with role and time; empty, late and old are told apart', async () => {
  const { unmount } = asDoreen(<WhoLooked />)
  expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
    'Today',
    'Yesterday',
    'Thursday 19 November',
  ])
  expect(screen.getByText('community nurse, at 8:58am')).toBeDefined()
  expect(screen.getByText('As known on this phone today 9:19am.')).toBeDefined()
  unmount()
  const empty = asDoreen(<WhoLooked />, { views: { sharing: nothingShared } })
  expect(screen.getByText('Nobody has opened your record in the last 30 days.')).toBeDefined()
  empty.unmount()
  asDoreen(<WhoLooked />, { views: { sharing: { ...nothingShared, complete: false } } })
  expect(screen.queryByText(/Nobody has opened/)).toBeNull()
  expect(screen.getByText('This is still on its way to this phone.')).toBeDefined()
})

test('OW994 that a team lead put themselves on a round stands beside their look, with when, on her phone and to staff', () => {
  const { unmount } = asDoreen(<WhoLooked />, { views: { sharing: openedSharing } })
  const lena = () => screen.getByText('Lena Novak').parentElement?.textContent
  expect(lena()).toContain('Put themselves on one of the team’s rounds, Sunday 6:20pm.')
  unmount()
  renderScreen(<Sharing personId="doreen" />, { engine: createSampleEngine({ views: { sharing: openedSharing } }) })
  expect(lena()).toContain('Put themselves on a round of this person, Sun 18:20.')
})

test('FS4 FS807 Karen’s first page shows who came, who comes and what happens next, and says kindly what has ended', async () => {
  const { unmount } = asKaren(<Home />, sharedHome)
  expect(await screen.findByText('Aisha is coming today, 10 to 11am.')).toBeDefined()
  expect(screen.getByText('Ben Okafor, community nurse, came yesterday.')).toBeDefined()
  expect(screen.getByText('Your water tablet is being checked. Priya will call by 12.')).toBeDefined()
  unmount()
  const ended = asKaren(<Home />, endedHome)
  expect(
    await screen.findByText(/^Doreen does not share visits and what happens next with you any more\./),
  ).toBeDefined()
  expect(screen.queryByText('No visit has been shared with you here.')).toBeNull()
  ended.unmount()
  const out = asKaren(<Home />, outHome)
  expect(await screen.findByText(/^You are not in Doreen’s circle any more\./)).toBeDefined()
  out.unmount()
  const never = asKaren(<WhatISee />, { ...karensHome, about: 'Doreen', told: { on: ['circle'], ended: [] } })
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(document.body.textContent).not.toMatch(/visit|next|medicine/i)
  never.unmount()
  const fresh = asKaren(<WhatISee />, { ...karensHome, about: 'Doreen' })
  expect(screen.getByText('What is written in Doreen’s circle')).toBeDefined()
  fresh.unmount()
  asDoreen(<WhatISee />)
  expect(screen.queryByRole('heading', { name: 'What I can see' })).toBeNull()
})

test('FS1008 a phone that is in the circle alone lists no conversation of its own, and says whom to ring if none comes', () => {
  const circleAlone = {
    ...karensHome,
    threadId: null,
    threads: karensHome.threads.filter(({ kind }) => kind === 'circle'),
  }
  const sees = asKaren(<WhatISee />, circleAlone)
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/circle$/),
  ])
  sees.unmount()
  asKaren(<PublicMessages />, circleAlone)
  expect(screen.getByText(/^Your team is still unlocking/)).toBeDefined()
  expect(screen.getByText(/^If nothing shows by tomorrow, ring them/)).toBeDefined()
  expect(screen.getByRole('link', { name: /^Call/ })).toBeDefined()
})

test('AU146 staff read the code by which the audit calls her', () => {
  renderScreen(<Sharing personId="doreen" />)
  expect(
    screen.getByText(`In the audit, where people have no names, this is person ${auditCode('doreen')}.`),
  ).toBeDefined()
})

test('FS5 TW6 staff write down what she said, see who opened the record, and are told calmly that it is noted, once', async () => {
  const { engine, unmount } = renderScreen(<Sharing personId="doreen" />)
  fireEvent.click(screen.getByRole('button', { name: /^Stop sharing with Karen/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Yes, stop sharing' }))
  await waitFor(() => expect(engine.commands).toHaveLength(1))
  const opened = within(screen.getByRole('region', { name: 'Who opened this record' }))
  expect(opened.getByText('Priya Shah')).toBeDefined()
  expect(opened.getByText('pharmacist, at 08:51')).toBeDefined()
  unmount()
  const person = renderScreen(<Person personId="doreen" />)
  expect(await screen.findByText(/That you opened this record is noted, and Dot can see it\./)).toBeDefined()
  person.engine.setViews({})
  expect(person.engine.opened.map(({ type }) => type)).toEqual(['note-opened'])
})
