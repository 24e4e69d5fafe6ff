/**
 * A team is founded without the demo: the link of whoever looks after the relay,
 * the first administrator's device, the recovery kit on paper, a second
 * administrator let in by six digits, the first person looked after. Then the
 * first device is thrown away, and two sheets bring another one in. Rules FD80,
 * RK80, RK81, JG160, PN166, PN167, FD130 and RK130 on the page.
 */
import { execFileSync } from 'node:child_process'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { createDevice, type Device } from '../fixtures/device.ts'
import { rowKeys } from '../fixtures/device-disk.ts'
import { canary } from '../fixtures/leaks.ts'
import { addressPort } from '../fixtures/neighbourhood.ts'
import { expectNowhere } from '../fixtures/nowhere.ts'
import { freePort, type Running, runScript } from '../fixtures/process.ts'
import { newFolder } from '../fixtures/run-folder.ts'
import { failOnSightings } from '../fixtures/sightings.ts'
import { joiningScreens, passphrase, unlock } from '../screens/joining.ts'
import { newPersonScreen } from '../screens/new-person.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { goTo } from '../screens/staff.ts'
import { teamDevicesScreen } from '../screens/team-devices.ts'
import { visitScreen } from '../screens/visit.ts'

test.describe.configure({ mode: 'serial' })

const address = `http://lena.localhost:${addressPort}`
const bensAddress = `http://ben.localhost:${addressPort}`
let folder: string
let port: number
let relay: Running
let tablet: Device
let bens: Device
let found: Device
let link: string
/** As they were printed, with the square of the second one. */
let paper: readonly string[]
/** Numbers for staff. */
const marks = { whose: canary(), good: canary() }
const number = { whose: `Night pharmacy ${marks.whose}`, good: `Ring twice, they are upstairs ${marks.good}` }
let square: { readonly box: string; readonly path: string }

failOnSightings()

test.beforeAll(async () => {
  folder = newFolder('data')
  port = await freePort()
  relay = await runScript('server/main.ts', { PORT: String(port), DOORSTEP_DATA: folder }, /listening/)
  tablet = await createDevice({ port, urlFor: () => address }, 'lena')
  bens = await createDevice({ port, urlFor: () => bensAddress }, 'ben')
})

test.afterAll(async () => {
  await Promise.all([tablet, bens, found].map((device) => device?.putAway()))
  await relay.stop()
})

function makeLink(command: 'create-space' | 'recover-space'): string {
  const printed = execFileSync(process.execPath, ['server/cli.ts', command, address, folder], {
    cwd: new URL('../..', import.meta.url).pathname,
    encoding: 'utf8',
  })
  return printed.split('\n').find((line) => line.startsWith('http')) ?? ''
}

async function foundTeam(page: Page): Promise<void> {
  await expect(joiningScreens(page).title('Create your team’s space')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name of the team' }).fill('Elm Street team')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Lena Novak')
  await joiningScreens(page).choosePassphrase(passphrase)
  await page.getByRole('button', { name: 'Create the space' }).click()
}

function writtenBefore(page: Page) {
  return page
    .getByRole('region', { name: 'Numbers for staff' })
    .getByText(new RegExp(`${number.good}$`))
    .first()
}

/** As they stand on the paper; the screen shows none of it. */
function sheets(page: Page): Locator {
  return page.locator('.kit-letters')
}

test('FD80 the link of the keeper makes a team, and nothing of it is asked twice', async () => {
  link = makeLink('create-space')
  const page = await tablet.open(link)
  await foundTeam(page)
  await expect(joiningScreens(page).title('Today')).toBeVisible()
  await page.goto(`${address}/team-devices`)
  await unlock(page)
  await expect(page.getByRole('link', { name: /Print the recovery kit/ })).toBeVisible()
})

