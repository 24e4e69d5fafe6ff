/**
 * In-memory adapter for `RelayStore`: plain arrays, for tests
 * and for a relay that may forget. Written for obviousness, so that the
 * contract compares the SQLite file with something easy to believe.
 */
import { type Bytes, equalBytes } from '../../shared/lib/bytes.ts'
import { type Arrival, type DocId, type GroupId, type Instant, type SpaceId, zeroHash } from '../../shared/lib/ids.ts'
import type { ErasedDevice } from '../../shared/protocol/erased.ts'
import { createMemoryBlobs } from '../blobs/memory-blobs.ts'
import { createMemoryHeldBlobs } from '../blobs/memory-held-blobs.ts'
import {
  type Append,
  type AppendOutcome,
  type BatchLimit,
  type Box,
  boxAlternatives,
  type ContentAppend,
  type ControlAppend,
  type FoldedDoc,
  forksKept,
  type KeptEntry,
  type QuarantineAppend,
  type Readable,
  type StoredItem,
  type StoreQuota,
  type StoreRefusal,
} from './entry-store.ts'
import type { JoinMailbox, JoinRequest } from './join-mailbox.ts'
import { createMemoryFetchPages } from './memory-fetch-pages.ts'
import { pageOf, type Quarantine } from './quarantine.ts'
import type { RelayStore } from './relay-store.ts'

export interface MemoryStoreDeps {
  readonly quota: StoreQuota
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Bytes
}

type Row =
  | { readonly item: StoredItem; readonly entry: ContentAppend | ControlAppend }
  | { readonly item: StoredItem; readonly entry: undefined }

interface Kept extends KeptEntry {
  readonly reason: 'fork' | 'quarantine'
  readonly group: GroupId
  readonly storedAt: Instant
}

interface MemorySpace {
  readonly id: SpaceId
  readonly generation: Bytes
  readonly rows: Row[]
  readonly kept: Kept[]
}

const refused = (reason: StoreRefusal): AppendOutcome => ({ type: 'refused', reason })
const sizeOf = (item: StoredItem): number => (item.type === 'box' ? item.box : item.bytes).length
const sumOf = (items: readonly StoredItem[]): number => items.reduce((sum, item) => sum + sizeOf(item), 0)

