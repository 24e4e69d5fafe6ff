/**
 * Attachments in the file of the entries: one backup holds both, and one
 * transaction decides about one quota. Its row and its pieces are written in the
 * same one, so that a kill leaves all of it or nothing.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { BlobId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { isOverQuota } from '../entry-store/decide-append.ts'
import type { StoreQuota } from '../entry-store/entry-store.ts'
import type { GroupRow, SqliteRefs } from '../entry-store/sqlite-refs.ts'
import { idToBlob } from '../entry-store/sqlite-schema.ts'
import { inTransaction } from '../entry-store/sqlite-transaction.ts'
import type { BlobOutcome, BlobStore } from './blob-store.ts'
import { createSqlitePieces } from './sqlite-pieces.ts'

export interface SqliteBlobDeps {
  readonly db: DatabaseSync
  readonly refs: SqliteRefs
  readonly quota: StoreQuota
  readonly now: () => Instant
}

export function createSqliteBlobs({ db, now, quota, refs }: SqliteBlobDeps): BlobStore {
  const select = db.prepare('select ref, bytes from blob where grp = ? and id = ?')
  const insert = db.prepare('insert into blob (grp, id, bytes, stored) values (?, ?, ?, ?)')
  const pieces = createSqlitePieces(db, 'blob_piece')
  const updateCount = db.prepare('update grp set bytes = ? where ref = ?')

  function write(group: GroupRow, blob: BlobId, bytes: Bytes): BlobOutcome {
    if (select.get(group.ref, idToBlob(blob)) !== undefined) return 'duplicate'
    if (isOverQuota(quota, group, bytes.length)) return 'over-quota'
    const ref = Number(insert.run(group.ref, idToBlob(blob), bytes.length, now()).lastInsertRowid)
    pieces.write(ref, bytes)
    group.bytes += bytes.length
    group.space.bytes += bytes.length
    updateCount.run(group.bytes, group.ref)
    return 'stored'
  }

  return {
    putBlob: async (space: SpaceId, group: GroupId, blob, bytes) =>
      inTransaction(db, refs, () => write(refs.foundGroup(refs.foundSpace(space), group), blob, bytes)),
    findBlob: async (space, group, blob) => {
      const found = refs.findSpace(space)
      const row = found === undefined ? undefined : refs.findGroup(found, group)
      const stored = row === undefined ? undefined : select.get(row.ref, idToBlob(blob))
      if (stored === undefined) return undefined
      const { bytes, ref } = stored as { readonly bytes: number; readonly ref: number }
      return { bytes, pieces: () => pieces.read(ref) }
    },
  }
}
