/** Rules PE of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { renderScreen } from '../../testing/render-screen.tsx'
import { people } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { People } from './People.tsx'

afterEach(cleanup)

test('PE1 typing finds people by any of their names', () => {
  const { getByRole, getByText } = renderScreen(<People />)
  const list = () => within(getByRole('region', { name: 'People found' })).getAllByRole('link')
  expect(list()).toHaveLength(12)
  fireEvent.input(getByRole('searchbox', { name: 'Find a person' }), { target: { value: 'dot' } })
  expect(list().map((link) => link.getAttribute('href'))).toEqual(['/person/doreen'])
  getByText('1 of 12 people on this device')
})

test('PE2 a row has name, born with age and NHS number, and nothing clinical', () => {
  const { getByRole } = renderScreen(<People />)
  const row = getByRole('link', { name: /ASHWORTH/ })
  expect(row.textContent).toBe('ASHWORTH, Doreen (Mrs)Born 14-Mar-1947 (79y) NHS No. 999 000 0018New message')
})

test('PE2 names are never shortened', () => {
  renderScreen(<People />).getByText('FEATHERSTONEHAUGH-CHOLMONDELEY, Mabel (Lady)')
})

test('PN12 two NHS numbers stand in the list, each whole, and it says to check', () => {
  const person = { ...people[0]!, nhsNumber: '9990000018 or 9990000026' }
  const disputed = [{ kind: 'detail', id: 'nhsNumber' } as const]
  const rows = [{ person, newMessages: 0, disputed }]
  const engine = createSampleEngine({ views: { people: { rows, total: 1 } } })
  const row = renderScreen(<People />, { engine }).getByRole('link', { name: /ASHWORTH/ })
  expect(row.textContent).toContain('999 000 0018 or 999 000 0026')
  expect(row.textContent).toContain('Two different NHS numbers – check')
})

test('PE3 nobody found says what was looked for', () => {
  const { getByRole } = renderScreen(<People />)
  fireEvent.input(getByRole('searchbox'), { target: { value: ' zz ' } })
  const words = document.body.textContent ?? ''
  expect(words).toContain('Nobody found for “zz”.')
  expect(words).toContain('Only people on this device can be found.')
})

test('PE4 of a long list a hundred are shown, and the rest on request', () => {
  const rows = Array.from({ length: 250 }, (_, index) => ({
    person: { ...people[0]!, personId: `p-${index}` },
    newMessages: 0,
  }))
  const engine = createSampleEngine({ views: { people: { rows, total: 250 } } })
  const { getByRole } = renderScreen(<People />, { engine })
  const count = () => within(getByRole('region', { name: 'People found' })).getAllByRole('link').length
  expect(count()).toBe(100)
  fireEvent.click(getByRole('button', { name: 'Show more (150)' }))
  expect(count()).toBe(200)
})

test('PE3 an empty device says why', () => {
  const engine = createSampleEngine({ views: { people: { rows: [], total: 0 } } })
  renderScreen(<People />, { engine }).getByText('Nobody here yet.')
})

test('SH2 before the store answers nothing reads as "nobody"', () => {
  const engine = createSampleEngine({ views: { people: undefined } })
  const { queryByText, getByText } = renderScreen(<People />, { engine })
  getByText('Opening what is stored here.')
  expect(queryByText('Nobody here yet.')).toBeNull()
})
