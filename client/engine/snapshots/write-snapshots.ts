/**
 * Snapshots that this device writes: in a quiet moment with signal, of a document
 * with many changes since the last one, once for the team. What is folded was
 * taken in here entry by entry; nothing is built on somebody else's snapshot.
 * Rules SX420, SX421.
 */
import type { GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import { isClinical } from '../../../shared/membership/standing.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import { encodeField, parseField, row, uint } from '../../../shared/protocol/fields.ts'
import type { Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import { groupTurn } from '../membership/group-turn.ts'
import type { Clock } from '../platform/clock.ts'
import type { LateGaps } from '../receive/late-gaps.ts'
import type { Parked } from '../receive/parked.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { Frontiers } from '../sync/frontiers.ts'
import { turnMs } from '../sync/furnish.ts'
import { readGroupLog } from '../sync/group-log.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import type { Session } from '../sync/relay-client.ts'
import type { Writer } from '../writing/writer.ts'
import { type EntriesOfDoc, type FromEntriesDeps, makeFromEntries, sortByDoc } from './from-entries.ts'
import { encodeSnapshot, isInSpans, parseSnapshot, type SnapshotPayload, spansOf } from './payload.ts'

/**
 * Measured: fifty changes travel as some 20 kB, the snapshot of a hundred in 2 to 4 kB. With fewer there is little to
 * win; with many more whoever comes new fetches and opens them one by one.
 */
const changesEach = 50
/** Each reads what lies here of the group: what a person does meanwhile goes first. */
const atOnce = 2
/** An entry is at most 64 KiB, its padding an eighth of it. */
const mostBytes = 57_000
/** A feed is named by its newest entry; an entry names as many. */
const mostFeeds = 128

export interface WriteSnapshotsDeps extends FromEntriesDeps {
  readonly chains: Chains
  readonly store: DeviceStore
  readonly frontiers: Frontiers
  readonly feeds: OwnFeeds
  readonly gaps: LateGaps
  readonly commitLock: Serial
  readonly writer: Writer
  readonly clock: Clock
  readonly parked: Parked
  /** All of it is here, entry by entry, and opened. */
  readonly isWhole: (chain: ChainState) => boolean
  /** Fewer in tests alone. */
  readonly snapshotEvery?: number | undefined
}

export interface WriteSnapshots {
  /** One that was written there is false. */
  readonly again: (groups: Iterable<GroupId>) => void
  readonly run: (session: Session | null) => Promise<void>
}

export function createWriteSnapshots(deps: WriteSnapshotsDeps): WriteSnapshots {
  const { chains, clock, device, feeds, frontiers, store } = deps
  const least = deps.snapshotEvery ?? changesEach
  /** How much there was when it was last looked through. */
  let looked: Map<GroupId, number> | null = null
  /** Since when it is to be looked through; the others of the team wait their turn. */
  const since = new Map<GroupId, Instant>()

  function lengthOf(group: GroupId): number {
    const others = [...frontiers.inGroup(group).values()].reduce((sum, { next }) => sum + next, 0)
    return others + feeds.of(group).next
  }

  function isMine(chain: ChainState): boolean {
    const { group } = chain
    // Nothing is built on what somebody else's snapshot says.
    if ((deps.gaps.now()?.inGroup(group).size ?? 0) > 0) return false
    if (lengthOf(group) - (looked?.get(group) ?? 0) < least || !deps.isWhole(chain)) return false
    const now = clock.now()
    const me = deviceIn(chain, chains.team(), device)
    if (me === undefined || !isClinical(me.role)) return false
    const began = since.get(group) ?? now
    since.set(group, began)
    return now - began >= groupTurn({ chains, device, now }, chain) * turnMs
  }

  async function lookThrough(chain: ChainState): Promise<void> {
    for (const entries of sortByDoc(chain, await readGroupLog(deps.store, chain.group)).values()) {
      const fresh = await countFresh(deps, entries)
      if (fresh >= least) await writeSnapshot(deps, chain, entries)
    }
  }

  return {
    again: (groups) => {
      for (const group of groups) looked?.delete(group)
    },
    run: async (session) => {
      if (session === null) return
      await Promise.all([frontiers.load(), deps.gaps.load(false)])
      looked ??= await readLooked(store)
      const all = [...chains.byKind('team'), ...chains.byKind('care')]
      for (const chain of all.filter(isMine).slice(0, atOnce)) {
        const { group } = chain
        const length = lengthOf(group)
        since.delete(group)
        await lookThrough(chain)
        looked.set(group, length)
        await deps.commitLock(() => store.commit([lookedWrite(group, length)]))
      }
    },
  }
}

const lookedPrefix = 'snapshot-looked/'
const lengthRow = row({ length: uint() })

function lookedWrite(group: GroupId, length: number): Write {
  return { store: 'meta', key: lookedPrefix + group, value: encodeField(lengthRow, { length }) }
}

async function readLooked(store: DeviceStore): Promise<Map<GroupId, number>> {
  const rows = await store.scan('meta', lookedPrefix, `${lookedPrefix}g`)
  return new Map(
    rows.map(({ key, value }) => {
      const parsed = parseField(lengthRow, value)
      return [key.slice(lookedPrefix.length) as GroupId, parsed.ok ? parsed.value.length : 0]
    }),
  )
}

/**
 * Changes that the newest snapshot here has not folded; all of them where one is known to be false and no good one was
 * written with it in sight: the relay hands out whichever arrived last, and nobody's clock says which that was.
 */
async function countFresh(
  { parked, sealer }: WriteSnapshotsDeps,
  { changes, snapshots }: EntriesOfDoc,
): Promise<number> {
  const refused = new Set(parked.refused().map(({ id }) => id))
  const isFalse = ({ id }: ContentEntry) => refused.has(id)
  const good = snapshots.filter((each) => !isFalse(each)).toSorted((a, b) => b.header.writtenAt - a.header.writtenAt)
  const opened = await Promise.all(good.map((each) => sealer.open(each)))
  const said = opened.flatMap((each) => {
    const payload = each.ok ? parseSnapshot(each.value) : undefined
    return payload?.ok === true ? [payload.value] : []
  })
  const isAnswered = (entry: ContentEntry) => said.some((each) => isNamedIn(each, 'snapshots', entry))
  if (snapshots.some((each) => isFalse(each) && !isAnswered(each))) return Number.POSITIVE_INFINITY
  const [newest] = said
  return newest === undefined
    ? changes.length
    : changes.filter((change) => !isNamedIn(newest, 'changes', change)).length
}

function isNamedIn({ feeds }: SnapshotPayload, of: 'changes' | 'snapshots', { header }: ContentEntry): boolean {
  return feeds.some((feed) => feed.device === header.author && isInSpans(feed[of], header.seq))
}

async function writeSnapshot(deps: WriteSnapshotsDeps, chain: ChainState, entries: EntriesOfDoc): Promise<void> {
  const made = await makeFromEntries(deps, chain, entries)
  const { freeDoc, headsOf } = await import('../documents/doc-engine.ts')
  const { openSnapshot, packDoc } = await import('./snapshot-document.ts')
  const { doc, used, waits } = made
  const [heads, packed] = [headsOf(doc), waits ? undefined : await packDoc(doc).catch(() => undefined)]
  freeDoc(doc)
  if (packed === undefined || used.length === 0) return
  const feeds = feedsOf(used, entries.snapshots)
  const changedAt = Math.max(...used.map(({ header }) => header.writtenAt)) as Instant
  const snapshot: SnapshotPayload = { heads, feeds: feeds.map(({ feed }) => feed), changedAt, packed }
  const payload = encodeSnapshot(snapshot)
  const again = await openSnapshot(entries.name, snapshot, deps.device)
  if (again === undefined || payload.length > mostBytes || feeds.length > mostFeeds) return
  freeDoc(again.doc)
  const draft = {
    ...({ kind: 'snapshot', group: chain.group, priority: 'bulk', doc: used[0]!.header.doc, payload } as const),
    ...{ rows: [], drops: [], refs: feeds.map(({ newest }) => newest.id) },
    label: { kind: 'team', personId: chain.about } as const,
  }
  const { writer } = deps
  await writer.inTurn(() => writer.write({ entries: [draft], alongside: [], sealedAlongside: [] }))
}

/** By device, with the newest of what is folded. */
function feedsOf(changes: readonly ContentEntry[], snapshots: readonly ContentEntry[]) {
  const devices = new Set([...changes, ...snapshots].map(({ header }) => header.author))
  return [...devices].sort().map((device) => {
    const [of, before] = [changes, snapshots].map((list) => list.filter(({ header }) => header.author === device))
    const newest = [...of!, ...before!].reduce((last, each) => (each.header.seq > last.header.seq ? each : last))
    const spans = (list: readonly ContentEntry[]) => spansOf(list.map(({ header }) => header.seq))
    return { newest, feed: { device, changes: spans(of!), snapshots: spans(before!) } }
  })
}
