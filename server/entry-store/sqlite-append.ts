/**
 * Writing items, inside a transaction that the caller has opened. Each append
 * is decided by looking first and writing after, so that a refused one leaves
 * nothing behind and the ones beside it in the same transaction stand.
 */
import type { DatabaseSync } from 'node:sqlite'
import { equalBytes } from '../../shared/lib/bytes.ts'
import { type Arrival, type Instant, type SpaceId, zeroHash } from '../../shared/lib/ids.ts'
import {
  type Append,
  type AppendOutcome,
  type Box,
  type BoxesAppend,
  boxAlternatives,
  type ContentAppend,
  type ControlAppend,
  forksKept,
  type QuarantineAppend,
  type StoreQuota,
  type StoreRefusal,
} from './entry-store.ts'
import type { GroupRow, SpaceRow, SqliteRefs } from './sqlite-refs.ts'
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

interface Place {
  readonly key: number
  readonly seq: number
  readonly id: Uint8Array
}

const refused = (reason: StoreRefusal): AppendOutcome => ({ type: 'refused', reason })

export function isOverQuota(quota: StoreQuota, group: GroupRow, bytes: number): boolean {
  return group.bytes + bytes > quota.groupBytes || group.space.bytes + bytes > quota.spaceBytes
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
  const updateCount = db.prepare('update grp set bytes = ? where ref = ?')

  function arrivalOf(space: SpaceRow, place: Place): Arrival {
    return (place.key - space.ref * arrivalsPerSpace) as Arrival
  }

  function put(
    group: GroupRow,
    kind: number,
    party: number,
    seq: number,
    id: Buffer | null,
    body: Uint8Array,
  ): Arrival {
    const { space } = group
    const arrival = space.head + 1
    insert.run(space.ref * arrivalsPerSpace + arrival, kind, group.ref, party, seq, id, body, now())
    space.head = arrival
    space.bytes += body.length
    group.bytes += body.length
    return arrival as Arrival
  }

  function keepFork(group: GroupRow, party: number, { seq, id, bytes }: ContentAppend): AppendOutcome {
    const { count } = keptCount.get('fork', group.ref, party) as { count: number }
    if (count < forksKept) keep.run('fork', group.ref, party, seq, idToBlob(id), bytes, now())
    return refused('fork')
  }

  function writeContent(group: GroupRow, append: ContentAppend): AppendOutcome {
    const party = refs.foundParty(append.author)
    const head = feedHead.get(group.ref, party) as Place | undefined
    const next = head === undefined ? 0 : head.seq + 1
    if (append.seq > next) return refused('gap')
    if (append.seq < next) {
      const there = (append.seq === head!.seq ? head : feedAt.get(group.ref, party, append.seq)) as Place
      if (blobToId(there.id) !== append.id) return keepFork(group, party, append)
      return { type: 'duplicate', arrival: arrivalOf(group.space, there) }
    }
    if (append.prev !== (head === undefined ? zeroHash : blobToId(head.id))) return refused('previous-mismatch')
    if (isOverQuota(quota, group, append.bytes.length)) return refused('over-quota')
    const arrival = put(group, kindContent, party, append.seq, idToBlob(append.id), append.bytes)
    if (append.isView) noteView.run(group.space.ref, group.space.ref * arrivalsPerSpace + arrival, now())
    return { type: 'stored', arrival, last: arrival }
  }

  /** The boxes not there yet, or undefined when a recipient would have too many. */
  function newBoxes(group: GroupRow, epoch: number, boxes: readonly Box[]): readonly Box[] | undefined {
    const kept = new Map<string, Uint8Array[]>()
    const fresh: Box[] = []
    for (const box of boxes) {
      const party = refs.findParty(box.recipient)
      const stored =
        party === undefined ? [] : (boxesAt.all(group.ref, epoch, party) as unknown as { body: Uint8Array }[])
      const there = kept.get(box.recipient) ?? stored.map(({ body }) => body)
      kept.set(box.recipient, there)
      if (there.some((known) => equalBytes(known, box.box))) continue
      if (there.length >= boxAlternatives) return undefined
      there.push(box.box)
      fresh.push(box)
    }
    return fresh
  }

  function putBoxes(group: GroupRow, epoch: number, boxes: readonly Box[], before: Arrival): Arrival {
    let last = before
    for (const { recipient, box } of boxes) last = put(group, kindBox, refs.foundParty(recipient), epoch, null, box)
    return last
  }

  function writeControl(group: GroupRow, append: ControlAppend): AppendOutcome {
    const head = chainHead.get(group.ref) as Place | undefined
    const next = head === undefined ? 0 : head.seq + 1
    if (append.groupSeq < next) {
      const there = chainAt.get(group.ref, append.groupSeq) as unknown as Place
      if (blobToId(there.id) !== append.id) return refused('compare-and-swap')
      return { type: 'duplicate', arrival: arrivalOf(group.space, there) }
    }
    if (append.groupSeq > next) return refused('compare-and-swap')
    const boxes = newBoxes(group, append.epoch, append.boxes)
    if (boxes === undefined) return refused('too-many-boxes')
    const size = boxes.reduce((sum, { box }) => sum + box.length, append.bytes.length)
    if (isOverQuota(quota, group, size)) return refused('over-quota')
    const arrival = put(group, kindControl, 0, append.groupSeq, idToBlob(append.id), append.bytes)
    return { type: 'stored', arrival, last: putBoxes(group, append.epoch, boxes, arrival) }
  }

  function writeBoxes(group: GroupRow, { boxes, epoch }: BoxesAppend): AppendOutcome {
    const fresh = newBoxes(group, epoch, boxes)
    if (fresh === undefined) return refused('too-many-boxes')
    if (fresh.length === 0) return { type: 'duplicate', arrival: group.space.head as Arrival }
    if (
      isOverQuota(
        quota,
        group,
        fresh.reduce((sum, { box }) => sum + box.length, 0),
      )
    )
      return refused('over-quota')
    const arrival = (group.space.head + 1) as Arrival
    return { type: 'stored', arrival, last: putBoxes(group, epoch, fresh, arrival) }
  }

  function writeQuarantine(group: GroupRow, { author, bytes, id, seq }: QuarantineAppend): AppendOutcome {
    const party = refs.foundParty(author)
    const stored = feedAt.get(group.ref, party, seq) as Place | undefined
    if (stored !== undefined && blobToId(stored.id) === id) {
      return { type: 'duplicate', arrival: arrivalOf(group.space, stored) }
    }
    const place = ['quarantine', group.ref, party, seq, idToBlob(id)] as const
    if (isKept.get(...place) !== undefined) return { type: 'quarantined' }
    const kept = keptCount.get('quarantine', group.ref, party) as { bytes: number }
    if (kept.bytes + bytes.length > quota.quarantineBytes) return refused('over-quota')
    keep.run(...place, bytes, now())
    return { type: 'quarantined' }
  }

  function decide(group: GroupRow, append: Append): AppendOutcome {
    switch (append.type) {
      case 'content':
        return writeContent(group, append)
      case 'control':
        return writeControl(group, append)
      case 'boxes':
        return writeBoxes(group, append)
      case 'quarantine':
        return writeQuarantine(group, append)
    }
  }

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
