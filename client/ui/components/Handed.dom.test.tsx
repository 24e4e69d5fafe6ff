/** Being told of whom one was given and whom one looks after no more, found by role and name. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { InPersonActOutcome } from '../../engine-api/in-person-acts.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine, type SampleOptions } from '../testing/sample-engine.ts'
import { sampleHanded } from '../testing/sample-rounds.ts'
import { offlineSync } from '../testing/sample-sync.ts'
import { Handed } from './Handed.tsx'

afterEach(cleanup)

function show(options: SampleOptions = {}) {
  const engine = createSampleEngine({ ...options, views: { handed: sampleHanded, ...options.views } })
  renderScreen(<Handed />, { engine })
  return engine
}

const line = (name: RegExp) => {
  const found = screen.getAllByRole('listitem').find((each) => name.test(each.textContent ?? ''))
  if (found === undefined) throw new Error(`no line ${name}`)
  return within(found)
}

test('TD480 who gave whom since when is told with the way to the story, and who looks after somebody else now with what that means', () => {
  show()
  screen.getByRole('region', { name: 'Whom you look after has changed' })
  const given = line(/^Lena Novak gave you Doreen Ashworth/)
  given.getByText('Since today 08:20. Read the story before you go.')
  expect(given.getByRole('link', { name: 'Read the story Doreen Ashworth' }).getAttribute('href')).toBe(
    '/person/doreen',
  )
  const taken = line(/^Harold Pemberton is now looked after by Ben Okafor and Dr Tom Reid/)
  taken.getByText('You no longer see the record. Changed by Lena Novak, yesterday 16:10.')
  expect(taken.queryByRole('link')).toBeNull()
  const on = line(/^Lena Novak put you on the round South and Mill Lane/)
  on.getByText(/With it you look after 7 people: Joan Marlow, .* and 4 others\. Read their stories before you go\.$/)
  expect(on.getByRole('link', { name: 'See the round' }).getAttribute('href')).toBe('/rounds')
  line(/^You are not on a round without a name any more/).getByText(/Now looked after by Ben Okafor\.$/)
})

test('TD480 each is put away by one press, without signal too; what did not reach the disk says so and stays', async () => {
  const engine = show({ views: { sync: offlineSync } })
  fireEvent.click(screen.getByRole('button', { name: 'Got it Lena Novak put you on the round South and Mill Lane' }))
  await waitFor(() => expect(engine.commands).toHaveLength(1))
  const [, , on] = sampleHanded.items
  expect(engine.commands[0]).toMatchObject({
    type: 'mark-handed',
    personIds: on!.people.map(({ personId }) => personId),
  })
  engine.setViews({ handed: { items: sampleHanded.items.filter((item) => item !== on) } })
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(3))
  // Where the pressed control was.
  expect(document.activeElement?.contains(screen.getByRole('list'))).toBe(true)
  cleanup()
  show({ outcome: () => ({ ok: false, problem: { type: 'no-space' } }) })
  fireEvent.click(screen.getAllByRole('button', { name: /^Got it/ })[0]!)
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/could not be put away/))
  expect(screen.getAllByRole('listitem')).toHaveLength(4)
})

test('TD840 that another phone came in stands first, with the way to the phones, until it is put away', async () => {
  const { person, personId } = sampleHanded.items[0]!.people[0]!
  const otherPhones = [{ inviteId: 'i-1', personId, person }]
  let kept: InPersonActOutcome = { type: 'failed', problem: 'not-kept' }
  const engine = show({ views: { handed: { items: [], otherPhones } }, inPersonOutcome: () => kept })
  const title = 'Another phone than the one you scanned came in for Doreen Ashworth'
  expect(screen.getByRole('alert').textContent).toContain(title)
  expect(screen.getByRole('link', { name: 'To their phones' }).getAttribute('href')).toBe('/person/doreen/sharing')
  fireEvent.click(screen.getByRole('button', { name: `Got it ${title}` }))
  expect(await screen.findByText(/could not be put away/)).toBeDefined()
  kept = { type: 'seen' }
  fireEvent.click(screen.getByRole('button', { name: `Got it ${title}` }))
  await waitFor(() => expect(screen.queryByText(/could not be put away/)).toBeNull())
  expect(engine.inPersonActs).toEqual([1, 2].map(() => ({ type: 'seen', inviteId: 'i-1' })))
  expect(document.activeElement?.getAttribute('aria-live')).toBe('polite')
})

test('TD480 where there is nothing to tell nothing stands there, and what comes later is read out', async () => {
  const engine = show({ views: { handed: { items: [] } } })
  expect(screen.queryByRole('heading')).toBeNull()
  const live = document.querySelector('[aria-live="polite"]')
  expect(live).not.toBeNull()
  engine.setViews({ handed: sampleHanded })
  await waitFor(() => expect(live?.contains(screen.getByRole('list'))).toBe(true))
})
