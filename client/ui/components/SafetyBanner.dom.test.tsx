/** WA rules: what does not go together, wherever a nurse meets the person. */
import { cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Outcome } from '../../engine-api/commands.ts'
import type { PersonView } from '../../engine-api/queries.ts'
import { Medicine } from '../screens/staff/Medicine.tsx'
import { Person } from '../screens/staff/Person.tsx'
import { Today } from '../screens/staff/Today.tsx'
import { WriteVisit } from '../screens/staff/WriteVisit.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine, type SampleOptions } from '../testing/sample-engine.ts'
import {
  allergyWarning,
  answeredWarning,
  apartAllergyWarning,
  apartWarning,
  doubleWarning,
  relatedWarning,
  warnedPerson,
} from '../testing/sample-safety.ts'
import { sampleToday } from '../testing/sample-visits.ts'
import { draftOf, kitchenForm } from '../testing/sample-writing.ts'

afterEach(cleanup)

const whole =
  'Allergy and medicine do not go together: Penicillin (rash, 2011) – amoxicillin 500 mg. Do not give before a prescriber has decided.'

function showPerson(view: PersonView = warnedPerson, options: SampleOptions = {}) {
  const engine = createSampleEngine({ ...options, views: { person: view } })
  return { ...renderScreen(<Person personId="doreen" />, { engine }), engine }
}

const only = (...warnings: NonNullable<PersonView['warnings']>) => ({ ...warnedPerson, warnings })

test('WA1 an allergy and its medicine are one sentence on top of the record, read out once, with who, why and since when', () => {
  const { getAllByRole, getByRole } = showPerson(only(allergyWarning, doubleWarning))
  const alerts = getAllByRole('alert')
  expect(alerts.map(({ textContent }) => textContent)).toEqual([whole])
  const banner = getByRole('region', { name: 'Safety warnings' })
  expect(banner.textContent).toContain('Both belong to: penicillins. In the record since 24-Nov-2026.')
  expect(banner.textContent).toContain('Allergy: Aisha Rahman, community nurse, today 09:31.')
  expect(banner.textContent).toContain('Source: WHO ATC J01C.')
  expect(banner.textContent).toContain(
    'Twice on the list: paracetamol 1 g – co-codamol 8 mg/500 mg. Both may be meant.',
  )
})

test('WA680 of a medicine changed apart the warning names every dose with who wrote it and when, and nobody as its one author', () => {
  const { getByRole } = showPerson(only(apartWarning))
  const words = getByRole('region', { name: 'Safety warnings' }).textContent
  for (const each of [
    'amoxicillin 125 mg or 250 mg',
    'A: amoxicillin, capsule, 125 mg, three times a day, by mouth (Aisha Rahman, community nurse, written today 08:50)',
    '(Priya Shah, pharmacist, written today 08:55, arrived today 08:58)',
    'Nothing has been picked.',
    'Medicine (amoxicillin): changed apart; who wrote what stands above.',
  ])
    expect(words).toContain(each)
  expect(words).not.toContain('today 09:33')
})

test('WA890 of an allergy written apart the warning names both who wrote it, and not nobody', () => {
  const { getByRole } = showPerson(only(apartAllergyWarning))
  const words = getByRole('region', { name: 'Safety warnings' }).textContent
  expect(words).toContain('A: Penicillin, rash (Aisha Rahman, community nurse, written today 08:50)')
  expect(words).toContain('B: Aspirin, rash (Priya Shah, pharmacist, written today 08:55, arrived today 08:58)')
  expect(words).toContain('Allergy: changed apart; who wrote what stands above.')
  expect(words).not.toContain('nobody is named')
})

test('WA1 what is only related asks, and is no alarm', () => {
  const { getByRole, queryByRole } = showPerson(only(relatedWarning))
  expect(queryByRole('alert')).toBeNull()
  expect(getByRole('region', { name: 'Safety warnings' }).textContent).toContain('Ask a prescriber before you give it.')
})

test('WA2 the strip, the medicine’s line and its own page say it too', () => {
  const { getByRole, getByText } = showPerson()
  expect(getByRole('list', { name: 'Alerts' }).textContent).toContain('Does not go with amoxicillin')
  const line = getByText('amoxicillin', { selector: '.line b' }).closest('li')!
  expect(line.textContent).toContain('Allergy: Penicillin')
  cleanup()
  const engine = createSampleEngine({ views: { person: warnedPerson } })
  const page = renderScreen(<Medicine personId="doreen" medicineId="amoxicillin" />, { engine })
  expect(page.getByRole('alert').textContent).toBe(whole)
})

