/**
 * A writer that is meant to be killed: attachments of changing size, one after
 * another, each printed the moment it is acknowledged. Usage: crash-child.ts FILE.
 */
import { writeSync } from 'node:fs'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, Instant, SpaceId } from '../../../shared/lib/ids.ts'
import { blobIdOf } from '../../../shared/protocol/blob.ts'
import { createSqliteEntryStore } from '../../entry-store/entry-store.sqlite.ts'

const quota = { groupBytes: 1e12, spaceBytes: 1e12, quarantineBytes: 1e6 }
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes
const store = createSqliteEntryStore({ path: process.argv[2]!, quota, now: () => 0 as Instant, randomBytes })

for (let round = 0; ; round++) {
  const bytes = new Uint8Array(1_000 + ((round * 130_001) % 1_200_000)) as Bytes
  crypto.getRandomValues(bytes.subarray(0, 65_536))
  const blob = blobIdOf(bytes)
  const outcome = await store.putBlob('aa'.repeat(16) as SpaceId, '01'.repeat(16) as GroupId, blob, bytes)
  writeSync(1, `${blob} ${outcome}\n`)
}
