/** 2,000 writings over the field's link: ours and the peers, one after the other, each in processes of its own. */
import { execFile } from 'node:child_process'
import { fieldLinkName } from '../link/far-link.ts'
import { ensurePeers } from '../peers/ensure-peers.ts'
import { type BenchRow, inMs, median, megabytes, ms } from '../table.ts'
import { busyCount, type CatchUpRun, peopleCount, writingCount } from './work.ts'

function runSide(script: string, ...manner: readonly string[]): Promise<readonly CatchUpRun[]> {
  return new Promise((resolve, reject) => {
    const path = new URL(script, import.meta.url).pathname
    const child = execFile(process.execPath, [path, ...manner], { maxBuffer: 16e6 }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]'))
      else reject(error)
    })
    child.stderr?.pipe(process.stderr)
  })
}

interface Side {
  readonly name: string
  readonly runs: readonly CatchUpRun[]
}

/** With what they hold in memory: warm only. */
const peers: readonly { readonly name: string; readonly script: string; readonly manner: readonly string[] }[] = [
  { name: 'Hocuspocus', script: '../peers/hocuspocus.ts', manner: [] },
  { name: 'y-websocket', script: '../peers/y-websocket.ts', manner: [] },
  { name: 'PouchDB', script: '../peers/pouchdb.ts', manner: [] },
  { name: 'PouchDB tuned', script: '../peers/pouchdb.ts', manner: ['tuned'] },
  { name: 'RxDB replication', script: '../peers/rxdb.ts', manner: [] },
  { name: 'RxDB replication tuned', script: '../peers/rxdb.ts', manner: ['tuned'] },
]

async function runPeers(): Promise<readonly Side[]> {
  ensurePeers()
  const sides: Side[] = []
  for (const { manner, name, script } of peers) sides.push({ name, runs: await runSide(script, ...manner) })
  return sides
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

/** "Hocuspocus 1,102 ms, p95 … (of 5), 0.60 x ours; …" */
function beside(sides: readonly Side[], ours: readonly CatchUpRun[], of: typeof warm): string {
  return sides.map(({ name, runs }) => `${name} ${inMs(of(runs))}, ${timesOurs(of(runs), of(ours))}`).join('; ')
}

export async function benchCatchUp(): Promise<readonly BenchRow[]> {
  const ours = await runSide('doorstep.ts')
  const automerge: Side = { name: 'automerge-repo', runs: await runSide('automerge-repo.ts') }
  const all = [automerge, ...(await runPeers())]
  return [
    {
      work: `catch-up, warm: ${what}`,
      figure: inMs(warm(ours)),
      goal: '>= 3 x automerge-repo, 4 x PouchDB tuned, 1.5 x Hocuspocus; <= 2 x RxDB tuned',
      peer: beside(all, ours, warm),
    },
    {
      work: 'catch-up, cold: the same, and opened from disk before it',
      figure: inMs(cold(ours)),
      goal: '>= 30 x automerge-repo',
      peer: beside([automerge], ours, cold),
    },
    {
      work: 'catch-up, bytes over the wire',
      figure: carried(ours),
      goal: '<= 1.0 MB',
      peer: all.map(({ name, runs }) => `${name} ${carried(runs)}`).join('; '),
    },
    {
      work: 'session set-up, not included above',
      figure: ms(median(setUp(ours))),
      goal: '',
      peer: all.map(({ name, runs }) => `${name} ${ms(median(setUp(runs)))}`).join('; '),
    },
  ]
}
