/**
 * All that a relay keeps as one file that a relay can go on with, and back into a
 * database: with it a copy is kept, and a relay moves from a file to PostgreSQL
 * and back. The relay may be running while a copy is made: it is as everything was
 * at one moment. Rules ES631 to ES634.
 */
import { closeSync, openSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { readPostgresRows, writePostgresRows } from '../stored-rows/postgres-rows.ts'
import { readSqliteRows, writeSqliteRows } from '../stored-rows/sqlite-rows.ts'
import { type StoredRows, writeAllRows } from '../stored-rows/stored-rows.ts'

/** A `relay.db`, or a database by its address. */
export type Stored = { readonly file: string } | { readonly database: string }

/** Rejects with what the database says where it cannot be read. */
export function readStored<Value>(stored: Stored, run: (rows: StoredRows) => Promise<Value>): Promise<Value> {
  return 'file' in stored ? readSqliteRows(stored.file, run) : readPostgresRows(stored.database, run)
}

/** `out` must not be there yet; it is the relay’s user’s alone, and nothing of it is left where this fails. */
export async function backUp(stored: Stored, out: string): Promise<void> {
  closeSync(openSync(out, 'wx', 0o600))
  try {
    if ('file' in stored) {
      const db = new DatabaseSync(stored.file, { readOnly: true })
      try {
        db.prepare('vacuum into ?').run(out)
      } finally {
        db.close()
      }
    } else await readStored(stored, (rows) => writeSqliteRows(out, (write) => writeAllRows(rows, write)))
  } catch (failure) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${out}${end}`, { force: true })
    throw failure
  }
}

/** False, and nothing written, where the database has a space already. */
export function fillDatabase(database: string, file: string): Promise<boolean> {
  return readSqliteRows(file, (rows) => writePostgresRows(database, (write) => writeAllRows(rows, write)))
}
