/**
 * The note crosses: written in a kitchen without signal, kept through a kill of
 * the browser, read by a colleague and answered by the person it is about, with
 * the relay killed on the way. One neighbourhood and three devices, start to end.
 */
import { expect, type Page, test } from '@playwright/test'
import { loseSignal } from '../fixtures/device.ts'
import { rowKeys } from '../fixtures/device-disk.ts'
import { openScene } from '../fixtures/scene.ts'
import { tell } from '../fixtures/tell.ts'
import { joinAsStaff, unlock } from '../screens/joining.ts'
import { peopleScreen } from '../screens/people.ts'
import { personScreen } from '../screens/person.ts'
import { publicHome } from '../screens/public-home.ts'
import { expectPill, goTo } from '../screens/staff.ts'
import { threadScreen } from '../screens/thread.ts'
import { todayScreen } from '../screens/today.ts'
import { visitScreen } from '../screens/visit.ts'

const note = 'Sat up in the kitchen, kettle on, breath shorter than on Tuesday.'
const happensNext = 'Legs up this afternoon. I ring you at four.'
const message = 'Your new spacer is on the dresser, beside the radio.'
const answer = 'I found it thank you'
const haroldsNote = 'Insulin given with breakfast, no low readings this week.'
const laterNote = 'Rang at four: easier, legs up.'

const namesInOrder = [
  ...['Harold', 'Rashida', 'Margaret', 'Doreen', 'Winston', 'Gloria'],
  ...['Amina', 'Mei Lin', 'Kwame', 'Gurdeep', 'Ernest', 'Bridget'],
]

const scene = openScene({ joined: ['priya', 'doreen'], invited: ['aisha'] })

async function openDoreen(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('dor', 'ASHWORTH, Doreen')
}

async function openHarold(page: Page): Promise<void> {
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('pick', 'PICKERING, Harold')
}

/** What must read the same with and without signal, before and after a kill. */
async function expectDoreensRecord(page: Page): Promise<void> {
  const person = personScreen(page)
  await expect(person.banner()).toContainText('999 000 0018')
  await expect(person.banner()).toContainText('14-Mar-1947')
  await expect(person.alerts().getByRole('listitem').first()).toContainText('Penicillin')
  await expect(person.alerts()).toContainText('Oxygen target 88–92 %')
  for (const medicine of ['apixaban', 'furosemide', 'salbutamol', 'tiotropium']) {
    await expect(person.medicines()).toContainText(medicine)
  }
  await expect(person.storyItem('Bit puffed since Sunday.')).toHaveCount(1)
  await expect(person.news2()).toContainText('SpO2 scale 2')
}

async function expectToday(page: Page): Promise<void> {
  const today = todayScreen(page)
  await expect(today.visits()).toHaveCount(12)
  await expect(today.visits()).toContainText(namesInOrder)
}

test('ST1 Aisha joins, sees twelve visits in order, finds people by name and reads one record', async () => {
  const page = await scene.aisha.open(await scene.neighbourhood.inviteFor('aisha'))
  await joinAsStaff(page)
  await expectToday(page)
  await goTo(page, 'People')
  const people = peopleScreen(page)
  await people.search('ash')
  await expect(people.found().first()).toContainText('ASHWORTH, Doreen')
  await people.search('999 000 0018')
  await expect(people.found()).toHaveCount(1)
  await people.openPerson('dor', 'ASHWORTH, Doreen')
  await expectDoreensRecord(page)
  await expectPill(page, /^Up to date/)
})

test('ST2 Priya at her desk and Doreen on her phone have joined the same way, each to what is hers', async () => {
  // Both joined by their links in this run, in its set-up, and nothing else than that.
  await expect(todayScreen(scene.priya.page()).title()).toBeVisible()
  await expect(publicHome(scene.doreen.page()).nextStep()).toContainText(
    'Weight before breakfast on the day Aisha comes.',
  )
})

test('ST3 without signal, after a kill, the app opens, unlocks and shows the same', async () => {
  await loseSignal(scene.aisha)
  await scene.aisha.kill()
  const page = await scene.aisha.open('/today')
  await unlock(page)
  await expectToday(page)
  await openDoreen(page)
  await expectDoreensRecord(page)
  await expectPill(page, /^No signal$/)
})

test('ST4 without signal she writes two visits on either oxygen scale and a message, and each is saved', async () => {
  const page = scene.aisha.page()
  const person = personScreen(page)
  const visit = visitScreen(page)
  await person.writeVisit()
  await visit.write({ words: 'A bit short of puff.', found: note, next: happensNext })
  await visit.measure({ breaths: '22', oxygenLevel: '88', systolic: '128', pulse: '96', temperature: '36.9' })
  await visit.measure({ air: 'Air', awake: 'Alert' })
  await visit.check()
  await expect(visit.total()).toContainText('3')
  await expect(page.getByText('Oxygen on Scale 2')).toBeVisible()
  await visit.finish()
  await expect(visit.finished()).toHaveText(/Saved on this tablet\.\s*It will send when there is signal\./)

  await page.getByRole('link', { name: 'Back to Today' }).click()
  await todayScreen(page).start()
  await visit.write({ found: haroldsNote })
  await visit.measure({ breaths: '16', oxygenLevel: '93', systolic: '128', pulse: '72', temperature: '36.5' })
  await visit.measure({ air: 'Air', awake: 'Alert' })
  await visit.check()
  await expect(visit.total()).toContainText('2')
  await visit.finish()
  await expect(visit.finished()).toHaveText(/Saved on this tablet\.\s*It will send when there is signal\./)

  await openDoreen(page)
  await expect(person.storyItem(note)).toContainText('Saved on this tablet')
  await person.openThread(/Doreen Ashworth can read this/)
  const thread = threadScreen(page)
  await thread.send(message)
  await expect(thread.message(message)).toContainText('Saved on this tablet. Will send when there is signal.')
  await expect(thread.box()).toHaveValue('')
})

