/**
 * Scale-out adapter for `RelayStore`: one PostgreSQL database, for as many relay
 * processes as there are. Nothing of it is remembered in a process: what one
 * writes, all see. Rules ES1 to ES18, ES520 to ES523.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Instant } from '../../shared/lib/ids.ts'
import { createPostgresBlobs } from '../blobs/postgres-blobs.ts'
import { createPostgresHeldBlobs } from '../blobs/postgres-held-blobs.ts'
import type { Platform } from '../platform.ts'
import type { StoreQuota } from './entry-store.ts'
import { createPostgresClient, idToBytes } from './postgres-client.ts'
import { createCommitter } from './postgres-commit.ts'
import { createPostgresFetchPages } from './postgres-fetch-pages.ts'
import { createPostgresMailbox } from './postgres-mailbox.ts'
import { createPostgresOthers } from './postgres-others.ts'
import { createPostgresQuarantine } from './postgres-quarantine.ts'
import { createPostgresReader } from './postgres-read.ts'
import { createTables } from './postgres-schema.ts'
import type { RelayStore } from './relay-store.ts'

export interface PostgresStoreDeps extends Pick<Platform, 'after' | 'elapsed' | 'every'> {
  /** postgres://user:password@host/database */
  readonly url: string
  readonly quota: StoreQuota
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Bytes
  /** Told how many entries each commit carried. */
  readonly onCommit?: (appends: number) => void
}

/** Rejects with PostgreSQL's own error when it cannot be reached, or may not be written. */
export async function openPostgresEntryStore(deps: PostgresStoreDeps): Promise<RelayStore> {
  const { after, elapsed, every, now, onCommit, quota, randomBytes, url } = deps
  const client = createPostgresClient(url)
  const { query } = client
  const newGeneration = () => randomBytes(16)
  const batch = { quota, now, newGeneration }
  const committer = createCommitter({ after, elapsed, client, batch, ...(onCommit === undefined ? {} : { onCommit }) })
  await createTables(client).catch(async (failure: unknown) => {
    await client.close()
    throw failure
  })
  const others = createPostgresOthers({ after, every, query, randomBytes, url })
  let closing: Promise<void> | undefined
  return {
    ...createPostgresReader(query),
    ...createPostgresMailbox(query),
    ...createPostgresQuarantine(query, now),
    ...createPostgresFetchPages(query),
    ...createPostgresBlobs({ client, batch }),
    ...createPostgresHeldBlobs({ client, batch }),
    others,
    append: committer.append,
    renewGeneration: async (space) => {
      await query('update space set generation = $2 where id = $1', [idToBytes(space), newGeneration()])
    },
    /** A standby answers, and takes nothing. */
    check: async () => {
      const [row] = await query<{ standby: boolean }>(
        `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as standby`,
      )
      if (row?.standby !== false) throw new Error('postgres: this is a standby')
    },
    close: () => {
      closing ??= committer.settled().then(others.close).then(client.close)
      return closing
    },
  }
}
