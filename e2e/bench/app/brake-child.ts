/**
 * Slows the pages of one browser, workers included: lets every renderer below
 * the profile's browser run for a part of each period and stops it for the rest.
 * Chromium's own CPU throttle refuses workers, and the engine lives in one.
 */
import { readdirSync, readFileSync } from 'node:fs'

const profile = process.env.BRAKE_PROFILE ?? ''
const slowdown = Number(process.env.BRAKE_SLOWDOWN)
const runMs = 4
const stopMs = runMs * (slowdown - 1)
const periodsBetweenLooks = 4

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

function allProcesses(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return [{ pid: Number(name), parent, command }]
      } catch {
        return []
      }
    })
}

function renderers(): readonly number[] {
  const all = allProcesses()
  const family = new Set(
    all.filter(({ command }) => command.includes(`--user-data-dir=${profile}`)).map(({ pid }) => pid),
  )
  for (let size = -1; size !== family.size; ) {
    size = family.size
    for (const { parent, pid } of all) if (family.has(parent)) family.add(pid)
  }
  return all.filter(({ command, pid }) => family.has(pid) && command.includes('--type=renderer')).map(({ pid }) => pid)
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
