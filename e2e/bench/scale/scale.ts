/**
 * The built app with one nurse's whole caseload, 615 people with 200 records
 * each, in a neighbourhood of 6,000: joining, cold starts without signal, each
 * key of a search, opening a record of a thousand entries, and the memory of page
 * and worker after an hour's worth of work. Slowed four times, in two manners, but
 * for joining and the hour.
 */
import type { Page } from '@playwright/test'
import { createDevice, type Device } from '../../fixtures/device.ts'
import { makeRunFolder } from '../../fixtures/run-folder.ts'
import { joinAsStaff, passphrase } from '../../screens/joining.ts'
import { peopleScreen } from '../../screens/people.ts'
import { goTo } from '../../screens/staff.ts'
import { manners, measuredSlowdown, slow, wordManner } from '../app/brake.ts'
import { needBuiltApp } from '../app/built-app.ts'
import { type Start, startRows, timeStart } from '../app/start.ts'
import { installStopwatch, timeUntil } from '../app/stopwatch.ts'
import { type BenchRow, inMs, ms } from '../table.ts'
import { openCaseload } from './caseload.ts'
import { heapSizes } from './heap.ts'
import { workAnHour } from './hour.ts'

const startCount = 5
const openCount = 5
/** Letter by letter, as they are typed. */
const typed = ['ashworth', 'khan', '9990', 'dabrow', 'o']
const say = (words: string) => console.error(`  scale: ${words}`)

export async function benchScale(): Promise<readonly BenchRow[]> {
  needBuiltApp()
  const tidy = makeRunFolder()
  const neighbourhood = await openCaseload(say)
  const tablet = await createDevice(neighbourhood, 'aisha')
  try {
    return await measureScale(tablet, await neighbourhood.inviteFor('aisha'))
  } finally {
    await tablet.putAway()
    await neighbourhood.stop()
    tidy()
  }
}

async function measureScale(tablet: Device, invite: string): Promise<readonly BenchRow[]> {
  await tablet.open('about:blank')
  await installStopwatch(tablet.context())
  say('Aisha joins …')
  const began = performance.now()
  const page = await tablet.open(invite)
  await joinAsStaff(page, passphrase, 600_000)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await timeUntil(page, 'list', 300_000)
  const joined = performance.now() - began
  say('what came is opened and read for the search …')
  await allRead(page)
  const whole = performance.now() - began
  const factor = await measuredSlowdown(page, tablet.profile)
  tablet.network.cutOff()
  return [
    { work: 'join with 615 people and 200 records each, to the list, not slowed', figure: ms(joined), goal: '' },
    {
      work: '… until all of their history is on the device, opened and searched',
      figure: ms(whole),
      goal: '<= 10 min',
    },
    ...(await measureSlowed(tablet, factor)),
    ...(await measureHeap(tablet.page())),
  ]
}

async function measureSlowed(tablet: Device, factor: number): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const manner of manners) {
    const how = wordManner(manner, factor)
    say(`${startCount} cold starts, ${how} …`)
    const starts: Start[] = []
    while (starts.length < startCount) starts.push(await timeStart(tablet, manner))
    const page = tablet.page()
    await allRead(page)
    say('keys and records …')
    const release = await slow(manner, page, tablet.profile)
    const keys = await timeKeys(page)
    const opened: number[] = []
    while (opened.length < openCount) opened.push(await timeOpen(page))
    await release()
    rows.push(
      ...startRows(starts, `cold start without signal, 615 people with 200 records, ${how}`, '<= 1.5 s'),
      { work: `search among 6,000 people, per key, ${how}`, figure: inMs(keys), goal: '<= 50 ms' },
      { work: `open a person with 1,000 records, ${how}`, figure: inMs(opened), goal: '<= 200 ms' },
    )
  }
  return rows
}

async function measureHeap(page: Page): Promise<readonly BenchRow[]> {
  say('an hour of work …')
  const before = await heapSizes(page)
  const hour = await workAnHour(page).then(
    (minutes) => `after ${minutes} of its 60 minutes: so many searches, each with somebody opened, a visit every six`,
    (failure: unknown) => `after part of it, which stopped: ${String(failure).split('\n')[0]}`,
  )
  const after = await heapSizes(page)
  return [
    { work: 'JavaScript heap, page + worker, before that hour', figure: inMb(before), goal: '' },
    { work: `… ${hour}`, figure: inMb(after), goal: '<= 150 MB' },
  ]
}

/** The records of everybody are in the search. */
async function allRead(page: Page): Promise<void> {
  await goTo(page, 'People')
  await page.getByText('people on this device').waitFor()
  await peopleScreen(page).search('wound')
  await page.getByRole('region', { name: 'In notes' }).waitFor({ timeout: 300_000 })
  await page.getByText(/still being read|being read/).waitFor({ state: 'hidden', timeout: 300_000 })
  await peopleScreen(page).search('')
  await goTo(page, 'Today')
}

/** From the input event to the frame in which the answer to it stands. */
async function timeKeys(page: Page): Promise<readonly number[]> {
  await goTo(page, 'People')
  await page.getByText('people on this device').waitFor()
  const times: number[] = []
  for (const word of typed) {
    for (let length = 1; length <= word.length; length++) {
      const time = await timeKey(page, word.slice(0, length))
      if (time !== null) times.push(time)
    }
    await peopleScreen(page).search('')
    await page.getByText('people on this device').waitFor()
  }
  return times
}

/** Null where a letter more finds the same people: nothing changes then, and that is no key to wait for. */
function timeKey(page: Page, text: string): Promise<number | null> {
  return page.evaluate(async (words) => {
    const box = document.querySelector<HTMLInputElement>('#find-person')!
    // The people alone: the line above them answers to the key by itself.
    const shown = () => document.querySelector('.person-row')?.closest('section')?.textContent ?? ''
    const before = shown()
    const start = performance.now()
    let resolve = () => {}
    const changed = new Promise<void>((done) => {
      resolve = done
      setTimeout(done, 2_000)
    })
    const watch = new MutationObserver(() => shown() !== before && requestAnimationFrame(() => resolve()))
    watch.observe(document.body, { subtree: true, childList: true, characterData: true })
    box.value = words
    box.dispatchEvent(new Event('input', { bubbles: true }))
    await changed
    const time = performance.now() - start
    watch.disconnect()
    await new Promise((resolve) => setTimeout(resolve, 250))
    return shown() === before ? null : time
  }, text)
}

async function timeOpen(page: Page): Promise<number> {
  await goTo(page, 'People')
  await peopleScreen(page).search('ashworth, dor')
  const row = peopleScreen(page).person('ASHWORTH')
  await row.first().waitFor()
  await row.first().click()
  return timeUntil(page, 'story')
}

function inMb(bytes: readonly number[]): string {
  const mb = (size: number) => `${(size / 1_048_576).toFixed(0)} MB`
  return `${bytes.map(mb).join(' + ')} = ${mb(bytes.reduce((sum, size) => sum + size, 0))}`
}
