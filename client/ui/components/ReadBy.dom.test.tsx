import { cleanup, screen } from '@testing-library/preact'
import type { JSX } from 'preact'
import { afterEach, expect, test } from 'vitest'
import { Allergies } from '../screens/staff/Allergies.tsx'
import { CarePlan } from '../screens/staff/CarePlan.tsx'
import { Decisions } from '../screens/staff/Decisions.tsx'
import { Details } from '../screens/staff/Details.tsx'
import { LooksAfter } from '../screens/staff/LooksAfter.tsx'
import { Medicine } from '../screens/staff/Medicine.tsx'
import { People } from '../screens/staff/People.tsx'
import { Person } from '../screens/staff/Person.tsx'
import { Rounds } from '../screens/staff/Rounds.tsx'
import { Tasks } from '../screens/staff/Tasks.tsx'
import { Team } from '../screens/staff/Team.tsx'
import { Today } from '../screens/staff/Today.tsx'
import { renderScreen } from '../testing/render-screen.tsx'

afterEach(cleanup)

const staffOnly = 'Staff only'
const visits = 'Staff only. Each person is shown their own next visit.'

const screens: readonly [string, () => JSX.Element, string | RegExp][] = [
  ['Today', () => <Today />, visits],
  ['who is where', () => <Team />, visits],
  ['People', () => <People />, staffOnly],
  ['the record', () => <Person personId="doreen" />, /^Staff read this record\. Dot sees messages, medicines/],
  ['Details', () => <Details personId="doreen" />, staffOnly],
  ['the care plan', () => <CarePlan personId="doreen" />, staffOnly],
  ['Allergies', () => <Allergies personId="doreen" />, staffOnly],
  [
    'a medicine',
    () => <Medicine personId="doreen" medicineId="furosemide" />,
    'Staff read this. Dot sees what to take, without reasons.',
  ],
  ['Tasks', () => <Tasks />, staffOnly],
  ['Rounds', () => <Rounds />, staffOnly],
  ['who looks after somebody', () => <LooksAfter personId="doreen" />, staffOnly],
  ['what is to be decided', () => <Decisions />, staffOnly],
]

test.each(screens)('RB281 %s says who reads what stands on it', async (_, open, words) => {
  renderScreen(open())
  expect(await screen.findByText(words)).toBeDefined()
})
