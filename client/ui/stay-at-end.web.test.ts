/** SH811: a message that comes moves nobody who reads further up, and pushes away no box that is typed into. */
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { drawn } from './testing/drawn.ts'
import { galleryStates } from './testing/gallery-states.ts'
import { createSampleEngine } from './testing/sample-engine.ts'
import { sampleThread } from './testing/sample-public.ts'
import { showState } from './testing/show-state.tsx'
import './styles/styles.css'

const root = document.createElement('div')
root.id = 'app'
document.body.append(root)

let leave = () => {}
afterEach(() => {
  leave()
  document.documentElement.style.fontSize = ''
})

/** So many that no screen holds them; the newest is long. */
function threadOf(count: number) {
  const [first] = sampleThread.messages
  const messages = Array.from({ length: count }, (_, index) => ({
    ...first!,
    id: `m-${index}`,
    text: `Message ${index}. `.repeat(index === 30 ? 8 : 1),
  }))
  return { ...sampleThread, messages }
}

const newest = () => document.querySelector('.log')!.lastElementChild!
const box = () => document.querySelector<HTMLTextAreaElement>('.composer textarea')!

/** Its end; of what no screen holds, its beginning. */
function isInView(element: Element): boolean {
  const { bottom, height, top } = element.getBoundingClientRect()
  const edge = height > window.innerHeight / 2 ? top : bottom
  return edge > 0 && edge <= window.innerHeight
}

const places = [
  ['home-messages', 'the public', ''],
  ['thread', 'staff', ''],
  ['thread', 'staff, with twice the text', '200%'],
] as const

async function open(state: string, size: string) {
  await page.viewport(390, 780)
  document.documentElement.style.fontSize = size
  const engine = createSampleEngine({ ...galleryStates[state], views: { thread: threadOf(30) } })
  leave = showState(galleryStates[state]!, root, engine)
  await vi.waitFor(() => expect(document.querySelector('.log')?.children.length).toBe(30), 20_000)
  await vi.waitFor(() => expect(isInView(newest())).toBe(true), 5_000)
  await drawn()
  const come = async () => {
    engine.setViews({ thread: threadOf(31) })
    await vi.waitFor(() => expect(document.querySelector('.log')?.children.length).toBe(31))
    await drawn()
    await drawn()
  }
  return { come }
}

/** Whatever scrolls there. */
async function scrollUp(): Promise<() => number> {
  const log = document.querySelector('.log')!
  const scroller = log.scrollHeight > log.clientHeight + 1 ? log : document.scrollingElement!
  const before = scroller.scrollTop
  scroller.scrollTop = before - 1500
  await vi.waitFor(() => expect(scroller.scrollTop).toBeLessThan(before - 200))
  await drawn()
  return () => scroller.scrollTop
}

test.each(places)('SH811 at the end the newest message comes into sight: %s, %s', async (state, _, size) => {
  const { come } = await open(state, size)
  await come()
  expect(isInView(newest())).toBe(true)
})

test.each(places)('SH811 who has scrolled up to read stays there: %s, %s', async (state, _, size) => {
  const { come } = await open(state, size)
  const place = await scrollUp()
  const before = place()
  await come()
  expect(place()).toBe(before)
})

test.each(places)('SH811 the box that is typed into stays in view: %s, %s', async (state, _, size) => {
  const { come } = await open(state, size)
  box().focus()
  await vi.waitFor(() => expect(isInView(box())).toBe(true))
  await come()
  expect([isInView(box()), document.activeElement]).toEqual([true, box()])
})
