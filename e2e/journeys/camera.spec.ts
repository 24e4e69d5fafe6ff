/** The phone's scan screen where the camera does not do what it should: forbidden, in the dark, without a reader of codes. */
import { expect, type Page, test } from '@playwright/test'
import { createDevice, type Device } from '../fixtures/device.ts'
import { openScene } from '../fixtures/scene.ts'
import { inPersonScreen } from '../screens/in-person.ts'

const scene = openScene({ joined: ['aisha'], invited: ['doreen'] })
const phones: Device[] = []

test.afterAll(() => Promise.all(phones.map((phone) => phone.putAway())))

test.beforeAll(async () => {
  await inPersonScreen(scene.aisha.page()).openFor('dor', 'ASHWORTH, Doreen')
})

const square = () => inPersonScreen(scene.aisha.page()).square()

async function openPhone(first?: (page: Page) => Promise<void>): Promise<{ phone: Device; page: Page }> {
  const phone = await createDevice(scene.neighbourhood, 'doreen')
  phones.push(phone)
  await phone.camera.see(square())
  const page = await phone.open('/', first)
  await expect(inPersonScreen(page).scanCode()).toBeVisible()
  return { phone, page }
}

/** How often the camera was refused to the page, from now on. */
async function countRefusals(page: Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const seen = { refusals: 0 }
    const { mediaDevices } = navigator
    const ask = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = (wanted) =>
      ask(wanted).catch((refused: unknown) => {
        seen.refusals++
        throw refused
      })
    return seen
  })
  return () => counter.evaluate(({ refusals }) => refusals)
}

test('KI150 a phone that may not use its camera says so, and reads on once it may', async () => {
  // Nobody answers the browser's question here, which is a no.
  const { page, phone } = await openPhone()
  const screen = inPersonScreen(page)
  await screen.scanCode().click()
  await expect(screen.says('Doorstep may not use the camera.')).toBeVisible()
  await expect(screen.says('Allow the camera for this page in the settings of your browser')).toBeVisible()
  await expect(page.getByText('Use a photo', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Type digits instead' })).toBeVisible()
  const refusals = await countRefusals(page)
  await page.getByRole('button', { name: 'Try the camera again' }).click()
  // It says the same as before: that it was asked for again is seen by this alone.
  await expect.poll(refusals).toBe(1)
  await expect(screen.says('Doorstep may not use the camera.')).toBeVisible()
  await phone.context().grantPermissions(['camera'])
  await page.getByRole('button', { name: 'Try the camera again' }).click()
  await expect(screen.yes()).toBeVisible()
})

test('KI151 in the dark it says so, and reads the square when there is light', async () => {
  const { page, phone } = await openPhone()
  await phone.context().grantPermissions(['camera'])
  await phone.camera.seeInTheDark(square())
  await inPersonScreen(page).scanCode().click()
  await expect(page.getByRole('status').filter({ hasText: 'It is too dark to see.' })).toBeVisible()
  await expect(inPersonScreen(page).yes()).toBeVisible()
})

/** Stands for what some browsers have: what it is asked to read is the same picture. */
const ownReaders = {
  'no reader at all': () => Reflect.deleteProperty(window, 'BarcodeDetector'),
  'one that knows other codes only': () => {
    Object.assign(window, { BarcodeDetector: { getSupportedFormats: async () => ['ean_13'] } })
  },
  'one that fails when it is asked what it knows': () => {
    Object.assign(window, { BarcodeDetector: { getSupportedFormats: () => Promise.reject(new Error('no')) } })
  },
} as const

for (const [what, install] of Object.entries(ownReaders)) {
  test(`KI152 a square is read in a browser with ${what}`, async () => {
    const { page, phone } = await openPhone(async (blank) => {
      await blank.addInitScript(install)
    })
    await phone.context().grantPermissions(['camera'])
    await inPersonScreen(page).scanCode().click()
    await expect(inPersonScreen(page).yes()).toBeVisible()
  })
}
