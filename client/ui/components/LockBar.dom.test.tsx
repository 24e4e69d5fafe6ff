/** What stands on the screen before a device locks. */
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { renderScreen } from '../testing/render-screen.tsx'
import { LockWords } from './LockBar.tsx'

afterEach(cleanup)

test('SK1 the warning is read out, says what is saved, and one press keeps it open', () => {
  let kept = 0
  renderScreen(<LockWords state={{ type: 'soon', seconds: 30, why: 'idle', saved: true }} onKeep={() => (kept += 1)} />)
  expect(screen.getByRole('alert').textContent).toBe(
    'Nobody has used this tablet for a while, so it is about to lock. Notes and messages you began are saved.',
  )
  expect(screen.getByText('30 seconds')).toBeDefined()
  screen.getByRole('button', { name: 'Keep it open' }).click()
  expect(kept).toBe(1)
})

test('SK3 SK5 after twelve hours nothing is offered, and what is not saved is not called saved', () => {
  renderScreen(<LockWords state={{ type: 'soon', seconds: 1, why: 'shift', saved: false }} onKeep={() => {}} />)
  expect(screen.getByRole('alert').textContent).toMatch(/twelve hours.*Open it again and carry on/)
  expect(screen.getByRole('alert').textContent).not.toContain('saved')
  expect(screen.queryByRole('button')).toBeNull()
})
