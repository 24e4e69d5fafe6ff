/** Opening with a PIN, as the unlock screen shows it. */
import { act, cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import type { UnlockOutcome } from '../../engine-api/engine-api.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { Unlock } from './Unlock.tsx'

afterEach(cleanup)

const locked = { type: 'locked', name: 'Aisha', unsentCount: 0, opensWith: 'passphrase', waitUntil: null } as const
const ready = { type: 'ready', waitUntil: null } as const
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const pinField = () => screen.getByLabelText<HTMLInputElement>('Your PIN')
const typePin = (pin: string) => act(() => void fireEvent.input(pinField(), { target: { value: pin } }))

function open(state: Parameters<typeof Unlock>[0]['state'], outcome: UnlockOutcome = { ok: true }) {
  const tried: unknown[] = []
  const engine = createSampleEngine({
    unlockOutcome: (secret) => {
      tried.push(secret)
      return outcome
    },
  })
  return { ...renderScreen(<Unlock state={state} />, { engine }), tried }
}

test('PN192 where there is a PIN it is asked for first, in a large covered digit field, with the way to the passphrase', async () => {
  const { tried } = open({ ...locked, pin: ready })
  const { autocomplete, inputMode, type } = pinField()
  expect([type, inputMode, autocomplete]).toEqual(['password', 'numeric', 'off'])
  await press('Open with your PIN')
  expect(screen.getByText('Type your PIN.')).toBeDefined()
  typePin('80425173')
  await press('Open with your PIN')
  expect(tried).toEqual([{ pin: '80425173' }])
  expect(pinField().value).toBe('')
  await press('Use your passphrase instead')
  fireEvent.input(screen.getByLabelText('Passphrase'), { target: { value: 'copper lantern meadow' } })
  await press('Open')
  expect(tried.at(-1)).toBe('copper lantern meadow')
  await press('Use your PIN instead')
  expect(pinField()).toBeDefined()
})

test('PN192 a wrong PIN says how many tries are left and waits, and the passphrase waits for nothing', async () => {
  const waitUntil = sampleNow + 8_000
  const { tried } = open({ ...locked, pin: ready }, { ok: false, problem: { type: 'wrong-pin', waitUntil, left: 6 } })
  typePin('80425174')
  await press('Open with your PIN')
  expect(screen.getByText('That is not the PIN. 6 tries are left; after that your passphrase opens it.')).toBeDefined()
  expect(screen.getByText('You can try again in 8 seconds.')).toBeDefined()
  typePin('80425173')
  await press('Open with your PIN')
  expect(tried).toHaveLength(1)
  await press('Use your passphrase instead')
  expect(screen.queryByText(/You can try again in/)).toBeNull()
})

test('PN192 a wait known from before stands at once; one that the engine still sees is taken over', async () => {
  open({ ...locked, pin: { type: 'ready', waitUntil: (sampleNow + 64_000) as Instant } })
  expect(screen.getByText('You can try again in 2 minutes.')).toBeDefined()
  cleanup()
  open({ ...locked, pin: ready }, { ok: false, problem: { type: 'too-soon', waitUntil: sampleNow + 16_000 } })
  typePin('80425173')
  await press('Open with your PIN')
  expect(screen.getByText('You can try again in 16 seconds.')).toBeDefined()
})

test('PN193 closed after ten, or gone with the mark, it says why and what opens the device: no PIN is asked for', () => {
  open({ ...locked, pin: { type: 'closed' } })
  expect(screen.getByText(/^The PIN is closed after ten wrong ones\. Your passphrase opens this device/)).toBeDefined()
  expect(screen.getByLabelText('Passphrase')).toBeDefined()
  cleanup()
  open({ ...locked, pin: { type: 'taken-away' } })
  expect(screen.getByText(/an administrator has taken away the mark that it is managed/)).toBeDefined()
  expect(screen.queryByLabelText('Your PIN')).toBeNull()
  expect(screen.queryByRole('button', { name: /PIN/ })).toBeNull()
})

test('PN193 a PIN that cannot be counted now says that the passphrase opens', async () => {
  open({ ...locked, pin: ready }, { ok: false, problem: { type: 'pin-closed' } })
  typePin('80425173')
  await press('Open with your PIN')
  expect(screen.getByText('The PIN cannot be used now. Your passphrase opens this device.')).toBeDefined()
})

test('PN193 the last wrong one is not said to leave any tries', async () => {
  open(
    { ...locked, pin: ready },
    { ok: false, problem: { type: 'wrong-pin', waitUntil: sampleNow + 300_000, left: 0 } },
  )
  typePin('80425174')
  await press('Open with your PIN')
  expect(screen.queryByText(/left;/)).toBeNull()
})

test('PN192 without a PIN nothing is said of one, nor ever on a phone that opens by itself', () => {
  open(locked)
  expect(document.body.textContent).not.toContain('PIN')
  cleanup()
  open({ ...locked, opensWith: 'device', pin: ready })
  expect(document.body.textContent).not.toContain('PIN')
})
