/** Joining and opening, found by role and name. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { DeviceState } from '../../engine-api/device-state.ts'
import { App } from '../App.tsx'
import { createUpdateModel } from '../models/update-model.ts'
import { createTestApp, InShell, renderScreen } from '../testing/render-screen.tsx'
import { meAisha, sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../testing/sample-engine.ts'
import { publicInvite, staffInvite } from '../testing/sample-writing.ts'
import { WaitingToJoin } from './DeviceScreens.tsx'
import { Join } from './Join.tsx'
import { Unlock } from './Unlock.tsx'

afterEach(cleanup)

async function open(options: SampleOptions) {
  const rendered = renderScreen(<Join fragment="j=sample" />, { engine: createSampleEngine(options) })
  await act(async () => {})
  return rendered
}

const goodStaff = { type: 'good', invite: staffInvite } as const
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

test('JN1 the invite is out of the address bar before anything is drawn', async () => {
  window.history.replaceState(null, '', '/#j=secret')
  const app = createTestApp({ engine: createSampleEngine({ device: { type: 'empty' }, invite: goodStaff }) })
  expect(window.location.href).not.toContain('secret')
  expect(app.router.fragment.value).toBe('j=secret')
  const update = createUpdateModel({ formGuard: app.formGuard, takeOver: () => {}, reload: () => {}, after: () => {} })
  render(<App app={app} update={update} />)
  expect(await screen.findByRole('heading', { name: /^Join / })).toBeDefined()
})

test('JN2 staff see who invites and as what; the name can be corrected', async () => {
  const { engine } = await open({ invite: goodStaff })
  expect(screen.getByRole('heading', { level: 1, name: 'Join Northfield neighbourhood team' })).toBeDefined()
  expect(screen.getByText('You are invited as community nurse.')).toBeDefined()
  type('Your name', 'Aisha Rahman-Khan')
  type('Passphrase', 'lamp otter gravel seven')
  type('The same passphrase again', 'lamp otter gravel seven')
  await press('Join')
  expect(engine.joins[0]).toMatchObject({ name: 'Aisha Rahman-Khan', passphrase: 'lamp otter gravel seven' })
})

test('JN750 nobody is promised what another has yet to share', async () => {
  for (const [standing, mayReadTeam] of [
    ['patient', true],
    ['family', false],
    ['associate', false],
  ] as const) {
    await open({ invite: { type: 'good', invite: { ...publicInvite, standing } } })
    expect(screen.queryAllByText(/see who is coming/)).toHaveLength(mayReadTeam ? 1 : 0)
    expect(screen.queryAllByText(/circle/)).toHaveLength(mayReadTeam ? 0 : 1)
    cleanup()
  }
  for (const standing of ['staff', 'admin'] as const) {
    await open({ invite: { type: 'good', invite: { ...staffInvite, standing } } })
    expect(screen.queryAllByText(/as an administrator: you let colleagues in/)).toHaveLength(
      standing === 'admin' ? 1 : 0,
    )
    cleanup()
  }
})

test('JN8 the name is there already, and the browser is asked not to keep it', async () => {
  await open({ invite: goodStaff })
  const name = screen.getByLabelText<HTMLInputElement>('Your name')
  expect(name.value).toBe(staffInvite.name)
  expect(name.autocomplete).toBe('off')
})

test.each([
  [{ type: 'broken' } as const, 'This invitation cannot be read', /ask whoever invited you for a new one/],
  [{ type: 'expired', invite: staffInvite } as const, 'This invitation has run out', /for a new one/],
])('JN2 a bad invite says what to do (%#)', async (invite, title, whatToDo) => {
  await open({ invite })
  expect(screen.getByRole('heading', { level: 1, name: title })).toBeDefined()
  expect(screen.getByText(whatToDo)).toBeDefined()
})

test.each(['invite-broken', 'invite-expired', 'invite-used', 'already-joined', 'no-space'] as const)(
  'JN2 a refused invite (%s) says what happened and what to do',
  async (problem) => {
    await open({
      invite: { type: 'good', invite: publicInvite },
      joinOutcome: { ok: false, problem: { type: problem } },
    })
    await press('Yes, join')
    expect(screen.getByRole('alert').textContent).toMatch(/\. /)
  },
)

test('JN3 too short and not the same are said beside the field and in a summary that leads there', async () => {
  const { engine } = await open({ invite: goodStaff })
  type('Passphrase', 'short')
  await press('Join')
  const words = 'The passphrase needs at least 12 characters. It has 5.'
  expect(screen.getAllByText(words)).toHaveLength(2)
  fireEvent.click(screen.getByRole('link', { name: words }))
  expect(document.activeElement).toBe(screen.getByLabelText('Passphrase'))
  type('Passphrase', 'lamp otter gravel seven')
  type('The same passphrase again', 'lamp otter gravel eight')
  await press('Join')
  expect(screen.getAllByText('The two passphrases are not the same.')).toHaveLength(2)
  expect(engine.joins).toEqual([])
})

test('JN3 a passphrase is hidden until it is asked to be shown, and the public have none', async () => {
  const { unmount } = await open({ invite: goodStaff })
  expect(screen.getByLabelText<HTMLInputElement>('Passphrase').type).toBe('password')
  fireEvent.click(screen.getByLabelText('Show what I type'))
  expect(screen.getByLabelText<HTMLInputElement>('Passphrase').type).toBe('text')
  expect(screen.getByLabelText('Passphrase').getAttribute('autocomplete')).toBe('off')
  unmount()
  const { engine } = await open({ invite: { type: 'good', invite: publicInvite } })
  expect(screen.queryByLabelText('Passphrase')).toBeNull()
  expect(screen.getByText('Protected by your phone’s lock')).toBeDefined()
  await press('Yes, join')
  expect(engine.joins[0]?.passphrase).toBeNull()
})

test('JN4 waiting shows the six digits in threes, and without signal that it joins by itself', () => {
  const state = { type: 'waiting-to-join', offline: true, code: '482917', spaceName: 'Northfield' } as const
  renderScreen(<WaitingToJoin state={state} />)
  expect(screen.getByText('482')).toBeDefined()
  expect(screen.getByText('917')).toBeDefined()
  expect(screen.getByRole('status').textContent).toContain('it will join by itself when there is signal')
  expect(screen.getByText(/sees these six numbers too once your request has arrived/)).toBeDefined()
  cleanup()
  renderScreen(<WaitingToJoin state={{ ...state, offline: false }} />)
  expect(screen.getByText(/^Whoever invited you must see the same six numbers/)).toBeDefined()
})

test('JN760 waiting says where the same digits are to be found: with whoever invited, or on another device of one’s own', () => {
  const state = { type: 'waiting-to-join', offline: false, code: '482917', spaceName: 'Northfield' } as const
  renderScreen(<WaitingToJoin state={state} />)
  const words = screen.getByText(/the same six numbers/).textContent
  expect(words).toMatch(/read yours to them.*If it was you, on another device of yours, look at both screens/)
})

test('JN2 an invite that was used while the request waited says so and what to do, and shows no digits', () => {
  const state = { type: 'waiting-to-join', offline: false, code: '482917', spaceName: 'Northfield' } as const
  renderScreen(<WaitingToJoin state={{ ...state, problem: 'invite-used' }} />)
  expect(screen.getByRole('heading', { name: 'This invitation was used already' })).toBeDefined()
  expect(screen.getByRole('status').textContent).toContain('ask for a new one')
  expect(screen.queryByText('482')).toBeNull()
})

const locked: DeviceState & { readonly type: 'locked' } = {
  type: 'locked',
  name: 'Aisha',
  unsentCount: 2,
  opensWith: 'passphrase',
  waitUntil: null,
}

test('JN5 a wrong passphrase says so and counts down; the button waits', async () => {
  const waitUntil = sampleNow + 25_000
  const engine = createSampleEngine({
    unlockOutcome: () => ({ ok: false, problem: { type: 'wrong-passphrase', waitUntil } }),
  })
  renderScreen(<Unlock state={locked} />, { engine })
  type('Passphrase', 'not this one')
  await press('Open')
  expect(screen.getByText(/That is not the passphrase/)).toBeDefined()
  expect(screen.getByText('You can try again in 25 seconds.')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Open' }).getAttribute('aria-disabled')).toBe('true')
})

test('JN5 it still says so when the device tells of the new wait before it answers', async () => {
  const waitUntil = (sampleNow + 25_000) as Instant
  const engine = createSampleEngine({
    unlockOutcome: () => {
      rendered.rerender(
        <InShell app={rendered.app} me={meAisha} screen={<Unlock state={{ ...locked, waitUntil }} />} />,
      )
      return { ok: false, problem: { type: 'wrong-passphrase', waitUntil } }
    },
  })
  const rendered = renderScreen(<Unlock state={locked} />, { engine })
  type('Passphrase', 'not this one')
  await press('Open')
  expect(screen.getByText(/That is not the passphrase/)).toBeDefined()
  expect(screen.getByText('You can try again in 25 seconds.')).toBeDefined()
})

test('JN5 a wait known from before stands at once', () => {
  renderScreen(<Unlock state={{ ...locked, waitUntil: (sampleNow + 120_000) as Instant }} />)
  expect(screen.getByText('You can try again in 2 minutes.')).toBeDefined()
})

test('JN9 no room for a newer version’s rows is said, and that nothing is lost', async () => {
  const engine = createSampleEngine({ unlockOutcome: () => ({ ok: false, problem: { type: 'no-space' } }) })
  renderScreen(<Unlock state={locked} />, { engine })
  type('Passphrase', 'copper lantern meadow')
  await press('Open')
  expect(screen.getByText('There is not enough space on this tablet for the new version.')).toBeDefined()
  expect(screen.getByText(/What is stored is still here\./)).toBeDefined()
})

test('JN6 what waits to be sent is counted, and is said to go by itself', () => {
  const { unmount } = renderScreen(<Unlock state={locked} />)
  expect(
    screen.getByText('2 things are safe on this tablet. They will send by themselves when there is signal.'),
  ).toBeDefined()
  unmount()
  renderScreen(<Unlock state={{ ...locked, unsentCount: 0 }} />)
  expect(screen.queryByText(/safe on this tablet/)).toBeNull()
})

test('JN6 the public open with the phone itself', async () => {
  const tried: unknown[] = []
  const engine = createSampleEngine({
    unlockOutcome: (passphrase) => {
      tried.push(passphrase)
      return { ok: true }
    },
  })
  renderScreen(<Unlock state={{ ...locked, opensWith: 'device', name: 'Doreen' }} />, { engine, deviceWord: 'phone' })
  await press('Open Doorstep')
  expect(tried).toEqual([null])
})

test('VA13 VA15 a tablet too long without signal says why, that nothing is lost and what to do; a clock set back is said', async () => {
  const lease = { type: 'over', endsAt: sampleNow, clockSetBack: true, clockLeapt: false } as const
  const { engine } = renderScreen(<Unlock state={{ ...locked, lease }} />)
  expect(screen.getByRole('heading', { name: 'This tablet has been without signal for too long' })).toBeDefined()
  expect(screen.getByText(/closed after 14 days without contact\. Nothing is lost/)).toBeDefined()
  expect(screen.getByText(/clock of this tablet seems to be set back/)).toBeDefined()
  expect(screen.queryByText(/carry on/)).toBeNull()
  expect(screen.queryByLabelText('Passphrase')).toBeNull()
  await press('Look for signal now')
  expect(engine.calls).toEqual(['syncNow'])
  expect(screen.getByRole('status').textContent).toBe('Looked. No answer yet.')
})

test('VA15 whose lease goes on may carry on with a clock set back', async () => {
  const lease = { type: 'good', endsAt: sampleNow, clockSetBack: true, clockLeapt: false } as const
  renderScreen(<Unlock state={{ ...locked, lease }} />)
  expect(screen.getByText(/seems to be set back\. .* You can carry on\.$/)).toBeDefined()
  expect(screen.getByLabelText('Passphrase')).toBeDefined()
})

test('VA965 where the clock may be wrong it says which day it shows, and that putting it right opens the tablet', async () => {
  const lease = { type: 'over', endsAt: sampleNow, clockSetBack: false, clockLeapt: true } as const
  const { engine } = renderScreen(<Unlock state={{ ...locked, lease }} />)
  expect(screen.getByRole('heading', { name: 'The clock of this tablet may be wrong' })).toBeDefined()
  expect(screen.getByText(/^It says Tuesday 24 November 2026\. .* Nothing is lost/)).toBeDefined()
  expect(screen.getByText(/put date and time right in the settings of this tablet/)).toBeDefined()
  expect(screen.queryByText(/after 14 days/)).toBeNull()
  expect(screen.queryByLabelText('Passphrase')).toBeNull()
  await press('Look for signal now')
  expect(engine.calls).toEqual(['syncNow'])
})
