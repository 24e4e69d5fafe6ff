/** Relays in this process on SQLite files, copies of one another: for what comes of a file that is put back, lost, or shown in two versions. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSqliteEntryStore } from '../../../server/entry-store/entry-store.sqlite.ts'
import { kindContent } from '../../../server/entry-store/sqlite-schema.ts'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { Network } from '../platform/network.ts'
import { createMemoryRelay, type MemoryRelay, type Wire } from './memory-relay.ts'

export interface FileRelays {
  readonly first: MemoryRelay
  /** Another relay, with all that the first one has now; but for what was written in a group. */
  readonly copy: (lost?: GroupId) => Promise<MemoryRelay>
  readonly empty: () => Promise<MemoryRelay>
  readonly close: () => Promise<void>
}

/** What a device speaks with, until it is told otherwise. */
export interface LedNetwork {
  readonly network: Network
  readonly speakWith: (relay: MemoryRelay) => void
  readonly wire: () => Wire
}

const quota = { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e9 }

export async function createFileRelays(): Promise<FileRelays> {
  const dir = await mkdtemp(join(tmpdir(), 'doorstep-test-'))
  const opened: MemoryRelay[] = []
  let count = 0

  async function open(path: string): Promise<MemoryRelay> {
    const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes
    const now = () => (opened[0]?.clock.now() ?? 0) as Instant
    const relay = createMemoryRelay({ store: createSqliteEntryStore({ path, quota, now, randomBytes }) })
    await relay.relay.load()
    opened.push(relay)
    return relay
  }

  const path = join(dir, 'relay.db')
  const first = await open(path)
  return {
    first,
    copy: async (lost) => {
      const to = join(dir, `copy ${++count}.db`)
      await cp(path, to)
      await cp(`${path}-wal`, `${to}-wal`)
      if (lost !== undefined) loseContent(to, lost)
      return open(to)
    },
    empty: () => open(join(dir, `empty ${++count}.db`)),
    close: async () => {
      await Promise.all(opened.map(({ relay }) => relay.store.close()))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function loseContent(path: string, group: GroupId): void {
  const db = new DatabaseSync(path)
  const ofGroup = 'grp in (select ref from grp where hex(id) = ?)'
  db.prepare(`delete from item where kind = ${kindContent} and ${ofGroup}`).run(group.toUpperCase())
  db.close()
}

export function ledNetwork(relay: MemoryRelay): LedNetwork {
  let wire = relay.wire()
  return {
    network: { fetch: (url, init) => wire.fetch(url, init), openSocket: (url) => wire.openSocket(url) },
    speakWith: (next) => {
      wire = next.wire()
    },
    wire: () => wire,
  }
}
