/**
 * Two tablets without signal correct one person's details: different ones go
 * together, the same one asks. Then a visit is given to a colleague by picker;
 * both days follow, and undo brings it back.
 */
import { expect, type Locator, type Page } from '@playwright/test'
import { loseSignal } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { correctDetail } from '../../screens/details.ts'
import { peopleScreen } from '../../screens/people.ts'
import { expectPill, goTo } from '../../screens/staff.ts'
import { todayScreen } from '../../screens/today.ts'

const scene = shareScene()

async function openDetails(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('holr', 'HOLROYD, Ernest')
  await page.getByRole('link', { name: /^(Details|Decide)$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Details' })).toBeVisible()
}

const conflict = (page: Page): Locator => page.getByRole('region', { name: 'Two different changes: Given name' })

test('DD1 without signal both correct a detail of their own, and both the given name', async () => {
  const [tablet, desk] = [scene.aisha.page(), scene.priya.page()]
  for (const page of [tablet, desk]) {
    await expectPill(page, /^Up to date/)
    await openDetails(page)
    await expect(page.getByRole('button', { name: 'Correct Given name' })).toBeVisible()
  }
  for (const device of [scene.aisha, scene.priya]) await loseSignal(device)
  await correctDetail(tablet, 'Telephone', '01632 960777', 'New number, he told me')
  await correctDetail(tablet, 'Given name', 'Ernest George', 'On his passport')
  await correctDetail(desk, 'Preferred name', 'Ern', 'He asked me to')
  await correctDetail(desk, 'Given name', 'Ernesto', 'On the GP list')
})

test('DD2 once they meet, different details go together and the same one asks on both, in the list too', async () => {
  for (const device of [scene.aisha, scene.priya]) device.network.restore()
  for (const page of [scene.aisha.page(), scene.priya.page()]) {
    await expect(conflict(page)).toBeVisible()
    await expect(conflict(page)).toContainText('On his passport')
    await expect(conflict(page)).toContainText('On the GP list')
    await expect(page.getByText('01632 960777')).toBeVisible()
    await expect(page.getByText('Different given names – check')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Correct Given name' })).toBeHidden()
  }
  await goTo(scene.priya.page(), 'People')
  await expect(scene.priya.page().getByRole('link', { name: /HOLROYD, Ernest/ })).toContainText(
    'Different details – check',
  )
  await openDetails(scene.priya.page())
})

test('DD3 one press decides it for both', async () => {
  await conflict(scene.priya.page())
    .getByRole('button', { name: /: Ernest George/ })
    .click()
  for (const page of [scene.priya.page(), scene.aisha.page()]) {
    await expect(page.getByRole('button', { name: 'Correct Given name' })).toBeVisible()
    await expect(conflict(page)).toBeHidden()
    await expect(page.getByText('Ernest George', { exact: true })).toBeVisible()
  }
})

test('DD4 a visit is given to a colleague by picker, both days follow, and undo brings it back', async () => {
  const [tablet, desk] = [scene.aisha.page(), scene.priya.page()]
  await goTo(tablet, 'Today')
  await expect(todayScreen(tablet).visits()).toHaveCount(12)
  await goTo(desk, 'Today')
  await desk.getByRole('link', { name: /^Who is where/ }).click()
  const round = desk.getByRole('region', { name: 'Aisha Rahman' })
  await round
    .getByRole('button', { name: /^Change/ })
    .last()
    .click()
  await desk.getByRole('button', { name: /^Priya/ }).click()
  await expect(todayScreen(tablet).visits()).toHaveCount(11)
  await desk.getByRole('button', { name: 'Undo' }).click()
  await expect(todayScreen(tablet).visits()).toHaveCount(12)
})
