/**
 * Karen has another phone: Aisha lets it in as Karen's, by the square's link and
 * six digits. It reads what Karen wrote to the team before, and Karen stands
 * once in the record. Then the old phone is lost.
 */
import { expect, type Page, test } from '@playwright/test'
import { openScene } from '../fixtures/scene.ts'
import { joinAsPublic, joiningScreens } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { publicHome } from '../screens/public-home.ts'
import { sharingScreen } from '../screens/sharing.ts'
import { goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'

/** The other phone is the browser that is elsewhere the link worker's. */
const scene = openScene({ joined: ['aisha', 'doreen'], invited: ['karen', 'sol'] })

const before = 'Mum left her tea again. Is she eating?'
const after = 'This is my new phone.'
/** As the nurse’s page names it. */
let oldPhone = ''
const phones = (page: Page) => page.getByRole('region', { name: /^Karen’s phone, phone / })
const talk = (page: Page, name: RegExp) => page.getByRole('link', { name })
const digits = (page: Page) => page.getByText(/^\d{3}\s?\d{3}$/)
const onlyDigits = async (page: Page) => ((await digits(page).textContent()) ?? '').replace(/\D/g, '')

test('CI1090 Aisha lets Karen’s other phone in as Karen’s: it reads what Karen wrote to the team before, and Karen stands once', async () => {
  const page = scene.aisha.page()
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await sharingScreen(page).openAsStaff()
  // The demo writes for Karen with one of her own.
  await expect(phones(page)).toHaveCount(1)
  const demos = await phones(page).getAttribute('aria-label')

  const karen = await scene.karen.open(await scene.neighbourhood.inviteFor('karen'))
  await joinAsPublic(karen)
  await talk(karen, /^You and the team/).click()
  await threadScreen(karen).send(before)
  await expect(phones(page)).toHaveCount(2)
  const names = await phones(page).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))
  oldPhone = names.find((each) => each !== demos) ?? ''
  const card = page.getByRole('region', { name: 'Karen Ashworth', exact: true })
  await card.getByRole('button', { name: 'Let another phone of Karen’s in' }).click()
  await expect(card.getByText(/What it already read stays read\.$/)).toBeVisible()
  await card.getByRole('button', { name: 'Make the link' }).click()
  await expect(card.getByRole('img', { name: 'Square code for Karen’s other phone' })).toBeVisible()
  const link = new URL((await card.getByText(/#j=/).textContent()) ?? '')

  const other = await scene.sol.open(`/${link.hash}`)
  await expect(joiningScreens(other).title(/invites you$/)).toBeVisible()
  await joiningScreens(other).join()
  await expect(joiningScreens(other).title('Waiting to be let in')).toBeVisible()
  await expect(card.getByText(/^A phone asks to come in as Karen’s\./)).toBeVisible()
  expect(await onlyDigits(page)).toBe(await onlyDigits(other))
  await card.getByRole('button', { name: 'Yes, the same. Let them in' }).click()
  await expect(card.getByText(/^Done\. Karen’s other phone is in/)).toBeVisible()

  await talk(other, /^You and the team/).click({ timeout: 60_000 })
  await expect(threadScreen(other).message(before)).toHaveCount(1)
  await publicHome(other).back()
  await expect(talk(other, /^Doreen’s circle/)).toBeVisible()
  await expect(other.locator('.talk')).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Karen Ashworth' })).toHaveCount(1)
  await expect(phones(page)).toHaveCount(3)
})

test('CI1090 the old phone is lost: Aisha removes it, and Karen writes on with the other one', async () => {
  const page = scene.aisha.page()
  const old = scene.karen.page()
  const other = scene.sol.page()
  const lost = page.getByRole('region', { name: oldPhone, exact: true })
  await lost.getByRole('button', { name: /^Remove this phone/ }).click()
  await lost.getByRole('button', { name: 'Yes, remove this phone' }).click()
  await expect(page.getByText(/^Done\. Karen’s phone .* reads nothing new from now on\.$/)).toBeVisible()
  await expect(old.getByRole('heading', { level: 1, name: /was removed/ })).toBeVisible()

  await talk(other, /^You and the team/).click()
  await threadScreen(other).send(after)
  await page.getByRole('link', { name: 'Record', exact: true }).click()
  await page
    .getByRole('region', { name: 'Messages', exact: true })
    .getByRole('link', { name: /Karen Ashworth/ })
    .click()
  await expect(threadScreen(page).message(before)).toHaveCount(1)
  await expect(threadScreen(page).message(after)).toHaveCount(1)
})
