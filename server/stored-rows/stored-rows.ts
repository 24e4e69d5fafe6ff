/**
 * Port: all that a store keeps, table by table and row by row, alike from a file
 * and from a database: for who looks a store over, takes a copy of it, or moves
 * it. Named by ids, never by a store's own small numbers. Rules ES630 to ES634.
 */

type Id = Uint8Array

/** In columns that name something an id of no bytes is one that is not there: only damage does that. */
export interface StoredTables {
  /** `bytes`: of its entries, boxes and attachments, as counted towards its quota. */
  readonly space: { readonly id: Id; readonly generation: Id; readonly head: number; readonly bytes: number }
  readonly grp: { readonly space: Id; readonly id: Id; readonly bytes: number }
  /** `kind`, `party`, `seq` and `id` as in the schemas; the party of a control entry has no bytes. */
  readonly item: {
    readonly space: Id
    readonly arrival: number
    readonly kind: number
    readonly grp: Id
    readonly party: Id
    readonly seq: number
    readonly id: Id | null
    readonly body: Uint8Array
    readonly stored: number
  }
  readonly kept: {
    readonly space: Id
    readonly reason: string
    readonly grp: Id
    readonly party: Id
    readonly seq: number
    readonly id: Id
    readonly body: Uint8Array
    readonly stored: number
    readonly settled_by: Id | null
    readonly settled: number | null
  }
  readonly erased: { readonly space: Id; readonly device: Id; readonly signature: Uint8Array; readonly told: number }
  readonly fetch_page: {
    readonly space: Id
    readonly page: number
    readonly hash: Id
    readonly body: Uint8Array
    readonly at: number
  }
  readonly view_event: { readonly space: Id; readonly arrival: number; readonly stored: number }
  /** `feeds`: JSON, `[[author in hex, seq], …]`. */
  readonly snapshot: { readonly space: Id; readonly grp: Id; readonly doc: Id; readonly feeds: string }
  readonly blob: {
    readonly space: Id
    readonly grp: Id
    readonly id: Id
    readonly bytes: number
    readonly stored: number
  }
  readonly blob_piece: PieceRow
  readonly held_blob: {
    readonly space: Id
    readonly grp: Id
    readonly id: Id
    readonly party: Id
    readonly bytes: number
    readonly stored: number
    readonly settled: number | null
  }
  readonly held_blob_piece: PieceRow
  readonly joined: {
    readonly invite: Id
    readonly space: Id
    readonly grp: Id
    readonly device: Id
    readonly request: Uint8Array
    readonly asked: number
  }
  readonly founding: { readonly hash: string; readonly expires: number; readonly used_by: Id | null }
}

/** Those of one attachment follow each other, in their order. */
export interface PieceRow {
  readonly space: Id
  readonly grp: Id
  readonly id: Id
  readonly piece: number
  readonly body: Uint8Array
}

export type TableName = keyof StoredTables

/** In an order in which they can be written: what others name comes first. */
export const storedColumns: { readonly [Table in TableName]: readonly (keyof StoredTables[Table] & string)[] } = {
  space: ['id', 'generation', 'head', 'bytes'],
  grp: ['space', 'id', 'bytes'],
  item: ['space', 'arrival', 'kind', 'grp', 'party', 'seq', 'id', 'body', 'stored'],
  kept: ['space', 'reason', 'grp', 'party', 'seq', 'id', 'body', 'stored', 'settled_by', 'settled'],
  erased: ['space', 'device', 'signature', 'told'],
  fetch_page: ['space', 'page', 'hash', 'body', 'at'],
  view_event: ['space', 'arrival', 'stored'],
  snapshot: ['space', 'grp', 'doc', 'feeds'],
  blob: ['space', 'grp', 'id', 'bytes', 'stored'],
  blob_piece: ['space', 'grp', 'id', 'piece', 'body'],
  held_blob: ['space', 'grp', 'id', 'party', 'bytes', 'stored', 'settled'],
  held_blob_piece: ['space', 'grp', 'id', 'piece', 'body'],
  joined: ['invite', 'space', 'grp', 'device', 'request', 'asked'],
  founding: ['hash', 'expires', 'used_by'],
}

export const tableNames = Object.keys(storedColumns) as readonly TableName[]

export interface StoredRows {
  /** Spaces and what is kept in the order in which it came, items by arrival. */
  readonly rows: <Table extends TableName>(table: Table) => AsyncIterable<StoredTables[Table]>
  /** What the store itself has to say of its state, where it is not sound. */
  readonly damage: () => string | undefined
}

/** Takes the rows of one table after the other, as `tableNames` has them. */
export type WriteRow = <Table extends TableName>(table: Table, row: StoredTables[Table]) => void | Promise<void>

export async function writeAllRows(from: StoredRows, write: WriteRow): Promise<void> {
  for (const table of tableNames) for await (const row of from.rows(table)) await write(table, row)
}
