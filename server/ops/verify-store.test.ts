import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { blobIdOf } from '../../shared/protocol/blob.ts'
import { createTestSpace, testNow } from '../../shared/testing/test-space.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { createPeopledRelay } from '../testing/test-relay.ts'
import { copyBlobs } from './copy-space.ts'
import { verifyStore } from './verify-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const attachments = [400_000, 10].map((length, fill) => {
  const bytes = new Uint8Array(length).fill(fill + 1)
  return { bytes, id: blobIdOf(bytes) }
})

async function writeFile(name: string): Promise<string> {
  const path = join(folder, `${name}.db`)
  const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes
  const store = createSqliteEntryStore({ path, quota, now: () => testNow, randomBytes })
  const made = createTestSpace('verified')
  const relay = await createPeopledRelay(made, { store })
  await relay.push([made.write(made.cast.nurse, made.care), made.write(made.cast.nurse, made.care)])
  for (const { bytes, id } of attachments) await store.putBlob(made.space, made.care, id, bytes)
  await store.close()
  return path
}

function damage(path: string, statement: string): readonly string[] {
  const db = new DatabaseSync(path)
  db.exec(statement)
  db.close()
  return verifyStore(path).faults
}

test('ES1 ES3 a sound file has no fault, and the report counts what is in it', async () => {
  const report = verifyStore(await writeFile('sound'))
  expect(report).toMatchObject({ spaces: 1, faults: [] })
  expect(report.items).toBeGreaterThan(10)
})

test('ES1 ES3 a hole, a changed byte and a swapped number are found', async () => {
  const newest = 'key = (select max(key) from item)'
  const hole = damage(await writeFile('hole'), 'delete from item where key = (select min(key) + 3 from item)')
  expect(hole[0]).toBe('Space 1, arrival 5: numbers 4 to 4 are missing.')
  const changed = damage(await writeFile('byte'), `update item set body = cast(x'00' || body as blob) where ${newest}`)
  expect(changed[0]).toContain('cannot be read')
  const other = damage(await writeFile('id'), `update item set id = zeroblob(32) where ${newest}`)
  expect(other[0]).toContain('does not hash to its id')
  const swapped = damage(await writeFile('seq'), `update item set seq = 7 where ${newest}`)
  expect(swapped[0]).toContain('does not follow number 0')
})

test('ES405 an attachment with a byte changed, a piece missing or a piece too many is found', async () => {
  expect(verifyStore(await writeFile('whole')).blobs).toEqual(attachments.map(({ id }) => id))
  const first = 'key = (select min(key) from blob_piece)'
  const last = 'key = (select max(key) from blob_piece)'
  const changed = damage(await writeFile('bit'), `update blob_piece set body = zeroblob(length(body)) where ${first}`)
  expect(changed).toEqual(['Attachment 1 does not hash to its name.'])
  const missing = damage(await writeFile('piece'), `delete from blob_piece where ${first}`)
  expect(missing[0]).toMatch(/^Attachment 1 has \d+ bytes of 400000\.$/)
  const stray = damage(await writeFile('stray'), `update blob_piece set key = key + 9999999 where ${last}`)
  expect(stray).toContain('1 pieces belong to no attachment.')
})

test('ES405 a copy hands out every attachment of its space as it was put', async () => {
  const path = await writeFile('copied')
  const copied: (readonly [string, Uint8Array])[] = []
  expect(copyBlobs(path, undefined, (blob, sealed) => copied.push([blob, sealed]))).toBe(2)
  expect(copied.map(([blob]) => blob)).toEqual(attachments.map(({ id }) => id))
  expect(copied.every(([, sealed], at) => Buffer.from(sealed).equals(Buffer.from(attachments[at]!.bytes)))).toBe(true)
  expect(copyBlobs(path, 'ab'.repeat(16), () => copied.push(['', new Uint8Array()]))).toBe(0)
})
