/**
 * `npm run bench`: one table of what this machine measured, beside the goals and
 * a peer doing the same work. Name parts to run them alone: `npm run bench --
 * relay membership unlock opening catch-up app scale`. Nothing here passes or fails.
 */
import { availableParallelism, loadavg } from 'node:os'
import { benchApp } from './app/app.ts'
import { benchCatchUp } from './catch-up/catch-up.ts'
import { benchOpening } from './chromium/open-entries.ts'
import { benchMembership } from './membership.ts'
import { benchRelay } from './relay.ts'
import { benchScale } from './scale/scale.ts'
import { type BenchRow, tableOf } from './table.ts'
import { benchUnlock } from './unlock.ts'

const parts: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  relay: benchRelay,
  membership: benchMembership,
  unlock: benchUnlock,
  opening: benchOpening,
  'catch-up': benchCatchUp,
  app: benchApp,
  scale: benchScale,
}

/** Figures of a busy machine are not comparable: say how busy it was. */
const load = () => `load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`

function notMeasured(name: string, failure: unknown): readonly BenchRow[] {
  return [{ work: name, figure: `Not measured. ${String(failure).split('\n')[0]}`, goal: '' }]
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There is ${Object.keys(parts).join(', ')}.`)
  process.exit(1)
}

const rows: BenchRow[] = []
const before = load()
for (const [name, bench] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.error(`${name} …`)
  rows.push(...(await bench().catch((failure) => notMeasured(name, failure))))
}
console.log(tableOf(rows))
console.log(`\nBefore: ${before}. After: ${load()}.`)
process.exit(0)