test('WA2 names the safety table does not know are said beside the allergies', () => {
  const { getByRole } = showPerson()
  expect(getByRole('list', { name: 'Alerts' }).textContent).toContain(
    'Not in the safety table, check by hand: yarrow tincture.',
  )
})

test('WA3 from the warning one asks the team, stops the medicine, or says why it may stand', async () => {
  const { engine, getByLabelText, getByRole, queryByLabelText } = showPerson(only(allergyWarning))
  const banner = within(getByRole('region', { name: 'Safety warnings' }))
  expect(banner.getByRole('link', { name: 'Ask in the staff thread' }).getAttribute('href')).toMatch(/^\/thread\//)
  expect(banner.getByRole('link', { name: 'Stop or change amoxicillin' }).getAttribute('href')).toBe(
    '/medicine/doreen/amoxicillin',
  )
  fireEvent.click(banner.getByRole('button', { name: 'I have looked at it' }))
  const reason = getByLabelText('Why may it stand?') as HTMLTextAreaElement
  expect(document.activeElement).toBe(reason)
  fireEvent.click(getByRole('button', { name: 'Keep it with this reason' }))
  expect(getByRole('region', { name: 'Safety warnings' }).textContent).toContain('Write why, in a few words.')
  expect(engine.commands).toEqual([])
  fireEvent.input(reason, { target: { value: 'Tolerated in 2024' } })
  fireEvent.click(getByRole('button', { name: 'Keep it with this reason' }))
  await waitFor(() => expect(queryByLabelText('Why may it stand?')).toBeNull())
  expect(engine.commands).toMatchObject([
    { type: 'acknowledge-warning', personId: 'doreen', warning: allergyWarning.key, reason: 'Tolerated in 2024' },
  ])
})

test('WA3 what the engine refuses is said, and the typing stays', async () => {
  const outcome = (): Outcome => ({ ok: false, problem: { type: 'warning-gone' } })
  const { findByText, getByLabelText, getByRole } = showPerson(only(allergyWarning), { outcome })
  fireEvent.click(getByRole('button', { name: 'I have looked at it' }))
  fireEvent.input(getByLabelText('Why may it stand?'), { target: { value: 'Known' } })
  fireEvent.click(getByRole('button', { name: 'Keep it with this reason' }))
  await findByText('What this warning is about has changed.')
  expect((getByLabelText('Why may it stand?') as HTMLTextAreaElement).value).toBe('Known')
})

test('WA4 what somebody has looked at stays, calm, with who, when and why', () => {
  const { getByRole, queryByRole } = showPerson(only(answeredWarning))
  expect(queryByRole('alert')).toBeNull()
  expect(getByRole('region', { name: 'Safety warnings' }).textContent).toContain(
    'Looked at by Priya Shah, pharmacist, today 09:40: “Had it in 2024 without any reaction. Dr Reid agrees.”',
  )
})

test('WA5 Today pins it, the row says not to give, and a clash of visits is said', () => {
  const [first, second] = sampleToday.visits
  const view = {
    ...sampleToday,
    visits: [
      { ...first!, state: 'not-started' as const, travel: null, warnings: [allergyWarning] },
      { ...second!, clash: 'same-member' as const },
    ],
  }
  const screen = renderScreen(<Today />, { engine: createSampleEngine({ views: { today: view } }) })
  expect(screen.getByRole('region', { name: 'Needs you first' }).textContent).toContain(whole)
  const rows = within(screen.getByRole('region', { name: 'Visits in order' })).getAllByRole('link')
  expect(rows[0]?.textContent).toContain('Allergy and medicine')
  expect(rows[0]?.textContent).toContain('Do not give yet')
  expect(rows[1]?.textContent).toContain('Another visit of yours is at this time.')
})

test('WA5 it stands once more before a visit is finished', async () => {
  const engine = createSampleEngine({ views: { person: warnedPerson, draft: draftOf(kitchenForm) } })
  const screen = renderScreen(<WriteVisit personId="doreen" visitId="v-doreen" />, { engine })
  fireEvent.click(await screen.findByRole('button', { name: 'Check and finish' }))
  expect((await screen.findByRole('region', { name: 'Safety warnings' })).textContent).toContain(whole)
})

test('WA6 giving begins with the sentence, and needs a press more', () => {
  const { getByRole } = showPerson(only(allergyWarning))
  fireEvent.click(getByRole('button', { name: /^Check.*amoxicillin$/ }))
  const step = getByRole('region', { name: /amoxicillin/ })
  expect(step.textContent).toContain(whole)
  expect(within(step).queryByRole('button', { name: /Record as given/ })).toBeNull()
})
