/**
 * A circle: Doreen, her daughter Karen and Sol the social prescriber. Each sees
 * what they may and nothing else: words written into care and into Doreen's own
 * group are looked for on Karen's and on Sol's phone, and so are their keys.
 */
import { expect, type Page, test } from '@playwright/test'
import { rowKeys } from '../fixtures/device-disk.ts'
import { canary, findLeaks } from '../fixtures/leaks.ts'
import { expectNowhere } from '../fixtures/nowhere.ts'
import { openScene } from '../fixtures/scene.ts'
import { circleTasksScreen } from '../screens/circle-tasks.ts'
import { joinAsPublic } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { publicHome } from '../screens/public-home.ts'
import { sharingScreen } from '../screens/sharing.ts'
import { goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
import { visitScreen } from '../screens/visit.ts'

const kept = { found: canary(), message: canary(), 'next for Doreen': canary(), 'staff only': canary() }
const marks = { invitation: canary(), thing: canary(), karen: canary(), sol: canary() }
const invitation = `Come on Sunday, the pair of you. There is cake ${marks.invitation}.`
const thing = `Return the library books ${marks.thing}`
const shared = 'Somebody rings on Friday about the class.'
const next = /What happens next/

const scene = openScene({ joined: ['aisha', 'doreen'], invited: ['karen', 'sol'] })

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const talk = (page: Page, name: RegExp) => page.getByRole('link', { name })

async function writeVisit(words: Parameters<ReturnType<typeof visitScreen>['write']>[0]): Promise<void> {
  const page = scene.aisha.page()
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).writeVisit()
  await visitScreen(page).write(words)
  await visitScreen(page).check()
  await visitScreen(page).finish()
}