export function createMemoryEntryStore({ now, quota, randomBytes }: MemoryStoreDeps): RelayStore {
  const spaces = new Map<SpaceId, MemorySpace>()
  const blobs = createMemoryBlobs((space, group, bytes) => isOverQuota(found(space), group, bytes))

  function write(space: MemorySpace, append: Append): AppendOutcome {
    switch (append.type) {
      case 'content':
        return writeContent(space, append)
      case 'control':
        return writeControl(space, append)
      case 'boxes':
        return writeBoxes(space, append.group, append.epoch, append.boxes)
      case 'quarantine':
        return writeQuarantine(space, append)
    }
  }

  function put(space: MemorySpace, append: ContentAppend | ControlAppend): Arrival {
    const arrival = (space.rows.length + 1) as Arrival
    const { bytes, group, type } = append
    space.rows.push({ entry: append, item: { type: 'entry', kind: type, arrival, group, bytes, storedAt: now() } })
    return arrival
  }

  function isOverQuota(space: MemorySpace, group: GroupId, bytes: number): boolean {
    const items = space.rows.map(({ item }) => item)
    const inGroup = items.filter((item) => item.group === group)
    const inGroupBytes = sumOf(inGroup) + blobs.blobBytes(space.id, group) + bytes
    return inGroupBytes > quota.groupBytes || sumOf(items) + blobs.blobBytes(space.id) + bytes > quota.spaceBytes
  }

  function writeContent(space: MemorySpace, append: ContentAppend): AppendOutcome {
    const feed = feedOf(space, append)
    const there = feed[append.seq]
    if (append.seq > feed.length) return refused('gap')
    if (there !== undefined) {
      if (there.id === append.id) return { type: 'duplicate', arrival: there.arrival }
      return keepFork(space, append)
    }
    if (append.prev !== (feed.at(-1)?.id ?? zeroHash)) return refused('previous-mismatch')
    if (isOverQuota(space, append.group, append.bytes.length)) return refused('over-quota')
    const arrival = put(space, append)
    return { type: 'stored', arrival, last: arrival }
  }

  function keepFork(space: MemorySpace, { author, bytes, group, id, seq }: ContentAppend): AppendOutcome {
    const ofFeed = space.kept.filter((kept) => kept.reason === 'fork' && kept.group === group && kept.author === author)
    const isNew = !ofFeed.some((kept) => kept.id === id && kept.seq === seq)
    if (isNew && ofFeed.length < forksKept)
      space.kept.push({ reason: 'fork', group, author, seq, id, bytes, storedAt: now() })
    return refused('fork')
  }

  function writeControl(space: MemorySpace, append: ControlAppend): AppendOutcome {
    const chain = chainOf(space, append.group)
    const there = chain[append.groupSeq]
    if (there !== undefined && there.id === append.id) return { type: 'duplicate', arrival: there.arrival }
    if (append.groupSeq !== chain.length) return refused('compare-and-swap')
    const boxes = newBoxes(space, append.group, append.epoch, append.boxes)
    if (boxes === undefined) return refused('too-many-boxes')
    const size = boxes.reduce((sum, { box }) => sum + box.length, append.bytes.length)
    if (isOverQuota(space, append.group, size)) return refused('over-quota')
    const arrival = put(space, append)
    return { type: 'stored', arrival, last: putBoxes(space, append.group, append.epoch, boxes) }
  }

  function writeBoxes(space: MemorySpace, group: GroupId, epoch: number, boxes: readonly Box[]): AppendOutcome {
    const fresh = newBoxes(space, group, epoch, boxes)
    if (fresh === undefined) return refused('too-many-boxes')
    if (fresh.length === 0) return { type: 'duplicate', arrival: space.rows.length as Arrival }
    const size = fresh.reduce((sum, { box }) => sum + box.length, 0)
    if (isOverQuota(space, group, size)) return refused('over-quota')
    const arrival = (space.rows.length + 1) as Arrival
    return { type: 'stored', arrival, last: putBoxes(space, group, epoch, fresh) }
  }

  function putBoxes(space: MemorySpace, group: GroupId, epoch: number, boxes: readonly Box[]): Arrival {
    for (const box of boxes) {
      const arrival = (space.rows.length + 1) as Arrival
      space.rows.push({ entry: undefined, item: { type: 'box', arrival, group, epoch, ...box } })
    }
    return space.rows.length as Arrival
  }

  function writeQuarantine(space: MemorySpace, { author, bytes, group, id, seq }: QuarantineAppend): AppendOutcome {
    const there = feedOf(space, { author, group })[seq]
    if (there?.id === id) return { type: 'duplicate', arrival: there.arrival }
    const kept = space.kept.filter((k) => k.reason === 'quarantine' && k.group === group && k.author === author)
    if (kept.some((known) => known.id === id)) return { type: 'quarantined' }
    const size = kept.reduce((sum, known) => sum + known.bytes.length, bytes.length)
    if (size > quota.quarantineBytes) return refused('over-quota')
    space.kept.push({ reason: 'quarantine', group, author, seq, id, bytes, storedAt: now() })
    return { type: 'quarantined' }
  }

  function found(space: SpaceId): MemorySpace {
    const known = spaces.get(space) ?? { id: space, generation: randomBytes(16), rows: [], kept: [] }
    spaces.set(space, known)
    return known
  }

  function keptOf(space: SpaceId, group: GroupId, reason: Kept['reason']): readonly KeptEntry[] {
    const kept = (spaces.get(space)?.kept ?? []).filter((k) => k.reason === reason && k.group === group)
    const placed = kept.map(({ author, bytes, id, seq }) => ({ author, seq, id, bytes }))
    return placed.sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))
  }

  return {
    ...createMemoryMailbox(),
    ...createMemoryQuarantine((space) => spaces.get(space)?.kept ?? [], now),
    ...createMemoryFetchPages(),
    ...createMemoryHeldBlobs(quota, now),
    putBlob: blobs.putBlob,
    findBlob: blobs.findBlob,
    append: async (space, appends) => appends.map((append) => write(found(space), append)),
    read: async (space, after, readable, limit) => readRows(spaces.get(space)?.rows ?? [], after, readable, limit),
    viewsAfter: async (space, after, since, count) => {
      const views = (spaces.get(space)?.rows ?? []).slice(after).flatMap(({ entry, item }) => {
        const isShown = entry?.type === 'content' && entry.isView && item.type === 'entry' && item.storedAt >= since
        return isShown ? [{ arrival: item.arrival, bytes: entry.bytes }] : []
      })
      return views.slice(0, count)
    },
    spaces: async () => [...spaces.keys()],
    spaceHead: async (space) => {
      const known = spaces.get(space)
      return known === undefined ? undefined : { head: known.rows.length as Arrival, generation: known.generation }
    },
    renewGeneration: async (space) => {
      const known = spaces.get(space)
      if (known !== undefined) spaces.set(space, { ...known, generation: randomBytes(16) })
    },
    controls: async (space, after) =>
      (spaces.get(space)?.rows ?? []).flatMap(({ entry, item: { arrival } }) =>
        entry?.type === 'control' && arrival > (after ?? 0)
          ? [{ arrival, group: entry.group, bytes: entry.bytes }]
          : [],
      ),
    chainEntries: async (space, group, from, to) =>
      (spaces.get(space)?.rows ?? []).flatMap(({ entry }) =>
        entry?.type === 'control' && entry.group === group && entry.groupSeq >= from && entry.groupSeq <= to
          ? [entry.bytes]
          : [],
      ),
    controlArrival: async (space, group, seq) => chainOf(spaces.get(space), group)[seq]?.arrival,
    feedHeads: async (space, group) => {
      const rows = spaces.get(space)?.rows ?? []
      const own = rows.flatMap(({ entry }) => (entry?.type === 'content' && entry.group === group ? [entry] : []))
      return [...new Map(own.map(({ author, id, seq }) => [author, { author, seq, id }])).values()]
    },
    findContent: async (space, { author, group, id, seq }) => {
      const there = feedOf(spaces.get(space), { author, group })[seq]
      return there?.id === id ? there.arrival : undefined
    },
    folded: async (space, group) => {
      const rows = spaces.get(space)?.rows ?? []
      const own = rows.flatMap(({ entry }) => (entry?.type === 'content' && entry.group === group ? [entry] : []))
      return foldedIn(own)
    },
    boxRecipients: async (space, group, epoch) => {
      const items = (spaces.get(space)?.rows ?? []).map(({ item }) => item)
      const own = items.flatMap((item) => (item.type === 'box' && item.group === group ? [item] : []))
      return new Set(own.filter((item) => item.epoch === epoch).map(({ recipient }) => recipient))
    },
    forks: async (space, group) => keptOf(space, group, 'fork'),
    quarantined: async (space, group) => keptOf(space, group, 'quarantine'),
    check: async () => {},
    close: async () => {},
  }
}

