/**
 * Reading items. What a device may see is asked for in the statement, so that
 * nothing it may not see leaves the database. A device of few groups goes by
 * their own index, one that may read much of the space walks it, as on SQLite.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, EntryId, GroupId, Instant, SpaceId } from '../../shared/lib/ids.ts'
import type { Batch, BatchLimit, EntryStore, KeptEntry, Readable, Recipient, StoredItem } from './entry-store.ts'
import { bytesToId, idToBytes, type PostgresQuery } from './postgres-client.ts'
import { createContentFinder } from './postgres-find.ts'
import { kindBox, kindContent, kindControl } from './postgres-schema.ts'
import { createFoldedReader } from './postgres-snapshots.ts'

/** Up to here one look into the index for each group beats walking the space. */
const fewGroups = 16
/** Items looked at in one batch: bounds the time one reader can hold a connection. */
const walkLimit = 50_000
/** Rows asked for at once. */
const chunkRows = 500

interface ItemRow {
  readonly arrival: number
  readonly kind: number
  readonly grp: Uint8Array
  readonly party: Uint8Array
  readonly seq: number
  readonly body: Bytes
  readonly stored: number
  /** Of the chunk it came in, all that may be seen: more than were sent, where its bytes were too many. */
  readonly seen: number
}

const isShown = `((kind = ${kindControl} and grp = any($4::bytea[])) or (grp = any($5::bytea[])
  and (kind = ${kindContent} or (kind = ${kindBox} and party = any($6::bytea[])))))`

/** Sizes first and bodies after: of what does not fit, the bodies are never read. */
function chunkOf(found: string): string {
  return `with found as materialized (${found} order by arrival limit $7),
    fit as (select arrival, sum(size) over (order by arrival) as bytes, row_number() over (order by arrival) as n,
      count(*) over () as seen from found)
    select item.arrival, kind, grp, party, seq, body, stored, fit.seen from fit join item
      on item.space = $1 and item.arrival = fit.arrival
    where fit.n = 1 or fit.bytes <= $8 order by item.arrival`
}

const walkChunk = chunkOf(
  `select arrival, octet_length(body)::bigint as size from item
   where space = $1 and arrival > $2 and arrival <= $3 and ${isShown}`,
)
const groupsChunk = chunkOf(
  `select each.arrival, each.size from unnest($9::bytea[]) as own (id) cross join lateral
     (select arrival, octet_length(body)::bigint as size from item
      where space = $1 and grp = own.id and arrival > $2 and arrival <= $3 and ${isShown}
      order by arrival limit $7) as each`,
)

function toItem({ arrival, body, grp, kind, party, seq, stored }: ItemRow): StoredItem {
  const place = { arrival: arrival as Arrival, group: bytesToId(grp) as GroupId }
  if (kind === kindBox)
    return { type: 'box', ...place, epoch: seq, recipient: bytesToId(party) as Recipient, box: body }
  const of = kind === kindContent ? 'content' : 'control'
  return { type: 'entry', kind: of, ...place, bytes: body, storedAt: stored as Instant }
}

async function readItems(
  query: PostgresQuery,
  space: SpaceId,
  after: Arrival,
  { last, limit, readable }: { readonly last: number; readonly limit: BatchLimit; readonly readable: Readable },
): Promise<{ readonly items: readonly StoredItem[]; readonly isCut: boolean }> {
  const groups = [...new Set([...readable.contents, ...readable.chains])].map(idToBytes)
  const isFew = groups.length <= fewGroups
  const lists = [readable.chains, readable.contents, readable.recipients].map((ids) => [...ids].map(idToBytes))
  const items: StoredItem[] = []
  let from: number = after
  let room = limit.bytes
  for (;;) {
    const count = Math.min(chunkRows, limit.items - items.length + 1)
    const values = [idToBytes(space), from, last, ...lists, count, room, ...(isFew ? [groups] : [])]
    const rows = await query<ItemRow>(isFew ? groupsChunk : walkChunk, values)
    for (const row of rows) {
      if (items.length > 0 && (items.length >= limit.items || row.body.length > room)) return { items, isCut: true }
      items.push(toItem(row))
      room -= row.body.length
      from = row.arrival
    }
    const seen = rows[0]?.seen ?? 0
    if (rows.length < seen) return { items, isCut: true }
    if (seen < count) return { items, isCut: false }
  }
}

async function headOf(query: PostgresQuery, space: SpaceId) {
  const [row] = await query<{ head: number; generation: Bytes }>('select head, generation from space where id = $1', [
    idToBytes(space),
  ])
  return row
}

