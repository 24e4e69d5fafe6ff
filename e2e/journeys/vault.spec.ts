/** Locking by itself, and a passkey as a second way in: on a real device with the browser's own virtual authenticator. */
import { cpSync, rmSync } from 'node:fs'
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { hasKept } from '../fixtures/device.ts'
import { joinedProfile, openScene } from '../fixtures/scene.ts'
import { tell } from '../fixtures/tell.ts'
import { joinAsStaff, joiningScreens, lock, passphrase, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo, navigation } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
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

/** What a passkey gave for the salt it was asked with, if it was asked for a secret; 'refused' by the browser. */
type Answer = 'refused' | { readonly isVerified: boolean; readonly secret: string | null }

/** Notes what passkeys answer to the app from now on, in a browser that does or does not insist on a verified person. */
async function notePasskeys(page: Page, insists: boolean): Promise<() => Promise<readonly Answer[]>> {
  await page.evaluate((isAsked) => {
    const seen: Answer[] = []
    const { credentials } = navigator
    const get = CredentialsContainer.prototype.get.bind(credentials)
    const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const answerOf = (passkey: PublicKeyCredential): Answer => {
      const secret = passkey.getClientExtensionResults().prf?.results?.first as ArrayBuffer | undefined
      const { authenticatorData } = passkey.response as AuthenticatorAssertionResponse
      const isVerified = (new Uint8Array(authenticatorData)[32]! & 4) !== 0
      return { isVerified, secret: secret === undefined ? null : hex(new Uint8Array(secret)) }
    }
    const note = async (options: CredentialRequestOptions) => {
      const got = await get(options).catch((refused: unknown) => {
        seen.push('refused')
        throw refused
      })
      seen.push(answerOf(got as PublicKeyCredential))
      return got
    }
    Object.assign(window, { passkeysSeen: seen })
    credentials.get = async (options) => {
      if (isAsked) return note(options!)
      const publicKey = { ...options!.publicKey!, userVerification: 'discouraged' } as const
      // The same without the secret: that alone an unverified person is given.
      await note({ publicKey: { ...publicKey, extensions: {} } })
      return note({ publicKey })
    }
  }, insists)
  return () => page.evaluate(() => (window as unknown as { passkeysSeen: Answer[] }).passkeysSeen)
}

async function openStaffThread(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).openThread(/Staff only/)
}

test('VJ340 an older copy of the tablet put back says so, starts anew, and both what was sent and what was written on it stand once', async () => {
  const [sent, onTheCopy] = ['Written before the tablet was put back.', 'Written on the older copy.']
  await openStaffThread(scene.aisha.page())
  await threadScreen(scene.aisha.page()).send(sent)
  await expect(threadScreen(scene.aisha.page()).message(sent)).toContainText(/Sent|On |Seen/)
  await scene.aisha.close()
  rmSync(scene.aisha.profile, { recursive: true })
  cpSync(joinedProfile('aisha'), scene.aisha.profile, { recursive: true })
  scene.aisha.network.cutOff()
  const page = await scene.aisha.open()
  await unlock(page)
  await openStaffThread(page)
  await threadScreen(page).send(onTheCopy)
  await expect(threadScreen(page).message(onTheCopy)).toContainText('Saved')
  scene.aisha.network.restore()
  await goTo(page, 'Sync')
  await page.getByRole('button', { name: 'Start this tablet anew' }).click()
  await page.getByRole('button', { name: 'Yes, start anew' }).click()
  await expect(page.getByRole('heading', { name: 'This tablet was put back to an older copy of itself' })).toBeHidden()
  await expectPill(page, /^Up to date/)
  await openStaffThread(page)
  for (const words of [sent, onTheCopy]) {
    await expect(threadScreen(page).message(words)).toHaveCount(1)
    await expect(threadScreen(page).message(words)).toContainText(/Sent|On |Seen/)
  }
})

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
  await lock(scene.aisha, () => page.clock.runFor('05:01'))
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
  await lock(scene.aisha)
  const screens = joiningScreens(page)
  await expect(screens.title('Hello, Aisha Rahman')).toBeVisible()
  const answered = await notePasskeys(page, true)
  const began = Date.now()
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  await expect(screens.title(/^Hello, /)).toBeHidden()
  expect(await answered()).toEqual([{ isVerified: true, secret: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  tell(`a passkey opened the tablet in ${Date.now() - began} ms`)

  await goTo(page, 'Sync')
  await lock(scene.aisha)
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  await expect(page.getByText('The passkey did not open it. Use your passphrase.')).toBeVisible()
  // Chromium asks for the person wherever a secret is asked for, also of an app that does not: none is given without.
  const answeredWithout = await notePasskeys(page, false)
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  await expect.poll(answeredWithout).toEqual([{ isVerified: false, secret: null }, 'refused'])
  await expect(page.getByText('The passkey did not open it. Use your passphrase.')).toBeVisible()
  await expect(screens.title('Hello, Aisha Rahman')).toBeVisible()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  await page.reload()
  await page.getByRole('button', { name: 'Open with your passkey' }).click()
  // A browser may look for a whole minute.
  await expect(page.getByText('The passkey did not open it. Use your passphrase.')).toBeVisible({ timeout: 120_000 })
  await screens.unlock(passphrase)
  await expect(screens.title(/^Hello, /)).toBeHidden()
  scene.aisha.network.restore()
})

const hers = 'granite teapot willow nine'
const hersTyped = 'Her blister pack is nearly'

test('VJ3 a colleague gets a place of her own, each goes back to what she was at, and how long switching takes is told', async () => {
  const page = scene.aisha.page()
  const screens = joiningScreens(page)
  await goTo(page, 'Sync')
  await lock(scene.aisha)
  await page.getByRole('button', { name: 'Add a colleague' }).click()
  await page.getByRole('button', { name: 'Make a place for them' }).click()
  await expect(screens.title('This device is not in a neighbourhood yet')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Aisha Rahman' })).toBeVisible()
  const invite = new URL(await scene.neighbourhood.inviteFor('priya'))
  // As a link that is opened here: the address's fragment alone changes.
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, invite.hash)
  await joinAsStaff(page, hers)

  await openStaffThread(page)
  await threadScreen(page).box().fill(hersTyped)
  await goTo(page, 'Sync')
  await lock(scene.aisha)
  await page.getByRole('button', { name: 'Aisha Rahman' }).click()
  await expect(screens.title('Hello, Aisha Rahman')).toBeVisible()
  await screens.unlock(hers)
  await expect(page.getByRole('status').filter({ hasText: 'That is not the passphrase.' })).toBeVisible()
  await expect(page.getByText(/You can try again in/)).toBeHidden()
  await unlock(page)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).writeVisit()
  await expect(visitScreen(page).part('found')).toHaveValue(typed)

  for (const [name, words] of [
    ['Priya Nair', hers],
    ['Aisha Rahman', passphrase],
  ] as const) {
    await goTo(page, 'Sync')
    const began = Date.now()
    await lock(scene.aisha)
    await page.getByRole('button', { name }).click()
    await expect(screens.title(`Hello, ${name}`)).toBeVisible()
    await unlock(page, words)
    await expect(navigation(page)).toBeVisible()
    tell(`to ${name} in ${Date.now() - began} ms, the passphrase typed by a program`)
    if (name !== 'Priya Nair') continue
    await openStaffThread(page)
    await expect(threadScreen(page).box()).toHaveValue(hersTyped)
  }
})
