import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { TeamActOutcome, TeamDevicesView } from '../../engine-api/team-acts.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { proposedTeam } from '../testing/sample-team-devices.ts'
import { AskExport } from './AskExport.tsx'

afterEach(cleanup)

function open(view: TeamDevicesView, outcome: TeamActOutcome = { type: 'proposed' }) {
  const engine = createSampleEngine({ views: { 'team-devices': view }, teamOutcome: () => outcome })
  renderScreen(<AskExport personId="doreen" />, { engine })
  return engine
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('PX135 an administrator asks with a reason; what it takes is said, and it is asked once the relay said so', async () => {
  const engine = open(proposedTeam)
  expect(screen.getByText(/a second administrator’s yes, two sheets of the recovery kit/)).toBeDefined()
  press('Ask for an export…')
  fireEvent.input(screen.getByLabelText('Why it is needed'), { target: { value: 'A request of 20 November' } })
  press('Ask a second administrator')
  expect(await screen.findByText(/^Asked\. It can be done once a second administrator has said yes/)).toBeDefined()
  expect(engine.teamActs).toEqual([{ type: 'propose-export', personId: 'doreen', reason: 'A request of 20 November' }])
})

test('PX135 without a reason it says so; it is not offered to others, nor where the kit is public', async () => {
  open(proposedTeam, { type: 'failed', problem: 'nothing-written' })
  press('Ask for an export…')
  press('Ask a second administrator')
  expect(await screen.findByText('Write why it is needed, in at most 200 characters.')).toBeDefined()
  for (const over of [{ may: 'own-devices' }, { kit: 'none' }] as const) {
    cleanup()
    open({ ...proposedTeam, ...over })
    expect(screen.queryByRole('button')).toBeNull()
  }
})
