/** Rounds and who looks after somebody, found by role and name: what an act does stands before it is done. */
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { RoundAct } from '../../../engine-api/rounds.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { aisha, ben, priya, reid } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import {
  arrivingRounds,
  lastLookingAfter,
  lastOnRound,
  managedRounds,
  nobodysPerson,
  noRounds,
  ownLookingAfter,
  sampleLookingAfter,
} from '../../testing/sample-rounds.ts'
import { LooksAfter } from './LooksAfter.tsx'
import { Rounds } from './Rounds.tsx'

afterEach(cleanup)

const rounds = (options: SampleOptions = {}) => renderScreen(<Rounds />, { engine: createSampleEngine(options) })
const asLena = (options: SampleOptions = {}) => rounds({ views: { rounds: managedRounds }, ...options })
const after = (options: SampleOptions = {}) =>
  renderScreen(<LooksAfter personId="doreen" />, { engine: createSampleEngine(options) })
const press = (name: string | RegExp, among = document.body) =>
  fireEvent.click(within(among).getByRole('button', { name }))
const round = (name: string) => screen.getByRole('region', { name })
const noSignal = () => ({ type: 'failed', problem: 'no-signal' }) as const

test('RN243 every round with who is on it and whom it looks after; staff read it, and an administrator changes it', () => {
  rounds()
  expect(screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)).toEqual([
    'Evenings and weekends',
    'North',
    'South and Mill Lane',
    'Round without a name',
  ])
  expect(within(round('North')).getByText('2 colleagues · looks after 5 people')).toBeDefined()
  expect(within(round('North')).getByText(/^Aisha Rahman/)).toBeDefined()
  expect(within(round('Evenings and weekends')).getByText('Nobody is on it.')).toBeDefined()
  const doreen = within(round('North')).getByRole('link', { name: /Ashworth/, hidden: true })
  expect(doreen.getAttribute('href')).toBe('/person/doreen/looks-after')
  expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual(['Leave this round North'])
  cleanup()
  asLena()
  expect(within(screen.getByRole('region', { name: 'Nobody looks after them' })).getAllByRole('link')).toHaveLength(2)
})

test('RN243 nothing is called none before all is here, and where there is none it is said what to do', () => {
  rounds({ views: { rounds: undefined } })
  expect(screen.queryByText('There are no rounds yet.')).toBeNull()
  cleanup()
  rounds({ views: { rounds: arrivingRounds } })
  expect(screen.getByText(/Do not read this as “none”/)).toBeDefined()
  expect(screen.queryByText('There are no rounds yet.')).toBeNull()
  cleanup()
  rounds({ views: { rounds: noRounds } })
  expect(screen.getByText('There are no rounds yet.')).toBeDefined()
  expect(screen.getByText(/^Make one/)).toBeDefined()
})

test('RN1035 who put themselves on a round stands there with when: among the rounds, and where it is said who looks after somebody', () => {
  rounds()
  const south = within(round('South and Mill Lane'))
  expect(south.getByText(/^Put themselves on this round,/).closest('li')?.textContent).toMatch(
    /Tom Reid.*Put themselves on this round, 21-Nov-2026 17:20\./,
  )
  expect(within(round('North')).queryByText(/Put themselves/)).toBeNull()
  cleanup()
  after({ views: { 'looking-after': ownLookingAfter } })
  expect(screen.getByText(/^Aisha Rahman put themselves/).textContent).toBe(
    'Aisha Rahman put themselves on this round, 21-Nov-2026 17:20.',
  )
})

test('RN241 RN242 a colleague comes on a round after it was said what that does, and off again by one press', async () => {
  const { engine } = asLena()
  press('Put somebody on North', round('North'))
  press('Priya Shah', round('North'))
  expect(engine.accessActs).toEqual([])
  expect(screen.getByText(/^Priya Shah will see the records of the 5 people of North from now on/)).toBeDefined()
  press('Yes, put them on')
  expect(await screen.findByText('Done. Priya Shah is on North.')).toBeDefined()
  const place = { roundId: 'r-North', memberId: priya.memberId }
  expect(engine.accessActs).toEqual([{ type: 'put-on-round', ...place }])
  press('Undo')
  expect(await screen.findByText('Undone. It is as it was before.')).toBeDefined()
  expect(engine.accessActs.at(-1)).toEqual({ type: 'take-off-round', ...place })
})

test('RN241 taken off a round a colleague sees nothing new, says the screen; the last one of a round that others need stays', async () => {
  const { engine } = asLena({ accessOutcome: noSignal })
  press('Take off Ben Okafor, North')
  const effect = screen.getByText(/^Ben Okafor will no longer look after the 5 people of North from now on/)
  expect(effect.textContent).toMatch(/What was read stays read\. As staff they can still open a record in need/)
  press('Yes, take them off')
  expect(await screen.findByText('There is no signal now.')).toBeDefined()
  expect(screen.queryByText(/^Done\./)).toBeNull()
  expect(engine.accessActs).toEqual([{ type: 'take-off-round', roundId: 'r-North', memberId: ben.memberId }])
  press('No, leave it')
  expect(screen.queryByRole('button', { name: `Take off ${reid.name}, South and Mill Lane` })).toBeNull()
  expect(within(round('South and Mill Lane')).getByText(/nobody else looks after them\. Put a colleague/)).toBeDefined()
})

