/** One transaction of the file: all of it, or nothing, in the file and in what is remembered of it. */
import type { DatabaseSync } from 'node:sqlite'
import type { SqliteRefs } from './sqlite-refs.ts'

export function inTransaction<Value>(db: DatabaseSync, refs: Pick<SqliteRefs, 'forget'>, run: () => Value): Value {
  db.exec('begin immediate')
  try {
    const value = run()
    db.exec('commit')
    return value
  } catch (failure) {
    refs.forget()
    if (db.isTransaction) db.exec('rollback')
    throw failure
  }
}
