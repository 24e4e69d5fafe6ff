/**
 * UV1-UV3, UV1020-UV1022: a new version of the app comes while somebody writes,
 * and two are in use at once, on one device and on two. Nothing is interrupted,
 * doubled or lost. The first new version is told from the build by its page alone;
 * the second is a build of its own (newer-build.ts).
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type AppVersions, createAppVersions, expectVersion, lookForUpdate } from '../fixtures/app-versions.ts'
import { buildNewer } from '../fixtures/newer-build.ts'
import { openScene } from '../fixtures/scene.ts'
import { joiningScreens, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { type ThreadScreen, threadScreen } from '../screens/thread.ts'
import { visitScreen } from '../screens/visit.ts'

const found = 'Left shin dry, dressing held.'
const foundInOlder = 'Heel red again, cushion moved.'
const shows = 'Left heel, red'
const halfTyped = 'Half a sentence in the older'
const finishedInNewer = `${halfTyped} and the newer version.`
const fromNewer = 'Written in the newer version.'
const fromOlder = 'Written in the older version.'

let app: AppVersions
let build: Promise<string>
const scene = openScene({ joined: ['aisha', 'priya'] }, () => {
  app = createAppVersions()
  build = buildNewer(3)
  // Whoever waits for it hears of a failure.
  build.catch(() => undefined)
  return { app: app.folder }
})

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

async function openThread(page: Page): Promise<ThreadScreen> {
  await openDoreen(page)
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  return threadScreen(page)
}

async function finishVisit(page: Page): Promise<void> {
  await visitScreen(page).check()
  await page.getByRole('button', { name: 'Finish visit' }).click()
}

async function openBeside(page: Page, persona: 'aisha' | 'priya'): Promise<Page> {
  const beside = await page.context().newPage()
  await beside.goto(scene.neighbourhood.urlFor(persona))
  await lookForUpdate(beside)
  return beside
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
  await finishVisit(page)
  await expect(joiningScreens(page).title(/^Hello, /)).toBeVisible()
  await expectVersion(page, 2)
  await unlock(page)
  await openDoreen(page)
  await expect(personScreen(page).storyItem(found)).toHaveCount(1)
  await expectPill(page, /^Up to date/)
})

test('UV1020 another build that a second window lets in takes nothing from a half-typed visit, which is finished in the older one, without signal', async () => {
  const older = scene.aisha.page()
  await personScreen(older).writeVisit()
  const visit = visitScreen(older)
  await visit.write({ found: foundInOlder })
  app.publishBuild(await build)
  const newer = await openBeside(older, 'aisha')
  await expectVersion(newer, 2)
  await newer.getByRole('button', { name: 'Start it now' }).click()
  await expectVersion(newer, 3)
  await expect(newer.getByRole('button', { name: 'Use Doorstep here' })).toBeVisible()
  await expect(older.getByText('A new version is ready. It will start when you finish this visit.')).toBeVisible()
  // What the browser itself keeps of a server's answers it may forget at any time.
  await (await older.context().newCDPSession(older)).send('Network.clearBrowserCache')
  scene.aisha.network.cutOff()
  await expect(visit.part('found')).toHaveValue(foundInOlder)
  await visit.write({ next: 'Again on Tuesday.' })
  // What makes a photo ready is loaded by the first one, and is another file in the newer build.
  await visit.photograph(shows)
  await expectVersion(older, 2)
  await finishVisit(older)
  await expectVersion(older, 3)
  await newer.close()
  await unlock(older)
  await openDoreen(older)
  await expect(personScreen(older).storyItem(foundInOlder)).toHaveCount(1)
  await expect(personScreen(older).storyItem(shows)).toHaveCount(1)
  await expect(personScreen(older).storyItem(found)).toHaveCount(1)
  scene.aisha.network.restore()
  await expectPill(older, /^Up to date/)
})

test('UV1021 devices with two builds write to each other: what the older one does not know waits there, and it says that something is to come', async () => {
  const [newer, older] = [scene.aisha.page(), scene.priya.page()]
  await expectVersion(older, 1)
  await openDoreen(older)
  await expect(personScreen(older).storyItem(foundInOlder)).toHaveCount(1)
  const inNewer = await openThread(newer)
  await inNewer.send(fromNewer)
  const inOlder = await openThread(older)
  await expect(older.getByText('Older messages are still on their way.')).toBeVisible()
  await expect(inOlder.message(fromNewer)).toHaveCount(0)
  await inOlder.send(fromOlder)
  await expect(inNewer.message(fromOlder)).toHaveCount(1)
})

test('UV3 two versions open at once: the newer takes over with what was half typed in the older, and nothing is lost', async () => {
  const older = scene.priya.page()
  await threadScreen(older).box().pressSequentially(halfTyped)
  const newer = await openBeside(older, 'priya')
  await expectVersion(newer, 1)
  await newer.getByRole('button', { name: 'Start it now' }).click()
  await expectVersion(newer, 3)
  await expectVersion(older, 1)
  await expect(older.getByText('A new version is ready. It will start when you finish writing.')).toBeVisible()
  await expect(threadScreen(older).box()).toHaveValue(halfTyped)
  await newer.getByRole('button', { name: 'Use Doorstep here' }).click()
  await unlock(newer)
  await expectVersion(older, 3)
})

test('UV1022 on the device that took the newer version over all is there, once, of both, and goes on', async () => {
  const newer = scene.priya.context().pages()[1]!
  const here = await openThread(newer)
  await expect(here.box()).toHaveValue(halfTyped)
  await expect(here.message(fromNewer)).toHaveCount(1)
  await here.send(finishedInNewer)
  const there = threadScreen(scene.aisha.page())
  for (const thread of [here, there]) {
    for (const words of [fromNewer, fromOlder, finishedInNewer]) await expect(thread.message(words)).toHaveCount(1)
  }
  await expectPill(newer, /^Up to date/)
  await expect(newer.getByText('Older messages are still on their way.')).toHaveCount(0)
  await openDoreen(newer)
  for (const words of [found, foundInOlder]) await expect(personScreen(newer).storyItem(words)).toHaveCount(1)
})

test('SW1020 once the app starts in its only window, nothing of the older versions is kept', async () => {
  const [older, newer] = scene.priya.context().pages()
  const served = readdirSync(join(await build, 'assets'))
  const kept = () =>
    newer!.evaluate(async () => {
      const stores = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
      const paths = stores.flat().map(({ url }) => new URL(url).pathname)
      return paths.flatMap((path) => path.split('/assets/')[1] ?? [])
    })
  expect((await kept()).filter((name) => !served.includes(name))).not.toEqual([])
  await older!.close()
  await newer!.reload()
  await expect.poll(async () => (await kept()).filter((name) => !served.includes(name))).toEqual([])
  expect((await kept()).sort()).toEqual(served.sort())
})
