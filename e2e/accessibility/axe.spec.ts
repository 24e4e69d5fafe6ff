/**
 * Every screen in light and dark without a violation axe can find (about half of
 * what can be wrong: a floor), at 320 px and at twice the text without sideways
 * scrolling; and the main story with the keyboard alone.
 */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { openScene } from '../fixtures/scene.ts'
import { peopleScreen } from '../screens/people.ts'
import { navigation } from '../screens/staff.ts'
import { todayScreen } from '../screens/today.ts'
import { checkAxe, checkCorner, checkReflow } from './checks.ts'
import { type At, walkJoining, walkPublic, walkStaff, walkUnlock } from './every-screen.ts'

const scene = openScene({ invited: ['aisha', 'doreen'] })

const violations: string[] = []
const cutOff: string[] = []
const misplaced: string[] = []
const walked: string[] = []

const check: At = async (page, screen) => {
  violations.push(...(await checkAxe(page, screen)))
  cutOff.push(...(await checkReflow(page, screen)))
  // Before a device is open there is nothing to say about sending.
  if ((await page.locator('main#content').count()) > 0) misplaced.push(...(await checkCorner(page, screen)))
  walked.push(screen)
}

test('AX1 walk: joining and waiting', () => walkJoining(scene.aisha, scene.neighbourhood, check))

test('AX1 walk: the screens of the team', () => walkStaff(scene.aisha.page(), check))

test('AX1 walk: unlock', () => walkUnlock(scene.aisha, check))

test('AX1 walk: the screens of the public', () => walkPublic(scene.doreen, scene.neighbourhood, check))

test('AX2 axe finds no violation on any screen, in light or in dark', () => {
  expect(walked.length).toBeGreaterThanOrEqual(22)
  expect(violations).toEqual([])
})

test('AX3 no screen needs sideways scrolling or is cut off at 320 px, nor there at twice the text', () => {
  expect(cutOff).toEqual([])
})

test('AX5 what this device has sent stands in the same corner of every screen', () => {
  expect(misplaced).toEqual([])
})

/** Tab, and nothing else, until it has the focus; where it stands must be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return expectSeen(target)
  }
  throw new Error(`the keyboard does not reach ${target}`)
}

async function expectSeen(target: Locator): Promise<void> {
  const isSeen = await target.evaluate((element) => {
    const { boxShadow, outlineStyle } = getComputedStyle(element)
    return outlineStyle !== 'none' || boxShadow !== 'none'
  })
  expect(isSeen, `${target} shows that it has the focus`).toBe(true)
  await expect(target).toBeInViewport()
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

test('AX4 the main story with the keyboard alone', async () => {
  const page = scene.aisha.page()
  const words = 'Written without a mouse.'
  await press(page, navigation(page).getByRole('link', { name: 'Today' }))
  await expect(todayScreen(page).title()).toBeFocused()
  await press(page, navigation(page).getByRole('link', { name: 'People' }))
  await tabTo(page, page.getByRole('searchbox', { name: 'Find a person' }))
  await page.keyboard.type('dor')
  await expect(peopleScreen(page).found()).toHaveCount(1)
  await press(page, peopleScreen(page).person('ASHWORTH, Doreen'))
  await press(page, page.getByRole('link', { name: 'Write a visit' }))
  await tabTo(page, page.getByRole('textbox', { name: 'What I found' }))
  await page.keyboard.type(words)
  await tabTo(page, page.getByRole('textbox', { name: 'Pulse' }))
  await page.keyboard.type('84')
  await press(page, page.getByRole('button', { name: 'Check and finish' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Check and finish' })).toBeFocused()
  await press(page, page.getByRole('button', { name: 'Finish visit' }))
  await press(page, page.getByRole('link', { name: /^Back to Doreen/ }))
  await expect(page.getByRole('region', { name: 'Story' })).toContainText(words)
  await press(page, page.getByRole('link', { name: /Doreen Ashworth can read this/ }))
  await tabTo(page, page.getByRole('textbox', { name: /^Write to/ }))
  await page.keyboard.type(words)
  await press(page, page.getByRole('button', { name: 'Send', exact: true }))
  await expect(page.getByRole('log').getByRole('article').filter({ hasText: words })).toHaveCount(1)
})
