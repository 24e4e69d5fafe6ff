/** A store's rows out of its database, and into an empty one. */
import { createPostgresClient, type PostgresClient } from '../entry-store/postgres-client.ts'
import { createTables, kindControl } from '../entry-store/postgres-schema.ts'
import { type StoredRows, type StoredTables, storedColumns, type TableName, type WriteRow } from './stored-rows.ts'

/** Read at once: of attachments each row has 256 KiB. */
const rowsAtOnce = 64

const orders: { readonly [Table in TableName]: string } = {
  space: 'founded',
  grp: 'space, id',
  item: 'space, arrival',
  kept: 'came',
  erased: 'space, told, device',
  fetch_page: 'space, page',
  view_event: 'space, arrival',
  snapshot: 'space, grp, doc',
  blob: 'space, grp, id',
  blob_piece: 'space, grp, id, piece',
  held_blob: 'came',
  held_blob_piece: 'space, grp, id, piece',
  joined: 'asked, invite',
  founding: 'hash',
}

const feedsAsJson = `(select coalesce(json_agg(json_build_array(encode(party, 'hex'), seq)), '[]')::text
  from unnest(feeds, seqs) as own (party, seq)) as feeds`

function selectOf(table: TableName): string {
  const columns = storedColumns[table].map((column) => (column === 'feeds' ? feedsAsJson : column))
  return `select ${columns.join(', ')} from ${table} order by ${orders[table]}`
}

async function withClient<Value>(url: string, run: (client: PostgresClient) => Promise<Value>): Promise<Value> {
  const client = createPostgresClient(url)
  try {
    return await run(client)
  } finally {
    await client.close()
  }
}

/** As the database is at this moment, whoever writes meanwhile; a standby will do. Rejects with PostgreSQL's own error. */
export function readPostgresRows<Value>(url: string, run: (rows: StoredRows) => Promise<Value>): Promise<Value> {
  return withClient(url, (client) =>
    client.transaction(async (query) => {
      await query('set transaction isolation level repeatable read, read only')
      let cursors = 0
      return run({
        rows: async function* <Table extends TableName>(table: Table) {
          const cursor = `rows${cursors++}`
          await query(`declare ${cursor} no scroll cursor for ${selectOf(table)}`)
          for (let more = true; more; ) {
            const rows = await query<StoredTables[Table]>(`fetch ${rowsAtOnce} from ${cursor}`)
            more = rows.length > 0
            yield* rows
          }
          await query(`close ${cursor}`)
        },
        damage: () => undefined,
      })
    }),
  )
}

function insertOf(table: TableName): string {
  const columns = storedColumns[table]
  if (table === 'snapshot')
    return `insert into snapshot (space, grp, doc, feeds, seqs) select $1, $2, $3,
      array(select decode(feed ->> 0, 'hex') from json_array_elements($4::json) with ordinality as own (feed, at) order by at),
      array(select (feed ->> 1)::bigint from json_array_elements($4::json) with ordinality as own (feed, at) order by at)`
  const places = columns.map((_, at) => `$${at + 1}`)
  return `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`
}

/** False, and nothing written, where a space is in the database already. All of it or nothing. */
export function writePostgresRows(url: string, fill: (write: WriteRow) => Promise<void>): Promise<boolean> {
  return withClient(url, async (client) => {
    await createTables(client)
    return client.transaction(async (query) => {
      await query('lock table space in exclusive mode')
      const rows = await query('select true as known from space limit 1')
      if (rows.length > 0) return false
      await fill(async (table, row) => {
        const columns: readonly string[] = storedColumns[table]
        await query(
          insertOf(table),
          columns.map((column) => row[column as keyof typeof row]),
        )
      })
      await query(
        `update space set chained = coalesce(
           (select max(arrival) from item where item.space = space.id and kind = ${kindControl}), 0)`,
      )
      return true
    })
  })
}
