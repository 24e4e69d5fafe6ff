/** Copies out of PostgreSQL and back into it, on a real one. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { openPostgresEntryStore } from '../entry-store/entry-store.postgres.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import type { RelayStore } from '../entry-store/relay-store.ts'
import { storeMachine } from '../entry-store/testing/store-machine.ts'
import { readPostgresRows } from '../stored-rows/postgres-rows.ts'
import { answersOf, attachments, fillStore, servedBy } from '../testing/full-store.ts'
import { type PostgresCluster, startPostgresCluster } from '../testing/postgres-cluster.ts'
import { createPeopledRelay } from '../testing/test-relay.ts'
import { backUp, fillDatabase, readStored } from './backup.ts'
import { copyBlobs, copySpace } from './copy-space.ts'
import { verifyStore } from './verify-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-backup-pg-'))
let cluster: PostgresCluster
beforeAll(async () => {
  cluster = await startPostgresCluster({ isDurable: false })
})
afterAll(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
const openFile = (path: string) => createSqliteEntryStore({ ...storeMachine, path, quota })
const openAt = (url: string) => openPostgresEntryStore({ ...storeMachine, url, quota })

function run(args: readonly string[], url = '') {
  return new Promise<{ readonly code: unknown; readonly said: string }>((resolve) => {
    const env = { ...process.env, DOORSTEP_DATABASE: url, DOORSTEP_DATA: folder }
    const cli = join(import.meta.dirname, '../cli.ts')
    execFile(process.execPath, ['--no-warnings', cli, ...args], { env }, (failure, out, complaint) =>
      resolve({ code: failure?.code ?? 0, said: out + complaint }),
    )
  })
}

test('ES633 out of a database into a file and back into another, each answers and serves all that the first did', async () => {
  const [url, again] = [await cluster.freshUrl(), await cluster.freshUrl()]
  const first = await openAt(url)
  const full = await fillStore(first, 'moved')
  const file = join(folder, 'moved.db')
  await backUp({ database: url }, file)
  expect(await fillDatabase(again, file)).toBe(true)
  const stores: readonly RelayStore[] = [openFile(file), await openAt(again)]
  for (const ask of [answersOf, servedBy]) {
    const said = await ask(first, full)
    for (const store of stores) expect(await ask(store, full)).toEqual(said)
  }
  for (const store of [first, ...stores]) await store.close()
  for (const stored of [{ file }, { database: again }, { database: url }])
    expect(await readStored(stored, verifyStore)).toMatchObject({ spaces: 2, faults: [], kept: 3 })
})

test('ES633 a database that has a space already is not filled, nor with what is not sound', async () => {
  const url = await cluster.freshUrl()
  const store = await openAt(url)
  const full = await fillStore(store, 'taken')
  const file = join(folder, 'taken.db')
  await backUp({ database: url }, file)
  const before = await answersOf(store, full)
  expect(await run(['fill', file], url)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Nothing was done: there is a space in the database already.'),
  })
  expect(await answersOf(store, full)).toEqual(before)
  await store.close()
  const empty = await cluster.freshUrl()
  await rewrite(file, 'delete from blob_piece')
  expect((await run(['fill', file], empty)).said).toContain('Not sound.')
  expect((await run(['verify'], empty)).said).toContain('There is no relay’s store in it.')
})

async function rewrite(file: string, statement: string): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite')
  const db = new DatabaseSync(file)
  db.exec(statement)
  db.close()
}

test('ES630 a database is looked over as it is at one moment, and its faults are found', async () => {
  const url = await cluster.freshUrl()
  const schema = /search_path%3D(\w+)/.exec(url)?.[1]
  const store = await openAt(url)
  await fillStore(store, 'looked over')
  let read = 0
  const report = await readPostgresRows(url, async (rows) => {
    for await (const _ of rows.rows('space')) read += 1
    await createPeopledRelay(createTestSpace('meanwhile'), { store })
    return verifyStore(rows)
  })
  expect([read, report.spaces, report.faults]).toEqual([2, 2, []])
  await store.close()
  const large = attachments[0]!.id
  for (const statement of [
    `delete from ${schema}.blob_piece where id = '\\x${large}' and piece = 1`,
    `update ${schema}.space set head = head + 1`,
    `delete from ${schema}.held_blob_piece`,
  ])
    await cluster.query(statement)
  const verified = await run(['verify'], url)
  expect(verified.code).toBe(1)
  for (const words of [
    `Attachment ${large.slice(0, 12)} of space 1 has 262144 bytes of 400000.`,
    /Space 3 ends at arrival \d+, and should at \d+\./,
    /Held attachment \w{12} has 0 bytes of 300001\./,
    'Not sound.',
  ])
    expect(verified.said).toMatch(words)
})

test('ES631 ES634 by the commands: a copy of all of it, and of one space for the archive, which is the file’s', async () => {
  const url = await cluster.freshUrl()
  const store = await openAt(url)
  const { made } = await fillStore(store, 'archived')
  await store.close()
  const [all, out] = [join(folder, 'all.db'), join(folder, 'space.cbor')]
  const whole = await run(['backup', all], url)
  expect(whole).toMatchObject({ code: 0, said: expect.stringContaining(`All of it is in ${all}`) })
  expect(await run(['copy', out, folder, made.space], url)).toMatchObject({ code: 0 })
  expect(readFileSync(out).equals(Buffer.from(copySpace(all, made.space)!))).toBe(true)
  expect(readdirSync(`${out}.attachments`).sort()).toEqual(attachments.map(({ id }) => id).sort())
  expect(copyBlobs(all, made.space, () => {})).toBe(2)
  expect(readdirSync(folder).filter((name) => name.startsWith('doorstep-copy-'))).toEqual([])
  expect((await run(['copy', join(folder, 'none'), folder, 'ab'.repeat(16)], url)).said).toContain(
    'There is no such space in the database',
  )
  expect(existsSync(join(folder, 'none'))).toBe(false)
})
