/** The contract on memory and on a real file, and what only a file can do: be opened again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Bytes, concatBytes } from '../../shared/lib/bytes.ts'
import type { GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { blobIdOf } from '../../shared/protocol/blob.ts'
import { createMemoryEntryStore } from '../entry-store/entry-store.memory.ts'
import { createSqliteEntryStore } from '../entry-store/entry-store.sqlite.ts'
import { contractQuota } from '../entry-store/testing/appends.ts'
import { allOf, blobStoreContract } from './blob-store.contract.ts'
import { heldBlobsContract } from './held-blobs.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-blobs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const wide = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 }
const machine = {
  now: () => 1_700_000_000_000 as Instant,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
}
let files = 0
const openAt = (path: string, quota = contractQuota) => createSqliteEntryStore({ ...machine, path, quota })
const nextPath = () => join(folder, `${files++}.db`)

blobStoreContract(
  'memory',
  async () => createMemoryEntryStore({ ...machine, quota: contractQuota }),
  async () => createMemoryEntryStore({ ...machine, quota: wide }),
)
blobStoreContract(
  'sqlite',
  async () => openAt(nextPath()),
  async () => openAt(nextPath(), wide),
)

heldBlobsContract('memory', async () => createMemoryEntryStore({ ...machine, quota: contractQuota }))
heldBlobsContract('sqlite', async () => openAt(nextPath()))

const space = 'aa'.repeat(16) as SpaceId
const group = '01'.repeat(16) as GroupId
const bytes = new Uint8Array(15_000).fill(7)
const blob = blobIdOf(bytes)

test('ES400 ES403 opened again, the file gives back what it took and goes on with the same quota', async () => {
  const path = nextPath()
  const first = openAt(path)
  await first.putBlob(space, group, blob, bytes)
  await first.close()
  const second = openAt(path)
  const found = await second.findBlob(space, group, blob)
  expect(concatBytes(...(await allOf(found!.pieces())))).toEqual(bytes)
  const more = new Uint8Array(6_000)
  expect(await second.putBlob(space, group, blobIdOf(more), more)).toBe('over-quota')
  await second.close()
})

test('ES404 a file that cannot be written rejects the attachment instead of acknowledging it', async () => {
  const store = openAt(nextPath())
  await store.close()
  await expect(store.putBlob(space, group, blob, bytes)).rejects.toThrow()
})
