/**
 * A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, reached
 * by a Unix socket in it alone, ended and thrown away at the end. As root it runs
 * as a user of the system, since PostgreSQL refuses to run as root.
 */
import { type ChildProcess, type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { findPostgres } from '../../tools/find-postgres.ts'
import { isRoot } from '../../tools/programs.ts'

export interface PostgresCluster {
  /** Of an empty schema of its own: a store opened there shares nothing with others. `host`: the folder of another socket. */
  readonly freshUrl: (host?: string) => Promise<string>
  readonly query: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly socketFolder: string
  /** A standby of it: it follows, and takes nothing until it is told `pg_promote()`. */
  readonly follow: () => Promise<PostgresCluster>
  /** As by a power cut, the files excepted: every process of it is gone at once. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  /** Ends it and throws it away. */
  readonly stop: () => Promise<void>
}

interface User {
  readonly uid: number
  readonly gid: number
}

/** Who it runs as: nobody in particular, as long as it is not root. */
function ordinaryUser(): User | undefined {
  if (!isRoot()) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const found = ['postgres', 'nobody'].map((name) => lines.find((line) => line.startsWith(`${name}:`))?.split(':'))
  const [, , uid, gid] = found.find((each) => each !== undefined) ?? []
  if (uid === undefined) throw new Error('PostgreSQL does not run as root, and there is no other user')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Programs in a folder that only we may enter are copied to where its user may. */
function programsFor(user: User | undefined, folder: string): string {
  const bin = findPostgres()
  if (user === undefined || !bin.includes('node_modules')) return bin
  cpSync(dirname(bin), join(folder, 'programs'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'programs/bin')
}

function childrenOf(parent: number): readonly number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return rows.flatMap((row) => {
    const [pid, of] = row.trim().split(/\s+/).map(Number)
    return of === parent ? [pid!] : []
  })
}

function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already.
  }
}

interface Beginning {
  /** False: for rules that no crash is a part of, in half the time. */
  readonly isDurable?: boolean
  readonly settings?: readonly string[]
  /** Fills the folder of its data, as its user. */
  readonly fill?: (data: string) => void
}

export function startPostgresCluster({ isDurable = true } = {}): Promise<PostgresCluster> {
  return begin({ isDurable })
}

async function begin({ fill, isDurable = true, settings: more = [] }: Beginning): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-pg-'))
  const user = ordinaryUser()
  const data = join(folder, 'data')
  mkdirSync(data)
  for (const each of [folder, data]) {
    if (user !== undefined) chownSync(each, user.uid, user.gid)
    chmodSync(each, 0o700)
  }
  const bin = programsFor(user, folder)
  const as = { ...user, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } }
  const wanted = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-locale', '--no-sync']
  const quiet: ExecFileSyncOptions = { ...as, stdio: ['ignore', 'ignore', 'inherit'] }
  if (fill === undefined) execFileSync(join(bin, 'initdb'), ['-D', data, ...wanted], quiet)
  else fill(data)

  let server: ChildProcess | undefined
  let schemas = 0
  const urlAt = (host: string) => `postgres://postgres@localhost/postgres?host=${encodeURIComponent(host)}`

  async function startOnce(): Promise<void> {
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'max_connections=200',
      `fsync=${isDurable ? 'on' : 'off'}`,
      ...more,
    ]
    const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    const started = spawn(join(bin, 'postgres'), args, { ...as, stdio: ['ignore', 'ignore', 'pipe'] })
    server = started
    let said = ''
    await new Promise<void>((resolve, reject) => {
      started.once('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)))
      started.stderr!.on('data', (words) => {
        said += words
        if (/ready to accept (read.only )?connections/.test(said)) resolve()
      })
    })
  }

  /** Processes that were killed hold the cluster's memory until the system has cleared them away. */
  async function start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await startOnce()
      } catch (failure) {
        if (tries === 20 || !/still in use/.test(String(failure))) throw failure
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }

  /** Each of its processes leads a session of its own, so that they are killed one by one, the first first. */
  async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const ending = server
    server = undefined
    if (ending?.pid === undefined || ending.exitCode !== null) return
    const ended = once(ending, 'exit')
    const pids = signal === 'SIGKILL' ? [ending.pid, ...childrenOf(ending.pid)] : [ending.pid]
    for (const pid of pids) killIfThere(pid, signal)
    await ended
  }

  async function query(text: string) {
    const client = new Client({ connectionString: urlAt(folder) })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  /** From a copy of the data as it lies while it is stopped: the program that copies it running is not everywhere. */
  async function follow(): Promise<PostgresCluster> {
    await end('SIGINT')
    const fillCopy = (copy: string) => {
      execFileSync('cp', ['-a', `${data}/.`, copy], quiet)
      writeFileSync(join(copy, 'standby.signal'), '')
    }
    const following = [`primary_conninfo=host=${folder} user=postgres`, 'wal_retrieve_retry_interval=100ms']
    const standby = begin({ isDurable, fill: fillCopy, settings: following })
    await start()
    return standby
  }

  await start()
  const atExit = () => {
    if (server?.pid !== undefined) killIfThere(server.pid, 'SIGINT')
  }
  process.once('exit', atExit)
  return {
    freshUrl: async (host = folder) => {
      const schema = `s${process.pid}_${schemas++}`
      await query(`create schema ${schema}`)
      return `${urlAt(host)}&options=${encodeURIComponent(`-c search_path=${schema}`)}`
    },
    query,
    socketFolder: folder,
    follow,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      process.off('exit', atExit)
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
