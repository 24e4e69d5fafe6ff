/**
 * What a pull leaves out, or sends alone, because a snapshot folds it: read off
 * clear headers, nothing is opened. It is all kept. Left out are changes and older
 * snapshots of the document, up to the newest entry that its newest snapshot names
 * of each feed; never the newest entry of a feed, so that every reader gets what
 * proves how far it goes, never the reader's own, and never the first one asked
 * for, which is how a device knows the relay again. Rule RT420.
 */
import type { Arrival, DeviceId, DocId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { type ContentHeader, parseHeaderIn } from '../../shared/protocol/entry.ts'
import type { PullItem } from '../../shared/protocol/pull.ts'
import type { EntryStore, StoredItem } from '../entry-store/entry-store.ts'

export type FoldMode = 'skip' | 'only'
export type ServedItem = StoredItem | Extract<PullItem, { readonly type: 'folded' }>

export interface FoldDeps {
  readonly store: Pick<EntryStore, 'folded' | 'feedHeads'>
  readonly space: SpaceId
  readonly reader: DeviceId
  readonly after: Arrival
  readonly mode: FoldMode
}

interface Coverage {
  readonly docs: ReadonlyMap<DocId, ReadonlyMap<DeviceId, number>>
  /** The newest number of each feed when the answer began. */
  readonly heads: ReadonlyMap<DeviceId, number>
}

type Span = {
  -readonly [Key in keyof Extract<PullItem, { type: 'folded' }>]: Extract<PullItem, { type: 'folded' }>[Key]
}

export function createFold({ after, mode, reader, space, store }: FoldDeps) {
  const groups = new Map<GroupId, Promise<Coverage | undefined>>()

  async function look(group: GroupId): Promise<Coverage | undefined> {
    const docs = await store.folded(space, group)
    if (docs.length === 0) return undefined
    const heads = await store.feedHeads(space, group)
    return {
      docs: new Map(docs.map(({ doc, feeds }) => [doc, feeds])),
      heads: new Map(heads.map(({ author, seq }) => [author, seq])),
    }
  }

  function coverageOf(group: GroupId): Promise<Coverage | undefined> {
    const known = groups.get(group) ?? look(group)
    groups.set(group, known)
    return known
  }

  /** The header of an entry that is folded. */
  async function foldedHeader(item: StoredItem): Promise<ContentHeader | undefined> {
    if (item.type !== 'entry' || item.kind !== 'content') return undefined
    const coverage = await coverageOf(item.group)
    const parsed = coverage === undefined ? undefined : parseHeaderIn(item.bytes)
    if (coverage === undefined || parsed?.ok !== true) return undefined
    const { author, doc, kind, seq } = parsed.value
    if ((kind !== 'change' && kind !== 'snapshot') || author === reader) return undefined
    const upTo = coverage.docs.get(doc)?.get(author) ?? -1
    return seq <= upTo && seq < (coverage.heads.get(author) ?? 0) ? parsed.value : undefined
  }

  async function skip(items: readonly StoredItem[]): Promise<readonly ServedItem[]> {
    const served: ServedItem[] = []
    const open = new Map<string, Span>()
    for (const item of items) {
      const header = item.arrival === after + 1 ? undefined : await foldedHeader(item)
      if (header === undefined) {
        served.push(item)
        continue
      }
      const { author, group, seq } = header
      const feed = `${group}/${author}`
      const span = open.get(feed)
      if (span?.to === seq - 1) span.to = seq
      else {
        const begun: Span = { type: 'folded', arrival: item.arrival, group, author, from: seq, to: seq }
        open.set(feed, begun)
        served.push(begun)
      }
    }
    return served
  }

  async function only(items: readonly StoredItem[]): Promise<readonly ServedItem[]> {
    const served: ServedItem[] = []
    for (const item of items) if ((await foldedHeader(item)) !== undefined) served.push(item)
    return served
  }

  return mode === 'skip' ? skip : only
}
