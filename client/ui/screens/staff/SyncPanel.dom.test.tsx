/** Rules SY of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Instant } from '../../../../shared/lib/ids.ts'
import type { SyncView } from '../../../engine-api/sync-views.ts'
import { ForkBar } from '../../components/ForkBar.tsx'
import { RollbackBar } from '../../components/RollbackBar.tsx'
import { renderScreen } from '../../testing/render-screen.tsx'
import { meAisha, meDoreen } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import {
  escrowSync,
  groupForkSync,
  offlineSync,
  refilledSync,
  refillingSync,
  rollbackAdminSync,
  rollbackGovernanceSync,
  rollbackOverSync,
  rollbackSync,
  settledSync,
  teamForkSync,
  troubledSync,
} from '../../testing/sample-sync.ts'
import { SyncPanel } from './SyncPanel.tsx'

afterEach(cleanup)

function show(sync: SyncView) {
  return renderScreen(<SyncPanel />, { engine: createSampleEngine({ views: { sync } }) })
}

test('SY1 each waiting item: initials, kind, size, age, why', () => {
  const { getByRole } = show(offlineSync)
  const items = within(getByRole('region', { name: 'Waiting to send: 3' })).getAllByRole('listitem')
  expect(items.map((item) => item.textContent)).toEqual([
    'E.C. – visit note, 2 KB8 minutes old. No signalSaved on this tablet',
    'D.A. – message, 940 bytes6 minutes old. No signalSaved on this tablet',
    'W.C. – observations, 1.3 KB9 minutes old. No signalSaved on this tablet',
  ])
})

test('SY780 what the tablet writes by itself stands last, and many of it are folded away', () => {
  const { waiting } = offlineSync
  const receipts = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...waiting[0]!, id: `receipt-${at}`, kind: 'receipt' as const }))
  const few = show({ ...offlineSync, waiting: [...receipts(3), ...waiting] })
  const region = within(few.getByRole('region', { name: 'Waiting to send: 6' }))
  const kinds = region
    .getAllByRole('listitem')
    .map((item) => /visit note|message|observations/.exec(item.textContent ?? '')?.[0])
  expect(kinds).toEqual(['visit note', 'message', 'observations', 'message', 'message', 'message'])
  expect(document.querySelector('details')).toBeNull()
  cleanup()
  const many = show({ ...offlineSync, waiting: [...receipts(102), ...waiting] })
  const folded = within(many.getByRole('region', { name: 'Waiting to send: 105' })).getByText(
    '102 that this tablet writes by itself: receipts for messages, and that you opened a record',
  )
  expect(folded.closest('details')?.open).toBe(false)
  expect(folded.closest('details')?.querySelectorAll('li')).toHaveLength(102)
})

test('SY890 the panel counts what the pill counts, and says beside it how many records were opened', () => {
  const { waiting } = offlineSync
  const views = [0, 1].map((at) => ({ ...waiting[0]!, id: `view-${at}`, kind: 'view' as const }))
  const both = show({ ...offlineSync, waiting: [...waiting, ...views] })
  expect(both.getByRole('heading', { name: 'Waiting to send: 3, and that you opened 2 records' })).toBeDefined()
  expect(both.getByText(/3 things are safe on this tablet/)).toBeDefined()
  cleanup()
  const { needsYou: _, pill: __, ...settled } = offlineSync
  const pill = { type: 'nothing-to-send', lastCheckedAt: null, needsYou: 0 } as const
  const one = show({ ...settled, pill, needsYou: [], offlineSince: null, waiting: views.slice(1) })
  expect(one.getByText('Sending that you opened a record')).toBeDefined()
  expect(one.getByRole('heading', { name: 'Waiting to send: that you opened a record' })).toBeDefined()
})

test('SY1 what needs a person stands before what only waits', () => {
  const { getByRole, getAllByRole } = show(offlineSync)
  const headings = getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)
  expect(headings.slice(0, 2)).toEqual(['Needs you: 1', 'Waiting to send: 3'])
  expect(getByRole('region', { name: 'Needs you: 1' }).textContent).toContain(
    'Written yesterday 16:50. This device may no longer write thereNot sentTry again D.A., message',
  )
})

test('SY1 the sentence: without signal, sending, all sent', () => {
  show(offlineSync).getByText('No signal since 09:10. You can carry on.')
  cleanup()
  show(troubledSync).getByText('Sending 3 things')
  cleanup()
  show(settledSync).getByText('Everything here has been sent.')
})

test('SY2 the report can be copied', async () => {
  const { getByRole, findByText, app } = show(offlineSync)
  fireEvent.click(getByRole('button', { name: 'Copy this report' }))
  await findByText('Copied. It holds no names.')
  expect(app.copied[0]).toContain('No signal – 3 saved here')
  expect(app.copied[0]).toContain('author-not-active')
})

test('SY3 try now, try again beside an item, and lock reach the engine', async () => {
  const { getByRole, engine } = show(offlineSync)
  fireEvent.click(getByRole('button', { name: 'Try again D.A., message' }))
  fireEvent.click(getByRole('button', { name: 'Try now' }))
  fireEvent.click(getByRole('button', { name: 'Lock tablet' }))
  await waitFor(() => expect(engine.calls).toEqual(['syncNow', 'syncNow', 'lock']))
})

test('SY1 no name of a problem stands on the screen, a refusal nobody foresaw included', () => {
  const refused = { ...offlineSync.needsYou[0]!, problem: 'some-new-problem' }
  const { getByRole } = show({ ...offlineSync, needsYou: [refused], parked: troubledSync.parked })
  expect(getByRole('region', { name: 'Needs you: 1' }).textContent).toContain('The server did not take it')
  expect(document.body.textContent).not.toMatch(/some-new-problem|bad-signature/)
})

test('SY4 trouble in words', () => {
  const { getByText } = show(troubledSync)
  getByText('This tablet’s clock is about 2 hours fast.')
  getByText('Nearly full. Free some space on this tablet, or new notes may not fit.')
  getByText(/The browser may clear this data/)
  getByText('Could not be taken in: 1')
  getByText('9 of 12 visits')
})

test('SY285 a key that the kit could not have opened is told apart from what could not be taken in', () => {
  const { getByRole, queryByText } = show(escrowSync)
  const region = getByRole('region', { name: 'A key that the recovery kit could not have opened' })
  expect(region.textContent).toContain('a right key is made in its place by itself')
  expect(
    within(region)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['Noticed today 09:01'])
  expect(queryByText(/^Could not be taken in/)).toBeNull()
})

test('SY5 each device of a colleague says when it was last heard of', () => {
  const { getByRole } = show(offlineSync)
  const rows = within(getByRole('region', { name: 'Colleagues’ devices' })).getAllByRole('listitem')
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Ben OkaforLast seen 08:58',
    'Priya ShahDevice 1 last seen 09:09Device 2 last seen yesterday 17:40',
    'Dr Tom ReidNot seen yet',
  ])
})

test('SY660 right after opening it says that it is not known yet, and of nobody that they were never seen', () => {
  const [ben, priya] = offlineSync.colleagues
  const colleagues = [
    { ...ben!, devices: [undefined] },
    { ...priya!, devices: [undefined, undefined] },
  ]
  const { getByRole } = show({ ...offlineSync, colleagues })
  const rows = within(getByRole('region', { name: 'Colleagues’ devices' })).getAllByRole('listitem')
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Ben OkaforLast seen: not known yet',
    'Priya ShahDevice 1 last seen: not known yetDevice 2 last seen: not known yet',
  ])
})

test('SP1 the pill is on the screen and says when somebody is needed', () => {
  show(offlineSync).getByRole('link', { name: /No signal – 3 saved here.*Needs you \(1\)/ })
})

test('SY121 two histories: what was noticed, what works, who to turn to, and the proof as a file', async () => {
  const engine = createSampleEngine({ views: { sync: teamForkSync }, forkProof: new Uint8Array([1]) })
  const { app, findByText, getByRole } = renderScreen(<SyncPanel />, { engine })
  const region = getByRole('region', { name: 'Two different histories' })
  expect(region.textContent).toContain('There are two histories of the team')
  expect(region.textContent).toContain('Noticed today 09:02. Priya Shah’s device')
  expect(region.textContent).toContain('You can read everything that is here')
  expect(region.textContent).toContain('Ring your administrator now')
  fireEvent.click(getByRole('button', { name: /Save the proof/ }))
  await findByText('Saved among your downloads.')
  expect(app.files).toEqual(['two-histories.doorstep-proof'])
})

test('SY121 of one record, and of a colleague’s device; a proof that is not here is said not to be', async () => {
  const { app, findByText, getAllByRole, getByRole } = show(groupForkSync)
  const { textContent } = getByRole('region', { name: 'Two different histories' })
  expect(textContent).toContain('There are two histories of the clinical record of D.A.')
  expect(textContent).toContain('everywhere else you can go on')
  expect(textContent).toContain('Ben Okafor’s device wrote two different things as one')
  expect(textContent).toContain('Nothing is stopped')
  expect(textContent).toContain('Ben Okafor’s device gave a false summary of the clinical record of H.B.')
  expect(textContent).toContain('what you see is what each colleague wrote')
  expect(getAllByRole('button', { name: /Save the proof/ }).length).toBe(2)
  fireEvent.click(getAllByRole('button', { name: /Save the proof/ })[0]!)
  await findByText(/does not prove it to others yet/)
  expect(app.files).toEqual([])
})

test('SY122 a relay that was put back is said to be filled again, then to have been; the report names the neighbourhood', async () => {
  const refilling = show(refillingSync).getByRole('region', { name: 'The server lost what came last' })
  expect(refilling.textContent).toContain('This tablet is giving back what it holds. You can carry on.')
  cleanup()
  const { app, findByText, getByRole, queryByRole } = show(refilledSync)
  expect(getByRole('region', { name: 'The server has been filled again' }).textContent).toContain('09:05')
  fireEvent.click(getByRole('button', { name: 'Copy this report' }))
  await findByText('Copied. It holds no names.')
  expect(app.copied[0]).toContain(`Neighbourhood ${refilledSync.space}`)
  expect(queryByRole('region', { name: 'Two different histories' })).toBeNull()
  cleanup()
  expect(show(settledSync).queryByRole('region', { name: /server/ })).toBeNull()
})

test('SY740 a relay that went back without a word: what happened, that nothing here is lost, who to tell, and that it is over', () => {
  const words = (sync: SyncView) => {
    const said = show(sync).getByRole('region', { name: 'The server went back' }).textContent
    expect(screen.queryByRole('heading', { name: /has been filled again|lost what came last/ })).toBeNull()
    cleanup()
    return said
  }
  const lasting = words(rollbackSync)
  expect(lasting).toContain('The server lost something, or hides it')
  expect(lasting).toContain('Noticed today 09:02. The server showed this tablet less than it had before')
  expect(lasting).toContain('Nothing of what is on this tablet is lost.')
  expect(lasting).toContain('Tell your administrator')
  const over = words(rollbackOverSync)
  expect(over).toContain('It is over: this tablet had given back everything it holds by today 09:05.')
  expect(over).toContain('without 14 entries')
  expect(words(rollbackAdminSync)).toContain('It did so 3 times.')
  expect(words(rollbackAdminSync)).toContain('Ring whoever looks after the server')
  expect(words(rollbackGovernanceSync)).toContain('treat it as a security incident')
})

test('SY740 on every screen: of staff until it is over, of administrators a day longer; the report says it too', async () => {
  const bar = (sync: SyncView) => {
    const engine = createSampleEngine({ views: { sync } })
    const said = renderScreen(<RollbackBar />, { engine, me: meAisha }).getByRole('status').textContent
    cleanup()
    return said
  }
  expect(bar(settledSync)).toBe('')
  expect(bar(rollbackSync)).toContain('This tablet is giving back what it holds. You can carry on.')
  expect(bar(rollbackOverSync)).toBe('')
  expect(bar(rollbackAdminSync)).toContain('Somebody has to ask why it happened.')
  const [over] = rollbackAdminSync.rollbacks
  const longAgo = { ...over!, overAt: (over!.overAt! - 25 * 60 * 60_000) as Instant }
  expect(bar({ ...rollbackAdminSync, rollbacks: [longAgo] })).toBe('')
  const { app, findByText, getByRole } = show(rollbackOverSync)
  fireEvent.click(getByRole('button', { name: 'Copy this report' }))
  await findByText('Copied. It holds no names.')
  expect(app.copied[0]).toContain('did not say that an older copy was put in its place')
})

test('SY120 every screen says where not to write, for the public in their words; without an alarm nothing is said', () => {
  const bar = (sync: SyncView, me = meAisha) => {
    const engine = createSampleEngine({ views: { sync } })
    const said = renderScreen(<ForkBar />, { engine, me }).getByRole('alert').textContent
    cleanup()
    return said
  }
  expect(bar(settledSync)).toBe('')
  expect(bar(teamForkSync)).toContain('Do not write on this tablet for now.')
  expect(bar(groupForkSync)).toContain('Do not write in the clinical record of D.A. for now.')
  expect(bar(teamForkSync, meDoreen)).toContain('Ring your team.')
})

test('SH3 the public see neither colleagues nor readiness', () => {
  const engine = createSampleEngine({ views: { sync: offlineSync } })
  const { queryByRole } = renderScreen(<SyncPanel />, { engine, me: meDoreen, deviceWord: 'phone' })
  expect(queryByRole('heading', { name: 'Colleagues’ devices' })).toBeNull()
  expect(queryByRole('heading', { name: 'Ready for today' })).toBeNull()
  expect(queryByRole('button', { name: /Lock/ })).toBeNull()
})

test('SY981 what waits for an earlier part is told as waiting, with since when, apart from what could not be taken in', () => {
  const { getByRole } = show({ ...offlineSync, parked: troubledSync.parked })
  const waiting = getByRole('region', { name: 'Waiting for an earlier part: 1' })
  expect(waiting.textContent).toContain('Waiting since today 08:20')
  expect(waiting.textContent).toContain('It is kept, and appears by itself once that is here.')
  expect(getByRole('region', { name: 'Could not be taken in: 1' }).textContent).not.toContain('08:20')
})
