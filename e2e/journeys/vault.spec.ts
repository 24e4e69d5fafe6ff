/** Locking by itself, and a passkey as a second way in: on a real device with the browser's own virtual authenticator. */
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { hasKept } from '../fixtures/device.ts'
import { openScene } from '../fixtures/scene.ts'
import { tell } from '../fixtures/tell.ts'
import { joinAsStaff, joiningScreens, passphrase, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { goTo } from '../screens/staff.ts'
import { visitScreen } from '../screens/visit.ts'

const scene = openScene({ joined: ['aisha'] })
const typed = 'Dressing changed, edges clean, she slept well.'

async function addAuthenticator(page: Page): Promise<{ readonly cdp: CDPSession; readonly authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

test('VJ1 a tablet left alone warns, locks with the typing saved, and goes on in the same place once opened', async () => {
  const page = scene.aisha.page()
  await hasKept(scene.aisha)
  await page.clock.install()
  await page.reload()
  await unlock(page)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).writeVisit()
  await visitScreen(page).part('found').pressSequentially(typed)
  const place = page.url()
  await page.clock.runFor('04:35')
  await expect(page.getByRole('alert').filter({ hasText: 'it is about to lock' })).toContainText(
    'Notes and messages you began are saved.',
  )
  await page.getByRole('button', { name: 'Keep it open' }).click()
  await expect(page.getByText('it is about to lock')).toBeHidden()
  await page.clock.runFor('05:01')
  await expect(joiningScreens(page).title('Hello, Aisha Rahman')).toBeVisible()
  expect(page.url()).toBe(place)
  await unlock(page)
  await expect(visitScreen(page).part('found')).toHaveValue(typed)
})

test('PK2 VJ2 a passkey is added, opens the tablet without signal, and only for a verified person; the passphrase still does', async () => {
  const page = scene.aisha.page()
  const { authenticatorId, cdp } = await addAuthenticator(page)
  await goTo(page, 'Sync')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Added. It opens Doorstep from now on.')).toBeVisible()
  scene.aisha.network.cutOff()
  await page.getByRole('button', { name: 'Lock tablet' }).click()
  const screens = joiningScreens(page)
  await expect(screens.title('Hello, Aisha Rahman')).toBeVisible()
  const began = Date.now()
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  await expect(screens.title(/^Hello, /)).toBeHidden()
  tell(`a passkey opened the tablet in ${Date.now() - began} ms`)

  await goTo(page, 'Sync')
  await page.getByRole('button', { name: 'Lock tablet' }).click()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  await expect(page.getByText('The passkey did not open it. Use your passphrase.')).toBeVisible()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  await page.reload()
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  await expect(page.getByText('The passkey did not open it. Use your passphrase.')).toBeVisible({ timeout: 70_000 })
  await screens.unlock(passphrase)
  await expect(screens.title(/^Hello, /)).toBeHidden({ timeout: 30_000 })
  scene.aisha.network.restore()
})

const hers = 'granite teapot willow nine'

test('VJ3 a colleague gets a place of her own, and each goes back to what she was at within ten seconds', async () => {
  const page = scene.aisha.page()
  const screens = joiningScreens(page)
  await goTo(page, 'Sync')
  await page.getByRole('button', { name: 'Lock tablet' }).click()
  await page.getByRole('button', { name: 'Add a colleague' }).click()
  await page.getByRole('button', { name: 'Make a place for them' }).click()
  await expect(screens.title('This device is not in a neighbourhood yet')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Aisha Rahman' })).toBeVisible()
  const invite = new URL(await scene.neighbourhood.inviteFor('priya'))
  // As a link that is opened here: the address's fragment alone changes.
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, invite.hash)
  await joinAsStaff(page, hers, 90_000)

  await goTo(page, 'Sync')
  const began = Date.now()
  await page.getByRole('button', { name: 'Lock tablet' }).click()
  await page.getByRole('button', { name: 'Aisha Rahman' }).click()
  await expect(screens.title('Hello, Aisha Rahman')).toBeVisible()
  await screens.unlock(hers)
  await expect(page.getByRole('status').filter({ hasText: 'That is not the passphrase.' })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByText(/You can try again in/)).toBeHidden({ timeout: 20_000 })
  await unlock(page)
  tell(`from one nurse to the other, one wrong passphrase and its wait included, in ${Date.now() - began} ms`)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).writeVisit()
  await expect(visitScreen(page).part('found')).toHaveValue(typed)
})
