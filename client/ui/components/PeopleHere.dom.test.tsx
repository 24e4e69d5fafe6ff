/** SH6: colleagues on one device. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { Unlock } from '../screens/Unlock.tsx'
import { createTestApp, InShell } from '../testing/render-screen.tsx'
import { meAisha } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'

afterEach(cleanup)

const passkey = { credentialId: '01', salt: '02' }
const locked = {
  type: 'locked',
  name: 'Aisha',
  unsentCount: 0,
  opensWith: 'passphrase',
  waitUntil: null,
  passkey,
} as const
const aisha = { place: 'doorstep', name: 'Aisha Rahman', isCurrent: true, unsentCount: 0 }
const ben = { place: 'doorstep-01', name: 'Ben Okafor', isCurrent: false, unsentCount: 2 }

async function open(people: readonly (typeof aisha)[], opensWith: 'passphrase' | 'device' = 'passphrase') {
  const switched: (string | null)[] = []
  const app = {
    ...createTestApp({ engine: createSampleEngine({ peopleHere: people }) }),
    passkeys: { isSupported: true, make: async () => null, ask: async () => null },
    switchPerson: async (place: string | null) => void switched.push(place),
  }
  render(<InShell app={app} me={meAisha} screen={<Unlock state={{ ...locked, opensWith }} />} />)
  await act(async () => {})
  return switched
}

const press = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }))

test('SH6 a colleague is named with what waits, and one press goes to theirs; no passkey on a shared device', async () => {
  const switched = await open([aisha, ben])
  expect(screen.queryByRole('button', { name: /passkey/ })).toBeNull()
  expect(screen.queryByRole('button', { name: /Aisha/ })).toBeNull()
  press(/Ben Okafor \(2 to send\)/)
  expect(switched).toEqual(['doorstep-01'])
})

test('SH6 adding a colleague says first what it does', async () => {
  const switched = await open([aisha])
  expect(screen.getByRole('button', { name: 'Open with your passkey' })).toBeDefined()
  press('Add a colleague')
  expect(screen.getByText(/a place of their own on this tablet/)).toBeDefined()
  expect(switched).toEqual([])
  press('Make a place for them')
  expect(switched).toEqual([null])
})

test('SH6 a phone of the public is nobody else’s', async () => {
  await open([], 'device')
  expect(screen.queryByText('Somebody else?')).toBeNull()
})
