/**
 * A lost tablet: Lena removes it while it has no signal. When it is heard of
 * again it hands over what it had not sent, erases itself, files and all, and
 * says so; Lena lets the note in, and it stands in the record with both names.
 */
import { expect, type Page, test } from '@playwright/test'
import { dispatchSync } from '../fixtures/background-sync.ts'
import { loseSignal } from '../fixtures/device.ts'
import { aRowOn } from '../fixtures/device-disk.ts'
import { keysHeldOn } from '../fixtures/device-keys.ts'
import { canary, findLeaks } from '../fixtures/leaks.ts'
import { openScene } from '../fixtures/scene.ts'
import { joinAsStaff, lock, passphrase } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { visitScreen } from '../screens/visit.ts'

const scene = openScene({ joined: ['aisha', 'priya'], invited: ['lena'] })
const isGone = /^This (tablet|computer|device) was removed from the team/
const onThePhoto = `Right shin, a scratch ${canary()}`
const words = `Found the back door unlocked, told the neighbour ${canary()}.`
/** What stands, or stood, on her screen: none of it may lie in her files once they are wiped. */
const onHerScreen = {
  found: words,
  did: canary(),
  next: canary(),
  search: canary(),
  'her patient': 'Ashworth',
  passphrase,
}

/** Two taps for each device of hers, from People and devices; the next when the relay has said so (while it is asked, its button stands away). */
async function doForAllOf(page: Page, name: string, first: RegExp, then: string): Promise<void> {
  const hers = page.getByRole('region', { name })
  const button = hers.getByRole('button', { name: first })
  const yes = hers.getByRole('button', { name: then })
  await expect(button.first()).toBeVisible()
  for (let left = await button.count(); left > 0; left--) {
    await button.first().click()
    await yes.click()
    await expect(yes).toHaveCount(0)
    await expect(button).toHaveCount(left - 1)
  }
}

async function removeAllOf(page: Page, name: string): Promise<void> {
  await doForAllOf(page, name, /^Remove device/, 'Yes, remove it now')
  await expect(page.getByText(`of ${name} is out`)).toBeVisible()
}

async function markAllOf(page: Page, name: string): Promise<void> {
  await doForAllOf(page, name, /^Mark device/, 'Yes, we encrypt its disk and can wipe it')
}

async function openDevices(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'People and devices' }).click()
}

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

test('RM112 RM110 LK957 a lost tablet that comes back erases itself, its files and what its keys lay under too, and says why and that it has', async () => {
  const page = scene.aisha.page()
  await expectPill(page, /^Up to date/)
  await loseSignal(scene.aisha)
  await goTo(page, 'People')
  await peopleScreen(page).search(onHerScreen.search)
  await openDoreen(page)
  await personScreen(page).writeVisit()
  const visit = visitScreen(page)
  await visit.write({ found: words, did: onHerScreen.did, next: onHerScreen.next })
  await visit.check()
  await visit.finish()
  await expect(visit.finished()).toBeVisible()
  const waits = await aRowOn(page, 'outbox')
  const { inClear, secret } = await keysHeldOn(page, passphrase)

  const lenas = await scene.lena.open(await scene.neighbourhood.inviteFor('lena'))
  await joinAsStaff(lenas)
  await openDevices(lenas)
  await removeAllOf(lenas, 'Aisha Rahman')
  await expect(lenas.getByText(/has not said yet that it erased itself/).first()).toBeVisible()
  for (const there of [{ waits: waits.value }, inClear]) expect(findLeaks(scene.aisha.profile, there)).not.toEqual([])

  scene.aisha.network.restore()
  await expect(page.getByRole('heading', { level: 1, name: isGone })).toBeVisible()
  await expect(page.getByText('What was stored here has been deleted.')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/Aisha|Lena|Doreen/)
  await expect(lenas.getByText(/erased itself: it said so today/).first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: isGone })).toBeVisible()
  await scene.aisha.close()
  expect(findLeaks(scene.aisha.profile, { ...waits, ...onHerScreen, ...inClear, ...secret })).toEqual([])
})

