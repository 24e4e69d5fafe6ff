/**
 * Joining in the kitchen: Aisha's tablet shows a square, Doreen's phone scans it
 * with its camera, the tablet scans the phone. Whoever has signal finishes, and
 * each screen says what is pending. The camera's pictures are real, of the
 * other's screen.
 */
import { expect, type Page, test } from '@playwright/test'
import { createDevice, type Device, hasKept } from '../fixtures/device.ts'
import { openScene } from '../fixtures/scene.ts'
import { inPersonScreen } from '../screens/in-person.ts'

const scene = openScene({ joined: ['aisha'], invited: ['doreen'] }, () => ({ isAwake: true }))
let otherPhone: Device
let brokenCamera: Device

test.beforeAll(async () => {
  otherPhone = await createDevice(scene.neighbourhood, 'doreen')
  brokenCamera = await createDevice(scene.neighbourhood, 'doreen')
})

test.afterAll(() => Promise.all([otherPhone.putAway(), brokenCamera.putAway()]))

const home = (page: Page) => page.getByRole('navigation', { name: 'What would you like to do?' })

/** Doorstep is put on the phone beforehand, where there is signal. */
async function install(phone: Device): Promise<Page> {
  const page = await phone.open('/')
  await expect(inPersonScreen(page).scanCode()).toBeVisible()
  await hasKept(phone)
  await phone.context().grantPermissions(['camera'])
  return page
}

test('KI90 the phone has signal and the tablet has none: at most four taps and 90 seconds', async () => {
  const tablet = scene.aisha.page()
  const phone = await install(scene.doreen)
  await hasKept(scene.aisha)
  scene.aisha.network.cutOff()
  await inPersonScreen(tablet).openFor('dor', 'ASHWORTH, Doreen')
  await scene.doreen.camera.see(inPersonScreen(tablet).square())

  const began = Date.now()
  let taps = 1 // The phone's own question whether Doorstep may use the camera.
  await inPersonScreen(phone).scanCode().click()
  taps++
  await inPersonScreen(phone).yes().click()
  taps++
  await expect(home(phone)).toBeVisible()
  const seconds = (Date.now() - began) / 1000
  test.info().annotations.push({ type: 'measured', description: `${taps} taps, ${seconds.toFixed(1)} s` })
  expect(taps).toBeLessThanOrEqual(4)
  expect(seconds).toBeLessThanOrEqual(90)
  await expect(inPersonScreen(tablet).says('Waiting for the phone of Doreen.')).toBeVisible()
  scene.aisha.network.restore()
  await expect(inPersonScreen(tablet).says('The phone of Doreen is in.')).toBeVisible()
})

test('KI91 neither has signal: each keeps it, says so, and whichever has signal first finishes', async () => {
  const tablet = scene.aisha.page()
  await scene.aisha.context().grantPermissions(['camera'])
  const phone = await install(otherPhone)
  scene.aisha.network.cutOff()
  otherPhone.network.cutOff()
  await inPersonScreen(tablet).openFor('dor', 'ASHWORTH, Doreen')
  await otherPhone.camera.see(inPersonScreen(tablet).square())
  await inPersonScreen(phone).scanCode().click()
  await inPersonScreen(phone).yes().click()
  await expect(inPersonScreen(phone).says('This phone has no signal.')).toBeVisible()
  await scene.aisha.camera.see(inPersonScreen(phone).square())
  await inPersonScreen(tablet).scanPhone().click()
  await expect(inPersonScreen(tablet).says('The phone is read and kept on this tablet.')).toBeVisible()

  await otherPhone.kill()
  const again = await otherPhone.open('/')
  await expect(inPersonScreen(again).square()).toBeVisible()
  scene.aisha.network.restore()
  await expect(inPersonScreen(tablet).says('The phone of Doreen is in.')).toBeVisible()
  await expect(home(again)).toBeHidden()
  otherPhone.network.restore()
  await expect(home(again)).toBeVisible()
})

test('KI92 a phone whose camera is broken types digits that are read out, and is in', async () => {
  const tablet = scene.aisha.page()
  const phone = await brokenCamera.open('/')
  await inPersonScreen(phone).scanCode().click()
  await expect(inPersonScreen(phone).says('There is no camera here.')).toBeVisible()
  await inPersonScreen(tablet).openFor('dor', 'ASHWORTH, Doreen')
  const digits = await inPersonScreen(tablet).speak()
  await inPersonScreen(phone).typeDigits(digits.replace(/.$/, (last) => String((Number(last) + 1) % 10)))
  await expect(inPersonScreen(phone).says('A digit is wrong or missing.')).toBeVisible()
  await inPersonScreen(phone).typeDigits(digits)
  await inPersonScreen(phone).yes().click()
  await expect(home(phone)).toBeVisible()
})
