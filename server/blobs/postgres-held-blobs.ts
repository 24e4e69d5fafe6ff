/** Attachments of removed devices, in the database of the entries: as in the file, under the lock of the space. */
import type { BlobId, DeviceId, GroupId, Instant } from '../../shared/lib/ids.ts'
import { bytesToId, idToBytes, type PostgresQuery } from '../entry-store/postgres-client.ts'
import { lockSpace } from '../entry-store/postgres-places.ts'
import type { BlobOutcome } from './blob-store.ts'
import { type HeldBlobPlace, type HeldBlobStore, heldBlobBytes } from './held-blobs.ts'
import { piecesOf } from './memory-blobs.ts'
import type { PostgresBlobDeps } from './postgres-blobs.ts'

interface HeldRow {
  readonly grp: Uint8Array
  readonly id: Uint8Array
  readonly party: Uint8Array
  readonly bytes: number
  readonly stored: number
}

export function createPostgresHeldBlobs({ batch, client }: PostgresBlobDeps): HeldBlobStore {
  const keyOf = ({ blob, group, space }: HeldBlobPlace) => [idToBytes(space), idToBytes(group), idToBytes(blob)]
  const isHere = 'where space = $1 and grp = $2 and id = $3'

  async function rowOf(query: PostgresQuery, place: HeldBlobPlace) {
    const [row] = await query<{ readonly bytes: number; readonly settled: number | null }>(
      `select bytes, settled from held_blob ${isHere}`,
      keyOf(place),
    )
    return row
  }

  async function* readPieces(place: HeldBlobPlace) {
    for (let piece = 0; ; piece++) {
      const [row] = await client.query<{ body: Uint8Array<ArrayBuffer> }>(
        `select body from held_blob_piece ${isHere} and piece = $4`,
        [...keyOf(place), piece],
      )
      if (row === undefined) return
      yield row.body
    }
  }

  return {
    holdBlob: (place, author, bytes) =>
      client.transaction(async (query): Promise<BlobOutcome> => {
        await lockSpace(query, place.space, batch.newGeneration)
        if ((await rowOf(query, place)) !== undefined) return 'duplicate'
        const [used] = await query<{ readonly bytes: number }>(
          `select coalesce(sum(bytes), 0)::bigint as bytes from held_blob
            where space = $1 and party = $2 and settled is null`,
          [idToBytes(place.space), idToBytes(author)],
        )
        if ((used?.bytes ?? 0) + bytes.length > heldBlobBytes(batch.quota)) return 'over-quota'
        await query('insert into held_blob (space, grp, id, party, bytes, stored) values ($1, $2, $3, $4, $5, $6)', [
          ...[...keyOf(place), idToBytes(author), bytes.length, batch.now()],
        ])
        let piece = 0
        for (const body of piecesOf(bytes))
          await query('insert into held_blob_piece (space, grp, id, piece, body) values ($1, $2, $3, $4, $5)', [
            ...[...keyOf(place), piece++, body],
          ])
        return 'stored'
      }),
    heldBlobs: async (space, limit) => {
      const rows = await client.query<HeldRow>(
        `select grp, id, party, bytes, stored from held_blob where space = $1 and settled is null
          order by came limit $2`,
        [idToBytes(space), limit],
      )
      return rows.map(({ bytes, grp, id, party, stored }) => ({
        group: bytesToId(grp) as GroupId,
        blob: bytesToId(id) as BlobId,
        author: bytesToId(party) as DeviceId,
        bytes,
        storedAt: stored as Instant,
      }))
    },
    findHeldBlob: async (place) => {
      const row = await rowOf(client.query, place)
      if (row === undefined || row.settled !== null) return undefined
      return { bytes: row.bytes, pieces: () => readPieces(place) }
    },
    dropHeldBlob: (place, by) =>
      client.transaction(async (query) => {
        await lockSpace(query, place.space, batch.newGeneration)
        await query(
          `insert into held_blob (space, grp, id, party, bytes, stored, settled) values ($1, $2, $3, $4, 0, $5, $5)
           on conflict (space, grp, id) do update set settled = $5, bytes = 0`,
          [...keyOf(place), idToBytes(by), batch.now()],
        )
        await query(`delete from held_blob_piece ${isHere}`, keyOf(place))
      }),
  }
}
