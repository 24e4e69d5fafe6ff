/** FG760: on the smallest phone, also with twice the text, nobody reads half a date, half a dose or half a word. */
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { galleryStates } from './testing/gallery-states.ts'
import { findParted } from './testing/screen-checks.ts'
import { drawn, showState } from './testing/show-state.tsx'
import './styles/styles.css'

const root = document.createElement('div')
document.body.append(root)

let leave = () => {}
afterEach(() => {
  leave()
  document.documentElement.style.fontSize = ''
})

test.each(['person', 'person-warned', 'tasks', 'plan', 'sharing', 'team-devices', 'visit'])(
  'FG760 a date, a dose and a word stand on one line where a line holds them: %s',
  async (name) => {
    await page.viewport(320, 640)
    leave = showState(galleryStates[name]!, root)
    await vi.waitFor(() => expect(document.querySelector('h1')?.checkVisibility()).toBe(true), 20_000)
    for (const size of ['', '200%']) {
      document.documentElement.style.fontSize = size
      await drawn()
      expect(findParted(), size).toEqual([])
    }
  },
)
