/** The processes of one browser, found by its profile in /proc. Linux alone. */
import { readdirSync, readFileSync } from 'node:fs'

interface BrowserProcess {
  readonly pid: number
  readonly parent: number
  readonly command: string
  /** Processor time so far, in hundredths of a second. */
  readonly ticks: number
}

function allProcesses(): readonly BrowserProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return [
          { pid: Number(name), parent: Number(fields[1]), command, ticks: Number(fields[11]) + Number(fields[12]) },
        ]
      } catch {
        return []
      }
    })
}

/** The browser that has this profile, and everything it started. */
export function processesOf(profile: string): readonly BrowserProcess[] {
  const all = allProcesses()
  const family = new Set(
    all.filter(({ command }) => command.includes(`--user-data-dir=${profile}`)).map(({ pid }) => pid),
  )
  for (let size = -1; size !== family.size; ) {
    size = family.size
    for (const { parent, pid } of all) if (family.has(parent)) family.add(pid)
  }
  return all.filter(({ pid }) => family.has(pid))
}
