/**
 * Joining when it does not go well: an invite that is broken, has run out or was
 * used says what to do; without signal the request waits; a wrong passphrase
 * slows down and says so.
 */
import { expect, type Request, test } from '@playwright/test'
import { createDevice, type Device, hasKept } from '../fixtures/device.ts'
import { idIn, letItRunOut, secretIn } from '../fixtures/invite.ts'
import { findLeaks, needlesOf } from '../fixtures/leaks.ts'
import { openScene } from '../fixtures/scene.ts'
import { tell } from '../fixtures/tell.ts'
import { joinAsStaff, joiningScreens, lock, passphrase, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { goTo } from '../screens/staff.ts'
import { teamDevicesScreen } from '../screens/team-devices.ts'
import { todayScreen } from '../screens/today.ts'

const scene = openScene({ invited: ['aisha', 'priya'] })
let otherTablet: Device

test.beforeAll(async () => {
  otherTablet = await createDevice(scene.neighbourhood, 'aisha')
})

test.afterAll(() => otherTablet.putAway())

test('JG1 without an invite, with a broken one and with one that has run out, the page says what to do', async () => {
  const link = await scene.neighbourhood.inviteFor('aisha')
  const page = await scene.aisha.open('/')
  const screens = joiningScreens(page)
  await expect(screens.title('This device is not in a neighbourhood yet')).toBeVisible()
  await expect(page.getByText('Ask somebody in your team to invite this device.')).toBeVisible()
  await scene.aisha.open(link.slice(0, link.indexOf('#') + 90))
  await expect(screens.title('This invitation cannot be read')).toBeVisible()
  await expect(page.getByText('ask whoever invited you for a new one')).toBeVisible()
  await scene.aisha.open(letItRunOut(link))
  await expect(screens.title('This invitation has run out')).toBeVisible()
  await expect(page.getByText(/Ask .+ for a new one\. It takes a minute\./)).toBeVisible()
})

test('JG2 a passphrase that is too short or typed differently is explained, and the invite leaves the address', async () => {
  const link = await scene.neighbourhood.inviteFor('aisha')
  const page = await scene.aisha.open(link)
  const screens = joiningScreens(page)
  await expect(screens.title(/^Join /)).toBeVisible()
  expect(page.url()).not.toContain('#')
  await screens.choosePassphrase('short')
  await screens.join()
  await expect(screens.problem()).toContainText('The passphrase needs at least 12 characters. It has 5.')
  await screens.choosePassphrase(passphrase, `${passphrase}s`)
  await screens.join()
  await expect(screens.problem()).toContainText('The two passphrases are not the same.')
  await joinAsStaff(page)

  const other = await otherTablet.open(link)
  const others = joiningScreens(other)
  await expect(others.title(/^Join /)).toBeVisible()
  await others.choosePassphrase(passphrase)
  await others.join()
  await expect(others.problem()).toContainText('This invitation was used already')
  await expect(others.problem()).toContainText('ask for a new one')
})

test('JG150 a program that looks at a link before its person does uses nothing up and tells the relay nothing', async ({
  request,
}) => {
  // The new one that was to be asked for.
  const link = await scene.neighbourhood.inviteFor('aisha')
  const fragment = new URL(link).hash.slice(3)
  const parts = { secret: secretIn(link), id: idIn(link), link: fragment.slice(0, 32), end: fragment.slice(-32) }
  const forms = Object.values(parts).flatMap(needlesOf)
  const isTold = (words: Buffer | string) => forms.some(({ bytes }) => Buffer.from(words).includes(bytes))
  expect([isTold(Buffer.from(fragment, 'base64url')), isTold(link)]).toEqual([true, true])
  const address = `http://localhost:${scene.neighbourhood.port}/`
  const bare = await request.get(address, { headers: { accept: 'text/html', 'user-agent': 'LinkPreview/1.0' } })
  expect(bare.ok()).toBe(true)
  expect(isTold(await bare.body())).toBe(false)

  const asked: Request[] = []
  const sockets: string[] = []
  const bot = await createDevice(scene.neighbourhood, 'aisha')
  const drawn = await bot.open(link, async (page) => {
    page.context().on('request', (each) => asked.push(each))
    page.on('websocket', (socket) => sockets.push(socket.url()))
  })
  await expect(joiningScreens(drawn).title(/^Join /)).toBeVisible()
  await hasKept(bot)
  const calls = asked.map((each) => `${each.method()} ${new URL(each.url()).pathname}`)
  expect(calls.length).toBeGreaterThan(3)
  expect(calls.filter((call) => call.includes('/v1/join') || call.includes('/v1/spaces'))).toEqual([])
  for (const each of asked) {
    const headers = await each.allHeaders()
    expect(isTold(each.url().split('#')[0]!)).toBe(false)
    expect(isTold(each.postDataBuffer() ?? '')).toBe(false)
    expect(isTold(JSON.stringify(headers))).toBe(false)
    expect(headers.referer ?? '').toBe('')
  }
  expect(asked.some((each) => each.serviceWorker() !== null)).toBe(true)
  expect(sockets).toEqual([])
  await bot.putAway()
  expect(isTold(scene.neighbourhood.printed())).toBe(false)
  expect(findLeaks(scene.neighbourhood.dataFolder, { secret: parts.secret, link: parts.link })).toEqual([])

  await joinAsStaff(await otherTablet.open(link))
})

test('JG3 a wrong passphrase slows down and says so, also after a kill; the right one opens', async () => {
  const page = scene.aisha.page()
  await goTo(page, 'Sync')
  await lock(scene.aisha)
  const screens = joiningScreens(page)
  await expect(screens.title('Hello, Aisha Rahman')).toBeVisible()
  const said = page.getByRole('status').filter({ hasText: 'That is not the passphrase.' })
  const tries = page.getByText(/You can try again in \d+ seconds?\. .*Each wrong try makes the wait longer\./)
  /** Whether it then says how long to wait. */
  const tryWith = async (wrong: string) => {
    await expect(tries).toBeHidden()
    await screens.unlock(wrong)
    await expect(screens.passphrase()).toHaveValue('')
    await expect(said).toBeVisible()
    return tries.isVisible()
  }
  // A second, two, four: a wait begins before the passphrase is tried, and is over before it is read where that takes longer.
  const wrongs = ['copper lantern meadow ten', 'Copper lantern meadow eleven', 'copperlantern', 'lantern', 'meadow']
  let isToldToWait = false
  for (const [tried, wrong] of wrongs.entries()) if (tried < 3 || !isToldToWait) isToldToWait = await tryWith(wrong)
  expect(isToldToWait).toBe(true)
  await scene.aisha.kill()
  const again = await scene.aisha.open('/')
  await expect(joiningScreens(again).title('Hello, Aisha Rahman')).toBeVisible()
  await expect(again.getByText(/You can try again in/)).toBeHidden()
  await unlock(again)
  await expect(todayScreen(again).title()).toBeVisible()
})

test('JG4 without signal the request to join is kept through a kill and joins by itself', async () => {
  const page = await scene.priya.open(await scene.neighbourhood.inviteFor('priya'))
  const screens = joiningScreens(page)
  await expect(screens.title(/^Join /)).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  scene.priya.network.cutOff()
  await screens.choosePassphrase(passphrase)
  await screens.join()
  await expect(screens.title('Waiting to be let in')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'You have no signal.' })).toBeVisible()
  const code = await page.getByText(/^\d{3}\s*\d{3}$/).textContent()
  await scene.priya.kill()
  const again = await scene.priya.open('/')
  await expect(joiningScreens(again).title('Waiting to be let in')).toBeVisible()
  await expect(again.getByText(/^\d{3}\s*\d{3}$/)).toHaveText(code ?? '')
  scene.priya.network.restore()
  await unlock(again)
  await expect(todayScreen(again).title()).toBeVisible()
})

