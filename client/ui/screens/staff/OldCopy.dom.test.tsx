/** Rules SY180 to SY182 of client/ui/SPEC.md. */
import { cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { SyncView } from '../../../engine-api/sync-views.ts'
import { changesByHand } from '../../testing/gallery-old-copy.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { aisha, at, ben, meDoreen } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { byHandSync, oldCopyAskSync, oldCopySync, sealingSync } from '../../testing/sample-sync.ts'
import { messagesText } from '../../text/en/messages.ts'
import { story } from '../../text/en/record.ts'
import { SyncPanel } from './SyncPanel.tsx'

afterEach(cleanup)

function show(sync: SyncView, options: Omit<SampleOptions, 'views'> = {}) {
  return renderScreen(<SyncPanel />, { engine: createSampleEngine({ ...options, views: { sync } }) })
}

const card = { name: 'This device was put back to an older copy' }

test('SY180 what happened and what is safe stands first, and one press and one yes start it anew', async () => {
  const { engine, findByRole, getAllByRole } = show(oldCopySync, { anewOutcome: () => ({ type: 'begun' }) })
  const region = within(await findByRole('region', card))
  expect(getAllByRole('heading', { level: 2 })[0]!.textContent).toBe(
    'This tablet was put back to an older copy of itself',
  )
  region.getByText(/All of it is safe on this tablet/)
  region.getByText(/your passphrase stays the same/)
  expect(document.body.textContent).not.toContain('Everything here has been sent')
  fireEvent.click(region.getByRole('button', { name: 'Start this tablet anew' }))
  fireEvent.click(region.getByRole('button', { name: 'Not now' }))
  expect(engine.anewActs).toEqual([])
  fireEvent.click(region.getByRole('button', { name: 'Start this tablet anew' }))
  fireEvent.click(region.getByRole('button', { name: 'Yes, start anew' }))
  await waitFor(() => expect(engine.anewActs).toEqual([{ type: 'begin' }]))
  region.getByText('Starting anew. This takes a moment.')
})

test('SY570 what waits for the device to be put right offers no try that would be answered alike; anything else that was refused does', async () => {
  const [first, ...rest] = oldCopySync.needsYou
  const { findByRole } = show({ ...oldCopySync, needsYou: [{ ...first!, problem: 'over-quota' }, ...rest] })
  const region = within(await findByRole('region', { name: /^Needs you: 2/ }))
  expect(region.getAllByText(/What to do about it stands above/)).toHaveLength(1)
  expect(region.getAllByRole('button', { name: /^Try again/ })).toHaveLength(1)
})

test('SY180 without signal nothing is promised, and it can be pressed again', async () => {
  const { findByRole } = show(oldCopySync, { anewOutcome: () => ({ type: 'failed', problem: 'no-signal' }) })
  const region = within(await findByRole('region', card))
  fireEvent.click(region.getByRole('button', { name: 'Start this tablet anew' }))
  fireEvent.click(region.getByRole('button', { name: 'Yes, start anew' }))
  expect((await region.findByRole('alert')).textContent).toContain('Everything is still here')
  region.getByRole('button', { name: 'Start this tablet anew' })
})

test('SY180 whoever cannot start anew alone is told who lets the device in again', async () => {
  const engine = createSampleEngine({ views: { sync: oldCopyAskSync } })
  const { findByRole } = renderScreen(<SyncPanel />, { engine, me: meDoreen })
  const region = within(await findByRole('region', card))
  region.getByText(/Please ring your team/)
  expect(region.queryByRole('button')).toBe(null)
})

test('SY255 a phone of the public says it in plain words, without a passphrase it has not, and puts itself right in one press and one yes', async () => {
  const engine = createSampleEngine({ views: { sync: oldCopySync }, anewOutcome: () => ({ type: 'begun' }) })
  const { findByRole } = renderScreen(<SyncPanel />, { engine, me: meDoreen })
  const region = within(await findByRole('region', card))
  region.getByRole('heading', { name: /went back to an earlier day/ })
  region.getByText(/All of it is safe/)
  expect(region.queryByText(/passphrase|PIN|anew|copy/)).toBe(null)
  fireEvent.click(region.getByRole('button', { name: /^Put this .* right$/ }))
  expect(region.queryByText(/passphrase|PIN|anew|copy/)).toBe(null)
  expect(engine.anewActs).toEqual([])
  fireEvent.click(region.getByRole('button', { name: 'Yes, put it right' }))
  await waitFor(() => expect(engine.anewActs).toEqual([{ type: 'begin' }]))
  region.getByText('Putting it right. Please keep Doorstep open.')
  expect(region.queryByRole('button')).toBe(null)
})

test('SY181 how much is left to seal again, and what to do by hand with one press to put it away', async () => {
  const sealing = show(sealingSync)
  expect((await sealing.findByRole('region', card)).textContent).toContain('Sending again: 3 things')
  cleanup()
  const { engine, findByRole } = show(byHandSync, { anewOutcome: () => ({ type: 'list', items: changesByHand }) })
  const region = within(await findByRole('region', card))
  const item = within((await region.findByRole('heading', { name: 'Doreen Ashworth' })).closest('li')!)
  item.getByText('furosemide')
  item.getByText(/Written yesterday 16:40/)
  fireEvent.click(item.getByRole('button', { name: /Done, put it away/ }))
  await waitFor(() => expect(engine.anewActs).toContainEqual({ type: 'put-away', entryId: 'e-change' }))
})

test('SY182 what its own writer sealed again is not called let in', () => {
  const again = { by: aisha, at: at('09:00') }
  expect(story.letIn(again, at('09:30'), true)).toMatch(/sealed again by its writer .*09:00/)
  expect(story.letIn({ ...again, by: ben }, at('09:30'), false)).toContain('Let in by Ben Okafor')
  expect(messagesText.letIn('Aisha Rahman', true)).toContain('Sent again by Aisha Rahman')
})