test('RK80 RK81 the sheets are on paper only, two of them typed back, and then nowhere here', async () => {
  const page = tablet.page()
  await page.getByRole('link', { name: /Print the recovery kit/ }).click()
  await expect(page.getByRole('button', { name: 'Print three sheets' })).toBeVisible()
  await expect(sheets(page)).toHaveCount(3)
  paper = await sheets(page).allTextContents()
  const [first, , third] = paper
  const drawn = page.locator('.kit-sheet svg').nth(1)
  square = { box: (await drawn.getAttribute('viewBox'))!, path: (await drawn.locator('path').getAttribute('d'))! }
  await expect(page.locator('.kit-sheet').first()).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.kit-sheet')).toHaveCount(3)
  await expect(page.locator('.kit-sheet').first()).toBeVisible()
  await page.emulateMedia({ media: null })
  await page.getByRole('textbox', { name: 'Letters of one sheet' }).fill(first!)
  await page.getByRole('textbox', { name: 'Letters of another sheet' }).fill(first!)
  await page.getByRole('button', { name: 'Check the two sheets' }).click()
  await expect(page.getByText('This is the same sheet twice. Take another one.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Letters of another sheet' }).fill(third!)
  await page.getByRole('button', { name: 'Check the two sheets' }).click()
  await expect(page.getByText('The kit is kept')).toBeVisible()
  await expect(sheets(page)).toHaveCount(0)
})

test('FD80 the same link makes no second team, and says what to do', async () => {
  const other = await createDevice({ port, urlFor: () => address }, 'lena')
  const page = await other.open(link)
  await foundTeam(page)
  await expect(page.getByText('The server does not take this link')).toBeVisible()
  await other.putAway()
})

test('PN167 nobody is added while Lena alone is an administrator, and the screen says what to do', async () => {
  const page = tablet.page()
  await newPersonScreen(page).open()
  await expect(page.getByText('Your team cannot look after anybody yet.')).toBeVisible()
  await page.getByRole('link', { name: 'People and devices: what is to do' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'People and devices' })).toBeVisible()
})

test('JG160 Ben comes by a link: the same six digits on both screens, and nothing at all is his before Lena says yes', async () => {
  const team = teamDevicesScreen(tablet.page())
  const invited = new URL(await team.invite('Ben Okafor', 'community nurse', /^administrator/i))
  const heard: string[] = []
  const page = await bens.open(`/${invited.hash}`, async (fresh) => {
    fresh.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.startsWith('/v1/') && response.ok()) heard.push(pathname)
    })
  })
  const screens = joiningScreens(page)
  await expect(screens.title(/^Join /)).toBeVisible()
  await screens.choosePassphrase(passphrase)
  await screens.join()
  await expect(screens.title('Waiting to be let in')).toBeVisible()
  await expect(team.digits()).toBeVisible()
  const [on, and] = [await teamDevicesScreen(page).digits().textContent(), await team.digits().textContent()]
  expect(on?.replace(/\D/g, '')).toMatch(/^\d{6}$/)
  expect(on?.replace(/\D/g, '')).toBe(and?.replace(/\D/g, ''))
  for (const store of ['chains', 'log', 'boxes', 'pages', 'docs']) expect(await rowKeys(page, store)).toEqual([])
  expect(heard.filter((path) => path !== '/v1/join')).toEqual([])
  await team.letIn()
  await expect(screens.title('Today')).toBeVisible()
  await expect.poll(() => rowKeys(page, 'boxes')).not.toEqual([])
})

