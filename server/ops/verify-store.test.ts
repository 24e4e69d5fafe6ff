import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { createTestSpace, testNow } from '../../shared/testing/test-space.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { createPeopledRelay } from '../testing/test-relay.ts'
import { verifyStore } from './verify-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function writeFile(name: string): Promise<string> {
  const path = join(folder, `${name}.db`)
  const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes
  const store = createSqliteEntryStore({ path, quota, now: () => testNow, randomBytes })
  const made = createTestSpace('verified')
  const relay = await createPeopledRelay(made, { store })
  await relay.push([made.write(made.cast.nurse, made.care), made.write(made.cast.nurse, made.care)])
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
