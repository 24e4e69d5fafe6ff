/** A store's rows out of its file, and into a new one. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { piecesPerBlob } from '../blobs/sqlite-blob-schema.ts'
import { arrivalsPerSpace, openDatabase } from '../entry-store/sqlite-schema.ts'
import type { StoredRows, StoredTables, TableName, WriteRow } from './stored-rows.ts'

const idOf = (table: string) => `coalesce(${table}.id, x'')`

/** The place of a row that names its group: `table.grp`. */
const place = `${idOf('space')} as space, ${idOf('grp')} as grp`
const inGroup = (table: string) => `left join grp on grp.ref = ${table}.grp left join space on space.ref = grp.space`
const ofSpace = (table: string) => `left join space on space.ref = ${table}.space`

const pieces = (blobs: string) => `
  select ${place}, ${idOf('own')} as id, key % ${piecesPerBlob} as piece, body from ${blobs}_piece
    left join ${blobs} as own on own.ref = key / ${piecesPerBlob} ${inGroup('own')} order by key`

const selects: { readonly [Table in TableName]: string } = {
  space: `
    select id, generation,
      coalesce((select max(key) - ref * ${arrivalsPerSpace} from item
        where key > ref * ${arrivalsPerSpace} and key < (ref + 1) * ${arrivalsPerSpace}), 0) as head,
      (select coalesce(sum(bytes), 0) from grp where grp.space = ref) as bytes
    from space order by ref`,
  grp: `select ${idOf('space')} as space, grp.id, bytes from grp ${ofSpace('grp')} order by grp.ref`,
  item: `
    select ${place}, key % ${arrivalsPerSpace} as arrival, kind, ${idOf('party')} as party, seq, item.id, body, stored
    from item left join space on space.ref = key / ${arrivalsPerSpace}
      left join grp on grp.ref = item.grp and grp.space = space.ref left join party on party.ref = item.party
    order by key`,
  kept: `
    select ${place}, reason, ${idOf('party')} as party, seq, kept.id, body, kept.stored, decider.id as settled_by,
      settled.stored as settled
    from kept ${inGroup('kept')} left join party on party.ref = kept.party
      left join settled on reason = 'quarantine' and settled.grp = kept.grp and settled.id = kept.id
      left join party as decider on decider.ref = settled.party
    order by kept.rowid`,
  erased: `select ${idOf('space')} as space, device, signature, told from erased ${ofSpace('erased')}`,
  fetch_page: `
    select ${idOf('space')} as space, page, hash, body, at from fetch_page ${ofSpace('fetch_page')}
    order by fetch_page.space, page`,
  view_event: `
    select ${idOf('space')} as space, key % ${arrivalsPerSpace} as arrival, stored
    from view_event ${ofSpace('view_event')} order by view_event.space, key`,
  snapshot: `
    select ${place}, doc, (select json_group_array(json_array(lower(hex(party.id)), value ->> 1))
      from json_each(feeds) join party on party.ref = value ->> 0) as feeds
    from snapshot ${inGroup('snapshot')}`,
  blob: `select ${place}, blob.id, blob.bytes, stored from blob ${inGroup('blob')} order by blob.ref`,
  blob_piece: pieces('blob'),
  held_blob: `
    select ${place}, held_blob.id, ${idOf('party')} as party, held_blob.bytes, stored, settled
    from held_blob ${inGroup('held_blob')} left join party on party.ref = held_blob.party order by held_blob.ref`,
  held_blob_piece: pieces('held_blob'),
  joined: `
    select invite, ${idOf('space')} as space, grp, device, request, asked from joined ${ofSpace('joined')}
    order by joined.rowid`,
  founding: 'select hash, expires, space as used_by from founding',
}

/** As the file is at this moment, whoever writes meanwhile. */
export async function readSqliteRows<Value>(path: string, run: (rows: StoredRows) => Promise<Value>): Promise<Value> {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    db.exec('begin')
    const isThere = db.prepare("select 1 from sqlite_master where type = 'table' and name = ?")
    // What is asked for beside another table is empty where the file has none of it.
    if (isThere.get('settled') === undefined) db.exec('create temp table settled (grp, id, party, stored)')
    return await run({
      rows: async function* <Table extends TableName>(table: Table) {
        // A file of an older relay has not every table.
        if (isThere.get(table) === undefined) return
        yield* db.prepare(selects[table]).iterate() as unknown as Iterable<StoredTables[Table]>
      },
      damage: () => {
        const { integrity_check: said } = db.prepare('pragma integrity_check').get() as { integrity_check: string }
        return said === 'ok' ? undefined : said
      },
    })
  } finally {
    db.close()
  }
}

