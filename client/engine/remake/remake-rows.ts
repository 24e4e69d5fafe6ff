/**
 * All rows once more, from the log: when a newer app keeps them in another form.
 * The entries on this disk were verified when they came, so each is opened and
 * projected as it was then; documents are marked as unopened and shown again
 * with Automerge. No network is needed.
 *
 * 1. When an entry arrived is in no entry: it is read from the old rows first
 *    and lies sealed until all is made.
 * 2. A kill in the middle leaves `half made`, and the next start begins anew.
 * 3. The version is written with the last rows; nothing is read before.
 */
import { bytesToUtf8, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId, DocId, GroupId, Instant, MemberId, SpaceId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { type DocName, documentBy, mayWriteEntry } from '../../../shared/membership/documents.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { SignatureVerifier } from '../../../shared/protocol/signature.ts'
import { projectRecord } from '../../domain/projections/project-record.ts'
import { belongsHere } from '../../domain/projections/record-place.ts'
import { homePartition, type StoredRow } from '../../domain/projections/rows.ts'
import type { EntrySealer } from '../crypto/entry-sealer.ts'
import { pendingItem, toldAnewItem } from '../documents/doc-rows.ts'
import type { Chains } from '../membership/chains.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import { carriesRecords, isOfItsKind } from '../receive/entry-kinds.ts'
import { carriedIn } from '../receive/open-records.ts'
import { openingRows } from '../receive/opening-rows.ts'
import type { DeviceStore, StoreFailure } from '../storage/device-store.ts'
import { prefixEnd } from '../storage/key-range.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import { readGroupLog } from '../sync/group-log.ts'
import { contextOf } from '../writing/record-context.ts'
import { parsePayload } from '../writing/record-payload.ts'
import { type UnreadDeps, withoutRead } from '../writing/unread-rows.ts'
import { halfMade, readRowsVersion, rowsVersion, rowsVersionWrite } from './rows-version.ts'

export interface RemakeDeps extends UnreadDeps {
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly chains: Chains
  readonly sealer: Pick<EntrySealer, 'open'>
  readonly pages: PageWriter
  readonly device: DeviceId
  readonly me: MemberId
  /** Groups of which only its own entries are left here: they are no record. */
  readonly evicted: ReadonlyMap<GroupId, number>
  readonly space: SpaceId
  readonly verifier: SignatureVerifier
}

/** Entry -> how long it was on its way. */
type Ways = ReadonlyMap<string, number>

const waysPlace = { store: 'drafts', scope: 'remake', name: 'ways' } as const

export async function remakeRows(deps: RemakeDeps): Promise<Result<void, StoreFailure>> {
  const begun = await begin(deps)
  if (!begun.ok) return begun
  const emptied = await emptyPages(deps)
  if (!emptied.ok) return emptied
  const unread: StoredRow[] = []
  const documents = new Map<DocId, DocName>()
  for (const group of deps.chains.groups()) {
    const chain = deps.chains.state(group)
    if (chain === undefined) continue
    const entries = deps.evicted.has(group) ? [] : await readGroupLog(deps.store, group)
    noteDocuments(deps, { chain, entries }, documents)
    const rows = await rowsOf(deps, { chain, entries, ways: begun.value })
    unread.push(...rows.filter(({ collection }) => collection === 'unread'))
    const others = [...rows.filter(({ collection }) => collection !== 'unread'), ...openingRows(chain)]
    const saved = await commit(deps, others, [])
    if (!saved.ok) return saved
  }
  const { rows } = await withoutRead(deps, unread)
  const pending = [...documents].flatMap(([doc, name]) => [pendingItem(doc, name), toldAnewItem(doc)])
  return commit(deps, rows, [...pending, { ...waysPlace, value: null }], true)
}

async function begin(deps: RemakeDeps): Promise<Result<Ways, StoreFailure>> {
  const { sealedStore, store } = deps
  if ((await readRowsVersion(store)) === halfMade) {
    const kept = await sealedStore.get(waysPlace.store, waysPlace.scope, waysPlace.name)
    return ok(kept.ok && kept.value !== undefined ? new Map(JSON.parse(bytesToUtf8(kept.value))) : new Map())
  }
  const ways = await waysInOldRows(deps)
  const sealed = await sealedStore.seal([{ ...waysPlace, value: utf8ToBytes(JSON.stringify([...ways])) }])
  const saved = await store.commit([...sealed, rowsVersionWrite(halfMade)])
  return saved.ok ? ok(ways) : saved
}

/** Whatever the old form was: its rows were JSON, and what came from an entry said which and when it arrived. */
async function waysInOldRows({ chains, sealedStore }: RemakeDeps): Promise<Ways> {
  const people = chains.all().flatMap(({ about }) => about ?? [])
  const ways = new Map<string, number>()
  for (const scope of new Set([homePartition, ...people])) {
    for (const { value } of (await sealedStore.list('pages', scope)).items) {
      for (const { row } of parseOldPage(bytesToUtf8(value))) {
        const { arrivedAt, at, entryId } = row ?? {}
        if (entryId === undefined || typeof arrivedAt !== 'number' || typeof at !== 'number') continue
        ways.set(entryId, Math.max(0, arrivedAt - at))
      }
    }
  }
  return ways
}

interface OldRow {
  readonly row?: { readonly entryId?: string; readonly at?: number; readonly arrivedAt?: number | null }
}

function parseOldPage(json: string): readonly OldRow[] {
  try {
    const page: unknown = JSON.parse(json)
    return Array.isArray(page) ? page.filter((each): each is OldRow => typeof each === 'object' && each !== null) : []
  } catch {
    return []
  }
}

/** The word index and its marks lie among them, and are made again from the rows. */
async function emptyPages({ pages, store }: RemakeDeps): Promise<Result<void, StoreFailure>> {
  for (let first = 0; first < 256; first++) {
    const prefix = first.toString(16).padStart(2, '0')
    const rows = await store.scan('pages', prefix, prefixEnd(prefix))
    if (rows.length === 0) continue
    const saved = await store.commit(rows.map(({ key }) => ({ store: 'pages', key, value: null })))
    if (!saved.ok) return saved
  }
  pages.forget()
  return ok(undefined)
}

interface OfGroup {
  readonly chain: ChainState
  readonly entries: readonly ContentEntry[]
}

function noteDocuments({ chains }: RemakeDeps, { chain, entries }: OfGroup, documents: Map<DocId, DocName>): void {
  for (const { header } of entries) {
    if (carriesRecords(header.kind) || documents.has(header.doc)) continue
    const author = authorOf(chains, chain, header.author)
    const name = author === undefined ? undefined : documentBy(author.role, chain, header.doc, header.writtenAt)
    if (name !== undefined) documents.set(header.doc, name)
  }
}

/** What could not be opened or did not belong here then does not now either: it waits or lies parked. */
async function rowsOf(
  deps: RemakeDeps,
  { chain, entries, ways }: OfGroup & { readonly ways: Ways },
): Promise<readonly StoredRow[]> {
  const { chains, device, me, sealer } = deps
  const records = entries.filter(({ header }) => carriesRecords(header.kind))
  const opened = await Promise.all(records.map((entry) => sealer.open(entry)))
  const rows = records.map(async (entry, at) => {
    const author = authorOf(chains, chain, entry.header.author)
    const payload = opened[at]!
    const parsed = payload.ok ? parsePayload(payload.value) : undefined
    if (author === undefined || parsed === undefined || !parsed.ok) return []
    const way = entry.header.author === device ? null : (ways.get(entry.id) ?? 0)
    const facts = { entry, chain, team: chains.team(), author, me }
    const placed = parsed.value.map((record) => ({
      record,
      context: contextOf({ ...facts, arrivedAt: way === null ? null : ((record.at + way) as Instant) }),
    }))
    if (!mayWriteEntry(chain, author.role, entry.header)) return []
    if (!isOfItsKind(entry.header.kind, chain.kind, parsed.value)) return []
    if (placed.some(({ context, record }) => belongsHere(record, context) !== null)) return []
    const carried = await carriedIn(deps, { entry }, parsed.value)
    if (carried.type !== 'good') return []
    return [...placed.flatMap(({ context, record }) => projectRecord(record, context)), ...carried.rows]
  })
  return (await Promise.all(rows)).flat()
}

function authorOf(chains: Chains, chain: ChainState, author: DeviceId) {
  return chain.devices[author] ?? (chain.kind === 'team' ? undefined : chains.team()?.devices[author])
}

async function commit(
  { pages, sealedStore, store }: RemakeDeps,
  rows: readonly StoredRow[],
  besides: readonly SealedItem[],
  isLast = false,
): Promise<Result<void, StoreFailure>> {
  if (rows.length === 0 && !isLast) return ok(undefined)
  const plan = await pages.plan(rows)
  const version = isLast ? [rowsVersionWrite(rowsVersion)] : []
  const saved = await store.commit([...plan.writes, ...(await sealedStore.seal(besides)), ...version])
  if (!saved.ok) pages.forget()
  return saved
}
