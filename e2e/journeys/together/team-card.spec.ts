/** The team's card on the phone of somebody looked after: who works here by face, first name and role, who is on today, and when the team can be reached. */
import { expect, type Page } from '@playwright/test'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { publicHome } from '../../screens/public-home.ts'

/** The devices of the team, those that are off too, take turns of ten seconds at publishing it. */
const published = 120_000

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
  await publicHome(phone).back()
  await expect(publicHome(phone).four()).toBeVisible()
})
