/**
 * Slows the pages of one browser, workers included: lets every renderer below
 * the profile's browser run for a part of each period and stops it for the rest.
 * Chromium's own CPU throttle refuses workers, and the engine lives in one. A
 * period is short, so that what goes to and fro between processes waits little
 * for the next turn, which it would on no slow device; yet each turn wakes every
 * thread of a page, so it is no shorter.
 */
import { processesOf } from './browser-processes.ts'

const profile = process.env.BRAKE_PROFILE ?? ''
const slowdown = Number(process.env.BRAKE_SLOWDOWN)
const runMs = 2
const lookEveryMs = 60
/** More than this is not made up for: what was late stays so. */
const longestDebtMs = 20

const never = new Int32Array(new SharedArrayBuffer(4))
/** To a fraction of a millisecond, which timers are not. */
const pause = (ms: number) => Atomics.wait(never, 0, 0, ms)

function renderers(): readonly number[] {
  return processesOf(profile)
    .filter(({ command }) => command.includes('--type=renderer'))
    .map(({ pid }) => pid)
}

function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended; the next look does not find it.
    }
  }
}

let isReleased = false
process.on('disconnect', () => {
  isReleased = true
})

/** Runs and stops by the clock, so that a turn that came late slows no more and no less. */
async function run(): Promise<void> {
  let pids = renderers()
  let lookedAt = performance.now()
  let debt = 0
  process.send?.('braking')
  while (!isReleased) {
    signal(pids, 'SIGCONT')
    const began = performance.now()
    pause(runMs)
    signal(pids, 'SIGSTOP')
    const stopped = performance.now()
    debt = Math.min(debt + (stopped - began) * (slowdown - 1), longestDebtMs)
    if (stopped - lookedAt > lookEveryMs) {
      lookedAt = stopped
      pids = renderers()
      signal(pids, 'SIGSTOP')
    }
    await new Promise(setImmediate)
    const left = debt - (performance.now() - stopped)
    if (left > 0) pause(left)
    debt = Math.max(debt - (performance.now() - stopped), -longestDebtMs)
  }
  signal(pids, 'SIGCONT')
  process.exit(0)
}

await run()
