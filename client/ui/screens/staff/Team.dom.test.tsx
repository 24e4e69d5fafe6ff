/** Rules DY9 to DY11 of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../../engine-api/commands.ts'
import type { TeamDevicesView } from '../../../engine-api/team-acts.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { apartTeam } from '../../testing/sample-details.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { proposedTeam } from '../../testing/sample-team-devices.ts'
import { Team } from './Team.tsx'

afterEach(cleanup)

function open(outcome: Outcome = { ok: true }) {
  const engine = createSampleEngine({ outcome: () => outcome })
  renderScreen(<Team />, { engine })
  return engine
}

const regions = () => screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'))
const round = (name: string) => within(screen.getByRole('region', { name }))
const openMenu = (name: string) => fireEvent.click(round(name).getAllByRole('button', { name: /^Change/ })[0]!)

test('DY9 nobody’s visits stand first, then each colleague’s, with what may not be known there', () => {
  open()
  expect(regions()).toEqual(['Nobody’s yet', 'Ben Okafor', 'Lena Novak', 'Aisha Rahman', 'Called off'])
  const bens = screen.getByRole('region', { name: 'Ben Okafor' }).textContent
  expect(bens).toContain('Ben may not have received this yet.')
  expect(bens).toContain('Last heard from today 08:40.')
  expect(bens).toContain('Given to Ben Okafor and to Lena Novak')
  expect(bens).toContain('Not on your round')
  expect(screen.getByRole('region', { name: 'Called off' }).textContent).toContain('“In hospital”')
})

test('DY10 a visit is given to a colleague by picker and taken back by one press', async () => {
  const engine = open()
  openMenu('Ben Okafor')
  fireEvent.click(screen.getByRole('button', { name: 'Aisha Rahman, not out today' }))
  await screen.findByText(/Aisha Rahman’s now/)
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText(/It is as it was/)
  expect(engine.commands).toMatchObject([
    { type: 'assign-visit', visitId: 'v-ben', memberId: 'm-aisha' },
    { type: 'assign-visit', visitId: 'v-ben', memberId: 'm-ben' },
  ])
})

test('DY10 moved, called off with a reason and put back', async () => {
  const engine = open()
  openMenu('Ben Okafor')
  fireEvent.input(screen.getByLabelText('From'), { target: { value: '11:15' } })
  fireEvent.click(screen.getByRole('button', { name: 'Move' }))
  await screen.findByText(/: 11:15\./)
  fireEvent.input(screen.getByLabelText('Why'), { target: { value: 'In hospital' } })
  fireEvent.click(screen.getByRole('button', { name: 'Call off' }))
  await screen.findByText(/called off\./)
  fireEvent.click(screen.getByRole('button', { name: /^Put it back/ }))
  await screen.findByText(/on again/)
  expect(engine.commands).toMatchObject([
    { type: 'move-visit', from: '11:15', to: null },
    { type: 'cancel-visit', visitId: 'v-ben', reason: 'In hospital' },
    { type: 'restore-visit', visitId: 'v-off' },
  ])
})

test('DY891 a visit set to two times says both and by whom, and one press decides; nothing is filled in', async () => {
  const engine = createSampleEngine({ views: { team: apartTeam } })
  renderScreen(<Team />, { engine })
  const bens = screen.getByRole('region', { name: 'Ben Okafor' }).textContent
  expect(bens).toContain('Set to 10:00 and to 11:00, each without seeing the other. Decide when it is.')
  expect(bens).toContain('Moved from 10:30 to 10:00 by Aisha Rahman.')
  expect(bens).toContain('Moved from 10:30 to 11:00 by Lena Novak.')
  openMenu('Ben Okafor')
  expect((screen.getByLabelText('From') as HTMLInputElement).value).toBe('')
  fireEvent.click(screen.getByRole('button', { name: '11:00' }))
  await screen.findByText(/: 11:00\./)
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  expect(engine.commands).toMatchObject([{ type: 'move-visit', visitId: 'v-ben', from: '11:00', to: null }])
})

test('DY11 what is refused says why; one given to two can only be decided', async () => {
  open({ ok: false, problem: { type: 'unknown-visit' } })
  fireEvent.click(round('Lena Novak').getByRole('button', { name: /^Change/ }))
  expect(screen.queryByLabelText('From')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Lena Novak, 1 visit' }))
  await screen.findByText('This visit is not in the plan on this device.')
})

test('PX134 the way to people and devices says how much waits for this administrator', () => {
  const link = () => screen.getByRole('link', { name: /^People and devices/ }).textContent
  const show = (view: TeamDevicesView) =>
    renderScreen(<Team />, { engine: createSampleEngine({ views: { 'team-devices': view } }) })
  show(proposedTeam)
  expect(link()).toBe('People and devices · 2 wait for your yes')
  cleanup()
  show({ ...proposedTeam, may: 'own-devices' })
  expect(link()).toBe('People and devices')
})
