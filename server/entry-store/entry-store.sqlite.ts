/**
 * Embedded adapter for `RelayStore`: one SQLite file.
 *
 * Group commit: everything that asks to be written in one turn of the event
 * loop goes into one transaction, and so does all that arrives while that one
 * reaches the disk. A lone append waits for nobody. Nothing is answered before
 * the commit has returned.
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { createSqliteBlobs } from '../blobs/sqlite-blobs.ts'
import { createSqliteHeldBlobs } from '../blobs/sqlite-held-blobs.ts'
import type { Append, AppendOutcome, StoreQuota } from './entry-store.ts'
import type { RelayStore } from './relay-store.ts'
import { createSqliteWriter } from './sqlite-append.ts'
import { createSqliteFetchPages } from './sqlite-fetch-pages.ts'
import { createSqliteMailbox } from './sqlite-mailbox.ts'
import { createSqliteQuarantine } from './sqlite-quarantine.ts'
import { createSqliteReader } from './sqlite-read.ts'
import { createSqliteRefs, type GroupRow } from './sqlite-refs.ts'
import { blobToId, idToBlob, openDatabase } from './sqlite-schema.ts'
import { inTransaction } from './sqlite-transaction.ts'

export interface SqliteStoreDeps {
  readonly path: string
  readonly quota: StoreQuota
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Bytes
  /** Told how many entries each commit carried. */
  readonly onCommit?: (appends: number) => void
}

interface Waiting {
  readonly space: SpaceId
  readonly appends: readonly Append[]
  readonly resolve: (outcomes: readonly AppendOutcome[]) => void
  readonly reject: (reason: unknown) => void
}

export function createSqliteEntryStore(deps: SqliteStoreDeps): RelayStore {
  mkdirSync(dirname(deps.path), { recursive: true })
  const db = openDatabase(deps.path)
  const refs = createSqliteRefs(db, deps.randomBytes)
  const writer = createSqliteWriter({ db, refs, quota: deps.quota, now: deps.now })
  const reader = createSqliteReader(db, refs)
  let waiting: Waiting[] = []

  function writeAll(batch: readonly Waiting[]): readonly (readonly AppendOutcome[])[] {
    return inTransaction(db, refs, () => {
      const dirty = new Set<GroupRow>()
      const outcomes = batch.map(({ appends, space }) => appends.map((append) => writer.write(space, append, dirty)))
      writer.writeCounts(dirty)
      return outcomes
    })
  }

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      const outcomes = writeAll(batch)
      deps.onCommit?.(batch.reduce((sum, { appends }) => sum + appends.length, 0))
      batch.forEach(({ resolve }, index) => {
        resolve(outcomes[index]!)
      })
    } catch (failure) {
      for (const { reject } of batch) reject(failure)
    }
  }

  function inGroup<Found>(space: SpaceId, group: string, find: (row: GroupRow) => Found): Found | undefined {
    const found = refs.findSpace(space)
    const row = found === undefined ? undefined : refs.findGroup(found, group as GroupRow['id'])
    return row === undefined ? undefined : find(row)
  }

  return {
    ...createSqliteMailbox(db, refs),
    ...createSqliteQuarantine(db, refs, deps.now),
    ...createSqliteFetchPages(db, refs),
    ...createSqliteBlobs({ db, refs, quota: deps.quota, now: deps.now }),
    ...createSqliteHeldBlobs({ db, refs, quota: deps.quota, now: deps.now }),
    append: (space, appends) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ space, appends, resolve, reject })
      }),
    read: async (space, after, readable, limit) => {
      const found = refs.findSpace(space)
      if (found === undefined) return { items: [], cursor: 0 as Arrival, more: false }
      return reader.read(found, after, readable, limit)
    },
    viewsAfter: async (space, after, since, count) => {
      const found = refs.findSpace(space)
      return found === undefined ? [] : reader.viewsAfter(found, after, since, count)
    },
    spaces: async () =>
      db
        .prepare('select id from space order by ref')
        .all()
        .map(({ id }) => blobToId(id as Uint8Array) as SpaceId),
    spaceHead: async (space) => {
      const found = refs.findSpace(space)
      return found === undefined ? undefined : { head: found.head as Arrival, generation: found.generation }
    },
    renewGeneration: async (space) => {
      db.prepare('update space set generation = ? where id = ?').run(deps.randomBytes(16), idToBlob(space))
      refs.forget()
    },
    controls: async (space, after) => {
      const found = refs.findSpace(space)
      return found === undefined ? [] : reader.controls(found, after ?? 0)
    },
    chainEntries: async (space, group, from, to) =>
      inGroup(space, group, (row) => reader.chainEntries(row, from, to)) ?? [],
    controlArrival: async (space, group, seq) => inGroup(space, group, (row) => reader.controlArrival(row, seq)),
    feedHeads: async (space, group) => inGroup(space, group, reader.feedHeads) ?? [],
    findContent: async (space, { author, group, id, seq }) =>
      inGroup(space, group, (row) => reader.contentArrival(row, author, seq, id)),
    folded: async (space, group) => inGroup(space, group, reader.folded) ?? [],
    boxRecipients: async (space, group, epoch) =>
      inGroup(space, group, (row) => reader.boxRecipients(row, epoch)) ?? new Set(),
    forks: async (space, group) => inGroup(space, group, (row) => reader.kept('fork', row)) ?? [],
    quarantined: async (space, group) => inGroup(space, group, (row) => reader.kept('quarantine', row)) ?? [],
    check: async () => {
      db.exec('begin immediate')
      db.exec('rollback')
    },
    close: async () => {
      flush()
      db.exec('pragma wal_checkpoint(truncate)')
      db.close()
    },
  }
}
