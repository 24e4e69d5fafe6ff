/** Rules PN of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, render, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { PersonView } from '../../../engine-api/queries.ts'
import { WholeFigures } from '../../components/WholeFigures.tsx'
import { renderScreen } from '../../testing/render-screen.tsx'
import { at } from '../../testing/sample-cast.ts'
import { disputedPerson } from '../../testing/sample-details.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { arrivingPerson, bareNewPerson, incompleteObservation, samplePerson } from '../../testing/sample-record.ts'
import { noVisits } from '../../testing/sample-visits.ts'
import { Person } from './Person.tsx'

afterEach(cleanup)

function show(person: PersonView | undefined = samplePerson) {
  return renderScreen(<Person personId="doreen" />, { engine: createSampleEngine({ views: { person } }) })
}

test('PN1 the banner, in its order, and no name in the tab', () => {
  const { getByRole } = show()
  const banner = getByRole('region', { name: 'Who this record is about' })
  within(banner).getByRole('heading', { name: 'ASHWORTH, Doreen (Mrs)', level: 1 })
  expect(banner.textContent).toBe(
    'ASHWORTH, Doreen (Mrs)Born14-Mar-1947 (79y)GenderFemaleNHS No.999 000 0018Preferred nameDot',
  )
  expect(document.title).toBe('Record – Doorstep')
})

test('PN8 figures keep their direction on a right-to-left page', () => {
  const { getByText } = show()
  for (const figures of ['14-Mar-1947 (79y)', '999 000 0018', '2.5 mg', '02-Feb-2011', '89 %'])
    expect(getByText(figures).closest('bdi')?.dir).toBe('ltr')
})

test('PN1 what is missing reads "Not Known"', () => {
  const { getByRole } = show(bareNewPerson)
  expect(getByRole('region', { name: 'Who this record is about' }).textContent).toContain('NHS No.Not Known')
})

test('PN1 without a person document the directory is enough for the banner', () => {
  const { getByRole } = show({ ...samplePerson, banner: null })
  getByRole('heading', { name: 'ASHWORTH, Doreen (Mrs)' })
})

test('PN12 what was changed apart about who she is stands in the banner with all values, and says so', () => {
  const { getByRole } = show(disputedPerson)
  const banner = getByRole('region', { name: 'Who this record is about' })
  expect(banner.textContent).toContain('Born15-Mar-1947 (79y) or 14-Mar-1974 (52y)')
  expect(banner.textContent).toContain('NHS No.999 000 0018 or 999 000 0026')
  expect(banner.textContent).toContain('Different dates of birth, NHS numbers – check')
  const oxygen = within(getByRole('list', { name: 'Alerts' })).getAllByRole('listitem')[2]
  expect(oxygen?.textContent).toContain('1 litre or 4 litres')
  expect(oxygen?.textContent).toContain('Different changes – check')
})

test('PN2 alerts stand under the banner, allergies first', () => {
  const { getByRole } = show()
  const items = within(getByRole('list', { name: 'Alerts' })).getAllByRole('listitem')
  expect(items.map((item) => item.textContent)).toEqual([
    'Known allergiesPenicillin – rash 02-Feb-2011Record an allergy',
    'ReSPECT, copy seenIn blue folder, hall 12-Oct-2026',
    'Home oxygen: fire riskOxygen target 88–92 % (Scale 2), Dr Tom Reid 03-Sep-2026',
  ])
})

test('PN8 a range, a date and a telephone number in recorded words stay whole', () => {
  const fact = 'Aim for 88–92 %, since 04-Sep-2026. Ring 01632 960 412, or 01632 960018.'
  const { getByText } = show({ ...samplePerson, alerts: [{ ...samplePerson.alerts[0]!, fact }] })
  for (const whole of ['88–92 %', '04-Sep-2026', '01632 960 412', '01632 960018'])
    expect(getByText(whole).className).toBe('whole-word')
})

test('PN2 while the record is on its way nothing reads as "none recorded"', () => {
  const { getByText, queryByText } = show(arrivingPerson)
  getByText('Allergies unavailable')
  expect(document.body.textContent).toContain('What is missing below may exist.')
  const nones = ['No medicines recorded.', 'No observations recorded.', 'Nothing written yet.']
  for (const words of [...nones, 'No visit is planned in the next two weeks.']) expect(queryByText(words)).toBeNull()
})

test('PN8 what ends the words stands on one line with the figures before it', () => {
  const { container } = render(<WholeFigures>Amoxicillin 125 mg or 250 mg. Born 14-Mar-1947, alone</WholeFigures>)
  expect(container.textContent).toBe('Amoxicillin 125 mg or 250 mg. Born 14-Mar-1947, alone')
  const whole = [...container.querySelectorAll(':scope > .whole-word')].map(({ textContent }) => textContent)
  expect(whole).toEqual(['125 mg', '250 mg.', '14-Mar-1947,'])
})

test('PN808 while the record is on its way no conversation in it is called empty', () => {
  const silent = samplePerson.threads.slice(0, 1).map((row) => ({ ...row, lastText: null, lastAt: null }))
  const { getByText, queryByText, unmount } = show({ ...arrivingPerson, threads: silent })
  getByText('Messages may still be on their way')
  expect(queryByText('No messages yet')).toBeNull()
  unmount()
  show({ ...bareNewPerson, threads: silent }).getByText('No messages yet')
})

test('PN2 a complete record without entries says so', () => {
  const { getByText } = show(bareNewPerson)
  getByText('Allergies not recorded')
  getByText('No medicines recorded.')
  getByText('No observations recorded.')
  getByText('Nothing written yet.')
  getByText('No messages yet. Write to your team here.')
})

test('PN3 medicines in the order of a chart, stopped ones folded away', () => {
  const { getByRole } = show()
  const medicines = within(getByRole('region', { name: 'Medicines' }))
  expect(medicines.getByText('apixaban', { selector: 'b' }).closest('li')?.textContent).toBe(
    'apixaban — tablet — DOSE 2.5 mg — twice a day — by mouthAnticoagulantDr Tom Reid, since 03-Sep-2026 · GP importGiven apixabanNot given… apixabanChange apixaban',
  )
  medicines.getByText('5 current', { exact: false })
  expect(medicines.getByRole('group').textContent).toContain('1 stopped medicine')
  expect(medicines.getByRole('group').textContent).toContain('Stopped 10-Sep-2026')
})

test('PN4 a complete score with its parts', () => {
  const { getByRole } = show()
  const news2 = getByRole('region', { name: 'NEWS2' })
  expect(news2.textContent).toContain('3, complete. Low: a registered nurse assesses, look again within 4 to 6 hours.')
  expect(news2.textContent).toContain('SpO2 scale 289 %0 points')
  expect(news2.textContent).toContain('NEWS2 © Royal College of Physicians 2017')
})

test('PN4 an incomplete score is never a bare total, a missing value never 0', () => {
  const { getByRole } = show({ ...samplePerson, observations: [incompleteObservation] })
  const words = getByRole('region', { name: 'NEWS2' }).textContent
  expect(words).toContain('At least 8, incomplete. 2 of 7 (Systolic, Awake) not entered.')
  expect(words).toContain('Systolic–Not entered')
})

test('PN4 a refused score says why', () => {
  const refused = { ...incompleteObservation, news2: { type: 'refused', reason: 'under-16' } } as const
  const { getByRole } = show({ ...samplePerson, observations: [refused] })
  expect(getByRole('region', { name: 'NEWS2' }).textContent).toContain('Not used: under 16.')
})

test('PN5 writing a visit leads to today’s planned visit', () => {
  expect(show().getByRole('link', { name: 'Write a visit' }).getAttribute('href')).toBe('/visit/doreen/v-doreen')
})

test('PN5 and to an unplanned one when none is planned', () => {
  const engine = createSampleEngine({ views: { today: noVisits } })
  const { getByRole } = renderScreen(<Person personId="doreen" />, { engine })
  expect(getByRole('link', { name: 'Write a visit' }).getAttribute('href')).toBe('/visit/doreen')
})

test('PN6 a record older than a day says so, and on paper always', () => {
  const { getByText } = show({ ...samplePerson, updatedAt: at('09:19', 1) })
  getByText('Last updated yesterday 09:19.')
  getByText(/^Printed 24-Nov-2026 09:20, as known on this device yesterday 09:19\./)
  cleanup()
  expect(show({ ...samplePerson, updatedAt: at('09:21', 1) }).queryByText(/may have changed since/)).toBeNull()
})

test('TW1 the story says who wrote, when it arrived late, and how far it has travelled', () => {
  const { getByRole } = show()
  const words = getByRole('region', { name: 'Story' }).textContent
  expect(words).toContain('Visit note, Ben Okafor, community nurse · yesterday 15:40')
  expect(words).toContain('On 4 of 5 yesterday 16:02')
  expect(words).toContain('Written today 02:10 · arrived today 07:40')
  expect(words).toContain('Next: Weigh daily, nurse visit tomorrow.')
})

test('PN9 a visit is one item of the story, its score in it', () => {
  const { getByRole } = show()
  const items = within(getByRole('region', { name: 'Story' })).getAllByRole('listitem')
  const visit = items.find((item) => item.textContent?.includes('Visit note'))
  expect(visit?.textContent).toContain('NEWS2 3, complete. Low: a registered nurse assesses')
})

test('PN7 of a long story the newest part is asked for and a screenful of it drawn, and older parts on request', () => {
  const all = Array.from({ length: 60 }, (_, index) => ({ ...samplePerson.story[1]!, id: `s-${index}` }))
  const person = ({ limit = 0 }: { readonly limit?: number }) => {
    const story = all.slice(0, limit)
    return { ...samplePerson, story, ...(limit < all.length && { older: true as const }) }
  }
  const engine = createSampleEngine({ views: { person } })
  const { getByRole, queryByRole } = renderScreen(<Person personId="doreen" />, { engine })
  const count = () => within(getByRole('region', { name: 'Story' })).getAllByRole('listitem').length
  for (const shown of [6, 38, 50, 60]) {
    expect(count()).toBe(shown)
    if (shown < 60) fireEvent.click(getByRole('button', { name: 'Show older' }))
  }
  expect(queryByRole('button', { name: 'Show older' })).toBeNull()
})

test('PN585 what a search leads to is drawn, however far down it stands', () => {
  const story = Array.from({ length: 50 }, (_, index) => ({ ...samplePerson.story[1]!, id: `s-${index}` }))
  const engine = createSampleEngine({ views: { person: { ...samplePerson, story } } })
  const { getByRole } = renderScreen(<Person personId="doreen" />, { engine, path: '/person/doreen/s-40' })
  const items = within(getByRole('region', { name: 'Story' })).getAllByRole('listitem')
  expect(items).toHaveLength(41)
  expect(document.activeElement).toBe(items[40])
})

test('SH5 a person who is not on this device', () => {
  const { getByRole } = show({ ...samplePerson, person: null, banner: null })
  getByRole('heading', { name: 'This person is not on this device' })
  getByRole('link', { name: 'Find a person' })
})

test('SH2 before the store answers there is no banner', () => {
  const engine = createSampleEngine({ views: { person: undefined } })
  const { queryByRole } = renderScreen(<Person personId="doreen" />, { engine })
  expect(queryByRole('region', { name: 'Who this record is about' })).toBeNull()
})
