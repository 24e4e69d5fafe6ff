/**
 * Slows the pages of one browser, workers included: lets every renderer below
 * the profile's browser run for a part of each period and stops it for the rest.
 * Chromium's own CPU throttle refuses workers, and the engine lives in one.
 */
import { processesOf } from './browser-processes.ts'

const profile = process.env.BRAKE_PROFILE ?? ''
const slowdown = Number(process.env.BRAKE_SLOWDOWN)
const runMs = 4
const stopMs = runMs * (slowdown - 1)
const periodsBetweenLooks = 4

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

let pids = renderers()
let periods = 0
let isReleased = false

function run(): void {
  signal(pids, 'SIGCONT')
  if (isReleased) process.exit(0)
  periods += 1
  if (periods % periodsBetweenLooks === 0) pids = renderers()
  setTimeout(stop, runMs)
}

function stop(): void {
  signal(pids, 'SIGSTOP')
  setTimeout(run, stopMs)
}

process.on('disconnect', () => {
  isReleased = true
})
run()
process.send?.('braking')
