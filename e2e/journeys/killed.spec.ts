/**
 * The browser is killed while the app writes: again and again, at whatever moment of
 * a save. What was said to be saved is there, whole and once; of what was not, either
 * all is there or all of it is still a draft. `DOORSTEP_KILLS` asks for more of them.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, type Page, test } from '@playwright/test'
import { loseSignal } from '../fixtures/device.ts'
import { openScene } from '../fixtures/scene.ts'
import { tell } from '../fixtures/tell.ts'
import { unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { visitScreen } from '../screens/visit.ts'

const kills = Number(process.env.DOORSTEP_KILLS ?? 4)
const values = { breaths: '16', oxygenLevel: '93', systolic: '128', pulse: '72', temperature: '36.5' }
const whole =
  /Breaths 16 a minute · SpO2 93 % on air · Systolic 128 mmHg · Pulse 72 · Alert · 36\.5 °C.*NEWS2 0, complete/

const scene = openScene({ joined: ['aisha'] })
let record: string
/** From the press to the word that it is saved, undisturbed. */
let takes: number
const saved: string[] = []

/** Up to the press that saves it: on the disk as a draft, as the page says. What was chosen in an older draft is still. */
async function write(page: Page, words: string, isResumed = false): Promise<void> {
  const visit = visitScreen(page)
  await personScreen(page).writeVisit()
  await visit.write({ found: words })
  await visit.measure(isResumed ? values : { ...values, air: 'Air', awake: 'Alert' })
  await expect(page.getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await visit.check()
}

/** Whether it was said before the browser was gone, which is meanwhile or thereafter. */
async function save(page: Page, meanwhile?: () => Promise<void>): Promise<boolean> {
  const said = visitScreen(page)
    .finished()
    .waitFor()
    .then(
      () => true,
      () => false,
    )
  const pressed = page.getByRole('button', { name: 'Finish visit' }).click()
  await Promise.all([meanwhile?.(), pressed.catch(() => undefined)])
  return said
}

async function openAgain(): Promise<Page> {
  const page = await scene.aisha.open(record)
  await unlock(page)
  await expect(personScreen(page).banner()).toContainText('ASHWORTH')
  return page
}

async function expectWhole(page: Page, words: readonly string[]): Promise<void> {
  for (const each of words) {
    await expect(personScreen(page).storyItem(each)).toHaveCount(1)
    await expect(personScreen(page).storyItem(each)).toContainText(whole)
  }
}

test('TY959 how long a save takes', async () => {
  const page = scene.aisha.page()
  await loseSignal(scene.aisha)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await expect(personScreen(page).banner()).toContainText('ASHWORTH')
  record = new URL(page.url()).pathname
  const words = 'Before any kill: dressing dry.'
  await write(page, words)
  const began = performance.now()
  expect(await save(page)).toBe(true)
  takes = performance.now() - began
  saved.push(words)
})

test('TY959 killed at whatever moment of a save, the tablet opens with what was said to be saved, whole and once, and loses no typing', async () => {
  const moments: string[] = []
  let isDraft = false
  let page = scene.aisha.page()
  await page.getByRole('link', { name: /^Back to Doreen/ }).click()
  for (let kill = 1; kill <= kills; kill++) {
    const words = `Kill ${kill}: dressing dry, no odour.`
    await write(page, words, isDraft)
    // Each in a part of its own of the time it takes, and of a moment more: chance alone often spares the middle.
    const part = (takes * 1.2) / kills
    const moment = Math.round(part * (kill - 1)) + randomInt(Math.ceil(part))
    const wasSaid = await save(page, async () => {
      await wait(moment)
      await scene.aisha.kill()
    })
    page = await openAgain()
    const person = personScreen(page)
    await expectWhole(page, saved)
    await person.writeVisit()
    const typed = visitScreen(page).part('found')
    await expect(typed).toHaveValue(wasSaid ? '' : /^$|^Kill/)
    isDraft = (await typed.inputValue()) !== ''
    if (isDraft) {
      await expect(typed).toHaveValue(words)
      for (const value of ['breaths', 'pulse', 'temperature'] as const)
        await expect(visitScreen(page).value(value)).toHaveValue(values[value])
    }
    await page.goBack()
    if (isDraft) await expect(person.storyItem(words)).toHaveCount(0)
    else {
      saved.push(words)
      await expectWhole(page, [words])
    }
    moments.push(`${moment} ms: ${wasSaid ? 'said' : isDraft ? 'a draft' : 'saved, not said'}`)
  }
  tell(`a save takes ${Math.round(takes)} ms; killed after ${moments.join('; ')}`)
})

test('TY959 all of it is sent once there is signal', async () => {
  scene.aisha.network.restore()
  const page = scene.aisha.page()
  await expectPill(page, /^Up to date/)
  for (const words of saved) await expect(personScreen(page).storyItem(words)).toContainText(/Sent \d\d:\d\d/)
  await expect(personScreen(page).storyItem('Bit puffed since Sunday.')).toHaveCount(1)
})