test('RN243 a round is made by its name, and named again; that needs no signal', async () => {
  const { engine } = asLena()
  press('Make a round')
  fireEvent.input(await screen.findByRole('textbox', { name: 'Name of the round' }), { target: { value: 'Nights' } })
  press('Save')
  expect(await screen.findByText(/The name of the round\./)).toBeDefined()
  const saved = engine.commands.find(({ type }) => type === 'write-setting')
  expect(saved).toMatchObject({ part: { kind: 'round', id: '' }, fields: { name: 'Nights' } })
  press('Change its name North')
  expect(await within(round('North')).findByRole('textbox', { name: 'Name of the round' })).toBeDefined()
})

test('RN244 who looks after her, by round and by name; taking somebody off says that they see no more, and is undone', async () => {
  const { engine } = after()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Who looks after Dot')
  expect(within(screen.getByRole('region', { name: 'By name' })).getByText('Also by North.')).toBeDefined()
  press('Take off Ben Okafor')
  expect(screen.getByText(/^Ben Okafor will no longer see Dot’s record from now on\./)).toBeDefined()
  press('Yes, take off')
  expect(await screen.findByText('Done. Ben Okafor no longer looks after Dot.')).toBeDefined()
  press('Undo')
  expect(await screen.findByText('Undone. It is as it was before.')).toBeDefined()
  const target = { type: 'member', id: ben.memberId } as const
  const act = { type: 'say-who-looks-after', personId: 'doreen' } as const
  const acts: readonly RoundAct[] = [
    { ...act, give: null, take: target },
    { ...act, give: target, take: null },
  ]
  expect(engine.accessActs).toEqual(acts)
  // Still hers by a round: nothing is lost, and nobody gives herself anybody.
  press('Take off Aisha Rahman')
  expect(screen.getByText(/still does by North, and goes on seeing the record\.$/)).toBeDefined()
  press('Yes, take off')
  expect(await screen.findByText('Done. Aisha Rahman no longer looks after Dot.')).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('RN244 she is given to a round or a colleague; the last one stays, and who may not change it reads who may', async () => {
  const { engine } = after()
  press('Give to a round or a colleague Dot')
  press('South and Mill Lane')
  expect(screen.getByText(/^Whoever is on South and Mill Lane will see Dot’s record from now on/)).toBeDefined()
  press('Yes, give')
  expect(await screen.findByText('Done. South and Mill Lane looks after Dot.')).toBeDefined()
  expect(engine.accessActs).toMatchObject([{ give: { type: 'round', id: 'r-South' }, take: null }])
  cleanup()
  after({ views: { 'looking-after': lastLookingAfter } })
  expect(screen.getByText(/^The only one\./)).toBeDefined()
  expect(screen.queryByRole('button', { name: /^Take off/ })).toBeNull()
  cleanup()
  after({ views: { 'looking-after': { ...sampleLookingAfter, maySay: false } } })
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByText(/^An administrator, or a colleague who looks after this person/)).toBeDefined()
  cleanup()
  after({ views: { 'looking-after': nobodysPerson } })
  expect(screen.getByText('Nobody looks after this person.')).toBeDefined()
})

test('RN484 leaving a round says whom she no longer sees and who looks after them, whom she goes on seeing, and who could put her back; there is no undo', async () => {
  const engine = createSampleEngine({})
  renderScreen(<Rounds />, { engine })
  press('Leave this round North')
  const words = round('North').textContent
  expect(words).toMatch(/You will no longer see 4 records from now on, and this device deletes what lies on it/)
  expect(words).toMatch(/Harold Pemberton, Joan Marlow and Sidney Marlow: looked after by Ben Okafor\./)
  expect(words).toMatch(/looked after by Ben Okafor and Lena Novak\./)
  expect(words).toMatch(/You go on seeing Doreen Ashworth, by name or by another round\./)
  expect(words).toMatch(/Only an administrator can put you on this round again\./)
  expect(engine.accessActs).toEqual([])
  press('Yes, I leave this round')
  await screen.findByText('Done. You are off North.')
  expect(engine.accessActs).toMatchObject([{ type: 'take-off-round', roundId: 'r-North', memberId: aisha.memberId }])
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('RN484 an administrator who leaves takes it back by one press; without signal nothing is said to be done', async () => {
  const engine = createSampleEngine({ views: { rounds: managedRounds } })
  renderScreen(<Rounds />, { engine })
  press('Leave this round North')
  expect(screen.queryByText(/Only an administrator/)).toBeNull()
  press('Yes, I leave this round')
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByText('Undone. It is as it was before.')
  expect(engine.accessActs.at(-1)).toMatchObject({ type: 'put-on-round', memberId: aisha.memberId })
  cleanup()
  rounds({ accessOutcome: noSignal })
  press('Leave this round North')
  press('Yes, I leave this round')
  await screen.findByText(/^It may not be changed yet\./)
  expect(screen.queryByText(/^Done/)).toBeNull()
})

test('RN484 the last one of a round that people depend on reads who they are and what to do first, and leaves one that looks after nobody', () => {
  rounds({ views: { rounds: lastOnRound } })
  expect(within(round('North')).queryByRole('button')).toBeNull()
  within(round('North')).getByText(
    /^You cannot leave it yet: nobody else looks after Doreen Ashworth, .* and 2 others\. Ask an administrator/,
  )
  press('Leave this round Evenings and weekends')
  screen.getByText('You come off Evenings and weekends. It looks after nobody yet.')
})