function feedOf(space: MemorySpace | undefined, feed: Pick<ContentAppend, 'author' | 'group'>) {
  return (space?.rows ?? []).flatMap(({ entry, item }) =>
    entry?.type === 'content' && entry.group === feed.group && entry.author === feed.author
      ? [{ id: entry.id, arrival: item.arrival }]
      : [],
  )
}

function foldedIn(entries: readonly ContentAppend[]): readonly FoldedDoc[] {
  const byDoc = new Map<DocId, FoldedDoc>()
  for (const [at, { snapshot }] of entries.entries()) {
    if (snapshot === undefined) continue
    const newest = entries.slice(0, at + 1).filter(({ id }) => snapshot.newest.includes(id))
    byDoc.set(snapshot.doc, { doc: snapshot.doc, feeds: new Map(newest.map(({ author, seq }) => [author, seq])) })
  }
  return [...byDoc.values()]
}

function chainOf(space: MemorySpace | undefined, group: GroupId) {
  return (space?.rows ?? []).flatMap(({ entry, item }) =>
    entry?.type === 'control' && entry.group === group ? [{ id: entry.id, arrival: item.arrival }] : [],
  )
}

function newBoxes(space: MemorySpace, group: GroupId, epoch: number, boxes: readonly Box[]) {
  const there: Box[] = space.rows.flatMap(({ item }) =>
    item.type === 'box' && item.group === group && item.epoch === epoch ? [item] : [],
  )
  const fresh: Box[] = []
  for (const box of boxes) {
    const same = [...there, ...fresh].filter(({ recipient }) => recipient === box.recipient)
    if (same.some((known) => equalBytes(known.box, box.box))) continue
    if (same.length >= boxAlternatives) return undefined
    fresh.push(box)
  }
  return fresh
}

