/**
 * A photo with a visit note: taken in a kitchen without signal, kept through a kill
 * of the browser, "on this tablet only" until the relay has it, and then on a
 * colleague's screen. Nothing the camera wrote into its file comes with it, and no
 * byte or name of the picture lies anywhere in clear.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { canary, findLeaks } from '../fixtures/leaks.ts'
import { newFolder } from '../fixtures/run-folder.ts'
import { openScene } from '../fixtures/scene.ts'
import { unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { visitScreen } from '../screens/visit.ts'

const found = 'Shin dressed, edges clean.'
const shows = 'Left shin, wound the size of a coin'
/** Of the demonstration's own visit. */
const drawn = 'Right shin (drawn for this demonstration)'
/** Written by the camera: where it was, and what the file is called. */
const secrets = { place: canary(), 'file name': canary(), words: canary() }
/** Of the camera’s own bytes, and of those that are kept: it is drawn anew. */
let pictured: Buffer
let redrawn: Buffer

const scene = openScene({ joined: ['aisha', 'priya'] })

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

/** A true JPEG, larger than is kept, with a place in it as cameras write them. */
async function cameraFile(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2_400, height: 1_800 })
    const context = canvas.getContext('2d')!
    for (let at = 0; at < 900; at++) {
      context.fillStyle = `hsl(${(at * 47) % 360} 60% ${30 + (at % 40)}%)`
      context.fillRect((at * 83) % 2_400, (at * 61) % 1_800, 140, 110)
    }
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1] ?? ''
  })
  const jpeg = Buffer.from(plain, 'base64')
  const exif = Buffer.from(`Exif\0\0GPS ${secrets.place}`)
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

/** Runs in the page before anything else: what is shown can be asked for, which the content policy lets nobody fetch. */
function keepShown(): void {
  const shown = new Map<string, Blob>()
  const make = URL.createObjectURL
  URL.createObjectURL = (given: Blob) => {
    const address = make.call(URL, given)
    shown.set(address, given)
    return address
  }
  Object.assign(window, { shown })
}

/** The whole file of the picture that is on the screen. */
async function shownIn(picture: Locator): Promise<Buffer> {
  const coded = await picture.evaluate(async (image: HTMLImageElement) => {
    const { shown } = window as unknown as { readonly shown: ReadonlyMap<string, Blob> }
    const bytes = new Uint8Array(await shown.get(image.src)!.arrayBuffer())
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  })
  return Buffer.from(coded, 'hex')
}

/** Width and height of the picture that is on the screen. */
async function expectSize(picture: Locator, size: string): Promise<void> {
  await expect(picture).toHaveAttribute('src', /^blob:/)
  const decode = (image: HTMLImageElement) =>
    image.decode().then(
      () => `${image.naturalWidth}x${image.naturalHeight}`,
      () => 'another one meanwhile',
    )
  await expect.poll(() => picture.evaluate(decode)).toBe(size)
}

test('VP402 a photo taken without signal is kept through a kill, and is on this tablet only', async () => {
  const page = scene.aisha.page()
  await openDoreen(page)
  const file = await cameraFile(page)
  // A stretch of the camera's own bytes, and the words: nothing of either may lie anywhere.
  pictured = file.subarray(file.length - 4_000, file.length - 3_960)
  scene.aisha.network.cutOff()
  await personScreen(page).writeVisit()
  await visitScreen(page).part('found').fill(`${found} ${secrets.words}`)
  const input = page.locator('input[type=file]')
  await input.setInputFiles({ name: `${secrets['file name']}.jpg`, mimeType: 'image/jpeg', buffer: file })
  await page.getByRole('textbox', { name: 'What it shows' }).fill(shows)
  await page.getByRole('button', { name: 'Check and finish' }).click()
  await expect(page.getByText('Say whether the photo may be kept, or remove it.').first()).toBeVisible()
  await page.getByRole('button', { name: /agrees$/ }).click()
  await expect(page.getByText(/^Saved on this tablet \d\d:\d\d$/)).toBeVisible()
  await scene.aisha.kill()

  const again = await scene.aisha.open('/today', async (blank) => void (await blank.addInitScript(keepShown)))
  await unlock(again)
  await openDoreen(again)
  await personScreen(again).writeVisit()
  await expect(again.getByRole('textbox', { name: 'What it shows' })).toHaveValue(shows)
  const kept = again.getByRole('img', { name: shows })
  await expect(kept).toBeVisible()
  await expectSize(kept, '1600x1200')
  redrawn = await shownIn(kept)
  expect(redrawn.includes(pictured)).toBe(false)
  await visitScreen(again).check()
  await expect(again.getByText(`Photo: ${shows}`)).toBeVisible()
  await visitScreen(again).finish()
  await openDoreen(again)
  const item = personScreen(again).storyItem(shows)
  await expect(item).toContainText('Photo on this tablet only.')
  await expectPill(again, /No signal – \d saved here/)
  await goTo(again, 'Sync')
  await expect(again.getByText(/photo/).first()).toBeVisible()
})

test('VP403 with signal it is sent, and a colleague who asks for it sees it', async () => {
  const page = scene.aisha.page()
  scene.aisha.network.restore()
  await expectPill(page, /^Up to date/)
  await openDoreen(page)
  await expect(personScreen(page).storyItem(shows)).toContainText('Photo sent')

  const hers = scene.priya.page()
  await openDoreen(hers)
  const item = personScreen(hers).storyItem(shows)
  await expect(item).toContainText(/Not on this \w+ yet\./)
  await personScreen(hers).getPhoto(shows)
  await expectSize(item.locator('img'), '1600x1200')
  await item.getByRole('button', { name: `${shows}: show larger` }).press('Enter')
  await expect(item.getByRole('button', { name: `${shows}: show smaller` })).toBeFocused()
})

test('VP633 the photo of the demonstration is there to be seen', async () => {
  const page = scene.aisha.page()
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('chow', 'CHOW, Mei Lin')
  await personScreen(page).getPhoto(drawn)
  await expectSize(personScreen(page).storyItem(drawn).locator('img'), '480x360')
})

test('LK400 nothing of the camera’s file, its place or its name lies at the relay, in what it printed or on a tablet', async () => {
  // Of what is kept, from behind the tables that many pictures have to its end, where it is no single colour.
  const drawnFrom = redrawn.subarray(700)
  const step = Math.floor(drawnFrom.length / 40)
  const stretches = Array.from({ length: 40 }, (_, at) => drawnFrom.subarray(at * step, at * step + 40))
  const kept = Object.fromEntries([...stretches.entries()].filter(([, each]) => new Set(each).size > 20))
  expect(Object.keys(kept).length).toBeGreaterThan(5)
  const words = { ...secrets, 'bytes of the picture': pictured, ...kept }
  const planted = newFolder('planted photo')
  writeFileSync(join(planted, 'in clear'), redrawn)
  expect(findLeaks(planted, kept)).toHaveLength(Object.keys(kept).length)
  expect(findLeaks(scene.neighbourhood.dataFolder, words)).toEqual([])
  for (const word of Object.values(secrets)) expect(scene.neighbourhood.printed()).not.toContain(word)
  await scene.aisha.close()
  await scene.priya.close()
  for (const { profile } of [scene.aisha, scene.priya]) expect(findLeaks(profile, words)).toEqual([])
})
