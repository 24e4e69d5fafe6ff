/**
 * UV1-UV3: a new version of the app comes while somebody writes, and two
 * versions are open on one device at once. Nothing is interrupted, nothing lost.
 */
import { expect, type Page, test } from '@playwright/test'
import { type AppVersions, createAppVersions, expectVersion, lookForUpdate } from '../fixtures/app-versions.ts'
import { openScene } from '../fixtures/scene.ts'
import { joiningScreens, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
import { visitScreen } from '../screens/visit.ts'

const found = 'Left shin dry, dressing held.'
const halfTyped = 'Half a sentence in the older'

let app: AppVersions
const scene = openScene({ joined: ['aisha'] }, () => {
  app = createAppVersions()
  return { app: app.folder }
})

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

test('UV1 a new version that comes in the middle of a visit waits, and says so', async () => {
  const page = scene.aisha.page()
  await openDoreen(page)
  await personScreen(page).writeVisit()
  const visit = visitScreen(page)
  await visit.write({ found })
  app.publish()
  await lookForUpdate(page)
  await expect(page.getByText('A new version is ready. It will start when you finish this visit.')).toBeVisible()
  await expect(visit.part('found')).toHaveValue(found)
  await visit.write({ next: 'Again on Monday.' })
  await expectVersion(page, 1)
})

test('UV2 it starts once the visit is finished, and the visit is there, once, and sent', async () => {
  const page = scene.aisha.page()
  await visitScreen(page).check()
  await page.getByRole('button', { name: 'Finish visit' }).click()
  await expect(joiningScreens(page).title(/^Hello, /)).toBeVisible()
  await expectVersion(page, 2)
  await unlock(page)
  await openDoreen(page)
  await expect(personScreen(page).storyItem(found)).toHaveCount(1)
  await expectPill(page, /^Up to date/)
})

test('UV3 two versions open at once: the newer takes over with what was half typed in the older, and nothing is lost', async () => {
  const older = scene.aisha.page()
  await personScreen(older).openThread(/Doreen Ashworth can read this/)
  await threadScreen(older).box().pressSequentially(halfTyped)
  app.publish()
  const newer = await scene.aisha.context().newPage()
  await newer.goto(scene.neighbourhood.urlFor('aisha'))
  await lookForUpdate(newer)
  await newer.getByRole('button', { name: 'Start it now' }).click()
  await expectVersion(newer, 3)
  await expectVersion(older, 2)
  await expect(older.getByText('A new version is ready. It will start when you finish writing.')).toBeVisible()
  await expect(threadScreen(older).box()).toHaveValue(halfTyped)
  await newer.getByRole('button', { name: 'Use Doorstep here' }).click()
  await unlock(newer)
  await openDoreen(newer)
  await personScreen(newer).openThread(/Doreen Ashworth can read this/)
  await expect(threadScreen(newer).box()).toHaveValue(halfTyped)
  await threadScreen(newer).send(`${halfTyped} and the newer version.`)
  await expect(threadScreen(newer).message('and the newer version.')).toHaveCount(1)
  await expectPill(newer, /^Up to date/)
  await expectVersion(older, 3)
})
