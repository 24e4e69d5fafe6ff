/** Rules PE5, PE6 and PE360 of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { renderScreen } from '../../testing/render-screen.tsx'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { samplePerson } from '../../testing/sample-record.ts'
import { sampleSearch } from '../../testing/sample-search.ts'
import { People } from './People.tsx'
import { Person } from './Person.tsx'

afterEach(cleanup)

function type(words: string): void {
  fireEvent.input(within(document.body).getByRole('searchbox'), { target: { value: words } })
}

test('PE5 notes and messages with the words stand below the people, marked, each a link to where it stands', () => {
  const { getByRole, queryByRole } = renderScreen(<People />)
  type('pills')
  const note = within(getByRole('region', { name: 'In notes' })).getByRole('link')
  expect(note.getAttribute('href')).toBe('/person/doreen/n-1')
  expect(note.querySelector('mark')?.textContent).toBe('pills')
  expect(note.textContent).toContain('ASHWORTH, Doreen')
  const message = within(getByRole('region', { name: 'In messages' })).getByRole('link')
  expect(message.getAttribute('href')).toBe('/thread/t-doreen')
  expect(queryByRole('region', { name: 'In medicines' })).toBeNull()
  expect(document.body.textContent).toContain('There is more. Type another word to find less.')
})

test('PE360 a medicine that is found says what waits for a decision there: every side with who wrote it, and what it does not go with', () => {
  const { getByRole } = renderScreen(<People />)
  type('furos')
  const [apart, warned] = within(getByRole('region', { name: 'In medicines' })).getAllByRole('link')
  expect(apart?.getAttribute('href')).toBe('/medicine/doreen/furosemide')
  for (const words of [
    'Two doses',
    'A: furosemide, tablet, 20 mg, once a day, morning, by mouth (Aisha Rahman, community nurse, written today 08:50)',
    'B: furosemide, tablet, 80 mg, once a day, morning, by mouth (Priya Shah, pharmacist, written today 08:55, arrived today 08:58)',
    'Nothing has been picked.',
  ])
    expect(apart?.textContent).toContain(words)
  expect(warned?.getAttribute('href')).toBe('/person/doreen')
  expect(warned?.textContent).toContain('Allergy: Penicillin')
  expect(warned?.textContent).toContain('Do not give before a prescriber has decided.')
})

test('PE660 where nobody is called that, and records have the words, it is said in a line that pushes none of them away', () => {
  const nobody = { rows: [], total: 40, found: 0 }
  const engine = createSampleEngine({ views: { people: nobody, search: sampleSearch('pills') } })
  const { getByRole, queryByText } = renderScreen(<People />, { engine })
  type('pills')
  expect(document.body.textContent).toContain('Nobody found for “pills”. In records there is:')
  expect(queryByText(/^Only people on this device can be found/)).toBeNull()
  expect(getByRole('region', { name: 'In notes' })).toBeDefined()
})

test('PE6 while records are being read it says how many, and not that there is nothing', async () => {
  const reading = { ...sampleSearch('zebra'), reading: { done: 1_200, of: 3_400 } }
  const engine = createSampleEngine({ views: { search: reading } })
  const { findByText } = renderScreen(<People />, { engine })
  type('zebra')
  const words = document.body.textContent ?? ''
  expect(words).toContain('1,200 of 3,400 records')
  expect(words).not.toContain('is in no note')
  engine.setViews({ search: { ...reading, reading: null } })
  await findByText('“zebra” is in no note, message or medicine on this device.')
})

test('PE6 one letter looks for people alone', () => {
  renderScreen(<People />)
  type('z')
  expect(document.body.textContent).not.toContain('is in no note')
})

test('PE5 the note a search led to is asked for, however old, is in view and has the focus', async () => {
  const items = Array.from({ length: 120 }, (_, number) => ({ ...samplePerson.story[0]!, id: `s-${number}` }))
  const person = ({ item, limit }: { readonly item?: string; readonly limit?: number }) => {
    const story = items.slice(0, item === undefined ? limit : items.findIndex(({ id }) => id === item) + 1)
    return { ...samplePerson, story, older: true as const }
  }
  const { app, container } = renderScreen(<Person personId="doreen" />, {
    engine: createSampleEngine({ views: { person } }),
  })
  expect(container.querySelectorAll('ol.story > li')).toHaveLength(6)
  app.router.go({ name: 'person', personId: 'doreen', item: 's-110' })
  await expect.poll(() => container.querySelectorAll('ol.story > li')).toHaveLength(111)
  await expect.poll(() => document.activeElement).toBe(container.querySelector('ol.story > li:last-child'))
})
