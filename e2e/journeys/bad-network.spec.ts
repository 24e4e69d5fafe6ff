/**
 * Networks that lie: a log-in page for every request, requests that arrive
 * twice, answers that break off, a connection on which nothing moves. None of
 * them shows a wrong word, loses one or writes one twice.
 */
import { expect, type Page, test } from '@playwright/test'
import { openScene } from '../fixtures/scene.ts'
import { joiningScreens, passphrase, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
import { todayScreen } from '../screens/today.ts'

const scene = openScene({ joined: ['priya'], invited: ['aisha'] })

async function openStaffThread(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).openThread(/Staff only/)
}

test('NT1 answers that break off in the first catch-up are taken up again until all is here', async () => {
  const page = await scene.aisha.open(await scene.neighbourhood.inviteFor('aisha'))
  const screens = joiningScreens(page)
  await expect(screens.title(/^Join /)).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  scene.aisha.network.cutAfter(40_000)
  await screens.choosePassphrase(passphrase)
  await screens.join()
  await expect.poll(scene.aisha.network.cutCount).toBeGreaterThanOrEqual(3)
  scene.aisha.network.restore()
  await expect(screens.title('Today')).toBeVisible()
  await expect(todayScreen(page).visits()).toHaveCount(12)
  await goTo(page, 'People')
  await expect(page.getByText('40 people on this device')).toBeVisible()
  await goTo(page, 'Sync')
  await expect(page.getByText('12 of 12 visits')).toBeVisible()
  await expect(page.getByText(/Could not be taken in/)).toBeHidden()
})

test('NT2 requests that reach the relay twice write everything once', async () => {
  const desk = scene.priya.page()
  await openStaffThread(desk)
  const page = scene.aisha.page()
  await openStaffThread(page)
  scene.aisha.network.repeatRequests()
  const words = ['Twice on the way, once in the record.', 'And this one too.']
  const thread = threadScreen(page)
  for (const each of words) await thread.send(each)
  for (const each of words) {
    await expect(thread.message(each)).toContainText(/Sent|On |Seen/)
    await expect(threadScreen(desk).message(each)).toHaveCount(1)
  }
  scene.aisha.network.restore()
  const last = 'Once more, plainly.'
  await thread.send(last)
  await expect(threadScreen(desk).message(last)).toHaveCount(1)
  for (const each of words) {
    await expect(thread.message(each)).toHaveCount(1)
    await expect(threadScreen(desk).message(each)).toHaveCount(1)
  }
  await expectPill(page, /^Up to date/)
})

test('NT3 on a connection where nothing moves she still writes, and it is sent when it flows', async () => {
  const page = scene.aisha.page()
  const thread = threadScreen(page)
  const words = 'Written while nothing moved.'
  scene.aisha.network.pause()
  await thread.send(words)
  await expect(thread.message(words)).toContainText('Saved on this tablet')
  await expect(thread.box()).toHaveValue('')
  await goTo(page, 'Today')
  await expect(todayScreen(page).visits()).toHaveCount(12)
  scene.aisha.network.restore()
  await openStaffThread(page)
  await expect(thread.message(words)).toContainText(/Sent|On |Seen/)
  await expect(threadScreen(scene.priya.page()).message(words)).toHaveCount(1)
})

test('NT4 the log-in page of a Wi-Fi is no signal: never shown, never data', async () => {
  scene.aisha.network.captivePortal()
  await scene.aisha.kill()
  const page = await scene.aisha.open('/today')
  await unlock(page)
  await expect(todayScreen(page).visits()).toHaveCount(12)
  await expect.poll(scene.aisha.network.portalCount).toBeGreaterThan(0)
  await expectPill(page, /^No signal/)
  await openStaffThread(page)
  const words = 'Behind a log-in page.'
  const thread = threadScreen(page)
  await thread.send(words)
  await expect(thread.message(words)).toContainText('Saved on this tablet. Will send when there is signal.')
  await page.reload()
  await unlock(page)
  await expect(thread.message(words)).toHaveCount(1)
  await expect(page.getByText(/Free Wi-Fi|Please log in/)).toHaveCount(0)
  await expect(page).toHaveTitle(/Doorstep/)
  await goTo(page, 'Sync')
  await expect(page.getByText(/^No signal since .+You can carry on\./)).toBeVisible()
  await expect(page.getByText(/Could not be taken in/)).toBeHidden()
  await goTo(page, 'People')
  await expect(page.getByText('40 people on this device')).toBeVisible()
  scene.aisha.network.restore()
  await expect(threadScreen(scene.priya.page()).message(words)).toHaveCount(1)
  await expectPill(page, /^Up to date/)
})
