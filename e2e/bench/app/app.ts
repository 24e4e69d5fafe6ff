/**
 * The built app in a real Chromium, slowed four times in two manners: from the tap on "Finish
 * visit" to "Saved on this tablet", and from a closed browser without signal to
 * the list of today's visits. The demo's neighbourhood of 40 people.
 */
import type { Page } from '@playwright/test'
import { createDevice, type Device } from '../../fixtures/device.ts'
import { openNeighbourhood, seed } from '../../fixtures/neighbourhood.ts'
import { makeRunFolder } from '../../fixtures/run-folder.ts'
import { joinAsStaff } from '../../screens/joining.ts'
import { peopleScreen } from '../../screens/people.ts'
import { personScreen } from '../../screens/person.ts'
import { goTo } from '../../screens/staff.ts'
import { visitScreen } from '../../screens/visit.ts'
import { type BenchRow, inMs } from '../table.ts'
import { type BarePut, openBarePage } from './bare-put.ts'
import { type Manner, manners, measuredSlowdown, slow, wordManner } from './brake.ts'
import { needBuiltApp } from './built-app.ts'
import { type Start, startRows, timeStart } from './start.ts'
import { installStopwatch, pressMs, timeUntil } from './stopwatch.ts'

/** `BENCH_SAVES=10 BENCH_STARTS=0` for a quick look at one of them. */
const saveCount = Number(process.env.BENCH_SAVES ?? 30)
const startCount = Number(process.env.BENCH_STARTS ?? 5)
const say = (words: string) => console.error(`  app: ${words}`)

const savedWork = 'tap on "Finish visit" to "Saved on this tablet" on the screen'
const startWork = 'cold start without signal to today’s list, 40 people'
const savedGoal = 'p95 <= 50 ms'
const startGoal = 'whole <= 1.5 s, unlock-to-list <= 300 ms (615 people)'

export async function benchApp(): Promise<readonly BenchRow[]> {
  needBuiltApp()
  const tidy = makeRunFolder()
  say('the neighbourhood is seeded …')
  await seed()
  const neighbourhood = await openNeighbourhood()
  const tablet = await createDevice(neighbourhood, 'aisha')
  try {
    return await measure(tablet, await neighbourhood.inviteFor('aisha'))
  } catch (failure) {
    return without(`The app did not get there: ${String(failure).split('\n')[0]}`)
  } finally {
    await tablet.putAway()
    await neighbourhood.stop()
    tidy()
  }
}

async function measure(tablet: Device, invite: string): Promise<readonly BenchRow[]> {
  await tablet.open('about:blank')
  await installStopwatch(tablet.context())
  say('Aisha joins …')
  const page = await tablet.open(invite)
  await joinAsStaff(page)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await timeUntil(page, 'list')
  const factor = await measuredSlowdown(page, tablet.profile)
  tablet.network.cutOff()
  say(`${saveCount} visits are saved in each manner …`)
  const saves = new Map(speeds.map((speed) => [speed, [] as number[]]))
  for (let nth = 0; nth < saveCount; nth++) {
    for (const speed of speeds) saves.get(speed)!.push(await timeSave(tablet, page, `${speed} ${nth}`, speed))
  }
  say('as many bare puts …')
  const bare = saveCount > 0 ? await timeBarePuts(tablet) : null
  say(`${startCount} cold starts in each manner …`)
  const starts = new Map(manners.map((manner) => [manner, [] as Start[]]))
  for (let nth = 0; nth < startCount; nth++) {
    for (const manner of manners) starts.get(manner)!.push(await timeStart(tablet, manner))
  }
  const how = (speed: Manner | null) => (speed === null ? 'not slowed' : wordManner(speed, factor))
  return [
    ...(bare === null
      ? []
      : speeds.map((speed) => ({
          work: `${savedWork}, ${how(speed)}`,
          figure: inMs(saves.get(speed)!),
          goal: speed === null ? '' : savedGoal,
          peer: wordBare(bare.get(speed)!),
        }))),
    ...(startCount === 0
      ? []
      : manners.flatMap((manner) => startRows(starts.get(manner)!, `${startWork}, ${how(manner)}`, startGoal))),
  ]
}

/** Null is full speed, in between. */
const speeds: readonly (Manner | null)[] = [...manners, null]

/** As the saves, one of each after the other. */
async function timeBarePuts(tablet: Device): Promise<ReadonlyMap<Manner | null, readonly BarePut[]>> {
  const page = await openBarePage(tablet)
  const times = new Map(speeds.map((speed) => [speed, [] as BarePut[]]))
  await page.time(null)
  for (let nth = 0; nth < saveCount; nth++) {
    for (const speed of speeds) times.get(speed)!.push(await page.time(speed))
  }
  await page.close()
  return times
}

function wordBare(times: readonly BarePut[]): string {
  const [whole, put] = [times.map((time) => time.whole), times.map((time) => time.put)]
  return `bare strict two-store put in a worker, tapped for and shown: ${inMs(whole)}; the put alone: ${inMs(put)}`
}

/** The writing happens at full speed, the tap on the slow device. */
async function timeSave(tablet: Device, page: Page, nth: string, speed: Manner | null): Promise<number> {
  const visit = visitScreen(page)
  await goTo(page, 'People')
  await peopleScreen(page).openPerson('Ashworth', 'ASHWORTH')
  await personScreen(page).writeVisit()
  await visit.write({ found: `Ankle 24 cm, wound clean, visit ${nth}.`, next: 'Again on Thursday.' })
  await visit.check()
  const release = speed === null ? async () => {} : await slow(speed, page, tablet.profile)
  await page.getByRole('button', { name: 'Finish visit' }).click({ delay: pressMs })
  const time = await timeUntil(page, 'saved')
  await release()
  return time
}

function without(sentence: string): readonly BenchRow[] {
  return [
    { work: savedWork, figure: sentence, goal: savedGoal },
    { work: startWork, figure: sentence, goal: startGoal },
  ]
}
