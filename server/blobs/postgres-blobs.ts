/**
 * Attachments in the database of the entries: one backup holds both, and the lock
 * on the space decides about one quota. Each lies in pieces, so that sending one
 * never reads the whole of it; they are sent to the database before the lock is
 * taken, so that a slow way there holds nobody up.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { BlobId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { isOverQuota } from '../entry-store/decide-append.ts'
import type { BatchDeps } from '../entry-store/postgres-append.ts'
import { idToBytes, type PostgresClient, type PostgresQuery } from '../entry-store/postgres-client.ts'
import { lockSpace } from '../entry-store/postgres-places.ts'
import type { BlobOutcome, BlobStore } from './blob-store.ts'
import { piecesOf } from './memory-blobs.ts'

export interface PostgresBlobDeps {
  readonly client: PostgresClient
  readonly batch: Omit<BatchDeps, 'space'>
}

/** Thrown to give back what was written of it. */
class NotKept extends Error {
  readonly outcome: BlobOutcome
  constructor(outcome: BlobOutcome) {
    super(outcome)
    this.outcome = outcome
  }
}

export function createPostgresBlobs({ batch, client }: PostgresBlobDeps): BlobStore {
  async function sizeOf(query: PostgresQuery, space: SpaceId, group: GroupId, blob: BlobId) {
    const [row] = await query<{ bytes: number }>('select bytes from blob where space = $1 and grp = $2 and id = $3', [
      ...[idToBytes(space), idToBytes(group), idToBytes(blob)],
    ])
    return row?.bytes
  }

  async function put(query: PostgresQuery, space: SpaceId, group: GroupId, blob: BlobId, bytes: Bytes) {
    const place = [idToBytes(space), idToBytes(group), idToBytes(blob)]
    let piece = 0
    for (const body of piecesOf(bytes)) {
      await query(
        'insert into blob_piece (space, grp, id, piece, body) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [...place, piece++, body],
      )
    }
    const row = await lockSpace(query, space, batch.newGeneration)
    if ((await sizeOf(query, space, group, blob)) !== undefined) throw new NotKept('duplicate')
    const [known] = await query<{ bytes: number }>(
      'select bytes from grp where space = $1 and id = $2',
      place.slice(0, 2),
    )
    if (isOverQuota(batch.quota, { bytes: known?.bytes ?? 0, space: row }, bytes.length))
      throw new NotKept('over-quota')
    await query('insert into blob (space, grp, id, bytes, stored) values ($1, $2, $3, $4, $5)', [
      ...[...place, bytes.length, batch.now()],
    ])
    await query(
      `insert into grp (space, id, bytes) values ($1, $2, $3)
       on conflict (space, id) do update set bytes = grp.bytes + excluded.bytes`,
      [...place.slice(0, 2), bytes.length],
    )
    await query('update space set bytes = bytes + $2 where id = $1', [place[0], bytes.length])
  }

  async function* readPieces(space: SpaceId, group: GroupId, blob: BlobId) {
    for (let piece = 0; ; piece++) {
      const [row] = await client.query<{ body: Bytes }>(
        'select body from blob_piece where space = $1 and grp = $2 and id = $3 and piece = $4',
        [idToBytes(space), idToBytes(group), idToBytes(blob), piece],
      )
      if (row === undefined) return
      yield row.body
    }
  }

  return {
    putBlob: async (space, group, blob, bytes) => {
      if ((await sizeOf(client.query, space, group, blob)) !== undefined) return 'duplicate'
      try {
        await client.transaction((query) => put(query, space, group, blob, bytes))
        return 'stored'
      } catch (failure) {
        if (failure instanceof NotKept) return failure.outcome
        throw failure
      }
    },
    findBlob: async (space, group, blob) => {
      const bytes = await sizeOf(client.query, space, group, blob)
      return bytes === undefined ? undefined : { bytes, pieces: () => readPieces(space, group, blob) }
    },
  }
}
