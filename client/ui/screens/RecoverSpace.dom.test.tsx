/** Coming back with two sheets of the kit, found by role and name. */
import { act, cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { RecoverProblem } from '../../engine-api/founding.ts'
import { isSheetText } from '../components/SheetField.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { createSampleEngine, type SampleOptions } from '../testing/sample-engine.ts'
import { wordRecoverProblem } from '../text/en/founding.ts'
import { CreateSpace } from './CreateSpace.tsx'
import { RecoverSpace } from './RecoverSpace.tsx'

afterEach(cleanup)

const open = (options: SampleOptions = {}) =>
  renderScreen(<RecoverSpace fragment="r=sample" />, { engine: createSampleEngine(options) })
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0]!))
const sheets = ['AAAA-BBBB', 'CCCC-DDDD'] as const

function fill(): void {
  type('Letters of one sheet', sheets[0])
  type('Letters of another sheet', sheets[1])
  type('Name of the team', 'Elm Street')
  type('Your name', 'Ines Cole')
  type('Passphrase', 'a kettle on the hob')
  type(/again/, 'a kettle on the hob')
}

test('RK132 it says what it does, asks nothing before all is there, and then gives the two sheets', async () => {
  const { engine } = open()
  expect(screen.getByText(/All staff are told\.$/)).toBeDefined()
  await press('Come back into the team')
  expect(screen.getAllByText('Type or scan this sheet.').length).toBeGreaterThan(1)
  expect(engine.recoveries).toEqual([])
  fill()
  type('Letters of another sheet', ' ')
  await press('Come back into the team')
  expect(engine.recoveries).toEqual([])
  type('Letters of another sheet', sheets[1])
  await press('Come back into the team')
  expect(engine.recoveries).toMatchObject([
    { fragment: 'r=sample', sheets, spaceName: 'Elm Street', name: 'Ines Cole', title: 'Team lead' },
  ])
})

test.each(['create', 'recover'] as const)(
  'FD1036 what is too long for an invitation is said at its field, and nothing is lost: %s',
  async (way) => {
    const engine = createSampleEngine({})
    renderScreen(way === 'create' ? <CreateSpace fragment="f=sample" /> : <RecoverSpace fragment="r=sample" />, {
      engine,
    })
    if (way === 'recover') fill()
    const long = { 'Name of the team': 'E'.repeat(201), 'Your name': 'I'.repeat(230), 'Your role': 'T'.repeat(201) }
    for (const [label, words] of Object.entries(long)) type(label, words)
    type('Passphrase', 'a kettle on the hob')
    type(/again/, 'a kettle on the hob')
    await press(/^(Create the space|Come back into the team)/)
    for (const [label, words] of Object.entries(long)) {
      const field = screen.getByLabelText(label) as HTMLInputElement
      expect(field.getAttribute('aria-invalid')).toBe('true')
      expect(field.value).toBe(words)
      expect(
        screen.getAllByText(
          `${label.replace('Name', 'The name')} has ${words.length} letters. Shorten it to 200 at most.`,
        ),
      ).toHaveLength(2)
    }
    expect([...engine.recoveries, ...engine.foundings]).toEqual([])
    for (const [label, words] of Object.entries(long)) type(label, words.slice(0, 200))
    await press(/^(Create the space|Come back into the team)/)
    expect([...engine.recoveries, ...engine.foundings]).toHaveLength(1)
  },
)

test('RK133 a slip stands beside its sheet; whatever is amiss says what to do next', async () => {
  open({ recoverOutcome: { ok: false, problem: { type: 'misread', sheet: 1, why: 'mistyped' } } })
  fill()
  await press('Come back into the team')
  expect(screen.getByLabelText('Letters of another sheet').getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByLabelText('Letters of one sheet').getAttribute('aria-invalid')).not.toBe('true')
  const types = ['other-kit', 'same-sheet', 'no-signal', 'no-key', 'not-the-team', 'moved-on', 'link-used'] as const
  for (const each of types) {
    const words = wordRecoverProblem({ type: each } as RecoverProblem, 'tablet')
    expect(words.whatToDo).toMatch(/\.$/)
  }
  const { whatToDo } = wordRecoverProblem({ type: 'no-key' }, 'tablet')
  expect(whatToDo).toMatch(/link still works\. Ask a colleague to open Doorstep with signal/)
})

test('RK130 RK131 without a camera it says to type, and no photo is asked for', async () => {
  open()
  expect(screen.queryByText('Use a photo')).toBeNull()
  await press(/^Scan this sheet/)
  expect(await screen.findByText(/type the letters of the sheet|Type the letters of the sheet/)).toBeDefined()
  expect(screen.queryByText('Use a photo')).toBeNull()
  await press(/^Stop the camera/)
  expect(screen.queryByText('What the camera sees')).toBeNull()
})

test('RK130 only the letters of a sheet are taken for one', () => {
  const sheet = Array.from({ length: 17 }, () => '0A9Z').join('-')
  expect([sheet, `${sheet}-A`].map(isSheetText)).toEqual([true, true])
  for (const other of ['', 'https://x/#j=abc', sheet.toLowerCase(), '0A9Z-0A9Z', `${sheet} `])
    expect(isSheetText(other)).toBe(false)
})
