/**
 * One batch of appends to one space, in one transaction: the space's row is
 * locked, what the decisions look at is read at once, they are made as on SQLite
 * (`decide-append.ts`), and what came of them is written at once. However many
 * appends there are, that is a handful of statements.
 *
 * A connection that breaks leaves open whether the batch was committed. `Attempt`
 * remembers what it was about to write, and `settle` finds out: whoever has the
 * space's lock sees the end of every transaction before. Rule ES521.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import { type AppendPlaces, createDecider, type KeptReason, type NewItem, type Place } from './decide-append.ts'
import type { Append, AppendOutcome, ContentAppend, QuarantineAppend, StoreQuota } from './entry-store.ts'
import { idToBytes, type PostgresQuery } from './postgres-client.ts'
import { lockSpace, readPlaces, type Seen, type SpaceRow } from './postgres-places.ts'
import { kindBox, kindContent, kindControl } from './postgres-schema.ts'
import { type NotedSnapshot, writeSnapshots } from './postgres-snapshots.ts'

export interface ItemRow {
  readonly arrival: number
  readonly kind: number
  readonly grp: Buffer
  readonly party: Buffer
  readonly seq: number
  readonly id: Buffer | null
  readonly body: Bytes
}

interface KeptRow {
  readonly reason: KeptReason
  readonly append: ContentAppend | QuarantineAppend
}

/** What a batch came to, and all that is written for it. */
export interface Attempt {
  readonly outcomes: readonly AppendOutcome[]
  readonly items: readonly ItemRow[]
  readonly kept: readonly KeptRow[]
  readonly views: readonly Arrival[]
  readonly snapshots: readonly NotedSnapshot[]
  readonly space: SpaceRow
  readonly groups: readonly GroupRow[]
}

interface GroupRow {
  readonly id: GroupId
  readonly space: SpaceRow
  bytes: number
}

const noParty = Buffer.alloc(0)

function columnsOf(item: NewItem): Pick<ItemRow, 'kind' | 'party' | 'seq' | 'id'> {
  switch (item.kind) {
    case 'content':
      return { kind: kindContent, party: idToBytes(item.author), seq: item.seq, id: idToBytes(item.id) }
    case 'control':
      return { kind: kindControl, party: noParty, seq: item.seq, id: idToBytes(item.id) }
    case 'box':
      return { kind: kindBox, party: idToBytes(item.recipient), seq: item.epoch, id: null }
  }
}

/** Decides in the order asked; what one append puts, the next one sees. */
function decideAll(seen: Seen, space: SpaceRow, appends: readonly Append[], quota: StoreQuota): Attempt {
  const items: ItemRow[] = []
  const kept: KeptRow[] = []
  const views: Arrival[] = []
  const snapshots: NotedSnapshot[] = []
  const groups = new Map<GroupId, GroupRow>()

  function groupOf(id: GroupId): GroupRow {
    const group = groups.get(id) ?? { id, space, bytes: seen.groupBytes.get(id) ?? 0 }
    groups.set(id, group)
    return group
  }

  function note(group: GroupRow, item: NewItem, place: Place): void {
    const feed = `${group.id}/${item.kind === 'content' ? item.author : ''}`
    seen.heads.set(feed, place)
    seen.places.set(`${feed}/${place.seq}`, place)
  }

  function put(group: GroupRow, item: NewItem, body: Bytes): Arrival {
    const arrival = (space.head + 1) as Arrival
    items.push({ ...columnsOf(item), arrival, grp: idToBytes(group.id), body })
    space.head = arrival
    space.bytes += body.length
    group.bytes += body.length
    if (item.kind === 'control') space.chained = arrival
    if (item.kind !== 'box') note(group, item, { arrival, seq: item.seq, id: item.id })
    else seen.boxesOf(group.id, item.epoch, item.recipient).push(body)
    return arrival
  }

  const places: AppendPlaces<GroupRow> = {
    feedHead: ({ id }, author) => seen.heads.get(`${id}/${author}`),
    feedAt: ({ id }, author, seq) => seen.places.get(`${id}/${author}/${seq}`),
    chainHead: ({ id }) => seen.heads.get(`${id}/`),
    chainAt: ({ id }, seq) => seen.places.get(`${id}//${seq}`),
    boxesOf: ({ id }, epoch, recipient) => seen.boxesOf(id, epoch, recipient),
    keptOf: ({ id }, reason, author) => seen.keptOf(id, reason, author),
    isKept: ({ id }, reason, append) => seen.isKept(id, reason, append),
    put,
    noteView: (_group, arrival) => void views.push(arrival),
    noteSnapshot: ({ id }, snapshot, arrival) => void snapshots.push({ ...snapshot, group: id, arrival }),
    keep: ({ id }, reason, append) => {
      kept.push({ reason, append })
      seen.keep(id, reason, append)
    },
  }
  const decide = createDecider(places, quota)
  const isMoved = (append: Append) =>
    append.type !== 'boxes' && append.asOf !== undefined && append.asOf !== space.chained
  const outcomes = appends.map(
    (append): AppendOutcome => (isMoved(append) ? { type: 'moved' } : decide(groupOf(append.group), append)),
  )
  return { outcomes, items, kept, views, snapshots, space, groups: [...groups.values()] }
}

