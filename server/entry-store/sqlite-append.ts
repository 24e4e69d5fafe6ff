/** Looking and writing for `decide-append.ts`, inside a transaction that the caller has opened. */
import type { DatabaseSync } from 'node:sqlite'
import type { Arrival, EntryId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { createDecider, type NewItem, type Place, type SnapshotOf } from './decide-append.ts'
import type { Append, AppendOutcome, StoreQuota } from './entry-store.ts'
import type { GroupRow, SqliteRefs } from './sqlite-refs.ts'
import { arrivalsPerSpace, blobToId, idToBlob, kindBox, kindContent, kindControl } from './sqlite-schema.ts'

export interface SqliteWriter {
  /** `dirty` collects the groups whose byte counts the caller writes before it commits. */
  readonly write: (space: SpaceId, append: Append, dirty: Set<GroupRow>) => AppendOutcome
  readonly writeCounts: (dirty: ReadonlySet<GroupRow>) => void
}

interface WriterDeps {
  readonly db: DatabaseSync
  readonly refs: SqliteRefs
  readonly quota: StoreQuota
  readonly now: () => Instant
}

interface PlaceRow {
  readonly key: number
  readonly seq: number
  readonly id: Uint8Array
}

export function createSqliteWriter({ db, refs, quota, now }: WriterDeps): SqliteWriter {
  const insert = db.prepare(
    'insert into item (key, kind, grp, party, seq, id, body, stored) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const feedHead = db.prepare(
    `select key, seq, id from item where kind = ${kindContent} and grp = ? and party = ? order by seq desc limit 1`,
  )
  const feedAt = db.prepare(
    `select key, seq, id from item where kind = ${kindContent} and grp = ? and party = ? and seq = ?`,
  )
  const chainHead = db.prepare(
    `select key, seq, id from item where kind = ${kindControl} and grp = ? order by seq desc limit 1`,
  )
  const chainAt = db.prepare(`select key, seq, id from item where kind = ${kindControl} and grp = ? and seq = ?`)
  const boxesAt = db.prepare(`select body from item where kind = ${kindBox} and grp = ? and seq = ? and party = ?`)
  const keep = db.prepare(
    'insert or ignore into kept (reason, grp, party, seq, id, body, stored) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const keptCount = db.prepare(
    'select count(*) as count, coalesce(sum(length(body)), 0) as bytes from kept where reason = ? and grp = ? and party = ?',
  )
  const isKept = db.prepare('select 1 from kept where reason = ? and grp = ? and party = ? and seq = ? and id = ?')
  const noteView = db.prepare('insert into view_event (space, key, stored) values (?, ?, ?)')
  /** The group's own index finds its rows: the newest entries of a few feeds, once a snapshot. */
  const placesOf = db.prepare(
    `select party, seq from item where kind = ${kindContent} and grp = ? and hex(id) in (select value from json_each(?))`,
  )
  const noteSnapshot = db.prepare('insert or replace into snapshot (grp, doc, feeds) values (?, ?, ?)')
  const updateCount = db.prepare('update grp set bytes = ? where ref = ?')

  function placeOf({ space }: GroupRow, row: unknown): Place | undefined {
    if (row === undefined) return undefined
    const { id, key, seq } = row as PlaceRow
    return { arrival: (key - space.ref * arrivalsPerSpace) as Arrival, seq, id: blobToId(id) as EntryId }
  }

  function put(group: GroupRow, item: NewItem, body: Uint8Array): Arrival {
    const { space } = group
    const arrival = space.head + 1
    insert.run(space.ref * arrivalsPerSpace + arrival, ...columnsOf(group, item), body, now())
    space.head = arrival
    space.bytes += body.length
    group.bytes += body.length
    return arrival as Arrival
  }

  function putSnapshot(group: GroupRow, { doc, newest }: SnapshotOf): void {
    const places = placesOf.all(group.ref, JSON.stringify(newest.map((id) => id.toUpperCase())))
    const feeds = JSON.stringify(places.map(({ party, seq }) => [party, seq]))
    noteSnapshot.run(group.ref, idToBlob(doc), feeds)
  }

  /** kind, grp, party, seq, id */
  function columnsOf({ ref }: GroupRow, item: NewItem) {
    switch (item.kind) {
      case 'content':
        return [kindContent, ref, refs.foundParty(item.author), item.seq, idToBlob(item.id)] as const
      case 'control':
        return [kindControl, ref, 0, item.seq, idToBlob(item.id)] as const
      case 'box':
        return [kindBox, ref, refs.foundParty(item.recipient), item.epoch, null] as const
    }
  }

  const decide = createDecider<GroupRow>(
    {
      feedHead: (group, author) => placeOf(group, feedHead.get(group.ref, refs.foundParty(author))),
      feedAt: (group, author, seq) => placeOf(group, feedAt.get(group.ref, refs.foundParty(author), seq)),
      chainHead: (group) => placeOf(group, chainHead.get(group.ref)),
      chainAt: (group, seq) => placeOf(group, chainAt.get(group.ref, seq)),
      boxesOf: (group, epoch, recipient) => {
        const party = refs.findParty(recipient)
        if (party === undefined) return []
        return boxesAt.all(group.ref, epoch, party).map(({ body }) => body as Uint8Array)
      },
      keptOf: (group, reason, author) =>
        keptCount.get(reason, group.ref, refs.foundParty(author)) as { count: number; bytes: number },
      isKept: (group, reason, { author, id, seq }) =>
        isKept.get(reason, group.ref, refs.foundParty(author), seq, idToBlob(id)) !== undefined,
      put,
      noteView: ({ space }, arrival) => {
        noteView.run(space.ref, space.ref * arrivalsPerSpace + arrival, now())
      },
      noteSnapshot: putSnapshot,
      keep: (group, reason, { author, bytes, id, seq }) => {
        keep.run(reason, group.ref, refs.foundParty(author), seq, idToBlob(id), bytes, now())
      },
    },
    quota,
  )

  return {
    write: (spaceId, append, dirty) => {
      const group = refs.foundGroup(refs.foundSpace(spaceId), append.group)
      dirty.add(group)
      return decide(group, append)
    },
    writeCounts: (dirty) => {
      for (const group of dirty) updateCount.run(group.bytes, group.ref)
    },
  }
}