test('HB111 Lena lets the note in, and Priya reads it with both names', async () => {
  const page = scene.lena.page()
  await page.getByRole('link', { name: /^Held back: \d+ to decide$/ }).click()
  const note = page.getByRole('article', { name: /^Doreen Ashworth, Aisha Rahman/ }).filter({ hasText: words })
  await note.getByRole('button', { name: /^Let it into the record/ }).click()
  await expect(note.getByText(/^Let in\. It stands there/)).toBeVisible()
  const priyas = scene.priya.page()
  await openDoreen(priyas)
  const item = personScreen(priyas).storyItem(words)
  await expect(item).toContainText('Aisha Rahman, community nurse')
  await expect(item).toContainText(
    /Written on a device that has been removed since\. Let in by Lena Fischer, team lead/,
  )
})

/** As long as a PIN may be, so that no file has it by chance. */
const pin = '8042517396140285'

test('VJ190 Lena marks Priya’s tablet as managed; Priya adds a PIN, opens with it, and no file of the tablet or of the relay has it', async () => {
  const lenas = scene.lena.page()
  await goTo(lenas, 'Today')
  await openDevices(lenas)
  await markAllOf(lenas, 'Priya Nair')
  const page = scene.priya.page()
  await goTo(page, 'Sync')
  await page.getByRole('button', { name: 'Add a PIN' }).click()
  await page.getByLabel('Your passphrase').fill(passphrase)
  await page.getByLabel('The new PIN', { exact: true }).fill(pin)
  await page.getByLabel('The new PIN once more').fill(pin)
  await page.getByRole('button', { name: 'Keep this PIN' }).click()
  await expect(page.getByText('Kept. It opens Doorstep from now on.')).toBeVisible()
  await lock(scene.priya)
  const field = page.getByLabel('Your PIN')
  await field.fill(pin.slice(1))
  await page.getByRole('button', { name: 'Open with your PIN' }).click()
  await expect(page.getByText('That is not the PIN. 9 tries are left')).toBeVisible()
  await expect(page.getByText(/You can try again in/)).toBeHidden()
  await field.fill(pin)
  await page.getByRole('button', { name: 'Open with your PIN' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Hello, / })).toBeHidden()
  const secrets = { pin, 'wrong PIN': pin.slice(1) }
  expect(findLeaks(scene.priya.profile, secrets)).toEqual([])
  expect(findLeaks(scene.neighbourhood.dataFolder, secrets)).toEqual([])
  expect(scene.neighbourhood.printed()).not.toContain(secrets['wrong PIN'])
})

test('SW110 SW630 a closed app is erased by its service worker, without a key, and hands its photo over before; its files are gone', async () => {
  const page = scene.priya.page()
  await expectPill(page, /^Up to date/)
  await loseSignal(scene.priya)
  await openDoreen(page)
  await personScreen(page).writeVisit()
  await visitScreen(page).photograph(onThePhoto)
  await visitScreen(page).check()
  await visitScreen(page).finish()
  const waits = await aRowOn(page, 'outbox')
  await page.goto('about:blank')
  const lenas = scene.lena.page()
  await goTo(lenas, 'Today')
  await openDevices(lenas)
  await removeAllOf(lenas, 'Priya Nair')
  scene.priya.network.restore()
  await dispatchSync(scene.priya, scene.neighbourhood.urlFor('priya'))
  // Said by the worker alone: the app was not opened since.
  const said = lenas.getByRole('listitem').filter({ hasText: /erased itself: it said so today/ })
  await expect(said).toHaveCount(2)
  // The photo is there, as Lena sees in what is held back.
  await lenas.getByRole('link', { name: /^Held back: \d+ to decide$/ }).click()
  const held = lenas.getByRole('article', { name: /^Doreen Ashworth, Priya Nair/ }).filter({ hasText: onThePhoto })
  await held.getByRole('button', { name: /^Show the photo/ }).click()
  await expect(held.locator('img')).toBeVisible()
  await scene.priya.open('/today')
  await expect(page.getByText('What was stored here has been deleted.')).toBeVisible()
  await scene.priya.close()
  expect(findLeaks(scene.priya.profile, { ...waits, onThePhoto, words, pin, 'her patient': 'Ashworth' })).toEqual([])
})
