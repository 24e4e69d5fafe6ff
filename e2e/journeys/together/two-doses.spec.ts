/**
 * One list of medicines, changed by a nurse and a pharmacist who both have no
 * signal. What goes together is put together with both names; two doses are never
 * picked from but shown everywhere until one of them decides, and the person whose
 * medicine it is reads that it is being checked.
 */
import { expect, type Page } from '@playwright/test'
import { loseSignal } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { medicinesScreen, myMedicine } from '../../screens/medicines.ts'
import { peopleScreen } from '../../screens/people.ts'
import { publicHome } from '../../screens/public-home.ts'
import { expectPill, goTo } from '../../screens/staff.ts'
import { todayScreen } from '../../screens/today.ts'

const twice = 'twice a day, morning and midday'

const scene = shareScene()

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

async function cutBothOff(): Promise<void> {
  for (const device of [scene.aisha, scene.priya]) await loseSignal(device)
}

function letBothMeet(): void {
  for (const device of [scene.aisha, scene.priya]) device.network.restore()
}

/** From now on, on this page; it must not be loaded again. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const seen = { presses: 0 }
    addEventListener('click', () => seen.presses++, true)
    return seen
  })
  return () => counter.evaluate(({ presses }) => presses)
}

test('WD1 without signal one changes the dose and the other how often: both hold, and both are named', async () => {
  const [tablet, desk] = [scene.aisha.page(), scene.priya.page()]
  for (const page of [tablet, desk]) {
    await expectPill(page, /^Up to date/)
    await openDoreen(page)
    await expect(medicinesScreen(page).line('furosemide')).toContainText('20 mg')
  }
  const phone = scene.doreen.page()
  await publicHome(phone).goTo('My medicines')
  await cutBothOff()
  await medicinesScreen(tablet).change('furosemide', { Dose: '40 mg', Why: 'Ankles swollen' })
  await medicinesScreen(desk).change('furosemide', { 'How often': twice, Why: 'Dr Reid rang' })
  for (const page of [tablet, desk]) await medicinesScreen(page).backToRecord()
  letBothMeet()
  for (const page of [tablet, desk]) {
    const line = medicinesScreen(page).line('furosemide')
    await expect(line).toContainText('Changed by Aisha Rahman and Priya')
    await expect(line).toContainText('The changes go together.')
    await expect(line).toContainText(`40 mg — ${twice}`)
    await expect(medicinesScreen(page).card('furosemide')).toHaveCount(0)
    await expect(line.getByRole('button', { name: 'Given furosemide', exact: true })).toBeVisible()
  }
  // What merged is published by the first of those who wrote it, as soon as it has both.
  const published = /40 mg.*Twice a day, morning and midday/s
  await expect(myMedicine(phone, 'furosemide')).toContainText(published)
})

test('WD2 two doses written apart: both stand on both devices, each with who and when', async () => {
  const [tablet, desk] = [scene.aisha.page(), scene.priya.page()]
  await cutBothOff()
  await medicinesScreen(tablet).change('furosemide', { Dose: '20 mg', Why: 'Dizzy on standing' })
  await medicinesScreen(desk).change('furosemide', { Dose: '80 mg', Why: 'Weight up since Monday' })
  await medicinesScreen(desk).backToRecord()
  // What Aisha is typing when the other dose comes is hers to keep, but nothing to save.
  await tablet.getByRole('button', { name: 'Not right? Change it again' }).click()
  await tablet.getByLabel('Dose', { exact: true }).fill('60 mg')
  letBothMeet()
  for (const page of [tablet, desk]) {
    const { card, sides } = medicinesScreen(page)
    await expect(card('furosemide')).toBeVisible()
    await expect(sides('furosemide')).toHaveCount(2)
    await expect(sides('furosemide').nth(0)).toContainText(/20 mg.*Aisha Rahman.*Written today \d\d:\d\d.*Dizzy/s)
    await expect(sides('furosemide').nth(1)).toContainText(/80 mg.*Priya.*Written today \d\d:\d\d.*Weight up/s)
    await expect(card('furosemide')).toContainText('Nothing has been picked.')
    await expect(page.getByText('Two doses', { exact: true }).first()).toBeVisible()
  }
  const arrived = /· arrived today \d\d:\d\d/
  await expect(medicinesScreen(tablet).sides('furosemide').nth(1)).toContainText(arrived)
  await expect(medicinesScreen(desk).sides('furosemide').nth(0)).toContainText(arrived)
})

test('WD3 until it is decided nobody changes it, and giving it needs a step more', async () => {
  const tablet = scene.aisha.page()
  const { card, giving, line, sides } = medicinesScreen(tablet)
  await expect(tablet.getByText('Two different changes: furosemide. Decide first.')).toBeVisible()
  await expect(tablet.getByLabel('Dose', { exact: true })).toHaveValue('60 mg')
  await expect(tablet.getByRole('button', { name: 'Save the change' })).toHaveAttribute('aria-disabled', 'true')
  await tablet.getByRole('button', { name: 'Go to the changes' }).click()
  await expect(card('furosemide').getByRole('heading')).toBeFocused()

  await goTo(tablet, 'Today')
  await expect(todayScreen(tablet).visit('Doreen')).toContainText('Different doses')
  await expect(todayScreen(tablet).visit('Doreen')).toContainText('Needs a decision')
  await openDoreen(tablet)
  await expect(sides('furosemide')).toContainText(['20 mg', '80 mg'])
  await expect(line('furosemide').getByRole('link', { name: /Change/ })).toHaveCount(0)
  await expect(line('furosemide').getByRole('button', { name: 'Given furosemide', exact: true })).toHaveCount(0)
  await line('furosemide').getByRole('button', { name: 'Check before giving… furosemide' }).click()
  await expect(giving('furosemide')).toContainText('Ask before you give it, then choose whose you follow.')
  await giving('furosemide').getByRole('button', { name: 'I have checked – go on' }).click()
  const which = giving('furosemide').getByRole('group', { name: 'Which dose was given?' })
  await expect(which.getByRole('button')).toContainText(['A: 20 mg (Aisha', 'B: 80 mg (Priya'])
  await giving('furosemide')
    .getByRole('button', { name: /^Record as given/ })
    .click()
  await expect(giving('furosemide').getByRole('alert')).toHaveText('Choose which dose was given.')
  await giving('furosemide').getByRole('button', { name: 'Not now' }).click()
})

test('WD4 the person herself reads that it is being checked, and neither dose', async () => {
  const phone = scene.doreen.page()
  const hers = myMedicine(phone, 'furosemide')
  await expect(hers).toContainText('Your care team is checking this medicine.')
  await expect(hers).not.toContainText(/\d\s*mg/)
  await expect(myMedicine(phone, 'apixaban')).toContainText('2.5 mg')
})

test('WD5 three presses decide it, on both devices and on her phone', async () => {
  const [tablet, desk, phone] = [scene.aisha.page(), scene.priya.page(), scene.doreen.page()]
  await goTo(desk, 'Today')
  const presses = await countPresses(desk)
  await desk.getByRole('link', { name: /decisions? waits?$/ }).click()
  await desk.getByRole('link', { name: /^Doreen Ashworth.*furosemide/ }).click()
  await medicinesScreen(desk).keep('furosemide', 'B: 80 mg')
  expect(await presses()).toBe(3)
  await openDoreen(desk)
  for (const page of [tablet, desk]) {
    const { card, line } = medicinesScreen(page)
    await expect(card('furosemide')).toHaveCount(0)
    await expect(line('furosemide')).toContainText(`80 mg — ${twice}`)
    await expect(line('furosemide')).toContainText(/Changed today \d\d:\d\d by Priya/)
    await expect(line('furosemide')).toContainText('Decided between changes made apart: kept B')
    await expect(line('furosemide')).not.toContainText('Two doses')
  }
  await expect(myMedicine(phone, 'furosemide')).toContainText('80 mg')
  await expect(myMedicine(phone, 'furosemide')).not.toContainText('checking')
})

test('WD6 stopped by one and changed by the other is a question; the same written by both is none', async () => {
  const [tablet, desk, phone] = [scene.aisha.page(), scene.priya.page(), scene.doreen.page()]
  const same = 'three times a day'
  await cutBothOff()
  await medicinesScreen(tablet).stop('carbocisteine', 'No sputum for a month')
  await medicinesScreen(tablet).backToRecord()
  await medicinesScreen(tablet).change('salbutamol', { 'How often': same, Why: 'As her inhaler sheet says' })
  await medicinesScreen(desk).change('carbocisteine', { 'How often': same, Why: 'Chesty again' })
  await medicinesScreen(desk).backToRecord()
  await medicinesScreen(desk).change('salbutamol', { 'How often': same, Why: 'Rang the surgery' })
  for (const page of [tablet, desk]) await medicinesScreen(page).backToRecord()
  letBothMeet()
  for (const page of [tablet, desk]) {
    const { card, line, sides } = medicinesScreen(page)
    await expect(card('carbocisteine')).toBeVisible()
    await expect(sides('carbocisteine').nth(0)).toContainText(/Stop.*Aisha Rahman.*No sputum/s)
    await expect(sides('carbocisteine').nth(1)).toContainText(/three times a day.*Priya.*Chesty/s)
    await expect(card('salbutamol')).toHaveCount(0)
    await expect(line('salbutamol')).toContainText(same)
  }
  await expect(myMedicine(phone, 'carbocisteine')).toContainText('is checking this medicine')
  await expect(myMedicine(phone, 'salbutamol')).toContainText('Three times a day')
})
