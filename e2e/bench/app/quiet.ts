/**
 * Waits until a browser that was just opened is done with its own things: for
 * seconds after its start a desktop Chromium loads pages of its own (the box of
 * its address line), which take more processor than the app and share its brake.
 */
import { processesOf } from './browser-processes.ts'

const lookEveryMs = 250
const quietLooks = 3
/** Hundredths of a second between two looks. */
const fewTicks = 2
const longestMs = 20_000

export async function untilQuiet(profile: string): Promise<void> {
  if (process.platform !== 'linux') return
  const ticksNow = () => processesOf(profile).reduce((sum, { ticks }) => sum + ticks, 0)
  let before = ticksNow()
  for (let quiet = 0, waited = 0; quiet < quietLooks && waited < longestMs; waited += lookEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    const now = ticksNow()
    quiet = now - before <= fewTicks ? quiet + 1 : 0
    before = now
  }
}