test('CI1 Karen joins and sees the family circle, her own thread and what her mother shares, and nothing of care', async () => {
  const page = await scene.karen.open(await scene.neighbourhood.inviteFor('karen'))
  await joinAsPublic(page)
  await expect(title(page, 'Today for Doreen')).toBeVisible()
  await expect(talk(page, /^Doreen’s circle/)).toBeVisible()
  await expect(talk(page, /^You and the team/)).toBeVisible()
  await expect(page.getByText(/^Aisha is coming (today|tomorrow), 10 to 11am\.$/)).toBeVisible()
  await expect(page.getByText(/came yesterday\.$/)).toBeVisible()
  await expect(page.getByText(/As known on this phone/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What happens next' })).toHaveCount(0)
  for (const path of ['/medicines', '/next', '/who', '/looked', '/people']) {
    await page.goto(new URL(path, page.url()).href)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page')
  }
  await page.goto(new URL('/', page.url()).href)
})

test('CI2 Sol joins and sees the circles that name him, and no record', async () => {
  const page = await scene.sol.open(await scene.neighbourhood.inviteFor('sol'))
  await joinAsPublic(page)
  await expect(title(page, 'Your conversations')).toBeVisible()
  await expect(talk(page, /^Doreen’s circle/)).toBeVisible()
  await expect(talk(page, /^Ernie’s circle/)).toBeVisible()
  await expect(page.locator('.talk')).toHaveCount(2)
})

test('CI3 what Doreen writes in the circle both read, and she reads their answers', async () => {
  const page = scene.doreen.page()
  await talk(page, /^Doreen’s circle/).click()
  await threadScreen(page).send(invitation)
  for (const [device, answer] of [
    [scene.karen, `I bring the children ${marks.karen}.`],
    [scene.sol, `I would love to ${marks.sol}.`],
  ] as const) {
    await talk(device.page(), /^Doreen’s circle/).click()
    await expect(threadScreen(device.page()).message(invitation)).toHaveCount(1)
    await threadScreen(device.page()).send(answer)
    await expect(threadScreen(page).message(answer)).toHaveCount(1)
  }
  await publicHome(page).back()
})

test('CI249 Karen puts a thing on the circle’s list; Doreen and Aisha see it, Sol takes it, and Karen reads that he did', async () => {
  const [karen, sol] = [circleTasksScreen(scene.karen.page()), circleTasksScreen(scene.sol.page())]
  for (const device of [scene.karen, scene.sol]) await publicHome(device.page()).back()
  await karen.open()
  await karen.add(thing)
  await expect(scene.doreen.page().getByRole('listitem').filter({ hasText: thing })).toBeVisible()
  await goTo(scene.aisha.page(), 'People')
  await peopleScreen(scene.aisha.page()).openPerson('dor', 'ASHWORTH, Doreen')
  const list = scene.aisha.page().getByRole('region', { name: 'Things to do, in the circle’s list' })
  await list.getByText(/\d+ things? to do/).click()
  await expect(list.getByRole('listitem').filter({ hasText: thing })).toBeVisible()
  await sol.open()
  await sol.take(thing)
  await expect(karen.task(thing)).toContainText('Sol (works with the team) will do it. Said so today')
})

test('CI4 a visit and a message reach Doreen; Karen sees that somebody came, and no word of it', async () => {
  const page = scene.aisha.page()
  await writeVisit({ found: kept.found, next: kept['next for Doreen'] })
  await page.getByRole('link', { name: /^Back to Doreen/ }).click()
  await expect(page.getByText(/That you opened this record is noted, and Doreen can see it\./)).toBeVisible()
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  await threadScreen(page).send(kept.message)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(page).openThread(/Staff only/)
  await threadScreen(page).send(kept['staff only'])
  await expect(publicHome(scene.doreen.page()).nextStep()).toContainText(kept['next for Doreen'])
  await publicHome(scene.karen.page()).back()
  await expect(scene.karen.page().getByText('Aisha Rahman, community nurse, came today.')).toBeVisible()
  await expect(scene.karen.page().getByRole('heading', { name: 'What happens next' })).toHaveCount(0)
})

test('CI5 Doreen shares what happens next with Karen in two taps, and stops in two; Karen is told kindly', async () => {
  const page = scene.doreen.page()
  const sharing = sharingScreen(page)
  await sharing.open()
  await sharing.share('Karen Ashworth', next)
  await goTo(scene.aisha.page(), 'People')
  await peopleScreen(scene.aisha.page()).openPerson('dor', 'ASHWORTH, Doreen')
  await personScreen(scene.aisha.page()).writeVisit()
  const readers = scene.aisha
    .page()
    .getByLabel(/Doreen Ashworth and Karen Ashworth \(family or friend\) will read this/)
  await expect(readers).toBeVisible()
  await visitScreen(scene.aisha.page()).write({ found: 'Well in herself.', next: shared })
  await visitScreen(scene.aisha.page()).check()
  await visitScreen(scene.aisha.page()).finish()
  await expect(scene.karen.page().getByText(shared)).toBeVisible()

  await sharing.stop('Karen Ashworth', next)
  await sharing.stop('Karen Ashworth', /^Visits/)
  const told = scene.karen.page().getByText(/^Doreen does not share visits and what happens next with you any more\./)
  await expect(told).toBeVisible()
  await expect(scene.karen.page().getByText(shared)).toHaveCount(0)
  await expect(scene.karen.page().getByText(/came today/)).toHaveCount(0)
})

test('CI6 Doreen sees who looked at her record, in which role and when', async () => {
  const page = scene.doreen.page()
  await sharingScreen(page).openLooked()
  await expect(page.getByRole('heading', { level: 2, name: 'Today' })).toBeVisible()
  await expect(page.getByText(/^community nurse, at/)).toBeVisible()
})

test('CI60 Aisha lets Sol into another person’s circle; it comes to his phone by itself, and no record with it', async () => {
  const page = scene.aisha.page()
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dilys', 'PRITCHARD, Dilys')
  await sharingScreen(page).openAsStaff()
  const sol = sharingScreen(page).associate('Sol Marsh')
  await expect(sol).toContainText('Not in')
  await sol.getByRole('button', { name: 'Let Sol into the circle' }).click()
  await expect(sol.getByText(/Nothing of the record\.$/)).toBeVisible()
  await sol.getByRole('button', { name: 'Yes, let them in' }).click()
  await expect(sol.getByText(/^Done\./)).toBeVisible()
  const his = scene.sol.page()
  await publicHome(his).back()
  await expect(his.locator('.talk')).toHaveCount(3)
  await expect(talk(his, /^Dilys’s circle/)).toBeVisible()
})

test('CI7 neither phone holds a key, a chain or a word of care or of Doreen’s own group', async () => {
  const pages = [scene.karen.page(), scene.sol.page()]
  const kinds = await Promise.all(
    pages.map(async (page) => (await rowKeys(page, 'chains')).map((key) => key.split('/')[0]).sort()),
  )
  expect(kinds).toEqual([
    ['board', 'circle', 'private', 'team'],
    ['board', 'circle', 'circle', 'circle', 'team'],
  ])
  for (const page of pages) {
    const groups = new Set((await rowKeys(page, 'chains')).map((key) => key.split('/')[2] ?? ''))
    const held = [...(await rowKeys(page, 'log')), ...(await rowKeys(page, 'boxes'))]
    expect(held).not.toEqual([])
    // The entries of the chains above, in the order in which they came.
    const others = held.filter((key) => !key.startsWith('controls/'))
    expect(others.filter((key) => ![...groups].some((group) => key.includes(group)))).toEqual([])
  }
  for (const device of [scene.karen, scene.sol]) {
    await device.close()
    expect(findLeaks(device.profile, kept)).toEqual([])
  }
})

test('LK958 what was written in the circle, on its list and in care lies nowhere, open or closed', async () => {
  const devices = [scene.aisha, scene.doreen, scene.karen, scene.sol]
  await expectNowhere(scene.neighbourhood, devices, { ...kept, ...marks })
})
