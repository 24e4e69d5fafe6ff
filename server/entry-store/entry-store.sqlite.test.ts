/** The contract on a real file, and what only a file can do: be opened again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { entryStoreContract } from './entry-store.contract.ts'
import { createSqliteEntryStore } from './entry-store.sqlite.ts'
import { fetchPagesContract } from './fetch-pages.contract.ts'
import { joinMailboxContract } from './join-mailbox.contract.ts'
import { quarantineContract } from './quarantine.contract.ts'
import { snapshotsContract } from './snapshots.contract.ts'
import { inTransaction } from './sqlite-transaction.ts'
import { content, contractQuota } from './testing/appends.ts'
import { viewEventsContract } from './view-events.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const commits: number[] = []

function openAt(path: string) {
  return createSqliteEntryStore({
    path,
    quota: contractQuota,
    now: () => 1_700_000_000_000 as Instant,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    onCommit: (appends) => commits.push(appends),
  })
}

const open = async () => openAt(join(folder, `${files++}.db`))

entryStoreContract('sqlite', open)
quarantineContract('sqlite', open)
joinMailboxContract('sqlite', open)
fetchPagesContract('sqlite', open)
viewEventsContract('sqlite', open)
snapshotsContract('sqlite', open)

const space = 'aa'.repeat(16) as SpaceId
const group = '01'.repeat(16) as GroupId
const device = 'd1'.repeat(16) as DeviceId

test('ES17 opened again, the store goes on with the same numbers, generation and byte counts', async () => {
  const path = join(folder, 'again.db')
  const first = openAt(path)
  await first.append(space, [content(group, device, 0, '', 19_000)])
  const before = await first.spaceHead(space)
  await first.close()
  const second = openAt(path)
  expect(await second.spaceHead(space)).toEqual(before)
  expect(await second.append(space, [content(group, device, 1, '', 2_000), content(group, device, 0)])).toEqual([
    { type: 'refused', reason: 'over-quota' },
    { type: 'duplicate', arrival: 1 },
  ])
  expect(await second.append(space, [content(group, device, 1)])).toMatchObject([{ type: 'stored', arrival: 2 }])
  await second.close()
})

test('ES18 appends that ask together are committed together', async () => {
  const store = await open()
  commits.length = 0
  const groups = Array.from({ length: 20 }, (_, i) => (i + 10).toString().repeat(16) as GroupId)
  await Promise.all(groups.map((each) => store.append(space, [content(each, device, 0)])))
  expect(commits).toEqual([20])
  await store.close()
})

test('ES18 what waits when the store closes is written first', async () => {
  const path = join(folder, 'closing.db')
  const store = openAt(path)
  const written = store.append(space, [content(group, device, 0)])
  await store.close()
  expect(await written).toMatchObject([{ type: 'stored', arrival: 1 }])
  const again = openAt(path)
  expect((await again.spaceHead(space))?.head).toBe(1 as Arrival)
  await again.close()
})

test('ES17 a file that cannot be written rejects the append instead of acknowledging it', async () => {
  const store = await open()
  await store.close()
  await expect(store.append(space, [content(group, device, 0)])).rejects.toThrow()
  await expect(store.check()).rejects.toThrow()
})

test('ES17 a transaction that fails in the middle is told, and leaves nothing in the file or remembered', () => {
  const db = new DatabaseSync(':memory:')
  db.exec('create table written (word text)')
  let timesForgotten = 0
  const refs = { forget: () => void timesForgotten++ }
  const fails = () => {
    db.exec("insert into written values ('half')")
    throw new Error('disk full')
  }
  expect(() => inTransaction(db, refs, fails)).toThrow('disk full')
  expect(db.prepare('select word from written').all()).toEqual([])
  expect(timesForgotten).toBe(1)
  db.close()
})
