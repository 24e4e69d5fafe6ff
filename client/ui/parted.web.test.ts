/** FG760: on the smallest phone, also with twice the text, nobody reads half a date, half a dose or half a word. */
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { drawn } from './testing/drawn.ts'
import { galleryStates } from './testing/gallery-states.ts'
import { findParted } from './testing/screen-checks.ts'
import { showState } from './testing/show-state.tsx'
import './styles/styles.css'

const root = document.createElement('div')
// The page's own: what is laid out anew on a narrow one goes by it.
root.id = 'app'
document.body.append(root)

let leave = () => {}
afterEach(() => {
  leave()
  document.documentElement.style.fontSize = ''
})

const states = [
  'person',
  'person-warned',
  'person-disputed',
  'person-two-doses',
  'person-incomplete',
  'details',
  'allergies',
  'decided',
  'decisions',
  'today-warned',
  'tasks',
  'plan',
  'sharing',
  'team-devices',
  'team-devices-founding',
  'proposals-answering',
  'proposals-answered',
  'recovery-kit-waits',
  'handover',
  'medicine-add',
  'add-person-alike',
  'audit',
  'audit-late',
  'visit',
]
const widths = [
  [320, ''],
  [320, '200%'],
  [390, ''],
  [390, '200%'],
] as const

test.each(states.flatMap((name) => widths.map(([width, size]) => [name, width, size] as const)))(
  'FG760 a date, a dose and a word stand on one line where a line holds them: %s, %i px %s',
  async (name, width, size) => {
    await page.viewport(width, 640)
    document.documentElement.style.fontSize = size
    leave = showState(galleryStates[name]!, root)
    await vi.waitFor(() => expect(document.querySelector('h1')?.checkVisibility()).toBe(true), 20_000)
    await drawn()
    expect(findParted()).toEqual([])
  },
)
