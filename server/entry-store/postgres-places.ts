/**
 * What deciding about a batch looks at, read under the space's lock in a few
 * statements: the ends of the feeds and chains it names, the places it asks for,
 * the boxes of its recipients, and what is kept of its authors.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { Arrival, DeviceId, EntryId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import type { KeptReason, Place } from './decide-append.ts'
import type { Append, ContentAppend, QuarantineAppend, Recipient } from './entry-store.ts'
import { bytesToId, idToBytes, type PostgresQuery } from './postgres-client.ts'
import { kindBox } from './postgres-schema.ts'

export interface SpaceRow {
  head: number
  bytes: number
  /** The arrival of the newest control entry. */
  chained: number
}

/**
 * From here to the end of the transaction nobody else writes in the space. Whoever writes there first founds it. Read
 * committed: what is read after the lock is what the writers before left.
 */
export async function lockSpace(
  query: PostgresQuery,
  space: SpaceId,
  newGeneration: () => Uint8Array,
): Promise<SpaceRow> {
  const lock = () =>
    query<SpaceRow>('select head, bytes, chained from space where id = $1 for update', [idToBytes(space)])
  const [found] = await lock()
  if (found !== undefined) return found
  await query('insert into space (id, generation, head, bytes) values ($1, $2, 0, 0) on conflict do nothing', [
    idToBytes(space),
    newGeneration(),
  ])
  return (await lock())[0]!
}

/** Named `group/author` for feeds, `group/` for chains, and with `/seq` behind it for a place. */
export interface Seen {
  readonly groupBytes: ReadonlyMap<GroupId, number>
  readonly heads: Map<string, Place>
  readonly places: Map<string, Place>
  /** Grows by what the batch itself puts. */
  readonly boxesOf: (group: GroupId, epoch: number, recipient: Recipient) => Uint8Array[]
  readonly keptOf: (group: GroupId, reason: KeptReason, author: DeviceId) => { count: number; bytes: number }
  readonly isKept: (group: GroupId, reason: KeptReason, append: ContentAppend | QuarantineAppend) => boolean
  readonly keep: (group: GroupId, reason: KeptReason, append: ContentAppend | QuarantineAppend) => void
}

interface Asked {
  readonly group: string
  readonly party: string
  readonly seq: number
}

function askedBy(append: Append): readonly Asked[] {
  const { group } = append
  switch (append.type) {
    case 'content':
    case 'quarantine':
      return [{ group, party: append.author, seq: append.seq }]
    case 'control':
      return [{ group, party: '', seq: append.groupSeq }]
    case 'boxes':
      return []
  }
}

function boxesIn(append: Append): readonly Asked[] {
  if (append.type !== 'control' && append.type !== 'boxes') return []
  return append.boxes.map(({ recipient }) => ({ group: append.group, party: recipient, seq: append.epoch }))
}

const nameOf = ({ group, party, seq }: Asked) => `${group}/${party}/${seq}`

/** Each once. */
function distinct(asked: readonly Asked[], name = nameOf): readonly Asked[] {
  return [...new Map(asked.map((each) => [name(each), each])).values()]
}

function columns(asked: readonly Asked[]) {
  return {
    groups: asked.map(({ group }) => idToBytes(group)),
    parties: asked.map(({ party }) => idToBytes(party)),
    seqs: asked.map(({ seq }) => seq),
  }
}

interface PlaceRow {
  readonly grp: Uint8Array
  readonly party: Uint8Array
  readonly arrival: number
  readonly seq: number
  readonly id: Uint8Array
}

const feedOf = ({ grp, party }: { grp: Uint8Array; party: Uint8Array }) => `${bytesToId(grp)}/${bytesToId(party)}`

function toPlace({ arrival, id, seq }: PlaceRow): Place {
  return { arrival: arrival as Arrival, seq, id: bytesToId(id) as EntryId }
}

/** Content has an author, control none: the party says of which kind a feed or chain is. */
const kindOfParty = `case when asked.party = '' then 2 else 1 end`

async function readHeads(query: PostgresQuery, space: Buffer, asked: readonly Asked[]): Promise<Map<string, Place>> {
  const { groups, parties } = columns(distinct(asked, ({ group, party }) => `${group}/${party}`))
  const rows = await query<PlaceRow>(
    `select asked.grp, asked.party, head.arrival, head.seq, head.id
     from unnest($2::bytea[], $3::bytea[]) as asked (grp, party) cross join lateral
       (select arrival, seq, id from item where space = $1 and item.grp = asked.grp and kind = ${kindOfParty}
        and kind <> ${kindBox} and item.party = asked.party order by seq desc limit 1) as head`,
    [space, groups, parties],
  )
  return new Map(rows.map((row) => [feedOf(row), toPlace(row)]))
}

