/** 2,000 writings over the field's link: ours and the peer, one after the other, each in processes of its own. */
import { execFile } from 'node:child_process'
import { fieldLinkName } from '../link/far-link.ts'
import { type BenchRow, inMs, median, megabytes, ms } from '../table.ts'
import { busyCount, type CatchUpRun, peopleCount, writingCount } from './work.ts'

function runSide(script: string): Promise<readonly CatchUpRun[]> {
  return new Promise((resolve, reject) => {
    const path = new URL(script, import.meta.url).pathname
    const child = execFile(process.execPath, [path], { maxBuffer: 16e6 }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]'))
      else reject(error)
    })
    child.stderr?.pipe(process.stderr)
  })
}

const what = `${writingCount.toLocaleString('en-GB')} entries over ${busyCount} of ${peopleCount} people, ${fieldLinkName}`
const warm = (runs: readonly CatchUpRun[]) => runs.map(({ catchUpMs }) => catchUpMs)
const cold = (runs: readonly CatchUpRun[]) => runs.map(({ catchUpMs, openMs }) => openMs + catchUpMs)
const setUp = (runs: readonly CatchUpRun[]) => runs.map(({ setUpMs }) => setUpMs)

function carried(runs: readonly CatchUpRun[]): string {
  const [down, up] = [median(runs.map((run) => run.down)), median(runs.map((run) => run.up))]
  return `${megabytes(down)} down, ${megabytes(up)} up`
}

/** The peer against us: above 1 we are faster. */
function timesOurs(peer: readonly number[], ours: readonly number[]): string {
  return `${(median(peer) / median(ours)).toFixed(2)} x ours`
}

export async function benchCatchUp(): Promise<readonly BenchRow[]> {
  const ours = await runSide('doorstep.ts')
  const peer = await runSide('automerge-repo.ts')
  const beside = (of: (runs: readonly CatchUpRun[]) => readonly number[]) =>
    `automerge-repo ${inMs(of(peer))}, ${timesOurs(of(peer), of(ours))}`
  return [
    {
      work: `catch-up, warm: ${what}`,
      figure: inMs(warm(ours)),
      goal: '>= 3 x automerge-repo',
      peer: beside(warm),
    },
    {
      work: 'catch-up, cold: the same, and opened from disk before it',
      figure: inMs(cold(ours)),
      goal: '>= 30 x automerge-repo',
      peer: beside(cold),
    },
    { work: 'catch-up, bytes over the wire', figure: carried(ours), goal: '<= 1.0 MB', peer: carried(peer) },
    {
      work: 'session set-up, not included above',
      figure: ms(median(setUp(ours))),
      goal: '',
      peer: `automerge-repo ${ms(median(setUp(peer)))}`,
    },
  ]
}
