/** A copy of a relay's file: all of it, as it was at one moment, with the relay running. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { storeMachine } from '../entry-store/testing/store-machine.ts'
import { readSqliteRows, writeSqliteRows } from '../stored-rows/sqlite-rows.ts'
import { tableNames, writeAllRows } from '../stored-rows/stored-rows.ts'
import { answersOf, fillStore, servedBy } from '../testing/full-store.ts'
import { createPeopledRelay } from '../testing/test-relay.ts'
import { backUp } from './backup.ts'
import { verifyStore } from './verify-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
const openFile = (path: string) => createSqliteEntryStore({ ...storeMachine, path, quota })

test('ES631 ES632 a copy made while the relay writes answers and serves all that the relay did at that moment, and goes on', async () => {
  const path = join(folder, 'running.db')
  const out = join(folder, 'copy.db')
  const rewritten = join(folder, 'rewritten.db')
  const store = openFile(path)
  const full = await fillStore(store, 'running')
  await backUp({ file: path }, out)
  // Row by row, as it comes from a database.
  await readSqliteRows(path, (rows) => writeSqliteRows(rewritten, (write) => writeAllRows(rows, write)))
  const copies = [out, rewritten].map((copy) => ({ copy, store: openFile(copy) }))
  for (const run of [answersOf, servedBy]) {
    const said = await run(store, full)
    for (const copy of copies) expect(await run(copy.store, full)).toEqual(said)
  }
  for (const copy of copies) await copy.store.close()
  await createPeopledRelay(createTestSpace('after the copy'), { store })
  expect((await readSqliteRows(path, verifyStore)).spaces).toBe(3)
  for (const { copy } of copies) {
    const { faults, heldBlobs, kept, spaces } = await readSqliteRows(copy, verifyStore)
    expect([spaces, faults, heldBlobs.length, kept]).toEqual([2, [], 2, 3])
  }
  await store.close()
})

test('ES631 what is copied has rows in every table: nothing is left out unseen', async () => {
  const path = join(folder, 'every.db')
  const store = openFile(path)
  await fillStore(store, 'every')
  await store.close()
  const counts = await readSqliteRows(path, async (rows) => {
    const found: [string, number][] = []
    for (const table of tableNames) {
      let count = 0
      for await (const _ of rows.rows(table)) count += 1
      found.push([table, count])
    }
    return found
  })
  expect(counts.filter(([, count]) => count === 0)).toEqual([])
})

test('ES631 the copy is its owner’s alone, never over what is there, and nothing is left of one that failed', async () => {
  const path = join(folder, 'own.db')
  await openFile(path).close()
  const out = join(folder, 'own-copy.db')
  await backUp({ file: path }, out)
  expect(statSync(out).mode & 0o777).toBe(0o600)
  await expect(backUp({ file: path }, out)).rejects.toThrow('EEXIST')
  await expect(backUp({ file: join(folder, 'nowhere.db') }, join(folder, 'none.db'))).rejects.toThrow()
  expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([])
})

function runOn(database: string, ...args: readonly string[]) {
  return new Promise<{ readonly code: unknown; readonly said: string }>((resolve) => {
    const cli = join(import.meta.dirname, '../cli.ts')
    const env = { ...process.env, DOORSTEP_DATABASE: database }
    execFile(process.execPath, ['--no-warnings', cli, ...args], { env }, (failure, out, complaint) =>
      resolve({ code: failure?.code ?? 0, said: out + complaint }),
    )
  })
}
const run = (...args: readonly string[]) => runOn('', ...args)

test('ES631 by the command: it says what is in the copy, and what to do where it cannot', async () => {
  const data = join(folder, 'data')
  mkdirSync(data)
  const store = openFile(join(data, 'relay.db'))
  await fillStore(store, 'by command')
  const out = join(folder, 'by-command.db')
  const made = await run('backup', out, data)
  expect(made.code).toBe(0)
  expect(made.said).toMatch(/^2 spaces, \d+ items, 2 attachments, 2 attachments held back, 3 entries kept apart, .* MB/)
  expect(made.said).toContain(`All of it is in ${out}`)
  expect(await run('backup', out, data)).toEqual({ code: 1, said: `There is something at ${out} already.\n` })
  expect(await run('backup', join(folder, 'x.db'), folder)).toEqual({
    code: 1,
    said: `There is no relay.db in ${folder}.\n`,
  })
  await store.close()
})

test('ES1081 a file that cannot be read is a sentence that says so and what to do, whatever is asked of it', async () => {
  const data = join(folder, 'broken')
  const file = join(data, 'relay.db')
  mkdirSync(data)
  writeFileSync(file, 'no relay’s file, and as long as the head of one: '.repeat(9))
  const tried = [
    await run('verify', data),
    await run('backup', join(folder, 'of-broken.db'), data),
    await run('copy', join(folder, 'of-broken'), data),
    await run('restored', data),
    await runOn('postgres://doorstep@127.0.0.1:1/doorstep', 'fill', file),
  ]
  const words = `${file} cannot be used: file is not a database. Where it is damaged, put a backup in its place (docs/operating.md, “When something is lost”).\n`
  expect(tried).toEqual(tried.map(() => ({ code: 1, said: words })))
})

test('ES1081 a file that broke in the middle is said to be unsound, or not to be read', async () => {
  const data = join(folder, 'half')
  const file = join(data, 'relay.db')
  mkdirSync(data)
  const store = openFile(file)
  await fillStore(store, 'half')
  await store.close()
  const whole = readFileSync(file)
  for (const end of [0.3, 0.6, 0.9]) {
    writeFileSync(file, whole.subarray(0, Math.floor(whole.length * end)))
    const { code, said } = await run('verify', data)
    expect([code, said]).toEqual([1, expect.stringMatching(/^Not sound\.$|cannot be used: /m)])
    expect(said).not.toContain('    at ')
  }
})
