/** Adding, changing and taking away a PIN, found by role and label. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { PinAct, PinActOutcome, PinActProblem } from '../../engine-api/pin-acts.ts'
import { createTestApp, InShell } from '../testing/render-screen.tsx'
import { meAisha, sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { wordPinProblem, wordWeakPin } from '../text/en/pin.ts'
import { PinSetting } from './PinSetting.tsx'

afterEach(cleanup)

const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const type = (label: string, words: string) =>
  act(() => void fireEvent.input(field(label), { target: { value: words } }))

/** Answers as the engine would: a PIN that was set stands until it is taken away. */
async function open(answer: (act: PinAct) => PinActOutcome | undefined = () => undefined, managed = true) {
  let pin: 'none' | 'set' = 'none'
  const engine = createSampleEngine({
    pinOutcome: (asked) => {
      const said = answer(asked)
      if (said !== undefined) return said
      if (asked.type === 'look') return { type: 'standing', pin }
      pin = asked.type === 'set' ? 'set' : 'none'
      return { type: 'done' }
    },
  })
  const app = createTestApp({ engine })
  const me = managed ? { ...meAisha, managed: true as const } : meAisha
  render(<InShell app={app} me={me} screen={<PinSetting />} />)
  await act(async () => {})
  return { app, engine }
}

async function fill(pin: string, again = pin, passphrase = 'copper lantern meadow') {
  type('Your passphrase', passphrase)
  type('The new PIN', pin)
  type('The new PIN once more', again)
  await press('Keep this PIN')
}

test('PN191 a PIN is added with the passphrase, changed, and taken away; nothing is called kept before the disk said so', async () => {
  const { app, engine } = await open()
  expect(screen.getByText(/After ten wrong PINs only the passphrase opens it\./)).toBeDefined()
  await press('Add a PIN')
  expect(app.formGuard.isBusy.value).toBe(false)
  await fill('80425173')
  expect(engine.pinActs).toContainEqual({ type: 'set', pin: '80425173', passphrase: 'copper lantern meadow' })
  expect(screen.getByText('Kept. It opens Doorstep from now on.')).toBeDefined()
  expect(screen.queryByLabelText('The new PIN')).toBeNull()
  await press('Change the PIN')
  await fill('739105')
  await press('Take the PIN away')
  expect(screen.getByText('Taken away. Your passphrase opens Doorstep.')).toBeDefined()
  expect(await screen.findByRole('button', { name: 'Add a PIN' })).toBeDefined()
})

test('PN191 digit fields call up the number keys, are covered, and are offered to no password manager or file', async () => {
  await open()
  await press('Add a PIN')
  for (const label of ['The new PIN', 'The new PIN once more']) {
    const { autocomplete, inputMode, type: kind } = field(label)
    expect([kind, inputMode, autocomplete]).toEqual(['password', 'numeric', 'off'])
  }
})

test('PN191 what is wrong is said at its field, and the engine is not asked: short, easy to guess, not the same, no passphrase', async () => {
  const { engine } = await open()
  await press('Add a PIN')
  const said = (label: string) => {
    const ids = field(label).getAttribute('aria-describedby')?.split(' ') ?? []
    return ids.map((id) => document.getElementById(id)?.textContent).at(-1)
  }
  await fill('80425')
  expect(said('The new PIN')).toBe('That is too short. Use at least 6 digits, better 8.')
  await fill('14031947')
  expect(said('The new PIN')).toMatch(/^That is a date or a year\./)
  await fill('80425173', '80425174')
  expect(said('The new PIN once more')).toBe('The two are not the same. Type the PIN once more.')
  await fill('80425173', '80425173', '')
  expect(said('Your passphrase')).toBe('Type your passphrase.')
  expect(engine.pinActs.some(({ type: asked }) => asked === 'set')).toBe(false)
})

test('PN191 what the engine refuses is said where it belongs and what was typed stays', async () => {
  const refused = (problem: PinActProblem) => (asked: PinAct) =>
    asked.type === 'set' ? ({ type: 'failed', problem } as const) : undefined
  await open(refused({ type: 'wrong-passphrase', waitUntil: sampleNow }))
  await press('Add a PIN')
  await fill('80425173')
  expect(screen.getByText('That is not the passphrase. Try again in a moment.')).toBeDefined()
  expect(field('The new PIN').value).toBe('80425173')
  cleanup()
  await open(refused({ type: 'not-managed' }))
  await press('Add a PIN')
  await fill('80425173')
  expect(screen.getByText(/not marked as managed any more, so no PIN may open it/)).toBeDefined()
})

test('PN191 what is half typed holds the page: no new version takes it away', async () => {
  const { app } = await open()
  await press('Add a PIN')
  type('The new PIN', '8')
  expect(app.formGuard.isBusy.value).toBe(true)
  await press('Not now')
  expect(app.formGuard.isBusy.value).toBe(false)
})

test('PN191 a device that is not managed offers none, and says why when one was deleted', async () => {
  await open(() => undefined, false)
  expect(document.body.textContent).toBe('')
  cleanup()
  await open(() => ({ type: 'standing', pin: 'taken-away' }), false)
  expect(screen.getByText(/^Your PIN was deleted: an administrator has taken away the mark/)).toBeDefined()
  expect(screen.queryByRole('button')).toBeNull()
})

test('PN191 every refusal is a sentence that says what to do', () => {
  const weak = ['too-short', 'too-long', 'not-digits', 'all-same', 'run', 'repeated', 'date'] as const
  for (const why of weak) expect(wordWeakPin(why)).toMatch(/\.$/)
  const types = ['not-open', 'not-managed', 'no-space', 'broken'] as const
  for (const each of types) expect(wordPinProblem({ type: each }, sampleNow)).toMatch(/\.$/)
  expect(wordPinProblem({ type: 'too-soon', waitUntil: sampleNow + 4_000 }, sampleNow)).toContain('4 seconds')
})