async function read(
  query: PostgresQuery,
  space: SpaceId,
  after: Arrival,
  readable: Readable,
  limit: BatchLimit,
): Promise<Batch> {
  const head = (await headOf(query, space))?.head ?? 0
  if (after >= head) return { items: [], cursor: Math.min(after, head) as Arrival, more: false }
  const isWalk = new Set([...readable.contents, ...readable.chains]).size > fewGroups
  const last = isWalk ? Math.min(head, after + walkLimit) : head
  const { isCut, items } = await readItems(query, space, after, { last, limit, readable })
  if (isCut) return { items, cursor: items.at(-1)!.arrival, more: true }
  return { items, cursor: last as Arrival, more: last < head }
}

type Reading = Omit<
  EntryStore,
  'append' | 'renewGeneration' | 'check' | 'close' | 'held' | 'settle' | 'noteErased' | 'erased'
>

export function createPostgresReader(query: PostgresQuery): Reading {
  async function kept(reason: 'fork' | 'quarantine', space: SpaceId, group: GroupId): Promise<readonly KeptEntry[]> {
    const rows = await query<{ party: Uint8Array; seq: number; id: Uint8Array; body: Bytes }>(
      'select party, seq, id, body from kept where space = $1 and reason = $2 and grp = $3 order by came',
      [idToBytes(space), reason, idToBytes(group)],
    )
    return rows.map(({ body, id, party, seq }) => ({
      author: bytesToId(party) as DeviceId,
      seq,
      id: bytesToId(id) as EntryId,
      bytes: body,
    }))
  }

  return {
    read: (space, after, readable, limit) => read(query, space, after, readable, limit),
    viewsAfter: async (space, after, since, count) => {
      const rows = await query<{ arrival: number; body: Bytes }>(
        `select view_event.arrival, item.body from view_event join item
           on item.space = view_event.space and item.arrival = view_event.arrival
         where view_event.space = $1 and view_event.arrival > $2 and view_event.stored >= $3
         order by view_event.arrival limit $4`,
        [idToBytes(space), after, since, count],
      )
      return rows.map(({ arrival, body }) => ({ arrival: arrival as Arrival, bytes: body }))
    },
    spaces: async () => {
      const rows = await query<{ id: Uint8Array }>('select id from space order by founded')
      return rows.map(({ id }) => bytesToId(id) as SpaceId)
    },
    spaceHead: async (space) => {
      const row = await headOf(query, space)
      return row === undefined ? undefined : { head: row.head as Arrival, generation: row.generation }
    },
    controls: async (space, after) => {
      const rows = await query<{ arrival: number; grp: Uint8Array; body: Bytes }>(
        `select arrival, grp, body from item where space = $1 and arrival > $2 and kind = ${kindControl} order by arrival`,
        [idToBytes(space), after ?? 0],
      )
      return rows.map(({ arrival, body, grp }) => ({
        arrival: arrival as Arrival,
        group: bytesToId(grp) as GroupId,
        bytes: body,
      }))
    },
    chainEntries: async (space, group, from, to) => {
      const rows = await query<{ body: Bytes }>(
        `select body from item where space = $1 and grp = $2 and kind = ${kindControl} and party = ''
           and seq >= $3 and seq <= $4 order by seq`,
        [idToBytes(space), idToBytes(group), from, to],
      )
      return rows.map(({ body }) => body)
    },
    controlArrival: async (space, group, groupSeq) => {
      const [row] = await query<{ arrival: number }>(
        `select arrival from item where space = $1 and grp = $2 and kind = ${kindControl} and party = '' and seq = $3`,
        [idToBytes(space), idToBytes(group), groupSeq],
      )
      return row?.arrival as Arrival | undefined
    },
    feedHeads: async (space, group) => {
      const rows = await query<{ party: Uint8Array; seq: number; id: Uint8Array }>(
        `select distinct on (party) party, seq, id from item
         where space = $1 and grp = $2 and kind = ${kindContent} order by party, seq desc`,
        [idToBytes(space), idToBytes(group)],
      )
      return rows.map(({ id, party, seq }) => ({
        author: bytesToId(party) as DeviceId,
        seq,
        id: bytesToId(id) as EntryId,
      }))
    },
    findContent: createContentFinder(query),
    folded: createFoldedReader(query),
    boxRecipients: async (space, group, epoch) => {
      const rows = await query<{ party: Uint8Array }>(
        `select distinct party from item where space = $1 and grp = $2 and kind = ${kindBox} and seq = $3`,
        [idToBytes(space), idToBytes(group), epoch],
      )
      return new Set(rows.map(({ party }) => bytesToId(party) as Recipient))
    },
    forks: (space, group) => kept('fork', space, group),
    quarantined: (space, group) => kept('quarantine', space, group),
  }
}
