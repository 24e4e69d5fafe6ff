/** What Noor reads on the audit: every sentence from the view, nothing of a record, and a copy she can keep. */
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { naughtyMarkup, naughtyStrings } from '../../../../shared/testing/naughty-strings.ts'
import type { AuditAgreement } from '../../../engine-api/audit.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { emptyAudit, emptyAuditLog, sampleAudit, sampleAuditLog, wentBackAudit } from '../../testing/sample-audit.ts'
import { meNoor } from '../../testing/sample-cast.ts'
import { createSampleEngine, type SampleOptions } from '../../testing/sample-engine.ts'
import { Audit } from './Audit.tsx'

afterEach(cleanup)

async function open(options: SampleOptions = {}) {
  const engine = createSampleEngine({ device: { type: 'open', me: meNoor }, ...options })
  const rendered = renderScreen(<Audit />, { engine, me: meNoor })
  await screen.findByText(/^(The server|Nobody can check|There is no signal)/)
  return { ...rendered, engine }
}

const linesOf = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map((item) => item.textContent)

const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('AU144 it says who opened what and why, who let whom in, and what the relay handed out, in plain words', async () => {
  await open()
  expect(linesOf('Opened outside rounds')).toEqual([
    'Ben opened person 7C1 FA2It could not wait. Opened today 09:05, open until 13:05.',
    'Dr Reid opened person 9C4 E77Standing in for a colleague. Opened 21-Nov-2026 22:40, closed early, 23:10.',
  ])
  expect(linesOf('Let into a record')).toEqual([
    'Priya (not in the team any more) may look into person 7C1 FA2Given yesterday 10:00 by administrator, device 44B9, until somebody ends it.',
  ])
  expect(linesOf('Handed out by the server')[0]).toBe('Ben: person 7C1 FA224-Nov-2026: 212 items, 09:05 to 09:06.')
  expect(screen.getByText(/You read no record/)).toBeTruthy()
})

test('AU992 who put themselves on a round is said in words, with whom it looks after, and so where nobody did', async () => {
  await open()
  expect(linesOf('Put themselves on a round')).toEqual([
    'Administrator, device 44B9 put themselves on round 0A1 F3C22-Nov-2026 18:20. Still on it. It looks after person 3E5 10D; person 9C4 E77.',
  ])
  choose('Member of the team', 'm-ben')
  expect(screen.getByText('Nobody put themselves on a round in this time.')).toBeTruthy()
})

test('AU144 that somebody no longer looks after a person stands with who took it back', async () => {
  const [given] = sampleAudit.accesses
  await open({ views: { audit: { ...sampleAudit, accesses: [{ ...given!, isTakingBack: true }] } } })
  expect(linesOf('Let into a record')).toEqual([
    'Priya (not in the team any more) no longer looks after person 7C1 FA2Taken back yesterday 10:00 by administrator, device 44B9.',
  ])
})

test('AU740 that the server went back stands there, said or not, whatever is chosen, and in the saved copy', async () => {
  const { app } = await open({ views: { audit: wentBackAudit } })
  choose('Time', '1')
  const name = 'When the server went back to an older state'
  expect(linesOf(name)).toEqual([
    'Something was lost or hidden, and the server did not say soNoticed today 09:02. The devices are giving it back what they hold.',
    'Restored from an older copy, as the server said itselfNoticed 12-Nov-2026 17:30, 2 times in all. 14 entries that this device knows of were gone. This device had given back what it holds by 12-Nov-2026 17:36.',
  ])
  const saved = vi.spyOn(app.page, 'saveFile').mockImplementation(() => {})
  fireEvent.click(screen.getByRole('button', { name: 'Save a copy' }))
  expect(String(saved.mock.calls[0]![2])).toContain('Something was lost or hidden, and the server did not say so')
  cleanup()
  await open()
  expect(screen.getByText('This device has noticed nothing of the kind.')).toBeTruthy()
})

test('AU144 AU140 whether the log can be believed is said in one sentence, and an alarm is read out', async () => {
  const words: readonly (readonly [AuditAgreement, RegExp])[] = [
    [
      { type: 'agrees', upTo: sampleAuditLog.readAt, late: false },
      /agrees with what it signed\. Checked up to today 09:19\./,
    ],
    [{ type: 'agrees', upTo: sampleAuditLog.readAt, late: true }, /signed nothing for more than two days/],
    [{ type: 'not-signed' }, /has signed nothing yet/],
    [{ type: 'no-key' }, /Nobody can check/],
  ]
  for (const [agreement, said] of words) {
    await open({ auditLog: { type: 'read', log: { ...sampleAuditLog, agreement } } })
    expect(screen.getAllByRole('status').some(({ textContent }) => said.test(textContent ?? ''))).toBe(true)
    expect(screen.queryByRole('alert')).toBeNull()
    cleanup()
  }
  for (const how of ['changed', 'missing', 'cut-short', 'unreadable'] as const) {
    await open({ auditLog: { type: 'read', log: { ...sampleAuditLog, agreement: { type: 'differs', how } } } })
    expect(screen.getByRole('alert').textContent).toContain('does not agree with what it signed')
    cleanup()
  }
})

