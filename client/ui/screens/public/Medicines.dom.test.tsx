/** Rule PB5 of client/ui/models/SPEC.md, on the screen. */
import { cleanup, fireEvent, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { parseMessageDraft } from '../../models/message-draft.ts'
import { renderScreen } from '../../testing/render-screen.tsx'
import { meDoreen } from '../../testing/sample-cast.ts'
import { createSampleEngine } from '../../testing/sample-engine.ts'
import { sampleMyMedicines } from '../../testing/sample-medicines.ts'
import { Medicines } from './Medicines.tsx'

afterEach(cleanup)

function show(view: typeof sampleMyMedicines = sampleMyMedicines) {
  const engine = createSampleEngine({ views: { 'my-medicines': view } })
  return { ...renderScreen(<Medicines />, { engine, me: meDoreen, deviceWord: 'phone' }), engine }
}

test('PB5 the list in plain words, with its date and as of when', () => {
  const { getAllByRole, getByText } = show()
  const [apixaban] = getAllByRole('listitem')
  expect(apixaban?.textContent).toBe('apixaban2.5 mg, tabletTwice a day, by mouth.Ask about this apixaban')
  getByText('Your list of today, 24 November 2026.')
  getByText(/^As known on this phone today/)
})

test('PB5 one that is being checked shows no dose, and asking sends nothing', async () => {
  const { app, engine, getAllByRole } = show()
  const line = getAllByRole('listitem')[1]!
  expect(line.textContent).toContain('Your care team is checking this medicine.')
  expect(line.textContent).not.toMatch(/\d/)
  fireEvent.click(within(line).getByRole('button', { name: 'Ask about this furosemide' }))
  await waitFor(() => expect(app.router.route.value).toEqual({ name: 'messages' }))
  const [command] = engine.commands
  expect(engine.commands).toHaveLength(1)
  expect(command?.type === 'save-draft' && parseMessageDraft(command.value ?? '')?.text).toBe(
    'I would like to ask about my medicine furosemide.',
  )
})

test('PB5 a list that may be on its way is not said to be missing', () => {
  const { queryByText, getByText } = show({ ...sampleMyMedicines, lines: null, complete: false })
  getByText('Your list may still be on its way to this phone.')
  expect(queryByText(/has not shared/)).toBeNull()
})
