/**
 * Runs a few Node processes as one: their lines are handed on as they come,
 * when one ends the others are stopped, and Ctrl-C stops all of them in the
 * reverse order of their start.
 *
 * Each runs in a process group of its own, so that Ctrl-C reaches it once,
 * from here, and not a second time from the terminal.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

export interface RunningProcess {
  readonly name: string
  /** The exit code; 1 when a signal ended it. */
  readonly ended: Promise<number>
  readonly stop: () => Promise<void>
}

export interface ProcessOptions {
  readonly name: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly onLine: (line: string) => void
}

/** How long a process may take to finish what it is writing before it is killed. */
const patienceMs = 10_000

export function startProcess({ name, args, env, onLine }: ProcessOptions): RunningProcess {
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine)
  const ended = new Promise<number>((done) => {
    child.once('close', (code) => done(code ?? 1))
    child.once('error', (error) => {
      onLine(error.message)
      done(1)
    })
  })
  return { name, ended, stop: () => stopProcess(child, ended) }
}

async function stopProcess(child: ChildProcess, ended: Promise<number>): Promise<void> {
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs)
  await ended
  clearTimeout(timer)
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

export interface ProcessSet {
  readonly add: (running: RunningProcess) => void
  /** Resolves with an exit code when all are stopped: 0 after Ctrl-C, otherwise that of the first to end. */
  readonly finished: Promise<number>
}

export function createProcessSet(): ProcessSet {
  const running: RunningProcess[] = []
  const { promise: finished, resolve } = Promise.withResolvers<number>()
  let stopping = false

  async function stopAll(code: number): Promise<void> {
    if (stopping) return
    stopping = true
    for (const one of running.toReversed()) await one.stop()
    resolve(code)
  }

  process.on('SIGINT', () => void stopAll(0))
  process.on('SIGTERM', () => void stopAll(0))
  return {
    add: (one) => {
      running.push(one)
      void one.ended.then((code) => stopAll(code === 0 ? 1 : code))
      if (stopping) void one.stop()
    },
    finished,
  }
}

/** A port that was free a moment ago, for a process nobody needs to find by number. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise<void>((done) => server.close(() => done()))
  if (address === null || typeof address === 'string') throw new Error('this machine gives no port')
  return address.port
}
