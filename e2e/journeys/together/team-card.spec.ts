/**
 * The team's card on the phone of somebody looked after: who works here by face,
 * first name and role, who is on today, and when the team can be reached; as it
 * was changed meanwhile, and without signal.
 */
import { expect, type Page } from '@playwright/test'
import { loseSignal } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { tell } from '../../fixtures/tell.ts'
import { publicHome } from '../../screens/public-home.ts'
import { goTo } from '../../screens/staff.ts'

/** The devices of the team, those that are off too, take turns of ten seconds at publishing it. */
const published = 120_000

const hours = 'Monday to Saturday, 7 to 7'

const scene = shareScene()

async function openCard(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'See your whole team' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your team' })).toBeVisible()
}

const people = (page: Page) => page.getByRole('main').getByRole('listitem')

async function expectTeam(page: Page): Promise<void> {
  for (const [name, role] of [
    ['Aisha', 'community nurse'],
    ['Ben', 'community nurse'],
    ['Priya', 'pharmacist'],
    ['Dr Reid', 'GP'],
    ['Lena', 'team lead'],
  ] as const) {
    const one = people(page).filter({ hasText: name })
    await expect(one).toContainText(role)
    await expect(one.locator('svg')).toBeVisible()
  }
  const onToday = page.getByRole('heading', { level: 2, name: 'On today' }).locator('..')
  await expect(onToday.getByRole('listitem').filter({ hasText: 'Aisha' })).toBeVisible({ timeout: published })
  await expect(page.getByRole('main')).not.toContainText(/Rahman|Okafor|Nair|Fischer|Robot/)
}

test('TC550 the phone of who joined long before has the card: faces, first names, roles, who is on today', async () => {
  const phone = scene.doreen.page()
  await openCard(phone)
  await expectTeam(phone)
  await expect(phone.getByText('Monday to Friday, 8 to 6')).toBeVisible()
})

test('TC551 hours that staff change stand on the phone that is open, without reloading', async () => {
  const desk = scene.priya.page()
  await goTo(desk, 'Today')
  await desk.getByRole('link', { name: /^Who is where/ }).click()
  await desk.getByRole('link', { name: 'Team settings' }).click()
  await desk.getByRole('button', { name: /^Change.*When the team can be reached/ }).click()
  await desk.getByLabel('When the team can be reached').fill(hours)
  await desk.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(desk.getByText(/Everybody in the team sees it once it is sent\./)).toBeVisible()
  const saved = Date.now()
  await expect(scene.doreen.page().getByText(hours)).toBeVisible({ timeout: published })
  tell(`TC551: hours changed at the desk on the phone that is open after ${((Date.now() - saved) / 1000).toFixed(1)} s`)
})

test('TC552 killed and opened again without signal, the phone shows the same card and says as of when', async () => {
  await loseSignal(scene.doreen)
  await scene.doreen.kill()
  const phone = await scene.doreen.open('/')
  await openCard(phone)
  await expectTeam(phone)
  await expect(phone.getByText(hours)).toBeVisible()
  await expect(phone.getByText(/^Sent by your team .*As known on this phone/)).toBeVisible()
  scene.doreen.network.restore()
  await publicHome(phone).back()
  await expect(publicHome(phone).four()).toBeVisible()
})
