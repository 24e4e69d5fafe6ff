/** The relay as it really runs on PostgreSQL: settings, readiness, the commands beside it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRelay } from './start-relay.ts'
import { type PostgresCluster, startPostgresCluster } from './testing/postgres-cluster.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-relay-pg-'))
let cluster: PostgresCluster
beforeAll(async () => {
  cluster = await startPostgresCluster({ isDurable: false })
})
afterAll(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const settings = { ...process.env, DOORSTEP_DATA: folder, PORT: '0', ...env }
  return new Promise<{ readonly code: unknown; readonly said: string }>((resolve) => {
    const file = join(import.meta.dirname, script)
    execFile(process.execPath, ['--no-warnings', file, ...args], { env: settings }, (failure, out, complaint) => {
      resolve({ code: failure?.code ?? 0, said: out + complaint })
    })
  })
}

test('RT522 a database that is not there, or does not answer, is one sentence without its password', async () => {
  const url = (await cluster.freshUrl()).replace('postgres@localhost/postgres', 'postgres:secret@localhost/nowhere')
  const absent = await run('main.ts', [], { DOORSTEP_DATABASE: url })
  expect(absent).toEqual({
    code: 1,
    said: 'The database cannot be used. PostgreSQL has no database of that name. Make it (createdb), or correct DOORSTEP_DATABASE.\n',
  })
  const silent = await run('main.ts', [], { DOORSTEP_DATABASE: 'postgres://a:secret@localhost/d?host=/nowhere' })
  expect(silent.code).toBe(1)
  expect(silent.said).toContain('There is no such socket. Start PostgreSQL')
  expect(silent.said).not.toContain('secret')
})

test('RT522 RT27 the relay is ready while its database is, says so when it is not, and logs no address', async () => {
  const lines: string[] = []
  const own = await startPostgresCluster({ isDurable: false })
  const database = await own.freshUrl()
  const logTo = { write: (line: string) => void lines.push(line) }
  const relay = await startRelay({ port: 0, dataDir: folder, database, logTo, logLevel: 'debug' })
  const ready = async () => (await fetch(`${relay.url}/readyz`)).status
  expect(await ready()).toBe(200)
  await own.kill()
  expect(await ready()).toBe(503)
  await own.start()
  expect(await ready()).toBe(200)
  await relay.stop()
  await own.stop()
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.join('')).not.toContain('postgres://')
})

test('RT80 create-space leaves its link in the database, and verify looks that database over', async () => {
  const database = await cluster.freshUrl()
  const made = await run('cli.ts', ['create-space', 'https://a.example'], { DOORSTEP_DATABASE: database })
  expect(made.code).toBe(0)
  expect(made.said).toContain('https://a.example/join#')
  const schema = /search_path%3D(\w+)/.exec(database)?.[1]
  expect(await cluster.query(`select used_by from ${schema}.founding`)).toEqual([{ used_by: null }])
  const verified = await run('cli.ts', ['verify'], { DOORSTEP_DATABASE: database })
  expect(verified.code).toBe(0)
  expect(verified.said).toContain('0 spaces, 0 items, 0 attachments, 0.0 MB.\nSound')
})
