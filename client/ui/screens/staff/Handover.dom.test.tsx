import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { renderScreen } from '../../testing/render-screen.tsx'
import { ben, people, reid } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { sampleThreads } from '../../testing/sample-record.ts'
import { noTasks } from '../../testing/sample-tasks.ts'
import { Handover } from './Handover.tsx'

afterEach(cleanup)

function open(views: SampleOptions['views'] = {}, memberId = ben.memberId) {
  const engine = createSampleEngine({ views })
  renderScreen(<Handover memberId={memberId} />, { engine })
  return engine
}

const part = (name: string) => within(screen.getByRole('region', { name }))

test('HO282 tasks, conversations, visits and people a colleague has stand on one page', () => {
  const [talk] = sampleThreads
  const care = { title: '', priority: 'today', isMine: false, changed: null } as const
  const owners = [{ who: ben, by: ben, since: 0 as never }]
  open({
    threads: { rows: [{ ...talk!, care: { ...care, owners } }, ...sampleThreads.slice(1)], unread: 0 },
    people: { rows: [{ person: { ...people[0]!, namedNurse: ben.name }, newMessages: 0 }], total: 1 },
  })
  screen.getByRole('heading', { level: 1, name: 'What is with Ben Okafor' })
  part('Tasks').getByText('Take bloods', { selector: 'b' })
  expect(part('Tasks').queryByText('Order dressings', { selector: 'b' })).toBeNull()
  expect(part('Conversations').getAllByRole('link')).toHaveLength(1)
  expect(part('Visits in the next two weeks').getAllByText('Leg dressing').length).toBeGreaterThan(0)
  expect(part('Named nurse of').getByRole('link').getAttribute('href')).toBe('/person/doreen/details')
})

test('HO282 a visit is handed on where it stands, and taken back by one press', async () => {
  const engine = open()
  const [change] = part('Visits in the next two weeks').getAllByRole('button', { name: /^Change/ })
  fireEvent.click(change!)
  fireEvent.click(part('Visits in the next two weeks').getAllByRole('button', { name: /^Aisha Rahman/ })[0]!)
  await waitFor(() => expect(engine.commands.map(({ type }) => type)).toEqual(['assign-visit']))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(engine.commands.map(({ type }) => type)).toEqual(['assign-visit', 'assign-visit']))
})

test('HO282 nothing is called nothing while part of it may be on its way', () => {
  open({ tasks: { ...noTasks, complete: false } })
  part('Tasks').getByText(/may still be on its way/)
  expect(part('Tasks').queryByText('Nothing.')).toBeNull()
  part('Named nurse of').getByText('Nothing.')
})

test('HO282 a title is part of how somebody is called', () => {
  open({}, reid.memberId)
  screen.getByText(/^What Dr Reid wrote and decided stays/)
})

test('HO282 a colleague who is not here is said not to be', () => {
  open({}, 'm-nobody')
  screen.getByText('This colleague is not on this device.')
})

test('HO336 what the colleague decided of late stands there, with where to read on', () => {
  open()
  const decided = part('Decisions written down in the last four weeks')
  decided.getByText('Two visits a week until Christmas, then look again.')
  decided.getByText('And 2 about people who are not on your rounds.')
  expect(decided.getByRole('link', { name: 'Read on in the decisions' }).getAttribute('href')).toBe(
    '/person/doreen/decided',
  )
})
