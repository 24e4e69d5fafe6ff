/** A GP joins: the whole record of those his rounds look after is his to read and to write; the team's keys and doors are not. */
import { expect, type Page } from '@playwright/test'
import { createDevice, type Device } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { recordAllergy } from '../../screens/allergies.ts'
import { joinAsStaff } from '../../screens/joining.ts'
import { medicinesScreen } from '../../screens/medicines.ts'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { expectPill, goTo } from '../../screens/staff.ts'

const why = 'Blood pressure 96 over 58 twice this week.'

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
  await expect(person.alerts()).toContainText('Penicillin', { timeout: 30_000 })
  await expect(person.medicines()).toContainText('apixaban', { timeout: 30_000 })
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
