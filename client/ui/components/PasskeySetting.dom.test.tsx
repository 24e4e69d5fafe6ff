/** Adding a passkey and taking it away. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { NewPasskey } from '../../engine-api/device-state.ts'
import { createTestApp, InShell } from '../testing/render-screen.tsx'
import { meAisha } from '../testing/sample-cast.ts'
import { PasskeySetting } from './PasskeySetting.tsx'

afterEach(cleanup)

const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

async function open(made: NewPasskey | null, isSupported = true) {
  const names: string[] = []
  const app = {
    ...createTestApp(),
    passkeys: {
      isSupported,
      make: async (name: string) => {
        names.push(name)
        return made
      },
      ask: async () => null,
    },
  }
  render(<InShell app={app} me={meAisha} screen={<PasskeySetting />} />)
  await act(async () => {})
  return names
}

test('PK1 it is added under initials, then taken away again', async () => {
  const names = await open({ credentialId: '01', salt: '02', secret: new Uint8Array(32) })
  await press('Add a passkey')
  expect(names).toEqual(['Doorstep, AR'])
  await screen.findByText('Added. It opens Doorstep from now on.')
  await press('Take the passkey away')
  await screen.findByText('Taken away. Your passphrase opens Doorstep.')
})

test('PK3 what was not made is said, and a browser without passkeys is offered none', async () => {
  await open(null)
  await press('Add a passkey')
  await screen.findByText(/^No passkey was added\./)
  cleanup()
  await open(null, false)
  expect(screen.queryByRole('button')).toBeNull()
})
