/**
 * Reading items. A device that may read much of the space walks the space's
 * range and skips the rest; one that may read a few groups (a phone in a
 * kitchen) goes by those groups' own index, so that its catch-up costs what is
 * in them and not what the neighbourhood wrote.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, DocId, EntryId, GroupId, Instant } from '../../shared/lib/ids.ts'
import type {
  Batch,
  BatchLimit,
  FeedHead,
  FoldedDoc,
  KeptEntry,
  Readable,
  Recipient,
  StoredControl,
  StoredItem,
} from './entry-store.ts'
import type { GroupRow, SpaceRow, SqliteRefs } from './sqlite-refs.ts'
import { arrivalsPerSpace, blobToId, idToBlob, kindBox, kindContent, kindControl } from './sqlite-schema.ts'

/** Up to here one index look-up a group beats walking the space. */
const fewGroups = 16
/** Items looked at in one batch: bounds the time one reader can hold the relay. */
const walkLimit = 50_000

interface ItemRow {
  readonly key: number
  readonly kind: number
  readonly grp: number
  readonly party: number
  readonly seq: number
  readonly body: Bytes
  readonly stored: number
}

export interface SqliteReader {
  readonly read: (space: SpaceRow, after: Arrival, readable: Readable, limit: BatchLimit) => Batch
  readonly viewsAfter: (
    space: SpaceRow,
    after: Arrival,
    since: Instant,
    count: number,
  ) => readonly { readonly arrival: Arrival; readonly bytes: Bytes }[]
  readonly controls: (space: SpaceRow, after: number) => readonly StoredControl[]
  readonly chainEntries: (group: GroupRow, from: number, to: number) => readonly Bytes[]
  readonly controlArrival: (group: GroupRow, groupSeq: number) => Arrival | undefined
  readonly feedHeads: (group: GroupRow) => readonly FeedHead[]
  readonly contentArrival: (group: GroupRow, author: DeviceId, seq: number, id: EntryId) => Arrival | undefined
  readonly folded: (group: GroupRow) => readonly FoldedDoc[]
  readonly boxRecipients: (group: GroupRow, epoch: number) => ReadonlySet<Recipient>
  readonly kept: (reason: 'fork' | 'quarantine', group: GroupRow) => readonly KeptEntry[]
}

const columns = 'key, kind, grp, party, seq, body, stored'