const space = '(select ref from space where id = $space)'
const grp = `(select ref from grp where grp.space = ${space} and id = $grp)`
const party = '(select ref from party where id = $party)'
const piece = (blobs: string) => `
  insert into ${blobs}_piece (key, body)
  select ref * ${piecesPerBlob} + $piece, $body from ${blobs} where grp = ${grp} and id = $id`

const inserts: { readonly [Table in TableName]: readonly string[] } = {
  space: ['insert into space (id, generation) values ($id, $generation)'],
  grp: [`insert into grp (space, id, bytes) values (${space}, $id, $bytes)`],
  item: [
    `insert into item (key, kind, grp, party, seq, id, body, stored)
     values (${space} * ${arrivalsPerSpace} + $arrival, $kind, ${grp}, coalesce(${party}, 0), $seq, $id, $body, $stored)`,
  ],
  kept: [
    `insert into kept (reason, grp, party, seq, id, body, stored)
     values ($reason, ${grp}, ${party}, $seq, $id, $body, $stored)`,
    'insert or ignore into party (id) select $settled_by where $settled is not null',
    `insert or ignore into settled (grp, id, party, stored)
     select ${grp}, $id, (select ref from party where id = $settled_by), $settled where $settled is not null`,
  ],
  erased: [`insert into erased (space, device, signature, told) values (${space}, $device, $signature, $told)`],
  fetch_page: [`insert into fetch_page (space, page, hash, body, at) values (${space}, $page, $hash, $body, $at)`],
  view_event: [
    `insert into view_event (space, key, stored)
     values (${space}, ${space} * ${arrivalsPerSpace} + $arrival, $stored)`,
  ],
  snapshot: [
    `insert or ignore into party (id) select unhex(value ->> 0) from json_each($feeds)`,
    `insert into snapshot (grp, doc, feeds) values (${grp}, $doc,
       (select json_group_array(json_array(ref, value ->> 1)) from json_each($feeds)
        join party on party.id = unhex(value ->> 0)))`,
  ],
  blob: [`insert into blob (grp, id, bytes, stored) values (${grp}, $id, $bytes, $stored)`],
  blob_piece: [piece('blob')],
  held_blob: [
    `insert into held_blob (grp, id, party, bytes, stored, settled)
     values (${grp}, $id, ${party}, $bytes, $stored, $settled)`,
  ],
  held_blob_piece: [piece('held_blob')],
  joined: [
    `insert into joined (invite, space, grp, device, request, asked)
     values ($invite, ${space}, $grp, $device, $request, $asked)`,
  ],
  founding: ['insert into founding (hash, expires, space) values ($hash, $expires, $used_by)'],
}

/** What only the other store can name without having a row for it. */
const named = {
  space: 'insert or ignore into space (id, generation) values ($space, randomblob(16))',
  grp: `insert or ignore into grp (space, id, bytes) values (${space}, $grp, 0)`,
  party: "insert or ignore into party (id) select $party where $party <> x''",
} as const

/** Into a file that is not there yet: all of it or, where `fill` fails, an empty store. */
export async function writeSqliteRows(path: string, fill: (write: WriteRow) => Promise<void>): Promise<void> {
  const db = openDatabase(path)
  const prepared = new Map<string, StatementSync>()

  function run(text: string, row: object): void {
    const statement = prepared.get(text) ?? db.prepare(text)
    if (!prepared.has(text)) statement.setAllowUnknownNamedParameters(true)
    prepared.set(text, statement)
    statement.run(row as Record<string, SQLInputValue>)
  }

  try {
    db.exec('begin immediate')
    await fill((table, row) => {
      for (const name of ['space', 'grp', 'party'] as const) if (name in row) run(named[name], row)
      for (const text of inserts[table]) run(text, row)
    })
    db.exec('commit')
  } finally {
    db.close()
  }
}