function isShown(item: StoredItem, readable: Readable): boolean {
  if (item.type === 'entry' && item.kind === 'control') return readable.chains.has(item.group)
  if (!readable.contents.has(item.group)) return false
  return item.type === 'entry' || readable.recipients.has(item.recipient)
}

function readRows(rows: readonly Row[], after: Arrival, readable: Readable, limit: BatchLimit) {
  const items: StoredItem[] = []
  let bytes = 0
  for (const { item } of rows.slice(after)) {
    if (!isShown(item, readable)) continue
    if (items.length > 0 && (items.length >= limit.items || bytes + sizeOf(item) > limit.bytes)) {
      return { items, cursor: items.at(-1)!.arrival, more: true }
    }
    items.push(item)
    bytes += sizeOf(item)
  }
  return { items, cursor: rows.length as Arrival, more: false }
}

function createMemoryQuarantine(keptOf: (space: SpaceId) => readonly Kept[], now: () => Instant): Quarantine {
  const settled = new Set<Kept>()
  const words = new Map<SpaceId, ErasedDevice[]>()
  const quarantined = (space: SpaceId) => keptOf(space).filter(({ reason }) => reason === 'quarantine')
  return {
    held: async (space, after, limit) => {
      const all = quarantined(space)
      const rest = all.slice(all.findIndex(({ id }) => id === after) + 1).filter((kept) => !settled.has(kept))
      const entries = rest.map(({ author, bytes, group, id, storedAt }) => ({ id, group, author, storedAt, bytes }))
      return pageOf(entries, limit)
    },
    settle: async (space, decided) => {
      for (const kept of quarantined(space))
        if (decided.some(({ group, id }) => kept.group === group && kept.id === id)) settled.add(kept)
    },
    noteErased: async (space, device, signature) => {
      const known = words.get(space) ?? []
      if (known.some((word) => word.device === device)) return
      words.set(space, [...known, { device, signature, toldAt: now() }])
    },
    erased: async (space) => words.get(space) ?? [],
  }
}

function createMemoryMailbox(): JoinMailbox {
  const joinByInvite = new Map<string, JoinRequest>()
  const foundings = new Map<string, { readonly expiresAt: Instant; readonly by?: SpaceId | JoinRequest['device'] }>()
  return {
    putJoin: async (join) => {
      const held = joinByInvite.get(join.invite)
      if (held !== undefined) return held.device === join.device ? 'same-device' : 'used'
      joinByInvite.set(join.invite, join)
      return 'waiting'
    },
    holderOf: async (invite) => joinByInvite.get(invite)?.device,
    joins: async (space) =>
      [...joinByInvite.values()]
        .filter((join) => join.space === space)
        .sort((a, b) => a.askedAt - b.askedAt || (a.invite < b.invite ? -1 : 1)),
    sweepJoins: async (instant) => {
      for (const [invite, { askedAt }] of joinByInvite) if (askedAt < instant) joinByInvite.delete(invite)
    },
    allowFounding: async (hash, expiresAt) => {
      if (!foundings.has(hash)) foundings.set(hash, { expiresAt })
    },
    knowsFounding: async (hash, now) => now <= (foundings.get(hash)?.expiresAt ?? -1),
    useFounding: async (hash, by, now) => {
      const link = foundings.get(hash)
      if (link === undefined || (link.by ?? by) !== by) return false
      if (link.by === undefined && now > link.expiresAt) return false
      foundings.set(hash, { ...link, by })
      return true
    },
  }
}
