import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { createTestSpace } from '../../shared/testing/test-space.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { storeMachine } from '../entry-store/testing/store-machine.ts'
import { readSqliteRows } from '../stored-rows/sqlite-rows.ts'
import { attachments, fillStore, heldAttachments } from '../testing/full-store.ts'
import { copyBlobs } from './copy-space.ts'
import { type StoreReport, verifyStore } from './verify-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function writeFile(name: string): Promise<string> {
  const path = join(folder, `${name}.db`)
  const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
  const store = createSqliteEntryStore({ ...storeMachine, path, quota })
  await fillStore(store, 'verified')
  await store.close()
  return path
}

const verify = (path: string): Promise<StoreReport> => readSqliteRows(path, verifyStore)

async function damage(name: string, statement: string): Promise<readonly string[]> {
  const path = await writeFile(name)
  const db = new DatabaseSync(path)
  db.exec(statement)
  db.close()
  return (await verify(path)).faults
}

test('ES1 ES3 a sound file has no fault, and the report counts what is in it', async () => {
  const report = await verify(await writeFile('sound'))
  expect(report).toMatchObject({ spaces: 2, faults: [], kept: 3 })
  expect(report.items).toBeGreaterThan(10)
})

test('ES1 ES3 a hole, a changed byte and a swapped number are found', async () => {
  const newest = `key = (select max(key) from item where kind = 1)`
  const hole = await damage('hole', 'delete from item where key = (select min(key) + 3 from item)')
  expect(hole[0]).toBe('Space 1, arrival 5: numbers 4 to 4 are missing.')
  const changed = await damage('byte', `update item set body = cast(x'00' || body as blob) where ${newest}`)
  expect(changed[0]).toContain('cannot be read')
  const other = await damage('id', `update item set id = zeroblob(32) where ${newest}`)
  expect(other[0]).toContain('does not hash to its id')
  const swapped = await damage('seq', `update item set seq = 77 where ${newest}`)
  expect(swapped[0]).toMatch(/does not follow number \d+ of its feed/)
})

const [large, small] = attachments.map(({ id }) => id.slice(0, 12))
const [decided, , undecided] = heldAttachments.map(({ id }) => id.slice(0, 12))

test('ES922 a file of an older relay, which has not every table, is read as what is in it', async () => {
  const path = await writeFile('older')
  const db = new DatabaseSync(path)
  for (const table of ['settled', 'erased', 'fetch_page', 'view_event', 'snapshot']) db.exec(`drop table ${table}`)
  db.close()
  expect(await verify(path)).toMatchObject({ spaces: 2, faults: [], kept: 3 })
})

test('ES405 an attachment with a byte changed, a piece missing or a piece too many is found', async () => {
  expect((await verify(await writeFile('whole'))).blobs).toEqual(attachments.map(({ id }) => id))
  const first = 'key = (select min(key) from blob_piece)'
  const last = 'key = (select max(key) from blob_piece)'
  const changed = await damage('bit', `update blob_piece set body = zeroblob(length(body)) where ${first}`)
  expect(changed).toEqual([`Attachment ${large} of space 1 does not hash to its name.`])
  const missing = await damage('piece', `delete from blob_piece where ${first}`)
  expect(missing[0]).toMatch(/^Attachment \w+ of space 1 has \d+ bytes of 400000\.$/)
  const stray = await damage('stray', `update blob_piece set key = key + 9999999 where ${last}`)
  expect(stray).toEqual([`Attachment ${small} has 0 bytes of 10.`, '1 pieces belong to no attachment.'])
})

test('ES630 what is held back is whole, is somebody’s, and is gone once it is decided', async () => {
  const report = await verify(await writeFile('held'))
  expect(report.heldBlobs).toEqual(heldAttachments.slice(1).map(({ id }) => id))
  const last = 'key = (select max(key) from held_blob_piece)'
  const changed = await damage('held bit', `update held_blob_piece set body = zeroblob(length(body)) where ${last}`)
  expect(changed).toEqual([`Held attachment ${undecided} of space 1 does not hash to its name.`])
  const missing = await damage('held piece', `delete from held_blob_piece where ${last}`)
  expect(missing[0]).toMatch(/^Held attachment \w+ of space 1 has \d+ bytes of 300001\.$/)
  const there = 'insert into held_blob_piece (key, body) select ref * 1024, zeroblob(9) from held_blob where ref = 1'
  expect(await damage('decided', there)).toEqual([
    `Held attachment ${decided} of space 1 is decided, and still lies there.`,
  ])
  const whose = await damage('whose', 'update held_blob set party = 9999 where ref = 3')
  expect(whose).toEqual([`Held attachment ${undecided} of space 1 is nobody’s.`])
})

test('ES630 what is kept apart, the log of what was handed out, and the counts of the quotas are looked over', async () => {
  const kept = await damage('kept', "update kept set body = zeroblob(50) where reason = 'fork'")
  expect(kept).toEqual([expect.stringMatching(/^Entry \w{12}, kept apart in space 1: cannot be read/)])
  const nobodys = await damage('kept of nobody', "update kept set party = 9999 where reason = 'fork'")
  expect(nobodys).toEqual([
    expect.stringMatching(/^Entry \w{12}, kept apart in space 1: belongs to no group, or is nobody’s\.$/),
  ])
  const page = await damage('page', 'update fetch_page set body = zeroblob(length(body)) where page = 1')
  expect(page).toEqual(['Page 1 of the log of space 1 is not what it is called.'])
  const hash = await damage('hash', 'delete from fetch_page where page = 1; update fetch_page set page = 1')
  expect(hash).toEqual(['Page 1 of the log of space 1 is not what it is called.'])
  const counts = await damage('counts', 'update grp set bytes = bytes + 1 where ref = 2')
  expect(counts).toEqual([expect.stringMatching(/^A group of space 1 holds \d+ bytes, and is counted as \d+\.$/)])
  const nowhere = await damage('nowhere', 'update item set grp = 9999 where key = (select max(key) from item)')
  expect(nowhere[0]).toMatch(/^Space 2, arrival \d+: belongs to no group\.$/)
})

test('ES405 a copy hands out every attachment of its space as it was put', async () => {
  const path = await writeFile('copied')
  const copied: (readonly [string, Uint8Array])[] = []
  expect(copyBlobs(path, createTestSpace('verified').space, (blob, sealed) => copied.push([blob, sealed]))).toBe(2)
  expect(copied.map(([blob]) => blob)).toEqual(attachments.map(({ id }) => id))
  expect(copied.every(([, sealed], at) => Buffer.from(sealed).equals(Buffer.from(attachments[at]!.bytes)))).toBe(true)
  expect(copyBlobs(path, 'ab'.repeat(16), () => copied.push(['', new Uint8Array()]))).toBe(0)
})
