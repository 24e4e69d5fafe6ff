/**
 * Every state of every screen in a real browser: axe, both colour schemes, the
 * system's own colours, the smallest phone, twice the text. What the engine
 * would say is written by hand; the walk with a real relay is e2e/accessibility.
 */
import type {} from '@vitest/browser-playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { parsePath } from './router.ts'
import { drawn } from './testing/drawn.ts'
import { galleryStates } from './testing/gallery-states.ts'
import { pathByRoute } from './testing/paths.ts'
import {
  findByAxe,
  findByAxeInForcedColours,
  findOnlyForPointers,
  findParted,
  findTooWide,
  findWithoutEdge,
  nameOf,
  tabStops,
} from './testing/screen-checks.ts'
import { showState } from './testing/show-state.tsx'
import './styles/styles.css'

const root = document.createElement('div')
beforeAll(() => {
  root.id = 'app'
  document.body.append(root)
  document.documentElement.lang = 'en-GB'
})
afterAll(() => emulate({}))

/** Of the whole tab: nothing is loaded again. */
function emulate(features: Readonly<Record<string, string>>): Promise<unknown> {
  const list = Object.entries(features).map(([name, value]) => ({ name, value }))
  return cdp().send('Emulation.setEmulatedMedia', { features: list })
}

/** Whatever was asked for before it: a busy machine is no failure. */
const patience = 20_000

async function show(name: string): Promise<() => void> {
  const leave = showState(galleryStates[name]!, root)
  await vi.waitFor(
    () =>
      expect(document.querySelector('h1')?.checkVisibility({ visibilityProperty: true, opacityProperty: true })).toBe(
        true,
      ),
    patience,
  )
  await drawn()
  return leave
}

/** Of a device that is not joined; it has no path. */
const elsewhere = ['join']

test('AX6 the gallery shows every screen there is', () => {
  const shown = new Set(Object.values(galleryStates).map(({ path }) => parsePath(path.split('#')[0] ?? '/').name))
  const names = Object.keys(pathByRoute).filter((name) => !elsewhere.includes(name))
  expect(names.filter((name) => !shown.has(parsePath(pathByRoute[name as never]).name))).toEqual([])
})

/** The first state of each screen, for whom it is; others differ in words and lines. */
const firstOfScreen = new Map<string, string>()
const screensSeen = new Set<string>()
for (const [name, { device, path }] of Object.entries(galleryStates)) {
  const whose = device?.type === 'open' ? device.me.memberId : (device?.type ?? '')
  const screen = `${whose} ${parsePath(path.split('#')[0] ?? '/').name}`
  if (!screensSeen.has(screen)) firstOfScreen.set(name, screen)
  screensSeen.add(screen)
}

/** Parts that stand in no first state: two values apart, what must not be given, no signal, a lost phone, an old copy. */
const partsOfTheirOwn = [
  'person-two-doses',
  'medicine-two-doses',
  'medicine-stop-or-change',
  'medicine-three-ways',
  'medicine-blocked',
  'details-disputed',
  'person-disputed',
  'person-warned',
  'today-warned',
  'today-decision',
  'today-two-times',
  'team-two-times',
  'people-disputed',
  'tasks-worded-apart',
  'visit-warned',
  'team-settings-apart',
  'thread-travelled',
  'home-offline',
  'sharing-phones',
  'sharing-associates',
  'circle-tasks-words',
  'circle-tasks-record',
  'sync-troubled',
  'sync-old-copy',
  'person-outside',
  'team-devices-admin',
  'rounds-admin',
].filter((name) => !firstOfScreen.has(name))

describe('AX6 AX680 every state of every screen', () => {
  test.each(Object.keys(galleryStates))('%s', async (name) => {
    const isPhone = galleryStates[name]?.deviceWord === 'phone'
    await page.viewport(isPhone ? 360 : 1180, isPhone ? 780 : 820)
    const leave = await show(name)
    const wrong: string[] = []
    const add = (where: string, found: readonly string[]) => wrong.push(...found.map((what) => `${where}: ${what}`))
    // Of states that differ in words and lines alone, one stands for the others.
    const isOfItsOwn = firstOfScreen.has(name) || partsOfTheirOwn.includes(name)
    add('light', await findByAxe(false))
    add('light', findOnlyForPointers())
    if (isOfItsOwn) {
      await emulate({ 'prefers-color-scheme': 'dark' })
      add('dark', await findByAxe(true))
    }
    await emulate({ 'forced-colors': 'active' })
    add('forced colours', findWithoutEdge())
    if (isOfItsOwn) add('forced colours', await findByAxeInForcedColours())
    await emulate({})
    if (isOfItsOwn) {
      document.documentElement.style.fontSize = '200%'
      await drawn()
      add('twice the text', findTooWide())
      document.documentElement.style.fontSize = ''
    }
    await page.viewport(320, 640)
    await drawn()
    add('320 px', findTooWide())
    add('320 px', findParted())
    if (isOfItsOwn) add('320 px', await findByAxe(false))
    document.documentElement.style.fontSize = '200%'
    await drawn()
    add('320 px, twice the text', findTooWide())
    add('320 px, twice the text', findParted())
    if (isOfItsOwn) add('320 px, twice the text', await findByAxe(false))
    document.documentElement.style.fontSize = ''
    leave()
    expect(wrong.join('\n')).toBe('')
  })
})

