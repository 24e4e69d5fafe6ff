/** The bytes of attachments in the file, in pieces, so that sending one never reads the whole of it. */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import { piecesOf } from './memory-blobs.ts'
import { piecesPerBlob } from './sqlite-blob-schema.ts'

export interface SqlitePieces {
  /** `ref`: of the row that the pieces belong to. */
  readonly write: (ref: number, bytes: Bytes) => void
  readonly read: (ref: number) => Generator<Bytes>
  readonly remove: (ref: number) => void
}

export function createSqlitePieces(db: DatabaseSync, table: 'blob_piece' | 'held_blob_piece'): SqlitePieces {
  const insert = db.prepare(`insert into ${table} (key, body) values (?, ?)`)
  const select = db.prepare(`select body from ${table} where key = ?`)
  const remove = db.prepare(`delete from ${table} where key >= ? and key < ?`)
  return {
    write: (ref, bytes) => {
      let key = ref * piecesPerBlob
      for (const piece of piecesOf(bytes)) insert.run(key++, piece)
    },
    *read(ref) {
      for (let key = ref * piecesPerBlob; ; key++) {
        const row = select.get(key) as { readonly body: Uint8Array } | undefined
        if (row === undefined) return
        yield new Uint8Array(row.body)
      }
    },
    remove: (ref) => {
      remove.run(ref * piecesPerBlob, (ref + 1) * piecesPerBlob)
    },
  }
}
