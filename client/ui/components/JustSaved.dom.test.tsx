/** SP660, SP760, SP936: what was saved says that it waits only while it does, and looks it. */
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { Allergies } from '../screens/staff/Allergies.tsx'
import { Details } from '../screens/staff/Details.tsx'
import { Person } from '../screens/staff/Person.tsx'
import { Team } from '../screens/staff/Team.tsx'
import { renderScreen } from '../testing/render-screen.tsx'
import { sampleNow } from '../testing/sample-cast.ts'
import { createSampleEngine } from '../testing/sample-engine.ts'
import { offlineSync, settledSync } from '../testing/sample-sync.ts'
import { Icon, type IconName } from './Icon.tsx'
import { JustSaved } from './JustSaved.tsx'
import { VisitDone } from './VisitDone.tsx'

afterEach(cleanup)

const waits = { ...offlineSync, needsYou: [] }
const later = (sampleNow + 1_000) as Instant
const willSend = 'It will send when there is signal.'
const isSent = 'It has been sent.'

const saved = [
  ['a line', <JustSaved key="line" words="Given." />],
  ['a finished visit', <VisitDone key="visit" called="Doreen" personId="doreen" isShown isSaved />],
] as const

function drawn(name: IconName): string {
  const { container, unmount } = render(<Icon name={name} />)
  const drawing = container.innerHTML
  unmount()
  return drawing
}

test.each(saved)(
  'SP660 %s that was saved waits for signal until it has left, and then for no signal any more',
  async (_, what) => {
    const engine = createSampleEngine({ views: { sync: waits } })
    const screen = renderScreen(what, { engine })
    await screen.findByText(willSend, { exact: false })
    // Nothing waits, by a contact from before it was saved: that is no proof.
    engine.setViews({ sync: { ...settledSync, pill: waits.pill } })
    await screen.findByText(willSend, { exact: false })
    engine.setViews({ sync: { ...settledSync, lastContactAt: later } })
    await screen.findByText(isSent, { exact: false })
    engine.setViews({ sync: { ...waits, lastContactAt: later } })
    await screen.findByText(isSent, { exact: false })
    expect(screen.queryByText(willSend, { exact: false })).toBeNull()
  },
)

test.each(saved)('SP760 %s stands dashed with a clock until it has left, then plain with a tick', async (_, what) => {
  const [clock, tick] = [drawn('clock'), drawn('tick')]
  const engine = createSampleEngine({ views: { sync: waits } })
  const screen = renderScreen(what, { engine })
  const look = () => {
    const box = screen.getByRole('status')
    return [box.className, box.querySelector('.icon')?.outerHTML]
  }
  await screen.findByText(willSend, { exact: false })
  expect(look()).toEqual(['honest', clock])
  engine.setViews({ sync: { ...settledSync, lastContactAt: later } })
  await screen.findByText(isSent, { exact: false })
  expect(look()).toEqual(['honest still', tick])
})

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: RegExp, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })

const again = [
  [
    'a medicine not given',
    <Person key="person" personId="doreen" />,
    () => {
      press('Not given… furosemide')
      press('Refused')
    },
  ],
  [
    'a detail put right',
    <Details key="details" personId="doreen" />,
    () => {
      press('Correct Telephone')
      type(/^Telephone/, '01632 960777')
      type(/^Why, and how you know/, 'She said so')
      press('Save the correction')
    },
  ],
  [
    'an allergy',
    <Allergies key="allergies" personId="doreen" />,
    () => {
      type(/^Allergy to/, 'Aspirin')
      type(/^How is it known/, 'She told me')
      press('Record this allergy')
    },
  ],
  [
    'a visit given to somebody',
    <Team key="team" />,
    () => {
      const [change] = within(screen.getByRole('region', { name: 'Ben Okafor' })).getAllByRole('button', {
        name: /^Change/,
      })
      if (change?.getAttribute('aria-pressed') === 'false') fireEvent.click(change)
      press('Aisha Rahman, not out today')
    },
  ],
] as const

test.each(again)(
  'SP936 %s, saved again in the same words, is not said to be sent before it is',
  async (_, what, save) => {
    const engine = createSampleEngine({ views: { sync: waits } })
    renderScreen(what, { engine })
    const written = () => engine.commands.filter(({ type }) => type !== 'save-draft')
    const said = () => document.activeElement?.textContent
    save()
    await waitFor(() => expect(said()).toContain(willSend))
    engine.setViews({ sync: { ...settledSync, lastContactAt: later } })
    await waitFor(() => expect(said()).toContain(isSent))
    engine.setViews({ sync: { ...waits, lastContactAt: later } })
    save()
    await waitFor(() => expect(written()).toHaveLength(2))
    await waitFor(() => expect(screen.queryByText(isSent, { exact: false })).toBeNull())
    expect(said()).toContain(willSend)
  },
)
