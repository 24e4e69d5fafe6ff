/**
 * A team is founded without the demo: the link of whoever looks after the relay,
 * the first administrator's device, the recovery kit on paper. Rules FD80, RK80
 * and RK81 on the page.
 */
import { execFileSync } from 'node:child_process'
import { expect, type Page, test } from '@playwright/test'
import { createDevice, type Device } from '../fixtures/device.ts'
import { addressPort } from '../fixtures/neighbourhood.ts'
import { freePort, type Running, runScript } from '../fixtures/process.ts'
import { newFolder } from '../fixtures/run-folder.ts'
import { joiningScreens, passphrase, unlock } from '../screens/joining.ts'

test.describe.configure({ mode: 'serial' })

const address = `http://aisha.localhost:${addressPort}`
let folder: string
let port: number
let relay: Running
let tablet: Device
let link: string

test.beforeAll(async () => {
  folder = newFolder('data')
  port = await freePort()
  relay = await runScript('server/main.ts', { PORT: String(port), DOORSTEP_DATA: folder }, /listening/)
  tablet = await createDevice({ port, urlFor: () => address }, 'aisha')
})

test.afterAll(async () => {
  await tablet.putAway()
  await relay.stop()
})

function makeLink(): string {
  const printed = execFileSync(process.execPath, ['server/cli.ts', 'create-space', address, folder], {
    cwd: new URL('../..', import.meta.url).pathname,
    encoding: 'utf8',
  })
  return printed.split('\n').find((line) => line.startsWith('http')) ?? ''
}

async function foundTeam(page: Page): Promise<void> {
  await expect(joiningScreens(page).title('Create your team’s space')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('textbox', { name: 'Name of the team' }).fill('Elm Street team')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Aisha Rahman')
  await joiningScreens(page).choosePassphrase(passphrase)
  await page.getByRole('button', { name: 'Create the space' }).click()
}

/** As they stand on the paper; the screen shows none of it. */
function sheets(page: Page): Promise<readonly string[]> {
  return page.locator('.kit-letters').allTextContents()
}

test('FD80 the link of the keeper makes a team, and nothing of it is asked twice', async () => {
  link = makeLink()
  const page = await tablet.open(link)
  await foundTeam(page)
  await expect(joiningScreens(page).title('Today')).toBeVisible({ timeout: 60_000 })
  await page.goto(`${address}/team-devices`)
  await unlock(page)
  await expect(page.getByRole('link', { name: /Print the recovery kit/ })).toBeVisible()
})

test('RK80 RK81 the sheets are on paper only, two of them typed back, and then nowhere here', async () => {
  const page = tablet.page()
  await page.getByRole('link', { name: /Print the recovery kit/ }).click()
  await expect(page.getByRole('button', { name: 'Print three sheets' })).toBeVisible()
  const [first, , third] = await sheets(page)
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
  await expect(page.getByText('The kit is kept')).toBeVisible({ timeout: 20_000 })
  expect(await sheets(page)).toEqual([])
})

test('FD80 the same link makes no second team, and says what to do', async () => {
  const other = await createDevice({ port, urlFor: () => address }, 'aisha')
  const page = await other.open(link)
  await foundTeam(page)
  await expect(page.getByText('The server does not take this link')).toBeVisible({ timeout: 30_000 })
  await other.putAway()
})
