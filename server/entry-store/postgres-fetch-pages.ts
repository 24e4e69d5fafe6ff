/** The pages of the fetch log, in the same database as the entries. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { EntryId, SpaceId } from '../../shared/lib/ids.ts'
import type { FetchPages } from './fetch-pages.ts'
import { takeWithin } from './fetch-pages-limit.ts'
import { bytesToId, idToBytes, type PostgresQuery } from './postgres-client.ts'

export function createPostgresFetchPages(query: PostgresQuery): FetchPages {
  async function lastFetchPage(space: SpaceId) {
    const [row] = await query<{ page: number; hash: Uint8Array }>(
      'select page, hash from fetch_page where space = $1 order by page desc limit 1',
      [idToBytes(space)],
    )
    return row === undefined ? undefined : { page: row.page, hash: bytesToId(row.hash) as EntryId }
  }

  return {
    /** Of two that add the same number, by whatever relay, the key lets one in. */
    addFetchPage: async (space, { at, bytes, hash, page }) => {
      const rows = await query(
        `insert into fetch_page (space, page, hash, body, at) select $1, $2, $3, $4, $5
         where $2 = coalesce((select max(page) from fetch_page where space = $1), 0) + 1
         on conflict do nothing returning page`,
        [idToBytes(space), page, idToBytes(hash), bytes, at],
      )
      return rows.length > 0
    },
    lastFetchPage,
    fetchPagesAfter: async (space, from, limit) => {
      const rows = await query<{ body: Bytes }>(
        'select body from fetch_page where space = $1 and page > $2 order by page limit $3',
        [idToBytes(space), from, limit.pages],
      )
      return takeWithin(
        rows.map(({ body }) => body),
        limit,
      )
    },
    trimFetchPages: async (space, { bytes, since, upTo }) => {
      await query(
        `with sized as (select page, at, sum(octet_length(body)) over (order by page desc) as below from fetch_page
           where space = $1)
         delete from fetch_page where space = $1 and page <= least($4,
           (select coalesce(max(page), 0) - 1 from sized),
           (select coalesce(max(page), 0) from sized where at < $2 or below > $3))`,
        [idToBytes(space), since, bytes, upTo],
      )
    },
  }
}
