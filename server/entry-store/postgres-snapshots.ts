/**
 * Of each document the newest snapshot: how far it folds which feeds. It is found
 * in the batch's own transaction, once its entries lie there, so that a snapshot
 * may fold what came in the same batch. Rule ES420.
 */
import type { Arrival, DeviceId, DocId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import type { SnapshotOf } from './decide-append.ts'
import type { EntryStore } from './entry-store.ts'
import { bytesToId, idToBytes, type PostgresQuery } from './postgres-client.ts'
import { kindContent } from './postgres-schema.ts'

export interface NotedSnapshot extends SnapshotOf {
  readonly group: GroupId
  /** What came later it cannot fold. */
  readonly arrival: Arrival
}

interface FeedRow {
  readonly party: Uint8Array
  readonly seq: number
}

export async function writeSnapshots(
  query: PostgresQuery,
  space: SpaceId,
  snapshots: readonly NotedSnapshot[],
): Promise<void> {
  for (const { arrival, doc, group, newest } of snapshots) {
    const place = [idToBytes(space), idToBytes(group)]
    const feeds = await query<FeedRow>(
      `select party, seq from item where space = $1 and grp = $2 and kind = ${kindContent}
         and id = any($3::bytea[]) and arrival <= $4`,
      [...place, newest.map(idToBytes), arrival],
    )
    await query(
      `insert into snapshot (space, grp, doc, feeds, seqs) values ($1, $2, $3, $4::bytea[], $5::bigint[])
       on conflict (space, grp, doc) do update set feeds = excluded.feeds, seqs = excluded.seqs`,
      [...place, idToBytes(doc), feeds.map(({ party }) => party), feeds.map(({ seq }) => seq)],
    )
  }
}

interface FoldedRow {
  readonly doc: Uint8Array
  readonly party: Uint8Array | null
  readonly seq: number | null
}

export function createFoldedReader(query: PostgresQuery): EntryStore['folded'] {
  return async (space, group) => {
    const rows = await query<FoldedRow>(
      `select doc, own.party, own.seq from snapshot left join lateral unnest(feeds, seqs) as own (party, seq) on true
       where space = $1 and grp = $2`,
      [idToBytes(space), idToBytes(group)],
    )
    const byDoc = new Map<DocId, Map<DeviceId, number>>()
    for (const { doc, party, seq } of rows) {
      const feeds = byDoc.get(bytesToId(doc) as DocId) ?? new Map<DeviceId, number>()
      if (party !== null && seq !== null) feeds.set(bytesToId(party) as DeviceId, seq)
      byDoc.set(bytesToId(doc) as DocId, feeds)
    }
    return [...byDoc].map(([doc, feeds]) => ({ doc, feeds }))
  }
}
