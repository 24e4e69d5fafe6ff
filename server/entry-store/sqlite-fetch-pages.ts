/** The pages of the fetch log, in the same file as the entries. */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { EntryId, SpaceId } from '../../shared/lib/ids.ts'
import type { FetchPages } from './fetch-pages.ts'
import { takeWithin } from './fetch-pages-limit.ts'
import type { SqliteRefs } from './sqlite-refs.ts'
import { blobToId, idToBlob } from './sqlite-schema.ts'

export function createSqliteFetchPages(db: DatabaseSync, refs: SqliteRefs): FetchPages {
  const insert = db.prepare('insert into fetch_page (space, page, hash, body, at) values (?, ?, ?, ?, ?)')
  const last = db.prepare('select page, hash from fetch_page where space = ? order by page desc limit 1')
  const after = db.prepare('select body from fetch_page where space = ? and page > ? order by page limit ?')
  const older = db.prepare('select max(page) as page from fetch_page where space = ? and at < ?')
  const beyond = db.prepare(
    `select max(page) as page from
      (select page, sum(length(body)) over (order by page desc) as bytes from fetch_page where space = ?)
    where bytes > ?`,
  )
  const drop = db.prepare('delete from fetch_page where space = ? and page <= ?')

  function lastOf(space: SpaceId) {
    const found = refs.findSpace(space)
    const row = found === undefined ? undefined : last.get(found.ref)
    return row === undefined ? undefined : (row as { readonly page: number; readonly hash: Uint8Array })
  }

  return {
    addFetchPage: async (space, { at, bytes, hash, page }) => {
      if (page !== (lastOf(space)?.page ?? 0) + 1) return false
      insert.run(refs.foundSpace(space).ref, page, idToBlob(hash), bytes, at)
      return true
    },
    lastFetchPage: async (space) => {
      const row = lastOf(space)
      return row === undefined ? undefined : { page: row.page, hash: blobToId(row.hash) as EntryId }
    },
    fetchPagesAfter: async (space, from, limit) => {
      const found = refs.findSpace(space)
      if (found === undefined) return []
      return takeWithin(
        after.all(found.ref, from, limit.pages).map(({ body }) => body as Bytes),
        limit,
      )
    },
    trimFetchPages: async (space, { bytes, since, upTo }) => {
      const found = refs.findSpace(space)
      const newest = lastOf(space)
      if (found === undefined || newest === undefined) return
      const numbers = [older.get(found.ref, since), beyond.get(found.ref, bytes)].map((row) => Number(row?.page ?? 0))
      drop.run(found.ref, Math.min(upTo, newest.page - 1, Math.max(...numbers)))
    },
  }
}