export function createSqliteReader(db: DatabaseSync, refs: SqliteRefs): SqliteReader {
  /** The unary plus keeps the planner on the primary key: the range is what bounds and orders the walk. */
  const walk = db.prepare(
    `select ${columns} from item where key > ? and key <= ? and +grp in (select value from json_each(?)) order by key`,
  )
  const keysOfGroup = db.prepare(
    'select key from item indexed by item_group where grp = ? and key > ? order by key limit ?',
  )
  const itemAt = db.prepare(`select ${columns} from item where key = ?`)
  /** What is older is passed over by one look into the index: a year of it costs nothing. */
  const views = db.prepare(
    `select view_event.key as key, item.body as body from view_event join item on item.key = view_event.key
     where view_event.space = ?1 and view_event.stored >= ?3 and view_event.key > ?2 and view_event.key >=
       (select min(key) from view_event where space = ?1 and stored >= ?3)
     order by view_event.key limit ?4`,
  )
  const controls = db.prepare(
    `select key, grp, body from item where key > ? and key < ? and kind = ${kindControl} order by key`,
  )
  const chainEntries = db.prepare(
    `select body from item where kind = ${kindControl} and grp = ? and seq >= ? and seq <= ? order by seq`,
  )
  const controlAt = db.prepare(`select key from item where kind = ${kindControl} and grp = ? and seq = ?`)
  const heads = db.prepare(
    `select party, max(seq) as seq, id from item where kind = ${kindContent} and grp = ? group by party`,
  )
  const contentAt = db.prepare(
    `select key, id from item where kind = ${kindContent} and grp = ? and party = ? and seq = ?`,
  )
  const snapshots = db.prepare('select doc, feeds from snapshot where grp = ?')
  const recipients = db.prepare(`select distinct party from item where kind = ${kindBox} and grp = ? and seq = ?`)
  const kept = db.prepare('select party, seq, id, body from kept where reason = ? and grp = ? order by party, seq, id')

  function isShown(row: ItemRow, group: GroupId, readable: Readable): boolean {
    if (row.kind === kindControl) return readable.chains.has(group)
    if (!readable.contents.has(group)) return false
    return row.kind === kindContent || readable.recipients.has(refs.partyOf(row.party) as Recipient)
  }

  function rowToItem(space: SpaceRow, row: ItemRow, group: GroupId): StoredItem {
    const arrival = (row.key - space.ref * arrivalsPerSpace) as Arrival
    if (row.kind === kindBox) {
      const recipient = refs.partyOf(row.party) as Recipient
      return { type: 'box', arrival, group, epoch: row.seq, recipient, box: row.body }
    }
    const kind = row.kind === kindContent ? 'content' : 'control'
    return { type: 'entry', kind, arrival, group, bytes: row.body, storedAt: row.stored as Instant }
  }

  /** `last` is as far as `rows` reach when they run out before a limit is met. */
  function collect(
    space: SpaceRow,
    rows: Iterable<ItemRow>,
    { last, limit, readable }: { readonly last: number; readonly limit: BatchLimit; readonly readable: Readable },
  ): Batch {
    const base = space.ref * arrivalsPerSpace
    const items: StoredItem[] = []
    let bytes = 0
    for (const row of rows) {
      const group = refs.groupOf(row.grp)
      if (!isShown(row, group, readable)) continue
      if (items.length > 0 && (items.length >= limit.items || bytes + row.body.length > limit.bytes)) {
        return { items, cursor: items.at(-1)!.arrival, more: true }
      }
      items.push(rowToItem(space, row, group))
      bytes += row.body.length
    }
    const cursor = (last - base) as Arrival
    return { items, cursor, more: cursor < space.head }
  }

  function* rowsAt(keys: readonly number[]): Iterable<ItemRow> {
    for (const key of keys) yield itemAt.get(key) as unknown as ItemRow
  }

  function readGroups(
    space: SpaceRow,
    groups: readonly GroupRow[],
    after: number,
    readable: Readable,
    limit: BatchLimit,
  ) {
    const ask = limit.items + 1
    const found = groups.map(({ ref }) => (keysOfGroup.all(ref, after, ask) as { key: number }[]).map(({ key }) => key))
    const end = space.ref * arrivalsPerSpace + space.head
    /** A group cut short may hold more before the others' later keys: nothing beyond its last key is certain. */
    const certain = Math.min(end, ...found.filter((keys) => keys.length === ask).map((keys) => keys.at(-1)!))
    const keys = found.flat().filter((key) => key <= certain)
    keys.sort((a, b) => a - b)
    return collect(space, rowsAt(keys), { last: certain, limit, readable })
  }

  return {
    read: (space, after, readable, limit) => {
      const base = space.ref * arrivalsPerSpace
      if (after >= space.head) return { items: [], cursor: Math.min(after, space.head) as Arrival, more: false }
      const groups = [...new Set([...readable.contents, ...readable.chains])].flatMap((id) => {
        const group = refs.findGroup(space, id)
        return group === undefined ? [] : [group]
      })
      if (groups.length <= fewGroups) return readGroups(space, groups, base + after, readable, limit)
      const last = base + Math.min(space.head, after + walkLimit)
      const rows = walk.iterate(base + after, last, JSON.stringify(groups.map(({ ref }) => ref)))
      return collect(space, rows as unknown as Iterable<ItemRow>, { last, limit, readable })
    },
    viewsAfter: (space, after, since, count) => {
      const base = space.ref * arrivalsPerSpace
      const rows = views.all(space.ref, base + after, since, count) as unknown as { key: number; body: Bytes }[]
      return rows.map(({ body, key }) => ({ arrival: (key - base) as Arrival, bytes: body }))
    },
    controls: (space, after) => {
      const base = space.ref * arrivalsPerSpace
      const rows = controls.all(base + after, base + arrivalsPerSpace) as unknown as readonly ItemRow[]
      return rows.map(({ body, grp, key }) => ({
        arrival: (key - base) as Arrival,
        group: refs.groupOf(grp),
        bytes: body,
      }))
    },
    chainEntries: (group, from, to) => chainEntries.all(group.ref, from, to).map(({ body }) => body as Bytes),
    controlArrival: (group, groupSeq) => {
      const row = controlAt.get(group.ref, groupSeq) as { key: number } | undefined
      return row === undefined ? undefined : ((row.key - group.space.ref * arrivalsPerSpace) as Arrival)
    },
    feedHeads: (group) => {
      const rows = heads.all(group.ref) as unknown as { party: number; seq: number; id: Uint8Array }[]
      return rows.map(({ id, party, seq }) => ({
        author: refs.partyOf(party) as DeviceId,
        seq,
        id: blobToId(id) as EntryId,
      }))
    },
    contentArrival: (group, author, seq, id) => {
      const party = refs.findParty(author)
      if (party === undefined) return undefined
      const row = contentAt.get(group.ref, party, seq) as { key: number; id: Uint8Array } | undefined
      if (row === undefined || !idToBlob(id).equals(row.id)) return undefined
      return (row.key - group.space.ref * arrivalsPerSpace) as Arrival
    },
    folded: (group) =>
      snapshots.all(group.ref).map(({ doc, feeds }) => {
        const places = JSON.parse(feeds as string) as readonly (readonly [number, number])[]
        return {
          doc: blobToId(doc as Uint8Array) as DocId,
          feeds: new Map(places.map(([party, seq]) => [refs.partyOf(party) as DeviceId, seq])),
        }
      }),
    boxRecipients: (group, epoch) => {
      const rows = recipients.all(group.ref, epoch) as { party: number }[]
      return new Set(rows.map(({ party }) => refs.partyOf(party) as Recipient))
    },
    kept: (reason, group) => {
      const rows = kept.all(reason, group.ref) as unknown as {
        party: number
        seq: number
        id: Uint8Array
        body: Bytes
      }[]
      return rows.map(({ body, id, party, seq }) => ({
        author: refs.partyOf(party) as DeviceId,
        seq,
        id: blobToId(id) as EntryId,
        bytes: body,
      }))
    },
  }
}
