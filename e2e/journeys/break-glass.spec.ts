/**
 * Breaking the glass: Doreen is on Aisha's round, not on Ben's. At night, with
 * nobody else there, Ben opens her record; her phone, Aisha, and
 * information governance are told.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { loseSignal } from '../fixtures/device.ts'
import { canary } from '../fixtures/leaks.ts'
import { expectNowhere } from '../fixtures/nowhere.ts'
import { openScene } from '../fixtures/scene.ts'
import { auditScreen } from '../screens/audit.ts'
import { joinAsStaff, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { sharingScreen } from '../screens/sharing.ts'
import { goTo } from '../screens/staff.ts'

const mark = canary()
const words = `Her neighbour rang me: she is short of breath ${mark}.`
const scene = openScene({ joined: ['aisha', 'doreen'], invited: ['ben', 'noor'] })

const shut = (page: Page) => page.getByText('This record is not on this device.')

async function openForAnHour(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'It could not wait' }).click()
  await page.getByLabel('In your own words').fill(words)
  await page.getByRole('button', { name: '1 hour', exact: true }).click()
  await page.getByRole('button', { name: 'Open for 1 hour' }).click()
  await expect(page.getByText('You opened this record yourself.')).toBeVisible()
  await expect(personScreen(page).medicines()).toContainText('furosemide')
}

test('BK1 Ben finds Doreen in the directory, and opens her record with a reason while nobody else is there', async () => {
  scene.aisha.network.cutOff()
  const page = await scene.ben.open(await scene.neighbourhood.inviteFor('ben'))
  await joinAsStaff(page)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await expect(shut(page)).toBeVisible()
  await expect(personScreen(page).medicines()).toHaveCount(0)
  await page.getByRole('button', { name: 'Open this record' }).click()
  await expect(page.getByText('Aisha Rahman, the named nurse, is told.')).toBeVisible()
  await openForAnHour(page)
  await expect(personScreen(page).alerts()).toContainText('Penicillin')
})

test('BK2 Doreen’s phone says who, when and why, and Aisha is told when she is back', async () => {
  const phone = scene.doreen.page()
  await sharingScreen(phone).open()
  await sharingScreen(phone).openLooked()
  await expect(phone.getByText(`Why: it could not wait. “${words}”`)).toBeVisible()
  await expect(phone.getByText('Ben Okafor')).toBeVisible()
  scene.aisha.network.restore()
  const page = scene.aisha.page()
  await goTo(page, 'Today')
  await page.getByRole('link', { name: 'Ben opened the record of somebody you look after' }).click()
  const row = page.getByRole('list', { name: 'Opened records' }).getByRole('link')
  await expect(row).toContainText('Ben Okafor. It could not wait.')
  await row.click()
  await expect(page.getByText(`Why: it could not wait. “${words}”`)).toBeVisible()
})

test('BK3 closed early, the record is gone from Ben’s screens, by its address and without signal too', async () => {
  const page = scene.ben.page()
  const address = page.url()
  await page.getByRole('button', { name: 'Close it now' }).click()
  await expect(shut(page)).toBeVisible()
  await expect(personScreen(page).medicines()).toHaveCount(0)
  await loseSignal(scene.ben)
  for (const path of ['/plan', '/details']) {
    await page.goto(`${address}${path}`)
    await unlock(page)
    await expect(personScreen(page).banner()).toContainText('ASHWORTH')
    await expect(page.getByText(/furosemide|Penicillin|breathless/i)).toHaveCount(0)
  }
})

test('BK140 Noor sees that Ben opened a record, why and until when, and no name; the nurse says whose it is', async () => {
  const page = await scene.noor.open(await scene.neighbourhood.inviteFor('noor'))
  await joinAsStaff(page, undefined, undefined, 'Audit')
  const audit = auditScreen(page)
  const opened = audit.lines('Opened outside rounds').filter({ hasText: 'Ben opened' })
  await expect(opened).toContainText(/It could not wait\. Opened today .*, closed early, /)
  await audit.expectAgreement()
  const code = /person ([0-9A-F]{3} [0-9A-F]{3})/.exec((await opened.textContent()) ?? '')?.[1] ?? 'none'
  await audit.narrowToPerson(code)
  await expect(audit.lines('Handed out by the server').filter({ hasText: `Ben: person ${code}` })).toBeVisible()
  await expect(audit.lines('Looked into a record').filter({ hasText: `Ben looked into person ${code}` })).toBeVisible()
  await expect(page.getByText(/Ashworth|Doreen|short of breath|furosemide/)).toHaveCount(0)
  await expect(scene.aisha.page().getByText(`this is person ${code}.`)).toBeVisible()
  const copy = readFileSync(await audit.save(), 'utf8')
  expect(copy).toContain('It could not wait.')
  expect(copy).not.toMatch(/Ashworth|short of breath/)
})

test('BK200 opened once more, Aisha ends it from the list, and Ben’s tablet shows nothing more and who ended it', async () => {
  scene.ben.network.restore()
  const page = scene.ben.page()
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await page.getByRole('button', { name: 'Open this record' }).click()
  await openForAnHour(page)
  const aishas = scene.aisha.page()
  await goTo(aishas, 'Today')
  await aishas.getByRole('link', { name: 'Ben opened the record of somebody you look after' }).click()
  await aishas.getByRole('button', { name: /^End it now/ }).click()
  await aishas.getByRole('button', { name: 'Yes, end it' }).click()
  await expect(aishas.getByText(/^Ended\. The device of Ben Okafor closes/)).toBeVisible()
  await expect(page.getByText(/^Aisha Rahman ended your opening of this record/)).toBeVisible()
  await expect(shut(page)).toBeVisible()
  await expect(personScreen(page).medicines()).toHaveCount(0)
})

test('LK958 the words of the reason lie nowhere: not at the relay nor in a copy of it, not on any of the four devices, open or closed', async () => {
  await expectNowhere(scene.neighbourhood, [scene.aisha, scene.doreen, scene.ben, scene.noor], { mark })
})
