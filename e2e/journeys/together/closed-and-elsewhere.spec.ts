/**
 * What waits leaves while nobody looks: from a locked tablet, and from a closed
 * app by the service worker. And one device in two windows: the second takes
 * over, the first stops with nothing lost.
 */
import { expect, type Page } from '@playwright/test'
import { dispatchSync } from '../../fixtures/background-sync.ts'
import { loseSignal } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { joiningScreens, unlock } from '../../screens/joining.ts'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { expectPill, goTo } from '../../screens/staff.ts'
import { threadScreen } from '../../screens/thread.ts'
import { visitScreen } from '../../screens/visit.ts'

const whileLocked = 'The sling is at the office, ask for Jo.'
const whileClosed = 'I leave the key with Harold.'
const onThePhoto = 'Left heel, the skin is whole'
const fromSecond = 'Written in the other window.'
const halfTyped = 'Half a sentence about the'

const scene = shareScene()

async function openThread(page: Page): Promise<void> {
  await openDoreen(page)
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
}

async function writeWithoutSignal(page: Page, words: string): Promise<void> {
  await loseSignal(scene.aisha)
  await openThread(page)
  await threadScreen(page).send(words)
  await expect(threadScreen(page).message(words)).toHaveCount(1)
}

async function expectAtPriyas(words: string): Promise<void> {
  await expect(threadScreen(scene.priya.page()).message(words)).toHaveCount(1)
}

/** What the app has asked the browser to wake the service worker for. */
function registeredSyncs(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const registration: object = await navigator.serviceWorker.ready
    const { sync } = registration as { readonly sync: { readonly getTags: () => Promise<string[]> } }
    return sync.getTags()
  })
}

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

async function photographWithoutSignal(page: Page, shows: string): Promise<void> {
  await openDoreen(page)
  await personScreen(page).writeVisit()
  await visitScreen(page).photograph(shows)
  await visitScreen(page).check()
  await visitScreen(page).finish()
}

async function expectPhotoAtPriyas(shows: string): Promise<void> {
  const hers = scene.priya.page()
  await openDoreen(hers)
  await personScreen(hers).getPhoto(shows)
  await openThread(hers)
}

test('SX15 a locked tablet sends what waits when the signal returns', async () => {
  const page = scene.aisha.page()
  await openThread(scene.priya.page())
  await expectPill(page, /^Up to date/)
  await writeWithoutSignal(page, whileLocked)
  await page.reload()
  await expect(joiningScreens(page).title(/^Hello, /)).toBeVisible()
  const waiting = page.getByText('1 thing is safe on this tablet. It will send by itself when there is signal.')
  await expect(waiting).toBeVisible()
  await expect.poll(() => registeredSyncs(page)).toEqual(['outbox'])
  scene.aisha.network.restore()
  await expect(waiting).toBeHidden()
  await expectAtPriyas(whileLocked)
  await unlock(page)
})

test('SW6 SW630 a closed app sends what waits by the service worker, photos too, and finds it sent', async () => {
  const page = scene.aisha.page()
  await expectPill(page, /^Up to date/)
  await writeWithoutSignal(page, whileClosed)
  await photographWithoutSignal(page, onThePhoto)
  await page.goto('about:blank')
  scene.aisha.network.restore()
  await dispatchSync(scene.aisha, scene.neighbourhood.urlFor('aisha'))
  await expectAtPriyas(whileClosed)
  await expectPhotoAtPriyas(onThePhoto)
  await scene.aisha.open('/today')
  await expect(joiningScreens(page).title(/^Hello, /)).toBeVisible()
  await expect(page.getByText(/safe on this tablet/)).toHaveCount(0)
  await unlock(page)
  await openThread(page)
  await expect(threadScreen(page).message(whileClosed)).toHaveCount(1)
  await expectPill(page, /^Up to date/)
})

test('JO4 a second window takes over with what was half typed, and the first can take it back', async () => {
  const page = scene.aisha.page()
  await threadScreen(page).box().pressSequentially(halfTyped)
  const second = await scene.aisha.context().newPage()
  await second.goto(scene.neighbourhood.urlFor('aisha'))
  const elsewhere = 'Doorstep is open in another window'
  await expect(joiningScreens(second).title(elsewhere)).toBeVisible()
  await second.getByRole('button', { name: 'Use Doorstep here' }).click()
  await expect(joiningScreens(page).title(elsewhere)).toBeVisible()
  await unlock(second)
  await openThread(second)
  await expect(threadScreen(second).box()).toHaveValue(halfTyped)
  await threadScreen(second).send(fromSecond)
  await expectAtPriyas(fromSecond)
  await page.getByRole('button', { name: 'Use Doorstep here' }).click()
  await expect(joiningScreens(second).title(elsewhere)).toBeVisible()
  await unlock(page)
  await openThread(page)
  await expect(threadScreen(page).message(fromSecond)).toHaveCount(1)
  await expectPill(page, /^Up to date/)
  await second.close()
})
