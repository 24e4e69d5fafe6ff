/** Rules RK of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { KitAct, KitActOutcome } from '../../../engine-api/founding.ts'
import type { SyncView } from '../../../engine-api/sync-views.ts'
import type { TeamDevicesView } from '../../../engine-api/team-acts.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at, meAisha } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { offlineSync } from '../../testing/sample-sync.ts'
import { keptTeam, managedTeam, waitingKitTeam } from '../../testing/sample-team-devices.ts'
import { RecoveryKit } from './RecoveryKit.tsx'

afterEach(cleanup)

const sheets = ['AAAA-BBBB', 'CCCC-DDDD', 'EEEE-FFFF']

function show(kit: 'none' | 'to-do' | 'kept', outcome: (act: KitAct) => KitActOutcome) {
  return showTeam({ ...managedTeam, kit }, outcome)
}

function showTeam(view: TeamDevicesView, outcome: (act: KitAct) => KitActOutcome, sync?: SyncView) {
  const views = { 'team-devices': view, ...(sync !== undefined && { sync }) }
  return renderScreen(<RecoveryKit />, { engine: createSampleEngine({ views, kitOutcome: outcome }) })
}

const madeAt = at('09:00', 90)

function answers(act: KitAct, given: KitActOutcome = { type: 'proposed' }): KitActOutcome {
  if (act.type === 'made') return { type: 'made', at: madeAt }
  return act.type === 'make-new' ? { type: 'sheets', sheets } : given
}

test('RK80 three sheets are there for the printer alone, each with its letters and a code', async () => {
  const { container, findByRole, queryAllByRole } = show('to-do', () => ({ type: 'sheets', sheets }))
  await findByRole('button', { name: 'Print three sheets' })
  const paper = container.querySelector('.kit-sheets')
  expect(paper?.getAttribute('aria-hidden')).toBe('true')
  expect([...(paper?.querySelectorAll('.kit-letters') ?? [])].map((each) => each.textContent)).toEqual(
    sheets.map((sheet) => sheet.replace('-', ' ')),
  )
  expect(paper?.querySelectorAll('svg path')).toHaveLength(3)
  expect(queryAllByRole('heading', { name: /sheet 1/ })).toEqual([])
})

test('RK600 each sheet names the team it belongs to, for whoever finds it', async () => {
  const { container, findByRole } = show('to-do', () => ({ type: 'sheets', sheets }))
  await findByRole('button', { name: 'Print three sheets' })
  const named = [...container.querySelectorAll('.kit-team')].map((each) => each.textContent)
  expect(named).toEqual(Array(3).fill(meAisha.spaceName))
})

test('RK81 what is amiss with a sheet stands beside it', async () => {
  const { findByText, findByRole, getByLabelText } = show('to-do', (act) =>
    act.type === 'sheets' ? { type: 'sheets', sheets } : { type: 'misread', sheet: 1, why: 'mistyped' },
  )
  const check = await findByRole('button', { name: 'Check the two sheets' })
  fireEvent.input(getByLabelText('Letters of one sheet'), { target: { value: 'aaaa' } })
  fireEvent.click(check)
  await findByText('A letter is wrong. Compare it with the sheet and type it again.')
  expect(getByLabelText('Letters of another sheet').getAttribute('aria-invalid')).toBe('true')
})

test('RK82 a kept kit and one that protects nothing are told as that', () => {
  show('kept', answers).getByText('The kit is kept')
  cleanup()
  show('none', () => ({ type: 'kept' })).getByText(/public and for demonstration only/)
})

test('RK200 it says since when the kit holds and what a new one is for; an only administrator is told to appoint another first', async () => {
  const pair = showTeam(keptTeam, answers)
  await pair.findByText(/^This kit has held since/)
  pair.getByText(/two of them open every record/)
  pair.getByRole('button', { name: 'Make a new kit' })
  expect(pair.queryByText(/earlier kit/)).toBeNull()
  cleanup()
  const alone = showTeam({ ...keptTeam, adminCount: 1 }, answers)
  await alone.findByText(/you are the only one now/)
  expect(alone.queryByRole('button', { name: 'Make a new kit' })).toBeNull()
})

test('RK201 the new sheets are for the printer alone, dated; stopping forgets them, and without signal it says what waits', async () => {
  const { container, findByRole, findByText, queryByText } = showTeam(keptTeam, answers, offlineSync)
  fireEvent.click(await findByRole('button', { name: 'Make a new kit' }))
  await findByRole('button', { name: 'Print three sheets' })
  const paper = container.querySelector('.kit-sheets')
  expect(paper?.getAttribute('aria-hidden')).toBe('true')
  expect(paper?.querySelectorAll('.kit-letters')).toHaveLength(3)
  expect(paper?.textContent).toMatch(/Of the kit that was made on \d/)
  await findByText(/nowhere on this device/)
  await findByText(/There is no signal now\. You can print the sheets/)
  fireEvent.click(await findByRole('button', { name: 'Stop, keep the old kit' }))
  await findByRole('button', { name: 'Make a new kit' })
  expect(container.querySelector('.kit-sheets')).toBeNull()
  expect(queryByText(/nowhere on this device/)).toBeNull()
})

test('RK202 old sheets and missing signal are told as that, the sheets stay typed, and nothing is called proposed', async () => {
  const given: KitActOutcome[] = [
    { type: 'failed', problem: 'other-kit' },
    { type: 'failed', problem: 'no-signal' },
  ]
  const { findByRole, findByText, getByLabelText, queryByText } = showTeam(keptTeam, (act) =>
    act.type === 'give-back-new' ? given.shift()! : answers(act),
  )
  fireEvent.click(await findByRole('button', { name: 'Make a new kit' }))
  const check = await findByRole('button', { name: 'Check the two sheets' })
  fireEvent.input(getByLabelText('Letters of one sheet'), { target: { value: 'aaaa' } })
  fireEvent.click(check)
  await findByText(/These are not sheets of the new kit/)
  fireEvent.click(check)
  await findByText(/It may not be proposed yet/)
  expect((getByLabelText('Letters of one sheet') as HTMLTextAreaElement).value).toBe('aaaa')
  expect(queryByText(/waits for a second administrator/)).toBeNull()
})

test('RK203 a kit that waits says so with the way to the answer; one not finished takes two sheets; afterwards the old ones are to be destroyed', async () => {
  const mine = showTeam(waitingKitTeam, answers)
  await mine.findByRole('heading', { name: 'The new kit waits for a second administrator' })
  mine.getByText(/Until then the old sheets hold/)
  expect(mine.getByRole('link', { name: 'See it, or take it back' }).getAttribute('href')).toBe('/team-devices')
  expect(mine.queryByRole('button', { name: 'Make a new kit' })).toBeNull()
  expect(mine.queryByRole('button', { name: 'Check the two sheets' })).toBeNull()
  cleanup()
  const [proposal] = waitingKitTeam.proposals
  const asked: KitAct[] = []
  const half = showTeam(
    { ...waitingKitTeam, proposals: [{ ...proposal!, what: { type: 'new-kit', given: false } }] },
    (act) => {
      asked.push(act)
      return answers(act)
    },
  )
  fireEvent.click(await half.findByRole('button', { name: 'Check the two sheets' }))
  expect(asked.at(-1)?.type).toBe('give-back-new')
  cleanup()
  const replaced = { ...proposal!, state: 'approved' as const }
  const done = showTeam({ ...waitingKitTeam, proposals: [replaced] }, answers)
  await done.findByText(/Sheets of an earlier kit/)
  done.getByRole('button', { name: 'Make a new kit' })
})