test('JG700 Aisha lets a further device of her own in from the first, by six digits, and it shows what the first shows', async () => {
  const page = scene.aisha.page()
  await goTo(page, 'Today')
  await page.getByRole('link', { name: 'People and devices' }).click()
  await page.getByRole('button', { name: 'Add a device of my own' }).click()
  await expect(page.getByRole('heading', { name: 'The link for your other device' })).toBeVisible()
  const link = new URL((await page.getByText(/#j=/).textContent()) ?? '')

  const second = await createDevice(scene.neighbourhood, 'ben')
  const hers = await second.open(`/${link.hash}`)
  const screens = joiningScreens(hers)
  await expect(screens.title(/^Join /)).toBeVisible()
  await screens.choosePassphrase(passphrase)
  await screens.join()
  await expect(screens.title('Waiting to be let in')).toBeVisible()
  const [first, other] = [teamDevicesScreen(page).digits(), teamDevicesScreen(hers).digits()]
  await expect(first).toBeVisible()
  const plain = (digits: string | null) => digits?.replace(/\D/g, '')
  expect(plain(await first.textContent())).toBe(plain(await other.textContent()))
  const began = Date.now()
  await page.getByRole('button', { name: 'Yes, the same. Let them in' }).click()
  await expect(page.getByText('Your other device is in.')).toBeVisible()
  await expect(screens.title('Today')).toBeVisible()
  for (const each of [page, hers]) {
    await goTo(each, 'People')
    await peopleScreen(each).openPerson('dor', 'ASHWORTH, Doreen')
    await expect(personScreen(each).medicines()).toContainText('furosemide')
  }
  const told = await (await personScreen(page).wholeStory()).count()
  expect(told).toBeGreaterThan(1)
  await expect(await personScreen(hers).wholeStory()).toHaveCount(told)
  tell(`a further device showed the whole record ${Date.now() - began} ms after it was let in`)
  await second.putAway()
})
