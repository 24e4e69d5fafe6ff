/** JN91, JN92: Show QR, Scan QR and the wait, in each state. */
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { InPersonAct, InPersonActOutcome, InPersonStep } from '../../engine-api/in-person-acts.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { at } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { timeLeft } from '../text/en/in-person.ts'
import { inviteIn, ScanQr } from './ScanQr.tsx'
import { ShowQr } from './staff/ShowQr.tsx'

afterEach(cleanup)

const invited = { type: 'invited', inviteId: 'i-1', fragment: '#j=abc', expiresAt: at('09:20', -1) } as const

function showing(step: InPersonStep, other: (act: InPersonAct) => InPersonActOutcome | undefined = () => undefined) {
  const inPersonOutcome = (act: InPersonAct): InPersonActOutcome =>
    other(act) ?? (act.type === 'invite' ? invited : { type: 'how-far', step })
  return renderScreen(<ShowQr personId="doreen" />, { engine: createSampleEngine({ inPersonOutcome }) })
}

const square = () => screen.queryByRole('img', { name: /^Square code/ })

test('JN91 the square stands with its time, the steps on the phone, and what is pending', async () => {
  showing('shown')
  expect(await screen.findByRole('img', { name: /^Square code/ })).toBeTruthy()
  expect(screen.getByText(/^This square works once, for \d+ hours?/)).toBeTruthy()
  expect(screen.getByText(/^Waiting for the phone of/)).toBeTruthy()
})

test('JN91 a phone that was read is kept and said to be, one that is in needs no square any more', async () => {
  showing('kept')
  expect(await screen.findByText('The phone is read and kept on this tablet.')).toBeTruthy()
  expect(square()).toBeNull()
  cleanup()
  showing('in')
  expect(await screen.findByText(/is in\.$/)).toBeTruthy()
  expect(square()).toBeNull()
  expect(screen.getByText(/Try it together/)).toBeTruthy()
  const way = screen.getByRole('link', { name: 'To the record and its messages' })
  expect(way.getAttribute('href')).toBe('/person/doreen')
})

test('JN91 another phone that came in is an alarm with what to do', async () => {
  showing('another')
  expect((await screen.findByRole('alert')).textContent).toContain('Remove it now')
})

test('JN91 a square that ran out is gone, and a new one can be made', async () => {
  const { engine } = showing('shown', (act) =>
    act.type === 'invite' ? { ...invited, expiresAt: at('09:00', 1) } : undefined,
  )
  expect(await screen.findByText(/^This square has run out/)).toBeTruthy()
  expect(square()).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Make a new square' }))
  expect(await screen.findByText(/^The square before this one works/)).toBeTruthy()
  expect(engine.inPersonActs.filter(({ type }) => type === 'invite')).toHaveLength(2)
})

test('JN91 digits to read out stand in fours; without signal it says that they need it', async () => {
  const code = '0123456789012345'
  const outcomes: InPersonActOutcome[] = [
    { type: 'failed', problem: 'no-signal' },
    { type: 'spoken', code, until: at('09:30', -1) },
  ]
  showing('shown', (act) => (act.type === 'speak' ? outcomes.shift() : undefined))
  fireEvent.click(await screen.findByRole('button', { name: 'Make a spoken code' }))
  expect((await screen.findByRole('alert')).textContent).toContain('There is no signal now.')
  fireEvent.click(screen.getByRole('button', { name: 'Make a spoken code' }))
  for (const four of ['0123', '4567', '8901', '2345']) expect(await screen.findByText(four)).toBeTruthy()
})

test('JN92 where there is no camera it says so, and a photo or digits are the way', async () => {
  const { engine } = renderScreen(<ScanQr onBack={() => {}} />, {
    engine: createSampleEngine({ spokenReading: () => ({ type: 'unknown' }) }),
  })
  expect((await screen.findByRole('alert')).textContent).toContain('There is no camera here.')
  expect(screen.getByLabelText('Use a photo')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Type digits instead' }))
  fireEvent.input(screen.getByRole('textbox', { name: 'The sixteen digits' }), { target: { value: '1234' } })
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }))
  expect(await screen.findByText(/^No invitation lies under these digits/)).toBeTruthy()
  expect(engine.joins).toEqual([])
})

test('JN92 only a link with an invitation counts', () => {
  expect(inviteIn('https://beck.example/#j=aB3_-')).toBe('#j=aB3_-')
  for (const other of [
    '',
    'https://beck.example/',
    'https://beck.example/#k=a',
    '#j=a',
    'javascript:x#j=a',
    'https://a b/#j=a',
  ])
    expect(inviteIn(other)).toBeNull()
})

test('JN91 time left is said in hours and minutes, never as nothing and never as more than there is', () => {
  const spoken = 15 * 60_000
  expect([1, 60_000, 119_000, spoken + 2_000, 3_600_000, 86_100_000].map(timeLeft)).toEqual([
    ...['1 minute', '1 minute', '1 minute', '15 minutes', '1 hour', '23 hours and 55 minutes'],
  ])
})
