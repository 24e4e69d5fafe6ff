/**
 * A nurse whose tablet has Firefox: no Background Sync, another WebCrypto, another
 * disk, a content policy enforced by others. Her colleague has Chromium.
 */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { createDevice, type Device, hasKept } from '../fixtures/device.ts'
import { startElsewhere } from '../fixtures/elsewhere.ts'
import { firefoxMake } from '../fixtures/firefox.ts'
import { mustBeStopped, tryNetwork, trySinks, tryWaysOut } from '../fixtures/hostile-script.ts'
import { newFolder } from '../fixtures/run-folder.ts'
import { openScene } from '../fixtures/scene.ts'
import { takeSightings } from '../fixtures/sightings.ts'
import { joinAsStaff, joiningScreens, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { todayScreen } from '../screens/today.ts'
import { visitScreen } from '../screens/visit.ts'

const note = 'Dressing changed by the window, edges clean and dry.'
const answer = 'Seen, thank you. I change the order for Monday.'

function waiting(page: Page): Locator {
  return page.getByText('1 thing is safe on this tablet. It will send by itself when there is signal.')
}

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

const scene = openScene({ joined: ['priya'] })
let tablet: Device

test.beforeAll(async () => {
  tablet = await createDevice(scene.neighbourhood, 'aisha', newFolder('firefox'), firefoxMake)
})
test.afterAll(() => tablet.putAway())

test('OB1 in Firefox a nurse joins, reads a record, and the app is kept on her tablet', async () => {
  const page = await tablet.open(await scene.neighbourhood.inviteFor('aisha'))
  await joinAsStaff(page)
  await expect(todayScreen(page).visits()).toHaveCount(12)
  await openDoreen(page)
  await expect(personScreen(page).banner()).toContainText('999 000 0018')
  await expectPill(page, /^Up to date/)
  await hasKept(tablet)
})

test('OB2 without signal, after a kill, she unlocks, reads the same and writes a visit that is saved', async () => {
  tablet.network.cutOff()
  await tablet.kill()
  const page = await tablet.open('/today')
  await unlock(page)
  await expect(todayScreen(page).visits()).toHaveCount(12)
  await openDoreen(page)
  await expect(personScreen(page).banner()).toContainText('999 000 0018')
  await personScreen(page).writeVisit()
  await visitScreen(page).write({ found: note })
  await visitScreen(page).check()
  await visitScreen(page).finish()
  await expect(visitScreen(page).finished()).toHaveText(/Saved on this tablet\.\s*It will send when there is signal\./)
})

test('OB3 killed again it is there once, and without Background Sync it goes when the app is opened with signal, locked', async () => {
  await tablet.kill()
  const page = await tablet.open('/today')
  await expect(waiting(page)).toBeVisible()
  expect(await page.evaluate(() => 'SyncManager' in globalThis)).toBe(false)
  tablet.network.restore()
  await page.reload()
  await expect(waiting(page)).toBeHidden()
  await openDoreen(scene.priya.page())
  await expect(personScreen(scene.priya.page()).storyItem(note)).toHaveCount(1)
  await unlock(page)
  await openDoreen(page)
  await expect(personScreen(page).storyItem(note)).toHaveCount(1)
  await expect(personScreen(page).storyItem(note)).toContainText(/Sent \d\d:\d\d/)
})

test('OB4 with both online what Priya writes is on the tablet without reloading', async () => {
  const desk = scene.priya.page()
  await personScreen(desk).writeVisit()
  await visitScreen(desk).write({ found: answer })
  await visitScreen(desk).check()
  await visitScreen(desk).finish()
  await expect(personScreen(tablet.page()).storyItem(answer)).toHaveCount(1)
  await expectPill(tablet.page(), /^Up to date/)
})

test('OB5 a hostile script within the page makes no markup or script of strings and reaches nobody else', async () => {
  const elsewhere = await startElsewhere()
  const page = await tablet.context().newPage()
  await page.goto(new URL('/today', tablet.page().url()).href)
  expect(takeSightings()).toEqual([])
  const sinks = await page.evaluate(trySinks, elsewhere.url)
  expect(Object.entries(sinks).filter(([, how]) => how === 'done' || how === 'yes')).toEqual([])
  await page.evaluate(tryWaysOut, elsewhere.url)
  expect(Object.values(await page.evaluate(tryNetwork, `${elsewhere.url}/page`))).not.toContain('done')

  const seen: string[] = []
  const hasTold = () => {
    seen.push(...takeSightings())
    return mustBeStopped.filter((directive) => !seen.some((each) => each.includes(`content policy: ${directive} `)))
  }
  await expect.poll(hasTold).toEqual([])
  expect(elsewhere.asked()).toEqual([])

  // Without our headers it is there for this browser.
  await page.goto(`${elsewhere.url}/openly`)
  await page.close()
  expect(elsewhere.asked()).toContain('/openly')
  takeSightings()
  await elsewhere.close()
})

test('OB6 a second window takes over, and nothing of the first is lost', async () => {
  const second = await tablet.context().newPage()
  await second.goto(new URL('/today', tablet.page().url()).href)
  const elsewhere = 'Doorstep is open in another window'
  await expect(joiningScreens(second).title(elsewhere)).toBeVisible()
  await second.getByRole('button', { name: 'Use Doorstep here' }).click()
  await expect(joiningScreens(tablet.page()).title(elsewhere)).toBeVisible()
  await unlock(second)
  await openDoreen(second)
  await expect(personScreen(second).storyItem(note)).toHaveCount(1)
  await expect(personScreen(second).storyItem(answer)).toHaveCount(1)
})
