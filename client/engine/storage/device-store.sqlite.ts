/**
 * `DeviceStore` in one SQLite file by node:sqlite, for headless engines. WAL with full
 * synchronisation: a commit is on disk. With row ids, so that large values lie behind one
 * another: a commit of a catch-up takes two thirds of the time.
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { DeviceStore, RowKey, StoredItem, StoreFailure, StoreName, Write } from './device-store.ts'

const schema = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists item (
    store text not null, key text not null, value blob not null, primary key (store, key)
  ) strict`

export interface SqliteStoreOptions {
  /** Of 4 KiB; a commit that needs more is refused with 'no-space'. */
  readonly pageLimit?: number
}

/** `path` may be ':memory:'. */
export function createSqliteDeviceStore(path: string, { pageLimit }: SqliteStoreOptions = {}): DeviceStore {
  const db = new DatabaseSync(path)
  db.exec(schema)
  if (pageLimit !== undefined) db.exec(`pragma max_page_count = ${pageLimit}`)
  const select = db.prepare('select value from item where store = ? and key = ?')
  const range = db.prepare('select key, value from item where store = ? and key >= ? and key < ? order by key')
  const upsert = db.prepare('insert or replace into item values (?, ?, ?)')
  const remove = db.prepare('delete from item where store = ? and key = ?')

  const get = (store: StoreName, key: string) => valueIn(select.get(store, key))

  function write({ store, key, value }: Write): void {
    if (value === null) remove.run(store, key)
    else upsert.run(store, key, value as SQLInputValue)
  }

  /** False where `there` is a row already. */
  function commit(writes: readonly Write[], there?: RowKey): Result<boolean, StoreFailure> {
    try {
      db.exec('begin immediate')
      const isThere = there !== undefined && get(there.store, there.key) !== undefined
      if (!isThere) for (const each of writes) write(each)
      db.exec('commit')
      return ok(!isThere)
    } catch (failure) {
      if (db.isOpen && db.isTransaction) db.exec('rollback')
      return err(failureOf(failure))
    }
  }

  function wipe(): void {
    db.exec('delete from item; pragma wal_checkpoint(truncate); vacuum')
  }

  return {
    get: async (store, key) => get(store, key),
    getMany: async (store, keys) => keys.map((key) => get(store, key)),
    scan: async (store, from, to) => range.all(store, from, to).map(itemIn),
    commit: async (writes) => {
      const saved = commit(writes)
      return saved.ok ? ok(undefined) : saved
    },
    commitUnless: async (there, writes) => commit(writes, there),
    // A headless engine's file belongs to its process.
    claim: async () => {},
    usage: async () => ({ usedBytes: numberIn(db, 'page_count') * numberIn(db, 'page_size'), quotaBytes: null }),
    wipe: async () => wipe(),
    renew: async (between) => {
      wipe()
      await between()
    },
    close: async () => {
      if (db.isOpen) db.close()
    },
  }
}

function valueIn(row: Record<string, unknown> | undefined): Bytes | undefined {
  return row === undefined ? undefined : (row.value as Bytes)
}

function itemIn(row: Record<string, unknown>): StoredItem {
  return { key: row.key as string, value: row.value as Bytes }
}

function numberIn(db: DatabaseSync, pragma: 'page_count' | 'page_size'): number {
  return Number(db.prepare(`pragma ${pragma}`).get()?.[pragma])
}

/** SQLITE_FULL is 13: https://www.sqlite.org/rescode.html#full */
function failureOf(failure: unknown): StoreFailure {
  const { errcode, message } = failure as { readonly errcode?: number; readonly message?: string }
  return errcode === 13 ? { type: 'no-space' } : { type: 'disk', detail: message ?? 'unknown' }
}
