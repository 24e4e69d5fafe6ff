/**
 * A writer that is meant to be killed: several feeds append side by side, in
 * batches of changing size, and each acknowledgement is printed the moment it
 * is given. Goes on from what the store holds. Usage: crash-child.ts FILE|postgres://…
 */
import { writeSync } from 'node:fs'
import { bytesToHex } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import {
  type DeviceId,
  type EntryId,
  type GroupId,
  type Instant,
  type SpaceId,
  zeroHash,
} from '../../../shared/lib/ids.ts'
import { createSqliteEntryStore } from '../entry-store.sqlite.ts'
import { storeMachine } from './store-machine.ts'

const space = 'aa'.repeat(16) as SpaceId
const quota = { groupBytes: 1e12, spaceBytes: 1e12, quarantineBytes: 1e6 }
const { randomBytes } = storeMachine
const [, , where = ''] = process.argv
const deps = { ...storeMachine, quota, now: () => 0 as Instant }
const store = where.startsWith('postgres:')
  ? await (await import('../entry-store.postgres.ts')).openPostgresEntryStore({ ...deps, url: where })
  : createSqliteEntryStore({ ...deps, path: where })

async function writeFeed(group: GroupId, author: DeviceId, feed: number): Promise<void> {
  const head = (await store.feedHeads(space, group)).find((known) => known.author === author)
  let seq = head === undefined ? 0 : head.seq + 1
  let prev = head?.id ?? zeroHash
  for (let round = 0; ; round++) {
    const appends = Array.from({ length: 1 + ((round + feed) % 5) }, () => {
      const bytes = randomBytes(20 + ((seq * 37) % 900))
      const id = bytesToHex(sha256(bytes)) as EntryId
      const append = { type: 'content', group, author, seq, prev, id, bytes } as const
      prev = id
      seq += 1
      return append
    })
    const outcomes = await store.append(space, appends)
    const lines = outcomes.map(
      (outcome, i) => `${appends[i]!.id} ${outcome.type === 'stored' ? outcome.arrival : outcome.type}`,
    )
    writeSync(1, `${lines.join('\n')}\n`)
  }
}

for (let feed = 0; feed < 8; feed++) {
  void writeFeed(`0${feed % 3}`.repeat(16) as GroupId, `d${feed}`.repeat(16) as DeviceId, feed)
}
