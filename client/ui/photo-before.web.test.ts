/** VP935: the field in which somebody says what a photo shows stays under the hand, whatever stands to compare with. */
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { drawn } from './testing/drawn.ts'
import { galleryStates } from './testing/gallery-states.ts'
import { showState } from './testing/show-state.tsx'
import './styles/styles.css'

const root = document.createElement('div')
root.id = 'app'
document.body.append(root)

let leave = () => {}
afterEach(() => leave())

const field = () => document.querySelector<HTMLInputElement>('#photo-words')
const earlier = () => document.querySelector('.photo-before .story-photo')
const place = () => field()!.getBoundingClientRect().top

test.each([390, 820, 1280])('VP935 what it shows is typed in one place, %i px', async (width) => {
  // All of it in view: no browser puts the page back by scrolling.
  await page.viewport(width, 4_000)
  leave = showState(galleryStates['visit-photo-before']!, root)
  await vi.waitFor(() => expect(document.querySelectorAll('.photo img')).toHaveLength(2), 20_000)
  await Promise.all([...document.images].map((image) => image.decode()))
  await drawn()
  const type = async (words: string) => {
    field()!.value = words
    field()!.dispatchEvent(new Event('input', { bubbles: true }))
    await drawn()
  }
  const words = field()!.value
  const before = place()
  await type('Left')
  expect(earlier()).toBeNull()
  expect(place()).toBe(before)
  await type(words)
  await vi.waitFor(() => expect(earlier()?.querySelector('img')).not.toBeNull(), 5_000)
  await drawn()
  expect(place()).toBe(before)
})
