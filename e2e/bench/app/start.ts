/** A start without signal on the slow device: from a closed browser to the list of today, with a wrong passphrase before. */
import type { Device } from '../../fixtures/device.ts'
import { joiningScreens, passphrase } from '../../screens/joining.ts'
import { type BenchRow, inMs } from '../table.ts'
import { type Manner, slow } from './brake.ts'
import { untilQuiet } from './quiet.ts'
import { installStopwatch, timeUntil } from './stopwatch.ts'

export interface Start {
  /** From navigation to the unlock screen. */
  readonly locked: number
  /** From the tap to "That is not the passphrase": as much key derivation as the right one costs. */
  readonly wrong: number
  /** From the tap to the list. */
  readonly unlocked: number
}

export async function timeStart(tablet: Device, manner: Manner): Promise<Start> {
  await tablet.close()
  await tablet.open('about:blank')
  await installStopwatch(tablet.context())
  await untilQuiet(tablet.profile)
  const release = await slow(manner, tablet.page(), tablet.profile)
  const page = await tablet.open('/')
  const screens = joiningScreens(page)
  const locked = await timeUntil(page, 'locked')
  await screens.unlock('copper lantern meadow ten')
  const wrong = await timeUntil(page, 'wrong')
  await page.getByText(/You can try again in/).waitFor({ state: 'hidden' })
  await screens.unlock(passphrase)
  const unlocked = await timeUntil(page, 'list')
  await release()
  return { locked, wrong, unlocked }
}

/** The whole, and its parts. */
export function startRows(starts: readonly Start[], work: string, goal: string): readonly BenchRow[] {
  return [
    {
      work: `${work}: whole, without key derivation`,
      figure: inMs(starts.map(({ locked, unlocked, wrong }) => locked + unlocked - wrong)),
      goal,
    },
    { work: '… browser to unlock screen', figure: inMs(starts.map(({ locked }) => locked)), goal: '' },
    {
      work: '… unlock-to-list, without key derivation',
      figure: inMs(starts.map(({ unlocked, wrong }) => unlocked - wrong)),
      goal: '<= 300 ms',
    },
    {
      work: '… key derivation (the time a wrong passphrase takes)',
      figure: inMs(starts.map(({ wrong }) => wrong)),
      goal: '',
    },
  ]
}