async function readAt(query: PostgresQuery, space: Buffer, asked: readonly Asked[]): Promise<Map<string, Place>> {
  const { groups, parties, seqs } = columns(distinct(asked))
  const rows = await query<PlaceRow>(
    `select asked.grp, asked.party, item.arrival, item.seq, item.id
     from unnest($2::bytea[], $3::bytea[], $4::bigint[]) as asked (grp, party, seq) join item
       on item.space = $1 and item.grp = asked.grp and kind = ${kindOfParty} and kind <> ${kindBox}
       and item.party = asked.party and item.seq = asked.seq`,
    [space, groups, parties, seqs],
  )
  return new Map(rows.map((row) => [`${feedOf(row)}/${row.seq}`, toPlace(row)]))
}

async function readBoxes(query: PostgresQuery, space: Buffer, asked: readonly Asked[]) {
  const boxes = new Map<string, Uint8Array[]>()
  if (asked.length === 0) return boxes
  const { groups, parties, seqs } = columns(distinct(asked))
  const rows = await query<{ grp: Uint8Array; party: Uint8Array; seq: number; body: Bytes }>(
    `select item.grp, item.party, item.seq, item.body
     from unnest($2::bytea[], $3::bytea[], $4::bigint[]) as asked (grp, party, seq) join item
       on item.space = $1 and item.grp = asked.grp and item.seq = asked.seq and item.party = asked.party
       and kind = ${kindBox}`,
    [space, groups, parties, seqs],
  )
  for (const row of rows) {
    const name = `${feedOf(row)}/${row.seq}`
    boxes.set(name, [...(boxes.get(name) ?? []), row.body])
  }
  return boxes
}

/** Of every author of the batch: one append of it may contradict another. */
async function readKept(query: PostgresQuery, space: Buffer, asked: readonly Asked[]) {
  const counts = new Map<string, { count: number; bytes: number }>()
  const ids = new Set<string>()
  if (asked.length === 0) return { counts, ids }
  const { groups, parties } = columns(distinct(asked, ({ group, party }) => `${group}/${party}`))
  const rows = await query<{ reason: string; grp: Uint8Array; party: Uint8Array; id: Uint8Array; bytes: number }>(
    `select kept.reason, kept.grp, kept.party, kept.id, octet_length(kept.body) as bytes
     from unnest($2::bytea[], $3::bytea[]) as asked (grp, party) join kept
       on kept.space = $1 and kept.grp = asked.grp and kept.party = asked.party
     where kept.reason in ('fork', 'quarantine')`,
    [space, groups, parties],
  )
  for (const { bytes, id, reason, ...row } of rows) {
    const name = `${reason}/${feedOf(row)}`
    const known = counts.get(name) ?? { count: 0, bytes: 0 }
    counts.set(name, { count: known.count + 1, bytes: known.bytes + bytes })
    ids.add(`${name}/${bytesToId(id)}`)
  }
  return { counts, ids }
}

/** One after another: PostgreSQL answers one connection so anyway. */
export async function readPlaces(query: PostgresQuery, space: SpaceId, appends: readonly Append[]): Promise<Seen> {
  const id = idToBytes(space)
  const asked = appends.flatMap(askedBy)
  const groups = [...new Set(appends.map(({ group }) => group))]
  const groupRows = await query<{ id: Uint8Array; bytes: number }>(
    'select id, bytes from grp where space = $1 and id = any($2::bytea[])',
    [id, groups.map(idToBytes)],
  )
  const [heads, places] = [await readHeads(query, id, asked), await readAt(query, id, asked)]
  const boxes = await readBoxes(query, id, appends.flatMap(boxesIn))
  const kept = await readKept(
    query,
    id,
    asked.filter(({ party }) => party !== ''),
  )
  return {
    groupBytes: new Map(groupRows.map((row) => [bytesToId(row.id) as GroupId, row.bytes])),
    ...{ heads, places },
    boxesOf: (group, epoch, recipient) => {
      const name = `${group}/${recipient}/${epoch}`
      const known = boxes.get(name) ?? []
      boxes.set(name, known)
      return known
    },
    keptOf: (group, reason, author) => kept.counts.get(`${reason}/${group}/${author}`) ?? { count: 0, bytes: 0 },
    isKept: (group, reason, append) => kept.ids.has(`${reason}/${group}/${append.author}/${append.id}`),
    keep: (group, reason, append) => {
      const name = `${reason}/${group}/${append.author}`
      if (kept.ids.has(`${name}/${append.id}`)) return
      kept.ids.add(`${name}/${append.id}`)
      const known = kept.counts.get(name) ?? { count: 0, bytes: 0 }
      kept.counts.set(name, { count: known.count + 1, bytes: known.bytes + append.bytes.length })
    },
  }
}
