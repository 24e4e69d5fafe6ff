/** People and devices of the team, found by role and name: who is in, letting in by digits, removing. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { TeamActOutcome, TeamDevicesView, TeamProblem } from '../../../engine-api/team-acts.ts'
import { askSeldomMs } from '../../models/door-model.ts'
import { qrSquares } from '../../qr/encode.ts'
import { heldItems, heldList } from '../../testing/gallery-held.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { sampleNow } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import {
  answeredTeam,
  managedTeam,
  proposedTeam,
  recoveredTeam,
  sampleTeamDevices,
} from '../../testing/sample-team-devices.ts'
import { lettingInText } from '../../text/en/letting-in.ts'
import { teamDevicesText, wordTeamProblem } from '../../text/en/team-devices.ts'
import { inviteIn } from '../ScanQr.tsx'
import { TeamDevices } from './TeamDevices.tsx'

afterEach(cleanup)

const open = (options: SampleOptions = {}) => renderScreen(<TeamDevices />, { engine: createSampleEngine(options) })
const asLena = (options: SampleOptions = {}) => open({ views: { 'team-devices': managedTeam }, ...options })
const press = (name: string | RegExp, among = document.body) =>
  fireEvent.click(within(among).getByRole('button', { name }))
const member = (name: string | RegExp) => screen.getByRole('region', { name })
const nobody: TeamActOutcome = { type: 'waiting', waiting: [] }

test('PX1 everybody of the team with role, devices and last word; staff look, and add a device of their own', () => {
  open()
  const aisha = member(/^Aisha Rahman/)
  expect(within(aisha).getByText('community nurse · clinical staff')).toBeDefined()
  expect(within(aisha).getByText(/this device/)).toBeDefined()
  expect(within(aisha).getByText(/^Last heard from/).textContent).toMatch(/17:40/)
  expect(within(member('Sol Marsh')).getByText('Nothing written on it is here yet.')).toBeDefined()
  expect(within(member('Not in the team any more')).getByText('Ben Okafor · 1 device removed.')).toBeDefined()
  expect(screen.queryByRole('button', { name: /^Remove|^Invite/ })).toBeNull()
  expect(screen.getByRole('button', { name: 'Add a device of my own' })).toBeDefined()
  cleanup()
  open({ views: { 'team-devices': { ...sampleTeamDevices, may: 'look' } } })
  expect(screen.queryByRole('button')).toBeNull()
})

test('PX600 what is held back is asked for before it is said not to be known', async () => {
  asLena()
  expect(screen.getByRole('link', { name: 'Held back: being asked' })).toBeDefined()
  expect(await screen.findByRole('link', { name: /^Held back: (nothing|\d+ to decide|not known)/ })).toBeDefined()
})

test('PX600 a further device of one’s own that was let in is called that', async () => {
  const waiting = [{ inviteId: 'i-1', role: 'staff', name: null, isMine: true, code: '482913' }] as const
  const options: SampleOptions = {
    teamOutcome: (act) =>
      act.type === 'invite-own-device'
        ? { type: 'invited', fragment: '#j=abc', expiresAt: sampleNow }
        : act.type === 'who-waits'
          ? { type: 'waiting', waiting }
          : { type: 'done' },
  }
  for (const show of [open, asLena]) {
    show(options)
    press('Add a device of my own')
    fireEvent.click(await screen.findByRole('button', { name: 'Yes, the same. Let them in' }))
    expect(await screen.findByText('Your other device is in. It fetches what is yours to read.')).toBeDefined()
    cleanup()
  }
})

test('PX891 what was said of one who waited at the door is not said of the next', async () => {
  const one = (inviteId: string, code: string, isMine: boolean) =>
    ({ inviteId, role: 'staff', name: null, isMine, code }) as const
  const all = [one('i-1', '111111', false), one('i-2', '222222', false), one('i-3', '333333', true)]
  asLena({
    teamOutcome: (act) =>
      act.type === 'who-waits'
        ? { type: 'waiting', waiting: all }
        : act.type === 'let-in' && act.inviteId === 'i-3'
          ? { type: 'failed', problem: 'no-signal' }
          : { type: 'done' },
  })
  const isSaid = (words: RegExp) => screen.queryByText(words) !== null
  const [away, isIn, isMine] = [/^Nobody was let in\./, /^They are in\./, /^Your other device is in\./]
  fireEvent.click((await screen.findAllByRole('button', { name: /^No, other digits/ }))[0]!)
  expect(isSaid(away)).toBe(true)
  fireEvent.click(screen.getAllByRole('button', { name: /^Yes, the same/ })[0]!)
  await screen.findByText(isIn)
  expect(isSaid(away)).toBe(false)
  fireEvent.click(screen.getAllByRole('button', { name: /^Yes, the same/ })[0]!)
  await screen.findByText('There is no signal now.')
  expect([isSaid(isIn), isSaid(isMine)]).toEqual([false, false])
})

test('PX661 what the link says stands beside it as a square, which the scanner of a device that has not joined takes', async () => {
  const fragment = `#j=${'Ab1_-'.repeat(130)}`
  asLena({
    teamOutcome: (act) =>
      act.type === 'who-waits' ? { type: 'waiting', waiting: [] } : { type: 'invited', fragment, expiresAt: sampleNow },
  })
  press('Add a device of my own')
  const square = await screen.findByRole('img', { name: 'Square code for your other device' })
  const drawn = square.querySelector('path')?.getAttribute('d')
  expect(drawn).toBe(qrSquares(`${window.location.origin}/${fragment}`).path)
  expect(inviteIn(`${window.location.origin}/${fragment}`)).toBe(fragment)
  expect(screen.getByRole('heading', { name: 'On your other device' })).toBeDefined()
  expect(screen.getByRole('button', { name: 'Copy the link' })).toBeDefined()
})

test('PX2 a colleague is invited by name, work and role; nobody is in before the digits were compared', async () => {
  const teamOutcome: NonNullable<SampleOptions['teamOutcome']> = (act) => {
    if (act.type === 'invite-colleague') return { type: 'invited', fragment: '#j=abc', expiresAt: sampleNow }
    if (act.type !== 'who-waits') return { type: 'done' }
    return {
      type: 'waiting',
      waiting: [{ inviteId: 'i-1', role: 'admin', name: 'Tom Reid', isMine: false, code: '482913' }],
    }
  }
  const { app, engine } = asLena({ teamOutcome })
  expect(screen.getByText(/^There is one administrator only\./)).toBeDefined()
  press('Invite a colleague')
  fireEvent.input(screen.getByRole('textbox', { name: 'Their name' }), { target: { value: 'Tom Reid' } })
  fireEvent.input(screen.getByRole('textbox', { name: 'What they do' }), { target: { value: 'GP' } })
  press('administrator')
  press('Make the link')
  expect(await screen.findByRole('heading', { name: 'The link for Tom Reid' })).toBeDefined()
  expect(screen.getByText(/works once, and holds until /)).toBeDefined()
  expect(engine.teamActs).toContainEqual({ type: 'invite-colleague', name: 'Tom Reid', role: 'admin', title: 'GP' })
  press('Copy the link')
  await waitFor(() => expect(app.copied.at(-1)).toMatch(/\/#j=abc$/))
  expect(app.formGuard.isBusy.value).toBe(true)
  expect(await screen.findByText(/^482\s913$/)).toBeDefined()
  expect(screen.getByText(/^Tom Reid asks to come in as administrator\./)).toBeDefined()
  expect(engine.teamActs.some(({ type }) => type === 'let-in')).toBe(false)
  press('Yes, the same. Let them in')
  expect(await screen.findByText(/^They are in\./)).toBeDefined()
  expect(engine.teamActs).toContainEqual({ type: 'let-in', inviteId: 'i-1', code: '482913' })
})

test('PX2 other digits are turned away, and nothing is asked of the relay for it', async () => {
  const waiting = [{ inviteId: 'i-1', role: 'staff', name: null, isMine: true, code: '482913' }] as const
  const { engine } = open({ teamOutcome: () => ({ type: 'waiting', waiting }) })
  expect(await screen.findByText(/^A further device of yours asks/)).toBeDefined()
  press('No, other digits: do not let in')
  await waitFor(() => expect(screen.queryByText(/^482\s913$/)).toBeNull())
  expect(engine.teamActs.every(({ type }) => type === 'who-waits')).toBe(true)
})

test('PX750 a door without signal says so, and shows the digits once it has some, also with no link on the page', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const waiting = [{ inviteId: 'i-1', role: 'staff', name: 'Tom Reid', isMine: false, code: '482913' }] as const
  const nothing = { type: 'failed', problem: 'no-signal' } as const
  let answer: TeamActOutcome = nothing
  const teamOutcome: NonNullable<SampleOptions['teamOutcome']> = (act) =>
    act.type === 'invite-own-device' ? { type: 'invited', fragment: '#j=abc', expiresAt: sampleNow } : answer
  for (const [before, hasLink] of [
    [nothing, true],
    [nothing, false],
    [nobody, false],
  ] as const) {
    answer = before
    asLena({ teamOutcome })
    if (hasLink) press('Add a device of my own')
    await vi.advanceTimersByTimeAsync(askSeldomMs)
    expect(screen.queryAllByText(lettingInText.cut)).toHaveLength(hasLink ? 1 : 0)
    answer = { type: 'waiting', waiting }
    await vi.advanceTimersByTimeAsync(askSeldomMs)
    expect(screen.getByText(/^482\s913$/)).toBeDefined()
    expect(screen.queryByText(lettingInText.cut)).toBeNull()
    cleanup()
  }
})

test('PX751 who turns other digits away reads that nobody is in, and what to do', async () => {
  const waiting = [{ inviteId: 'i-1', role: 'staff', name: 'Tom Reid', isMine: false, code: '482913' }] as const
  asLena({ teamOutcome: () => ({ type: 'waiting', waiting }) })
  fireEvent.click(await screen.findByRole('button', { name: 'No, other digits: do not let in' }))
  expect(screen.getByText(/^Nobody was let in\. .*make a new one, and give it to them yourself/)).toBeDefined()
  press('Invite a colleague')
  expect(screen.queryByText(/^Nobody was let in/)).toBeNull()
})

test('PX582 a yes that let nobody in says so, why that can be and what to do', async () => {
  const waiting = [{ inviteId: 'i-1', role: 'staff', name: 'Ben Okafor', isMine: false, code: '482913' }] as const
  open({
    teamOutcome: ({ type }) =>
      type === 'let-in' ? { type: 'failed', problem: 'nobody-waits' } : { type: 'waiting', waiting },
  })
  expect(await screen.findByText(/^Ben Okafor asks to come in/)).toBeDefined()
  press('Yes, the same. Let them in')
  const said = await screen.findByRole('alert')
  expect(said.textContent).toMatch(/^Nobody was let in\./)
  expect(said.textContent).toMatch(/it has run out, or is for an administrator to answer\. Ask one/)
  expect(screen.queryByText(/^They are in\./)).toBeNull()
})

test('PX840 where another device asks by then it says that the digits have changed, and to compare again', async () => {
  const waiting = [{ inviteId: 'i-1', role: 'staff', name: 'Ben Okafor', isMine: false, code: '482913' }] as const
  const { engine } = open({
    teamOutcome: ({ type }) =>
      type === 'let-in' ? { type: 'failed', problem: 'digits-changed' } : { type: 'waiting', waiting },
  })
  expect(await screen.findByText(/^Ben Okafor asks to come in/)).toBeDefined()
  press('Yes, the same. Let them in')
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /^The digits have changed\. Nobody was let in\..*Compare the digits again/,
  )
  expect(engine.teamActs).toContainEqual({ type: 'let-in', inviteId: 'i-1', code: '482913' })
})

test('PX3 PX752 a device is removed in two taps; the first says what it does, and nothing is called done before it is', async () => {
  let problem: TeamProblem | null = 'no-signal'
  const { engine } = asLena({
    teamOutcome: ({ type }) =>
      type === 'who-waits' ? nobody : problem === null ? { type: 'done' } : { type: 'failed', problem },
  })
  expect(within(member(/^Lena Novak/)).queryByRole('button', { name: /^Remove/ })).toBeNull()
  press(/^Remove device 02C9/, member(/^Aisha Rahman/))
  expect(
    await screen.findByText(
      /When it next meets signal it erases itself; until then what is stored on it stays there, locked/,
    ),
  ).toBeDefined()
  expect(engine.teamActs.some(({ type }) => type === 'remove-device')).toBe(false)
  press('Yes, remove it now')
  expect(await screen.findByText('There is no signal now.')).toBeDefined()
  expect(screen.getByText(/^It may not be removed yet\..*ring another administrator/)).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
  problem = null
  press('Yes, remove it now')
  expect(await screen.findByText('Done. Device 02C9 of Aisha Rahman is out, and a new key is in use.')).toBeDefined()
  expect(engine.teamActs).toContainEqual({ type: 'remove-device', deviceId: 'd-aisha-2' })
})

const asked = (view: TeamDevicesView, options: SampleOptions = {}) =>
  open({ views: { 'team-devices': view }, ...options })
const card = (name: string | RegExp) => screen.getByRole('article', { name })

test('PX130 what waits is told with who proposed it, when and what it means, and answered by one press', async () => {
  let problem: TeamProblem | null = 'no-signal'
  const { engine } = asked(proposedTeam, {
    teamOutcome: ({ type }) =>
      type === 'who-waits' ? nobody : problem === null ? { type: 'done' } : { type: 'failed', problem },
  })
  const aishas = card('Make Aisha Rahman an administrator')
  expect(within(aishas).getByText(/^Proposed by Dr Tom Reid, today 08:40\. It can be answered until/)).toBeDefined()
  expect(within(aishas).getByText(/with a second administrator appoint others\. It is for devices 7F3A, 02C9 and no/))
  press(/^Yes, make administrator/, aishas)
  expect(await within(aishas).findByText('There is no signal now.')).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
  problem = null
  press(/^Yes, make administrator/, aishas)
  expect(await screen.findByText('Done. Aisha Rahman is an administrator now.')).toBeDefined()
  expect(engine.teamActs.filter(({ type }) => type === 'approve')).toEqual([
    { type: 'approve', proposalId: 'p-1' },
    { type: 'approve', proposalId: 'p-1' },
  ])
  press(/^No, decline/, card('Let a new colleague in as an administrator'))
  expect(await screen.findByText('Done. It will not happen.')).toBeDefined()
  expect(engine.teamActs).toContainEqual({ type: 'dismiss', proposalId: 'p-2' })
})

test('PX130 one’s own proposal can be taken back and not approved, and staff only read', () => {
  asked(proposedTeam)
  const mine = card('Allow an export of everything kept about Doreen Ashworth')
  expect(within(mine).queryByRole('button', { name: /^Yes/ })).toBeNull()
  expect(within(mine).getByRole('button', { name: /^Take it back/ })).toBeDefined()
  expect(within(card(/^Let a new colleague in/)).getByText(/^482\s?$|^482$/)).toBeDefined()
  cleanup()
  asked({ ...proposedTeam, may: 'own-devices' })
  expect(within(card('Make Aisha Rahman an administrator')).queryByRole('button')).toBeNull()
  expect(screen.getAllByText('Administrators answer this.')).toHaveLength(3)
})

test('PX131 what became of the others is said, and that nothing changed where nothing did', () => {
  asked(answeredTeam)
  expect(screen.queryByRole('heading', { name: 'Waits for a second administrator' })).toBeNull()
  const lately = within(screen.getByRole('region', { name: 'Answered lately' }))
  expect(lately.getByText(/^Dr Tom Reid said yes,/)).toBeDefined()
  expect(lately.getByText(/^Dr Tom Reid declined it, .*Nothing changed\.$/)).toBeDefined()
  expect(lately.getByText(/^Nobody answered until /)).toBeDefined()
  expect(lately.getByText(/^The device it was proposed on was removed/)).toBeDefined()
})

test('PX132 an administrator proposes a colleague; it says that nothing changes before the second yes, and that it waits', async () => {
  const { engine } = asked(
    { ...proposedTeam, proposals: [] },
    {
      teamOutcome: ({ type }) => (type === 'who-waits' ? nobody : { type: 'proposed' }),
    },
  )
  const aisha = member(/^Aisha Rahman/)
  press(/^Make administrator/, aisha)
  expect(
    await within(aisha).findByText(/A second administrator has to say yes\. Until then nothing changes\./),
  ).toBeDefined()
  expect(engine.teamActs.some(({ type }) => type === 'make-admin')).toBe(false)
  press('Yes, propose it', aisha)
  expect(await screen.findByText(/^Proposed\. Aisha Rahman is an administrator once/)).toBeDefined()
  cleanup()
  asked(proposedTeam)
  expect(within(member(/^Aisha Rahman/)).getByText(/^Proposed as an administrator\./)).toBeDefined()
  press(/^Remove device REID/, member(/^Dr Tom Reid/))
  expect(await screen.findByText(/Then one administrator is left, who cannot appoint another one alone/)).toBeDefined()
})

test('PX133 a device let in with the kit is told to everybody of the team', () => {
  asked({ ...recoveredTeam, may: 'look' })
  expect(screen.getByText(/^Device LENA of Lena Novak came in as an administrator with two sheets/)).toBeDefined()
})

test('PX190 an administrator marks a device as managed after reading what that means, and takes the mark away; staff see it', async () => {
  let answer: TeamActOutcome = { type: 'failed', problem: 'no-signal' }
  const { engine } = asLena({ teamOutcome: ({ type }) => (type === 'who-waits' ? nobody : answer) })
  const aisha = member(/^Aisha Rahman/)
  expect(within(aisha).getByText(/^Managed: Lena Novak marked it.* A PIN may open it\.$/)).toBeDefined()
  press(/^Mark device 7F3A as managed/, aisha)
  expect(within(aisha).getByText(/encrypts this device’s disk and can wipe it from afar/)).toBeDefined()
  expect(engine.teamActs.some(({ type }) => type === 'set-managed')).toBe(false)
  press('Yes, we encrypt its disk and can wipe it', aisha)
  expect(await within(aisha).findByText('There is no signal now.')).toBeDefined()
  answer = { type: 'done' }
  press('Yes, we encrypt its disk and can wipe it', aisha)
  expect(await screen.findByText(/^Done\. Device 7F3A of Aisha Rahman is managed\./)).toBeDefined()
  expect(engine.teamActs).toContainEqual({ type: 'set-managed', deviceId: 'd-aisha', managed: true })
  press(/^Take the managed mark off device 02C9/, aisha)
  expect(within(aisha).getByText(/the device deletes it when it is next open with signal, and says why/)).toBeDefined()
  press('Yes, take the mark away', aisha)
  expect(await screen.findByText('Done. Device 02C9 of Aisha Rahman is not managed any more.')).toBeDefined()
  expect(engine.teamActs).toContainEqual({ type: 'set-managed', deviceId: 'd-aisha-2', managed: false })
  cleanup()
  open()
  expect(screen.getByText(/^Managed: Lena Novak marked it/)).toBeDefined()
  expect(screen.queryByRole('button', { name: /managed/ })).toBeNull()
})

test('PX4 every refusal says what to do next', () => {
  const problems = [
    'not-open',
    'no-signal',
    'nothing-written',
    'not-allowed',
    'last-admin',
    'refused',
    'over',
    'own',
  ] as const
  for (const problem of problems) {
    const { title, words } = wordTeamProblem(problem)
    expect([title, words].every((said) => said.endsWith('.'))).toBe(true)
  }
  expect(teamDevicesText.isRemoved('02C9', 'Ben')).toContain('02C9')
})

test('PX110 an administrator is told how much is held back and what has erased itself, and neither is guessed', async () => {
  const held = (erased: readonly string[]) =>
    heldList(heldItems, { erased: erased.map((deviceId) => ({ deviceId, at: sampleNow })) })
  asLena({ heldOutcome: () => held([]) })
  expect(await screen.findByRole('link', { name: 'Held back: 5 to decide' })).toBeDefined()
  expect(screen.getByText(/^Device 44D0 has not said yet that it erased itself\./)).toBeDefined()
  cleanup()
  asLena({ heldOutcome: () => held(['d-ben']) })
  expect(await screen.findByText('Device 44D0 erased itself: it said so today 09:20.')).toBeDefined()
  cleanup()
  asLena({ heldOutcome: () => ({ type: 'failed', problem: 'no-signal' }) })
  expect(await screen.findByRole('link', { name: teamDevicesText.heldUnknown })).toBeDefined()
  cleanup()
  const { engine } = open()
  expect(screen.queryByRole('link', { name: /^Held back/ })).toBeNull()
  expect(screen.queryByText(/erased itself/)).toBeNull()
  expect(engine.heldActs).toEqual([])
})