/** Tab, all the way through: what has the focus after each press. */
async function walkByTab(): Promise<readonly string[]> {
  const wrong: string[] = []
  const start = document.createElement('span')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus()
  // Looked up anew for each press: a long list draws the rest of its first screen meanwhile.
  for (let index = 0; index < tabStops().length; index++) {
    const before = document.activeElement
    await userEvent.tab()
    // A day has parts of its own to come through.
    while (document.activeElement === before && before?.matches('[type=date]')) await userEvent.tab()
    const here = document.activeElement
    const stop = tabStops()[index]!
    if (here !== stop) {
      wrong.push(`stop ${index}: ${nameOf(stop)}, but it came to ${here === null ? 'nothing' : nameOf(here)}`)
      break
    }
    wrong.push(...(await findUnseen(stop)))
  }
  start.remove()
  return wrong
}

/** Of what has the focus. */
async function findUnseen(stop: Element): Promise<readonly string[]> {
  const wrong: string[] = []
  const { boxShadow, outlineStyle } = getComputedStyle(stop)
  if (outlineStyle === 'none' && boxShadow === 'none') wrong.push(`the focus is not seen: ${nameOf(stop)}`)
  await vi
    .waitFor(() => expect(isInView(stop)).toBe(true), patience)
    .catch(() => wrong.push(`out of view: ${nameOf(stop)}`))
  return wrong
}

/** What a press has brought, a form or a step more: each control of it takes the focus, seen and in view. */
async function tryFresh(before: ReadonlySet<Element>, label: string): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const stop of tabStops().filter((each) => !before.has(each))) {
    stop.focus()
    if (document.activeElement !== stop) wrong.push(`${nameOf(stop)} takes no focus`)
    else wrong.push(...(await findUnseen(stop)))
  }
  return wrong.map((what) => `after ${label}: ${what}`)
}

function isInView(element: Element): boolean {
  const { bottom, left, right, top } = element.getBoundingClientRect()
  return bottom > 0 && top < window.innerHeight && right > 0 && left < window.innerWidth
}

/** What is folded away, unfolded from the keyboard. */
async function unfoldEach(name: string): Promise<readonly string[]> {
  const wrong: string[] = []
  const leave = await show(name)
  for (const summary of document.querySelectorAll<HTMLElement>('main summary')) {
    if (!summary.checkVisibility()) continue
    const before = new Set(tabStops())
    summary.focus()
    await userEvent.keyboard('{Enter}')
    await drawn()
    if (!(summary.parentElement as HTMLDetailsElement).open) wrong.push(`stays folded: ${nameOf(summary)}`)
    wrong.push(...(await tryFresh(before, nameOf(summary))))
  }
  leave()
  return wrong
}

/** Each button, also of what is folded away, pressed from the keyboard; where it is gone afterwards the focus is elsewhere on the page. */
async function pressEach(name: string): Promise<readonly string[]> {
  const wrong: string[] = []
  const words = new Set<string>()
  for (let index = 0; ; index++) {
    const leave = await show(name)
    for (const folded of document.querySelectorAll('details')) folded.open = true
    await drawn()
    const button = [...document.querySelectorAll<HTMLButtonElement>('main button')][index]
    const label = button === undefined ? '' : nameOf(button)
    if (button === undefined) {
      leave()
      return wrong
    }
    if (!words.has(label) && button.checkVisibility()) {
      words.add(label)
      const before = new Set(tabStops())
      button.focus()
      await userEvent.keyboard('{Enter}')
      await drawn()
      await vi
        .waitFor(() => expect(document.activeElement).not.toBe(document.body), patience)
        .catch(() => wrong.push(`the focus is lost after ${label}`))
      wrong.push(...(await tryFresh(before, label)))
    }
    leave()
  }
}

describe('AX7 SH7 with the keyboard alone', () => {
  test.each([...firstOfScreen.keys(), ...partsOfTheirOwn])('%s', async (name) => {
    const isPhone = galleryStates[name]?.deviceWord === 'phone'
    await page.viewport(isPhone ? 360 : 1180, isPhone ? 780 : 820)
    const leave = await show(name)
    const wrong = [...(await walkByTab())]
    leave()
    // Its one button loads the page again, and nothing of the test would be left.
    if (name !== 'broken') wrong.push(...(await unfoldEach(name)), ...(await pressEach(name)))
    expect(wrong.join('\n')).toBe('')
  })

  test.each(['thread-counted', 'thread-travelled'])('a dialog keeps the focus and gives it back: %s', async (name) => {
    const leave = await show(name)
    const opener = [...document.querySelectorAll('button')].find(({ textContent }) =>
      /Who\?$|^Use a template/.test(textContent ?? ''),
    )!
    opener.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => document.querySelector('dialog[open]')).not.toBeNull()
    const inside = tabStops().length
    for (let presses = 0; presses <= inside + 1; presses++) {
      await userEvent.tab()
      const here = document.activeElement
      expect(here === document.body || here?.closest('dialog') != null).toBe(true)
    }
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => document.activeElement).toBe(opener)
    expect(document.querySelector('dialog')).toBeNull()
    leave()
  })
})