test('AU144 it can be narrowed to a person, a member of the team and a time', async () => {
  await open()
  choose('Person', sampleAudit.people[1]!.personId)
  expect(linesOf('Opened outside rounds')).toHaveLength(1)
  expect(screen.getByText('Nobody was let into a record in this time.')).toBeTruthy()
  choose('Person', '')
  choose('Member of the team', 'm-ben')
  expect(linesOf('Opened outside rounds')).toHaveLength(1)
  expect(linesOf('Handed out by the server')).toHaveLength(1)
  choose('Member of the team', '')
  choose('Time', '1')
  expect(linesOf('Opened outside rounds')).toHaveLength(1)
})

test('AU144 nothing, no signal and not shown are each said to be that; it can be read again', async () => {
  await open({ views: { audit: emptyAudit }, auditLog: { type: 'read', log: emptyAuditLog } })
  expect(screen.getByText('Nobody opened a record they do not look after.')).toBeTruthy()
  expect(screen.getByText('The server’s log has nothing in this time.')).toBeTruthy()
  cleanup()
  await open({ views: { audit: { ...emptyAudit, complete: false } } })
  expect(screen.queryByText(/^Nobody (opened|was let)/)).toBeNull()
  expect(screen.getAllByText('Part of this list may still be on its way to this device.')).toHaveLength(2)
  cleanup()
  const { engine } = await open({ auditLog: { type: 'failed', problem: 'no-signal' } })
  expect(screen.getByText('The server’s log is not here.')).toBeTruthy()
  expect(linesOf('Opened outside rounds')).toHaveLength(2)
  fireEvent.click(screen.getByRole('button', { name: 'Read it again' }))
  expect(engine.calls.filter((call) => call === 'readAuditLog')).toHaveLength(2)
})

test('AU221 it says who looked into which record on which day, and what is signed by nobody is left out and said to be', async () => {
  await open()
  expect(linesOf('Looked into a record')).toEqual([
    'Ben looked into person 7C1 FA224-Nov-2026, first at 09:06.',
    'Aisha looked into person 7C1 FA224-Nov-2026, first at 08:41.',
    'Dr Reid looked into person 9C4 E7723-Nov-2026, first at 17:12.',
  ])
  choose('Member of the team', 'm-ben')
  expect(linesOf('Looked into a record')).toHaveLength(1)
  expect(screen.queryByText(/signed by nobody of the team/)).toBeNull()
  cleanup()
  await open({ auditLog: { type: 'read', log: { ...emptyAuditLog, unproven: 2 } } })
  expect(screen.getByText(/^Nobody looked .* 2 lines .* are signed by nobody of the team/)).toBeTruthy()
  cleanup()
  await open({ auditLog: { type: 'failed', problem: 'no-signal' } })
  expect(screen.getByText('Who looked is not here.')).toBeTruthy()
})

test('AU145 the copy says the same as the screen, needs nothing to be read, and carries no markup of anybody’s', async () => {
  const evil = { ...sampleAudit.staff[1]!, name: naughtyMarkup }
  const staff = sampleAudit.staff.map((member) => (member.memberId === evil.memberId ? evil : member))
  const { app } = await open({ views: { audit: { ...sampleAudit, staff } } })
  const saved = vi.spyOn(app.page, 'saveFile').mockImplementation(() => {})
  choose('Time', '7')
  fireEvent.click(screen.getByRole('button', { name: 'Save a copy' }))
  const [name, type, content] = saved.mock.calls[0]!
  const copy = String(content)
  expect([name, type]).toEqual(['audit-2026-11-24.html', 'text/html'])
  expect(copy).not.toMatch(/<img|<script|<svg|http/)
  const page = new DOMParser().parseFromString(copy, 'text/html')
  expect(page.querySelectorAll('[data-naughty], script, img, svg')).toHaveLength(0)
  expect(page.body.textContent).toContain(naughtyStrings['an image that runs a script'])
  const items = [...page.querySelectorAll('li')].map((item) => item.textContent)
  const shown = [
    'Opened outside rounds',
    'Let into a record',
    'Put themselves on a round',
    'Looked into a record',
    'Handed out by the server',
  ].flatMap(linesOf)
  expect(items).toEqual(shown)
  expect(page.body.textContent).toContain('The last 7 days · Everybody · Everybody in the team')
  expect(page.body.textContent).toContain('Checked up to today 03:00')
  expect(screen.getByText('The copy is in the downloads of this device.')).toBeTruthy()
})
