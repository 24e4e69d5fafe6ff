/**
 * Typing is never lost: not by a kill two seconds later, not by a value that
 * cannot be right, not by a full disk, not by a second window.
 */
import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { canary } from '../fixtures/leaks.ts'
import { expectNowhere } from '../fixtures/nowhere.ts'
import { createSmallDisk } from '../fixtures/quota.ts'
import { openScene } from '../fixtures/scene.ts'
import { tell } from '../fixtures/tell.ts'
import { joiningScreens, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
import { visitScreen } from '../screens/visit.ts'

/** None of it is to be found. */
const marks = { typed: canary(), half: canary(), title: canary(), template: canary() }
const typed = `Weight before breakfast 54.6, ankles the same ${marks.typed}.`
const halfMessage = `Doreen, about Thursday ${marks.half}, I wanted to`

const template = {
  title: `Running late ${marks.title}`,
  words: `I will be with you in half an hour ${marks.template}.`,
}

const scene = openScene({ joined: ['aisha'] })

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

test('TY1 a note and a message half typed are on the disk within two seconds and come back after a kill', async () => {
  const page = scene.aisha.page()
  const visit = visitScreen(page)
  await openDoreen(page)
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  const thread = threadScreen(page)
  await thread.box().pressSequentially(halfMessage)
  await expect(page.getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await openDoreen(page)
  await personScreen(page).writeVisit()
  await visit.measure({ air: 'Air', pulse: '88' })
  await visit.part('found').pressSequentially(typed)
  const began = Date.now()
  await expect(page.getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  tell(`the draft was on the disk ${Date.now() - began} ms after the last key`)
  await scene.aisha.kill()

  const again = await scene.aisha.open('/today')
  await unlock(again)
  await openDoreen(again)
  await personScreen(again).writeVisit()
  const resumed = visitScreen(again)
  await expect(resumed.part('found')).toHaveValue(typed)
  await expect(resumed.value('pulse')).toHaveValue('88')
  await expect(again.getByText(/^Your draft from \d\d:\d\d\.$/)).toBeVisible()
  await openDoreen(again)
  await personScreen(again).openThread(/Doreen Ashworth can read this/)
  await expect(threadScreen(again).box()).toHaveValue(halfMessage)
  await openDoreen(again)
  await expect(personScreen(again).storyItem(typed)).toHaveCount(0)
})

test('TS10 a template written without signal is put where the caret is, and Ctrl+Z takes it out', async () => {
  const page = scene.aisha.page()
  const thread = threadScreen(page)
  const { title, words } = template
  scene.aisha.network.cutOff()
  await openDoreen(page)
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  await page.getByRole('button', { name: 'Use a template' }).click()
  await expect(page.getByText('No templates for messages yet.')).toBeVisible()
  await page.getByRole('link', { name: 'Open Team settings' }).click()
  await page.getByRole('button', { name: 'Add a template' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Words' }).fill(words)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Templates' })).toContainText(words)
  await openDoreen(page)
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  await thread.box().fill('Hello Doreen. See you soon.')
  // Where this is said the button above the box moves, away under a finger that is on it.
  await expect(page.getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await thread.box().evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(13, 13))
  await page.getByRole('button', { name: 'Use a template' }).click()
  await expect(page.getByRole('button', { name: `Use ${title}` })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(thread.box()).toBeFocused()
  await expect(thread.box()).toHaveValue(`Hello Doreen. ${words} See you soon.`)
  await expect(page.getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(thread.box()).toHaveValue('Hello Doreen. See you soon.')
  await thread.box().fill('')
  scene.aisha.network.restore()
  await openDoreen(page)
})

test('TY2 temperature 380 asks “Did you mean 38.0?”, keeps the typing and scores nothing', async () => {
  const page = scene.aisha.page()
  const visit = visitScreen(page)
  await personScreen(page).writeVisit()
  await expect(visit.total()).toContainText('Incomplete: at least 0. 5 of 7 not entered.')
  await visit.value('temperature').fill('380')
  await visit.value('breaths').focus()
  const question = page.getByRole('status').filter({ hasText: 'Did you mean 38.0?' })
  await expect(question).toContainText('Not counted until you choose.')
  await expect(visit.value('temperature')).toHaveValue('380')
  await expect(visit.total()).toContainText('Incomplete: at least 0. 5 of 7 not entered.')
  await page.getByRole('button', { name: 'Check and finish' }).click()
  await expect(page.getByRole('alert', { name: 'Before you finish' })).toContainText(
    'Temperature °C: “380” is not counted yet.',
  )
  await page.getByRole('button', { name: 'Yes, 38.0' }).click()
  await expect(visit.value('temperature')).toHaveValue('38.0')
  await expect(visit.total()).toContainText('Incomplete: at least 0. 4 of 7 not entered.')
})

test('TY3 a full tablet says so, keeps the typing and what was saved, and goes on once there is space', async () => {
  await expect(scene.aisha.page().getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await scene.aisha.kill()
  const disk = createSmallDisk(scene.neighbourhood.urlFor('aisha'))
  const page = await scene.aisha.open('/today', disk.limit)
  await unlock(page)
  await openDoreen(page)
  await personScreen(page).writeVisit()
  const visit = visitScreen(page)
  const more = randomBytes(6_000).toString('base64')
  await disk.fillUp(page)
  await visit.part('did').fill(more)
  const said = page.getByRole('alert').filter({ hasText: 'Not enough space on this tablet.' })
  await expect(said).toContainText('What you saved before is safe, and your typing is still here.')
  await visit.check()
  await page.getByRole('button', { name: 'Finish visit' }).click()
  await expect(said).toBeVisible()
  await visit.goBack()
  await expect(visit.part('did')).toHaveValue(more)
  await expect(visit.part('found')).toHaveValue(typed)
  await disk.tidy()
  await visit.check()
  await visit.finish()
  await page.getByRole('link', { name: /^Back to Doreen/ }).click()
  await expect(personScreen(page).storyItem(typed)).toHaveCount(1)
  await expect(personScreen(page).storyItem('Bit puffed since Sunday.')).toHaveCount(1)
})

test('TY4 a second window says where the app is open, and the first one goes on', async () => {
  const page = scene.aisha.page()
  const second = await scene.aisha.context().newPage()
  await second.goto(page.url())
  await expect(joiningScreens(second).title('Doorstep is open in another window')).toBeVisible()
  await expect(second.getByRole('button', { name: 'Use Doorstep here' })).toBeVisible()
  await expect(personScreen(page).storyItem(typed)).toHaveCount(1)
  await second.close()
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  await threadScreen(page).send(`${halfMessage} ask about the class.`)
  await expect(threadScreen(page).message('ask about the class')).toHaveCount(1)
})

test('LK958 a template, words half typed, cut short and sent lie nowhere, not on the tablet, open or closed, either', async () => {
  await expectNowhere(scene.neighbourhood, [scene.aisha], marks)
})