test('ST5 after a second kill everything is there, once, and still only saved', async () => {
  await scene.aisha.kill()
  const page = await scene.aisha.open('/today')
  await unlock(page)
  await expectPill(page, /^No signal – \d+ saved here$/)
  await openHarold(page)
  const person = personScreen(page)
  await expect(person.storyItem(haroldsNote)).toHaveCount(1)
  await expect(person.storyItem(haroldsNote)).toContainText('NEWS2 2, complete')
  await expect(person.news2()).not.toContainText('SpO2 scale 2')
  await openDoreen(page)
  await expect(person.storyItem(note)).toHaveCount(1)
  await expect(person.storyItem(note)).toContainText('Saved on this tablet')
  await expect(person.storyItem(note)).toContainText('NEWS2 3, complete')
  await expect(person.news2()).toContainText('SpO2 scale 2')
  await person.openThread(/Doreen Ashworth can read this/)
  await expect(threadScreen(page).message(message)).toHaveCount(1)
})

test('ST6 the relay is killed and started; signal returns: sent, and Priya reads it without reload', async () => {
  await openDoreen(scene.priya.page())
  await scene.neighbourhood.killRelay()
  await scene.neighbourhood.startRelay()
  const began = Date.now()
  scene.aisha.network.restore()
  await expect(personScreen(scene.priya.page()).storyItem(note)).toHaveCount(1)
  tell(`the note crossed to an open record ${Date.now() - began} ms after signal returned`)
  const page = scene.aisha.page()
  await expect(threadScreen(page).message(message)).toContainText(/Sent|On Doreen|Seen/)
  await openDoreen(page)
  await expect(personScreen(page).storyItem(note)).toContainText(/Sent \d\d:\d\d/)
  await expectPill(page, /^Up to date/)
})

test('ST7 with both online a note is at the colleague’s desk at once', async () => {
  const page = scene.aisha.page()
  const visit = visitScreen(page)
  await personScreen(page).writeVisit()
  await visit.write({ found: laterNote })
  await visit.check()
  await visit.finish()
  const began = Date.now()
  await expect(personScreen(scene.priya.page()).storyItem(laterNote)).toHaveCount(1)
  tell(`the note crossed ${Date.now() - began} ms after it was saved`)
})

test('ST8 Doreen sees what happens next and the message, answers, and Aisha reads the answer', async () => {
  const phone = scene.doreen.page()
  const home = publicHome(phone)
  await expect(home.nextStep()).toContainText(happensNext)
  await home.goTo('Message my nurse')
  const hers = threadScreen(phone)
  await expect(hers.message(message)).toHaveCount(1)
  await hers.send(answer)
  await expect(hers.message(answer)).toContainText(/Sent|On |Seen/)

  const page = scene.aisha.page()
  await openDoreen(page)
  await personScreen(page).openThread(/Doreen Ashworth can read this/)
  const thread = threadScreen(page)
  await expect(thread.message(answer)).toHaveCount(1)
  await expect(thread.message(message)).toContainText(/Seen/)
})

test('ST9 Doreen’s phone holds her own group, her circle and the clear chains it needs, and no key of the team or of care', async () => {
  const phone = scene.doreen.page()
  const chains = (await rowKeys(phone, 'chains')).map((key) => key.split('/'))
  const own = chains.filter(([kind]) => kind !== 'team').map(([, , group]) => group)
  expect(chains.map(([kind]) => kind).sort()).toEqual(['board', 'circle', 'private', 'team'])
  const boxes = await rowKeys(phone, 'boxes')
  expect(boxes).not.toEqual([])
  expect(boxes.filter((key) => !own.some((group) => group !== undefined && key.includes(group)))).toEqual([])
  // Four sealed rows: the device's own key pair, the one key of her own group and of her circle, and the board's.
  expect(await rowKeys(phone, 'keys')).toHaveLength(4)
})

test('ST10 both processes start again on the same folder and the same neighbourhood goes on', async () => {
  await scene.neighbourhood.startAgain()
  const page = scene.aisha.page()
  const thread = threadScreen(page)
  await thread.send('Good. Until tomorrow.')
  await expect(thread.message('Until tomorrow')).toContainText(/Sent|On Doreen|Seen/)
  await expect(threadScreen(scene.doreen.page()).message('Until tomorrow')).toHaveCount(1)
  await goTo(page, 'Today')
  await expectToday(page)
  expect(scene.neighbourhood.printed().match(/Forty people move in/g) ?? []).toHaveLength(0)
})
