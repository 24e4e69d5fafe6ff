/**
 * At the door, without signal, Aisha adds somebody nobody looked after yet, and
 * Priya finds them at her desk once there is signal. Rules AP160 to AP162 on the
 * page.
 */
import { expect } from '@playwright/test'
import { loseSignal } from '../../fixtures/device.ts'
import { shareScene, test } from '../../fixtures/shared-scene.ts'
import { newPersonScreen } from '../../screens/new-person.ts'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { expectPill, goTo } from '../../screens/staff.ts'
import { visitScreen } from '../../screens/visit.ts'

const scene = shareScene()
const found = 'Found by the milk float, cold hands, warm kitchen.'

test('AP162 whoever is in the list is shown before somebody is entered twice', async () => {
  const page = scene.aisha.page()
  await expectPill(page, /^Up to date/)
  const adding = newPersonScreen(page)
  await adding.open()
  await adding.fill({
    ...{ given: 'Dorothy', family: 'Ashworthy', born: '1947-03-15', nurse: 'Aisha Rahman' },
    nhsNumber: '9990000018',
  })
  await expect(adding.alike()).toContainText('Doreen Ashworth')
  await adding.save()
  await expect(page.getByRole('alert', { name: 'Before this person can be added' })).toContainText(
    'Somebody with this NHS number is in your list.',
  )
})

test('AP161 without signal Aisha adds Una and writes of her; all of it is saved on the tablet', async () => {
  const page = scene.aisha.page()
  await loseSignal(scene.aisha)
  await expectPill(page, /No signal|Nothing to send|to send/)
  const adding = newPersonScreen(page)
  await adding.fill({
    given: 'Una',
    family: 'Birtwhistle',
    preferred: 'Nan',
    born: '1939-02-11',
    nurse: 'Aisha Rahman',
  })
  await adding.save()
  await expect(adding.added()).toContainText('Saved on this tablet')
  await adding.openRecord()
  await personScreen(page).writeVisit()
  const visit = visitScreen(page)
  await visit.write({ found })
  await visit.check()
  await visit.finish()
  await expect(visit.finished()).toBeVisible()
})

test('AP160 AP161 with signal again Priya finds Una by the name she is called, and reads the note', async () => {
  scene.aisha.network.restore()
  await expectPill(scene.aisha.page(), /^Up to date/)
  const page = scene.priya.page()
  await goTo(page, 'People')
  await peopleScreen(page).search('nan')
  await expect(peopleScreen(page).person('BIRTWHISTLE, Una')).toBeVisible()
  await peopleScreen(page).person('BIRTWHISTLE, Una').click()
  await expect(personScreen(page).storyItem(found)).toHaveCount(1)
})