export interface BatchDeps {
  readonly space: SpaceId
  readonly quota: StoreQuota
  readonly now: () => Instant
  readonly newGeneration: () => Uint8Array
}

/** Locks, looks and decides; writes nothing yet but the space's own row. */
export async function tryBatch(query: PostgresQuery, deps: BatchDeps, appends: readonly Append[]): Promise<Attempt> {
  const space = await lockSpace(query, deps.space, deps.newGeneration)
  const seen = await readPlaces(query, deps.space, appends)
  return decideAll(seen, space, appends, deps.quota)
}

export async function writeAttempt(
  query: PostgresQuery,
  { now, space }: BatchDeps,
  { groups, items, kept, snapshots, space: row, views }: Attempt,
): Promise<void> {
  const [id, stored] = [idToBytes(space), now()]
  const column = <Key extends keyof ItemRow>(key: Key) => items.map((item) => item[key])
  if (items.length > 0) {
    await query(
      `insert into item (space, arrival, kind, grp, party, seq, id, body, stored)
       select $1, arrival, kind, grp, party, seq, id, body, $9 from
         unnest($2::bigint[], $3::int[], $4::bytea[], $5::bytea[], $6::bigint[], $7::bytea[], $8::bytea[])
         as new (arrival, kind, grp, party, seq, id, body)`,
      [
        ...[id, column('arrival'), column('kind'), column('grp'), column('party'), column('seq')],
        ...[column('id'), column('body'), stored],
      ],
    )
    await query(
      `insert into grp (space, id, bytes) select $1, id, bytes from unnest($2::bytea[], $3::bigint[]) as new (id, bytes)
       on conflict (space, id) do update set bytes = excluded.bytes`,
      [id, groups.map((group) => idToBytes(group.id)), groups.map(({ bytes }) => bytes)],
    )
    await query('update space set head = $2, bytes = $3, chained = $4 where id = $1', [
      ...[id, row.head, row.bytes, row.chained],
    ])
  }
  if (views.length > 0)
    await query('insert into view_event (space, arrival, stored) select $1, unnest($2::bigint[]), $3', [
      id,
      views,
      stored,
    ])
  await writeSnapshots(query, space, snapshots)
  await writeKept(query, { now, space }, kept)
}

/** Again changes nothing. */
async function writeKept(
  query: PostgresQuery,
  { now, space }: Pick<BatchDeps, 'now' | 'space'>,
  kept: readonly KeptRow[],
): Promise<void> {
  for (const { append, reason } of kept) {
    const { author, bytes, group, seq } = append
    await query(
      `insert into kept (space, reason, grp, party, seq, id, body, stored) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict do nothing`,
      [idToBytes(space), reason, idToBytes(group), idToBytes(author), seq, idToBytes(append.id), bytes, now()],
    )
  }
}

interface StoredRow {
  readonly arrival: number
  readonly kind: number
  readonly grp: Uint8Array
  readonly party: Uint8Array
  readonly seq: number
  readonly id: Uint8Array | null
  readonly body: Bytes
}

const sameBytes = (one: Uint8Array | null, other: Uint8Array | null) =>
  one === other || (one !== null && other !== null && Buffer.compare(one, other) === 0)

/**
 * Whether all of an attempt lies where it was to be stored. The lock is waited for first: the transaction that broke
 * may still be on its way. An arrival belongs to one item for ever, so what lies there is the attempt's or it is lost.
 * What was only set aside is set aside again: that it was is answered too.
 */
export async function isWritten(query: PostgresQuery, deps: BatchDeps, { items, kept }: Attempt): Promise<boolean> {
  await lockSpace(query, deps.space, deps.newGeneration)
  if (items.length === 0) return false
  const rows = await query<StoredRow>(
    `select arrival, kind, grp, party, seq, id, body from item where space = $1 and arrival >= $2 and arrival <= $3
     order by arrival`,
    [idToBytes(deps.space), items[0]!.arrival, items.at(-1)!.arrival],
  )
  const isThere = items.every((item, at) => {
    const row = rows[at]
    if (row === undefined || row.arrival !== item.arrival || row.kind !== item.kind || row.seq !== item.seq)
      return false
    return (['grp', 'party', 'id', 'body'] as const).every((name) => sameBytes(row[name], item[name]))
  })
  if (isThere) await writeKept(query, deps, kept)
  return isThere
}
