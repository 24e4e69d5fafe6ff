/**
 * Doreen lets somebody in herself: a link, the same six digits on both phones,
 * her yes. Later that phone is lost: Aisha removes it, it erases itself, and no
 * file of its browser holds anything of it.
 */
import { expect, type Page, test } from '@playwright/test'
import { aRowOn, rowKeys } from '../fixtures/device-disk.ts'
import { keysHeldOn } from '../fixtures/device-keys.ts'
import { canary, findLeaks } from '../fixtures/leaks.ts'
import { openScene } from '../fixtures/scene.ts'
import { joiningScreens } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { publicHome } from '../screens/public-home.ts'
import { sharingScreen } from '../screens/sharing.ts'
import { goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'

const scene = openScene({ joined: ['aisha', 'doreen'], invited: ['karen'] })
const said = canary()
const digits = (page: Page) => page.getByText(/^\d{3}\s?\d{3}$/)
const onlyDigits = async (page: Page) => ((await digits(page).textContent()) ?? '').replace(/\D/g, '')

test('CI700 Doreen lets her neighbour Rosa in herself: the same six digits on both phones, and nothing of the circle on Rosa’s before her yes', async () => {
  const page = scene.doreen.page()
  await sharingScreen(page).open()
  await page.getByRole('button', { name: 'Let somebody of the family in' }).click()
  await page.getByRole('textbox', { name: 'Their name' }).fill('Rosa Hill')
  await page.getByRole('textbox', { name: 'Who they are to you' }).fill('neighbour')
  await page.getByRole('button', { name: 'Make the link' }).click()
  await expect(page.getByRole('heading', { name: 'The link for Rosa Hill' })).toBeVisible()
  const link = new URL((await page.getByText(/#j=/).textContent()) ?? '')

  const heard: string[] = []
  const phone = await scene.karen.open(`/${link.hash}`, async (fresh) => {
    fresh.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.startsWith('/v1/') && response.ok()) heard.push(pathname)
    })
  })
  const joining = joiningScreens(phone)
  await expect(joining.title(/invites you$/)).toBeVisible()
  await joining.join()
  await expect(joining.title('Waiting to be let in')).toBeVisible()
  await expect(digits(page)).toBeVisible()
  expect(await onlyDigits(phone)).toMatch(/^\d{6}$/)
  expect(await onlyDigits(page)).toBe(await onlyDigits(phone))
  for (const store of ['chains', 'log', 'boxes', 'pages', 'docs']) expect(await rowKeys(phone, store)).toEqual([])
  expect(heard.filter((path) => path !== '/v1/join')).toEqual([])

  await page.getByRole('button', { name: 'Yes, the same. Let them in' }).click()
  await expect(page.getByText(/^They are in\./)).toBeVisible()
  await phone.getByRole('link', { name: /^Doreen’s circle/ }).click({ timeout: 60_000 })
  await threadScreen(phone).send(`I have your spare key, ${said}.`)
  await publicHome(page).back()
  await page.getByRole('link', { name: /^Doreen’s circle/ }).click()
  await expect(threadScreen(page).message(said)).toHaveCount(1)
})

test('CI701 Rosa’s phone is lost: Aisha removes it, and it erases itself, its files too, and names nobody', async () => {
  const phone = scene.karen.page()
  const [row = ''] = (await rowKeys(phone, 'chains')).filter((key) => key.startsWith('circle/'))
  expect(row).toMatch(/^circle\//)
  const box = await aRowOn(phone, 'boxes')
  const { inClear, secret } = await keysHeldOn(phone, null)
  expect(findLeaks(scene.karen.profile, secret)).toEqual([])
  for (const there of [{ box: box.value }, inClear]) expect(findLeaks(scene.karen.profile, there)).not.toEqual([])

  const page = scene.aisha.page()
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await sharingScreen(page).openAsStaff()
  const hers = page.getByRole('region', { name: /^Rosa.* phone, phone / })
  await hers.getByRole('button', { name: /^Remove this phone/ }).click({ timeout: 60_000 })
  await hers.getByRole('button', { name: 'Yes, remove this phone' }).click()
  await expect(page.getByText(/^Done\. Rosa.* phone .* reads nothing new from now on\.$/)).toBeVisible()

  await expect(phone.getByRole('heading', { level: 1, name: /was removed/ })).toBeVisible()
  await expect(phone.getByText('What was stored here has been deleted.')).toBeVisible()
  await expect(phone.getByRole('main')).not.toContainText(/Doreen|Rosa|Aisha/)
  await scene.karen.close()
  expect(
    findLeaks(scene.karen.profile, { row, ...box, said, 'whose circle': 'Ashworth', ...inClear, ...secret }),
  ).toEqual([])
})
