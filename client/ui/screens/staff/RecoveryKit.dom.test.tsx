/** Rules RK of client/ui/SPEC.md, on the screen. */
import { cleanup, fireEvent } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { KitAct, KitActOutcome } from '../../../engine-api/founding.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { managedTeam } from '../../testing/sample-team-devices.ts'
import { RecoveryKit } from './RecoveryKit.tsx'

afterEach(cleanup)

const sheets = ['AAAA-BBBB', 'CCCC-DDDD', 'EEEE-FFFF']

function show(kit: 'none' | 'to-do' | 'kept', outcome: (act: KitAct) => KitActOutcome) {
  const engine = createSampleEngine({ views: { 'team-devices': { ...managedTeam, kit } }, kitOutcome: outcome })
  return renderScreen(<RecoveryKit />, { engine })
}

test('RK80 three sheets are there for the printer alone, each with its letters and a code', async () => {
  const { container, findByRole, queryAllByRole } = show('to-do', () => ({ type: 'sheets', sheets }))
  await findByRole('button', { name: 'Print three sheets' })
  const paper = container.querySelector('.kit-sheets')
  expect(paper?.getAttribute('aria-hidden')).toBe('true')
  expect([...(paper?.querySelectorAll('.kit-letters') ?? [])].map((each) => each.textContent)).toEqual(
    sheets.map((sheet) => sheet.replace('-', ' ')),
  )
  expect(paper?.querySelectorAll('svg path')).toHaveLength(3)
  expect(queryAllByRole('heading', { name: /sheet 1/ })).toEqual([])
})

test('RK81 what is amiss with a sheet stands beside it', async () => {
  const { findByText, findByRole, getByLabelText } = show('to-do', (act) =>
    act.type === 'sheets' ? { type: 'sheets', sheets } : { type: 'misread', sheet: 1, why: 'mistyped' },
  )
  const check = await findByRole('button', { name: 'Check the two sheets' })
  fireEvent.input(getByLabelText('Letters of one sheet'), { target: { value: 'aaaa' } })
  fireEvent.click(check)
  await findByText('A letter is wrong. Compare it with the sheet and type it again.')
  expect(getByLabelText('Letters of another sheet').getAttribute('aria-invalid')).toBe('true')
})

test('RK82 a kept kit and one that protects nothing are told as that', () => {
  show('kept', () => ({ type: 'kept' })).getByText('The kit is kept')
  cleanup()
  show('none', () => ({ type: 'kept' })).getByText(/public and for demonstration only/)
})
