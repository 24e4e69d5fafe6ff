/** BC1-BC4: a neighbourhood of six thousand people, and one tablet that finds its way in it, with and without signal. */
import { expect, test } from '@playwright/test'
import { loseSignal } from '../fixtures/device.ts'
import { openScene } from '../fixtures/scene.ts'
import { joinAsStaff } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { goTo } from '../screens/staff.ts'
import { todayScreen } from '../screens/today.ts'
import { visitScreen } from '../screens/visit.ts'

const scene = openScene({ invited: ['aisha'] }, () => ({ size: { people: 6_000, records: 0 } }))

test('BC1 Aisha joins, sees twelve visits, and a list that says how many there are', async () => {
  const page = await scene.aisha.open(await scene.neighbourhood.inviteFor('aisha'))
  await joinAsStaff(page)
  await expect(todayScreen(page).visits()).toHaveCount(12)
  await goTo(page, 'People')
  await expect(page.getByText('6,000 people on this device')).toBeVisible()
  const found = peopleScreen(page).found()
  await expect(found).toHaveCount(16)
  await page.getByRole('button', { name: 'Show more (5,984)' }).click()
  await expect.poll(() => found.count()).toBeGreaterThan(16)
  await expect(async () => {
    await page.keyboard.press('End')
    expect(await found.count()).toBeGreaterThan(150)
  }).toPass()
})

test('BC2 people are found without accents and by number', async () => {
  const page = scene.aisha.page()
  const people = peopleScreen(page)
  await people.search('dabrow')
  await expect(people.found().first()).toContainText('DĄBROWSKI')
  await people.search('999 000 0018')
  await expect(people.found()).toHaveCount(1)
  await expect(people.person('ASHWORTH, Doreen')).toBeVisible()
})

test('BC3 words of a note are found without signal, and lead to that note', async () => {
  const page = scene.aisha.page()
  await loseSignal(scene.aisha)
  await peopleScreen(page).search('PUFFED since')
  const notes = page.getByRole('region', { name: 'In notes' })
  await expect(notes.getByRole('link').first()).toContainText('Bit puffed since Sunday')
  await notes.getByRole('link', { name: /ASHWORTH, Doreen/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /ASHWORTH, Doreen/ })).toBeVisible()
  await expect(personScreen(page).storyItem('Bit puffed since Sunday.')).toBeFocused()
})

test('BC4 a visit is written and saved all the same', async () => {
  const page = scene.aisha.page()
  const visit = visitScreen(page)
  await personScreen(page).writeVisit()
  await visit.write({ found: 'Settled, eating well.', next: 'Again on Thursday.' })
  await visit.check()
  await visit.finish()
  await expect(visit.finished()).toBeVisible()
})
