/** A GP joins: the whole record of those his rounds look after is his to read and to write; the team’s doors and keys are an administrator’s. */
import { expect, type Page } from '@playwright/test'
import { createDevice, type Device } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { recordAllergy } from '../../screens/allergies.ts'
import { joinAsStaff, unlock } from '../../screens/joining.ts'
import { medicinesScreen } from '../../screens/medicines.ts'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { expectPill, goTo } from '../../screens/staff.ts'

const why = 'Blood pressure 96 over 58 twice this week.'

/** What only an administrator finds on “People and devices”. */
const administrators =
  /^(Invite a colleague|Remove device|Mark device|Take the managed mark|Make administrator|Held back|Recovery kit)/

const scene = shareScene()
let reid: Device

async function openJoyce(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('adey', 'ADEYEMI, Joyce')
}

test.afterAll(() => reid?.putAway())

test('RD500 Dr Reid joins and reads a whole record: alerts, medicines with who prescribed them, story', async () => {
  reid = await createDevice(scene.neighbourhood, 'reid')
  const page = await reid.open(await scene.neighbourhood.inviteFor('reid'))
  await joinAsStaff(page)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  const person = personScreen(page)
  await expect(person.alerts()).toContainText('Penicillin')
  await expect(person.medicines()).toContainText('apixaban')
  await expect(person.medicines()).toContainText('Dr Tom Reid')
  await expect(person.storyItem('Bit puffed since Sunday.')).toHaveCount(1)
})

test('RD501 what he prescribes and what he records stands in the record the nurse has open, under his name', async () => {
  const [page, tablet] = [reid.page(), scene.aisha.page()]
  await openJoyce(tablet)
  await openJoyce(page)
  await recordAllergy(page, { substance: 'Trimethoprim', reaction: 'rash', reason: 'She showed me the photograph' })
  await openJoyce(page)
  const list = medicinesScreen(page)
  await list.change('ramipril', { Dose: '2.5 mg', Why: why })
  await expectPill(page, /^Up to date/)
  await expect(personScreen(tablet).alerts()).toContainText('Trimethoprim')
  await expect(medicinesScreen(tablet).line('ramipril')).toContainText('2.5 mg')
  await tablet.getByRole('link', { name: 'Decisions about this person' }).click()
  const decided = tablet.getByRole('list', { name: 'Decisions' }).getByRole('listitem')
  await expect(decided.filter({ hasText: why })).toContainText('Dr Tom Reid, GP')
})

test('RD550 of what is an administrator’s he is offered nothing, and by its address he reads whose it is', async () => {
  const page = reid.page()
  const main = page.getByRole('main')
  await goTo(page, 'Today')
  await page.getByRole('link', { name: 'People and devices' }).click()
  await expect(main.getByRole('heading', { name: 'Dr Tom Reid' })).toBeVisible()
  await expect(main.getByRole('heading', { name: 'Lena Fischer' })).toBeVisible()
  await expect(main.getByRole('button', { name: 'Add a device of my own' })).toBeVisible()
  for (const role of ['button', 'link'] as const)
    await expect(main.getByRole(role, { name: administrators })).toHaveCount(0)
  await goTo(page, 'Today')
  await page.getByRole('link', { name: /^Who is where/ }).click()
  await page.getByRole('link', { name: 'Rounds', exact: true }).click()
  await expect(
    main.getByText(/^An administrator of the team names rounds and puts colleagues on and off\./),
  ).toBeVisible()
  await expect(main.getByRole('button', { name: 'Leave this round' }).first()).toBeVisible()
  await expect(main.getByRole('button', { name: /^(Make a round|Put on|Take off|Change its name)/ })).toHaveCount(0)

  await page.goto(new URL('/held-back', page.url()).href)
  await unlock(page)
  await expect(main.getByText('An administrator of the team decides about this.')).toBeVisible()
  await expect(main.getByRole('button', { name: /^(Let|Leave)/ })).toHaveCount(0)
})
