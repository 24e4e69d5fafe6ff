/** A walk through every screen there is, in the order somebody would meet them; `at` is called on each. */
import { expect, type Page } from '@playwright/test'
import type { Device } from '../fixtures/device.ts'
import type { Neighbourhood } from '../fixtures/neighbourhood.ts'
import { joiningScreens, lock, passphrase, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { planScreen } from '../screens/plan.ts'
import { publicHome } from '../screens/public-home.ts'
import { sharingScreen } from '../screens/sharing.ts'
import { goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
import { todayScreen } from '../screens/today.ts'
import { visitScreen } from '../screens/visit.ts'

export type At = (page: Page, screen: string) => Promise<void>

export async function walkJoining(device: Device, neighbourhood: Neighbourhood, at: At): Promise<void> {
  let page = await device.open('/')
  const screens = () => joiningScreens(page)
  await expect(screens().title('This device is not in a neighbourhood yet')).toBeVisible()
  await at(page, 'not joined')
  page = await device.open(await neighbourhood.inviteFor('aisha'))
  await expect(screens().title(/^Join /)).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await at(page, 'join')
  await screens().choosePassphrase('short')
  await screens().join()
  await expect(screens().problem()).toBeVisible()
  await at(page, 'join, something to settle')
  device.network.cutOff()
  await screens().choosePassphrase(passphrase)
  await screens().join()
  await expect(screens().title('Waiting to be let in')).toBeVisible()
  await at(page, 'waiting')
  device.network.restore()
  await expect(todayScreen(page).title()).toBeVisible()
}

export async function walkUnlock(device: Device, at: At): Promise<void> {
  const page = device.page()
  await goTo(page, 'Sync')
  await lock(device)
  const screens = joiningScreens(page)
  await at(page, 'unlock')
  await screens.unlock('none of these words')
  await expect(page.getByText('That is not the passphrase.')).toBeVisible()
  await at(page, 'unlock, wrong passphrase')
  await expect(page.getByText(/You can try again in/)).toBeHidden()
  await unlock(page)
}

export async function walkStaff(page: Page, at: At): Promise<void> {
  await goTo(page, 'Today')
  await expect(todayScreen(page).visits()).toHaveCount(12)
  await at(page, 'today')
  await goTo(page, 'People')
  const people = peopleScreen(page)
  await expect(page.getByText('40 people on this device')).toBeVisible()
  await expect(people.found().first()).toBeVisible()
  await at(page, 'people')
  await people.openPerson('dor', 'ASHWORTH, Doreen')
  await at(page, 'person')
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  await threadScreen(page).box().fill('Half a message')
  await at(page, 'thread')
  await threadScreen(page).box().fill('')
  await goTo(page, 'Tasks')
  await page.getByRole('button', { name: 'The team’s' }).click()
  await expect(page.getByRole('button', { name: /^More/ }).first()).toBeVisible()
  await page.getByRole('button', { name: /^More/ }).first().click()
  await at(page, 'tasks')
  await goTo(page, 'People')
  await people.openPerson('dor', 'ASHWORTH, Doreen')
  await planScreen(page).open()
  await at(page, 'care plan')
  await planScreen(page).startWriting('Goals')
  await at(page, 'care plan, writing')
  await goTo(page, 'Messages')
  await at(page, 'messages')
  await goTo(page, 'Sync')
  await at(page, 'sync')
  await walkVisit(page, at)
}

async function walkVisit(page: Page, at: At): Promise<void> {
  const visit = visitScreen(page)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).writeVisit()
  await visit.write({ found: 'Breathing easier than yesterday.', next: 'I come on Thursday.' })
  await visit.measure({ breaths: '26', pulse: '380', air: 'Air', awake: 'Alert' })
  await visit.value('breaths').focus()
  await page.getByRole('button', { name: 'Could not measure…' }).click()
  await page.getByRole('button', { name: 'Check and finish' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Before you finish' })).toBeVisible()
  await at(page, 'visit, with a question and something to settle')
  await visit.value('pulse').fill('88')
  await visit.check()
  await at(page, 'visit, to check')
  await visit.finish()
  await at(page, 'visit, finished')
}

export async function walkPublic(device: Device, neighbourhood: Neighbourhood, at: At): Promise<void> {
  const page = await device.open(await neighbourhood.inviteFor('doreen'))
  const joining = joiningScreens(page)
  await expect(joining.title(/invites you$/)).toBeVisible()
  await at(page, 'public: join')
  await joining.join()
  const home = publicHome(page)
  await expect(home.four()).toBeVisible()
  await at(page, 'public: home')
  await home.goTo('Message my nurse')
  await expect(threadScreen(page).message('Is it Aisha tomorrow').first()).toBeVisible()
  await at(page, 'public: messages')
  for (const [place, title] of [
    ['My next visit', 'My next visit'],
    ['I feel worse', 'I feel worse'],
    ['My medicines', 'My medicines'],
  ] as const) {
    await home.back()
    await home.goTo(place)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached()
    await at(page, `public: ${place}`)
  }
  await home.back()
  await sharingScreen(page).open()
  await expect(sharingScreen(page).member('Karen Ashworth')).toBeVisible()
  await at(page, 'public: who can see my things')
  await sharingScreen(page).openLooked()
  await at(page, 'public: who looked')
  await home.back()
  await page.getByRole('link', { name: 'Text size' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Text size' })).toBeVisible()
  await at(page, 'public: text size')
}
