/**
 * Attachments of removed devices, in the file of the entries. Each lies in pieces
 * like those of the groups. Once it is decided its pieces are deleted, and its row
 * stays to say so.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { BlobId, DeviceId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { blobToId, idToBlob } from '../entry-store/sqlite-schema.ts'
import { inTransaction } from '../entry-store/sqlite-transaction.ts'
import type { BlobOutcome } from './blob-store.ts'
import { type HeldBlobPlace, type HeldBlobStore, heldBlobBytes } from './held-blobs.ts'
import type { SqliteBlobDeps } from './sqlite-blobs.ts'
import { createSqlitePieces } from './sqlite-pieces.ts'

interface HeldRow {
  readonly grp: number
  readonly id: Uint8Array
  readonly party: number
  readonly bytes: number
  readonly stored: number
}

export function createSqliteHeldBlobs({ db, now, quota, refs }: SqliteBlobDeps): HeldBlobStore {
  const select = db.prepare('select ref, bytes, settled from held_blob where grp = ? and id = ?')
  const used = db.prepare(
    `select coalesce(sum(held_blob.bytes), 0) as bytes from held_blob join grp on grp.ref = held_blob.grp
      where grp.space = ? and held_blob.party = ? and settled is null`,
  )
  const insert = db.prepare('insert into held_blob (grp, id, party, bytes, stored, settled) values (?, ?, ?, ?, ?, ?)')
  const pieces = createSqlitePieces(db, 'held_blob_piece')
  const list = db.prepare(
    `select held_blob.grp, held_blob.id, party, held_blob.bytes, stored from held_blob
      join grp on grp.ref = held_blob.grp where grp.space = ? and settled is null order by held_blob.ref limit ?`,
  )
  const settle = db.prepare('update held_blob set settled = ?, bytes = 0 where ref = ?')

  function rowOf(group: number, blob: BlobId) {
    return select.get(group, idToBlob(blob)) as
      | { readonly ref: number; readonly bytes: number; readonly settled: number | null }
      | undefined
  }

  function placeOf({ blob, group, space }: HeldBlobPlace) {
    const found = refs.findSpace(space)
    const row = found === undefined ? undefined : refs.findGroup(found, group)
    return row === undefined ? undefined : rowOf(row.ref, blob)
  }

  function write({ blob, group, space }: HeldBlobPlace, author: DeviceId, bytes: Bytes): BlobOutcome {
    const row = refs.foundGroup(refs.foundSpace(space), group)
    const party = refs.foundParty(author)
    if (rowOf(row.ref, blob) !== undefined) return 'duplicate'
    const before = used.get(row.space.ref, party) as { readonly bytes: number }
    if (before.bytes + bytes.length > heldBlobBytes(quota)) return 'over-quota'
    const ref = Number(insert.run(row.ref, idToBlob(blob), party, bytes.length, now(), null).lastInsertRowid)
    pieces.write(ref, bytes)
    return 'stored'
  }

  return {
    holdBlob: async (place, author, bytes) => inTransaction(db, refs, () => write(place, author, bytes)),
    heldBlobs: async (space: SpaceId, limit) => {
      const found = refs.findSpace(space)
      if (found === undefined) return []
      return (list.all(found.ref, limit) as unknown as readonly HeldRow[]).map(({ bytes, grp, id, party, stored }) => ({
        group: refs.groupOf(grp),
        blob: blobToId(id) as BlobId,
        author: refs.partyOf(party) as DeviceId,
        bytes,
        storedAt: stored as Instant,
      }))
    },
    findHeldBlob: async (place) => {
      const row = placeOf(place)
      if (row === undefined || row.settled !== null) return undefined
      return { bytes: row.bytes, pieces: () => pieces.read(row.ref) }
    },
    dropHeldBlob: async (place, by) =>
      inTransaction(db, refs, () => {
        const { blob, group, space } = place
        const row = placeOf(place)
        if (row === undefined) {
          const { ref } = refs.foundGroup(refs.foundSpace(space), group)
          insert.run(ref, idToBlob(blob), refs.foundParty(by), 0, now(), now())
        } else if (row.settled === null) {
          settle.run(now(), row.ref)
          pieces.remove(row.ref)
        }
      }),
  }
}