test('PN166 Lena adds the first person, opens her, and writes a note that Ben reads', async () => {
  const [page, his] = [tablet.page(), bens.page()]
  const adding = newPersonScreen(page)
  await adding.open()
  await adding.fill({ given: 'Una', family: 'Moss', preferred: 'Nan', born: '1939-02-11', nurse: 'Ben Okafor' })
  await adding.number().pressSequentially('9990000018')
  await expect(adding.number()).toHaveValue('999 000 0018')
  await adding.save()
  await expect(adding.added()).toContainText('Una Moss was added')
  await adding.openRecord()
  await expect(personScreen(page).banner()).toContainText('999 000 0018')
  await personScreen(page).writeVisit()
  const visit = visitScreen(page)
  await visit.write({ found: 'Kettle on, all well.', next: 'I come again on Friday.' })
  await visit.check()
  await visit.finish()
  await goTo(his, 'People')
  await peopleScreen(his).openPerson('moss', 'MOSS, Una')
  await expect(personScreen(his).storyItem('Kettle on, all well.')).toHaveCount(1)
})

test('FD130 RK130 the device is lost: two sheets, one scanned and one typed, bring another in, which reads what was written before', async () => {
  const before = tablet.page()
  await before.goto(`${address}/team-settings`)
  await unlock(before)
  await before.getByRole('button', { name: 'Add a number' }).click()
  await before.getByRole('textbox', { name: 'Whose number' }).fill(number.whose)
  await before.getByRole('textbox', { name: 'Telephone' }).fill('01632 960 412')
  await before.getByRole('textbox', { name: 'Good to know' }).fill(number.good)
  await before.getByRole('button', { name: 'Save' }).click()
  await expect(writtenBefore(before)).toBeVisible()
  // Whatever the line above says of it, and however late: the relay has it when nothing waits on the disk.
  await expect.poll(() => rowKeys(before, 'outbox')).toEqual([])
  await tablet.kill()

  found = await createDevice({ port, urlFor: () => address }, 'lena')
  const blank = await found.open('about:blank')
  await blank.setContent(`<svg viewBox="${square.box}"><path d="${square.path}"/></svg>`)
  await found.camera.see(blank.locator('svg'))
  await found.context().grantPermissions(['camera'], { origin: address })
  const page = await found.open(makeLink('recover-space'))
  await expect(joiningScreens(page).title('Come back into your team')).toBeVisible()
  expect(page.url()).not.toContain('#r=')
  await page.getByRole('button', { name: /^Scan this sheet Letters of one sheet/ }).click()
  await expect(page.getByText('The sheet was read.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Letters of one sheet' })).toHaveValue(paper[1]!.replaceAll(' ', '-'))
  await page.getByRole('textbox', { name: 'Letters of another sheet' }).fill(paper[0]!.toLowerCase())
  await page.getByRole('textbox', { name: 'Name of the team' }).fill('Elm Street team')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ines Cole')
  await joiningScreens(page).choosePassphrase(passphrase)
  await page.getByRole('button', { name: 'Come back into the team' }).click()
  await expect(joiningScreens(page).title('Today')).toBeVisible()

  await page.goto(`${address}/team-settings`)
  await unlock(page)
  await expect(writtenBefore(page)).toBeVisible()
  await page.goto(`${address}/team-devices`)
  await unlock(page)
  await expect(page.getByText(/^Device \w{4} of Ines Cole came in as an administrator with two sheets/)).toBeVisible()
  await page
    .getByRole('region', { name: 'Lena Novak' })
    .getByRole('button', { name: /^Remove device/ })
    .click()
  await page.getByRole('button', { name: 'Yes, remove it now' }).click()
  await expect(page.getByText(/^Done\. Device \w{4} of Lena Novak is out, and a new key is in use\.$/)).toBeVisible()
})

test('LK958 neither the letters of a sheet, typed or scanned, nor the passphrase, nor what staff wrote lie anywhere', async () => {
  const letters = paper.flatMap((sheet) => ['', ' ', '-'].map((between) => sheet.trim().split(/\s+/).join(between)))
  const spellings = letters.flatMap((each) => [each, each.toLowerCase()])
  const words = Object.fromEntries(spellings.map((spelling, at) => [`a sheet, ${at}`, spelling]))
  const places = { dataFolder: folder, printed: relay.output }
  await expectNowhere(places, [tablet, bens, found], { ...words, ...marks, passphrase })
})
