/**
 * Colleagues' snapshots, held against the entries they name by whoever has them,
 * in quiet moments: heads are hashes of the whole history, so what these entries
 * make either is what the snapshot says, or it is false. Then it is parked, its
 * document is made anew from the entries, and people are told whose it is. Rule SX422.
 */
import type { GroupId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { documentOf } from '../../../shared/membership/documents.ts'
import { type ContentEntry, parseContentEntry } from '../../../shared/protocol/entry.ts'
import { dropDoc, pendingItem, tailItem, toldAnewItem } from '../documents/doc-rows.ts'
import type { Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import type { Clock } from '../platform/clock.ts'
import type { Parked, ParkedChange } from '../receive/parked.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { readLog } from '../sync/entry-log.ts'
import { readGroupLog } from '../sync/group-log.ts'
import type { Writer } from '../writing/writer.ts'
import { type DuePlace, dueWrite, readDue } from './due.ts'
import { type EntriesOfDoc, type FromEntriesDeps, makeFromEntries, sortByDoc } from './from-entries.ts'
import { countOf, isInSpans, parseSnapshot, type SnapshotPayload } from './payload.ts'

/** Each makes a document from its first change on. */
const atOnce = 2

export interface CheckSnapshotsDeps extends FromEntriesDeps {
  readonly chains: Chains
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly commitLock: Serial
  readonly writer: Writer
  readonly clock: Clock
  readonly parked: Parked
  readonly mayRead: (group: GroupId) => boolean
  /** Documents were marked as unopened. */
  readonly showDocuments: () => Promise<void>
}

export interface CheckSnapshots {
  /** The groups in which one was found false: theirs are written anew. */
  readonly run: () => Promise<readonly GroupId[]>
}

type Verdict = 'good' | 'false' | 'later'

export function createCheckSnapshots(deps: CheckSnapshotsDeps): CheckSnapshots {
  const { chains, sealer, store } = deps
  const tried = new Map<string, number>()
  const keyOf = ({ author, group, seq }: DuePlace) => `${group}/${author}/${seq}`

  async function check(place: DuePlace): Promise<Verdict> {
    const { author, group, seq } = place
    const chain = chains.state(group)
    const [logged] = await readLog(store, { author, group, from: seq, to: seq + 1 })
    const entry = logged === undefined ? undefined : parseContentEntry(logged.bytes)
    if (chain === undefined || entry?.ok !== true) return forget(place)
    if (!deps.mayRead(group)) return 'later'
    const opened = await sealer.open(entry.value)
    if (!opened.ok) return 'later'
    const said = parseSnapshot(opened.value)
    const { doc, writtenAt } = entry.value.header
    const name = documentOf(chain, doc, writtenAt)
    if (!said.ok || name === undefined) return forget(place)
    const here = await readGroupLog(store, group)
    const entries = sortByDoc(chain, here).get(doc) ?? { name, changes: [], snapshots: [] }
    // What is not here yet may come.
    if (!isAllHere(said.value, here)) return 'later'
    const verdict = await judge(deps, chain, entries, said.value)
    if (verdict === 'good') return forget(place)
    if (verdict === 'false') await tell(place, entry.value, chain, entries)
    return verdict
  }

  async function forget(place: DuePlace): Promise<Verdict> {
    await deps.commitLock(() => store.commit([dueWrite(place, null)]))
    return 'good'
  }

  /** In the turn of who writes, so that no change is made to the document meanwhile. */
  async function tell(place: DuePlace, entry: ContentEntry, chain: ChainState, entries: EntriesOfDoc): Promise<void> {
    const { clock, commitLock, parked, sealedStore } = deps
    await deps.writer.inTurn(async () => {
      const { doc } = entry.header
      const { doc: made, opened } = await makeFromEntries(deps, chain, entries)
      const { freeDoc } = await import('../documents/doc-engine.ts')
      freeDoc(made)
      const change: ParkedChange = {
        wait: [],
        resolved: [],
        refuse: [{ id: entry.id, bytes: entry.bytes, reason: 'false-snapshot', at: clock.now() }],
        anew: badChangesOf(entries),
      }
      await commitLock(async () => {
        const anew = [
          ...(await dropDoc(sealedStore, doc)),
          ...opened.map((each) => tailItem(doc, each)),
          ...[pendingItem(doc, entries.name), toldAnewItem(doc)],
        ]
        const sealed = await sealedStore.seal([...anew, ...parked.plan(change)])
        const saved = await store.commit([...sealed, dueWrite(place, null)])
        if (saved.ok) parked.keep(change)
      })
    })
    await deps.showDocuments()
  }

  /** A true change can have been refused because what the snapshot invented stood in its place. */
  function badChangesOf({ changes }: EntriesOfDoc): readonly string[] {
    const isHere = (id: string) => changes.some((each) => each.id === id)
    return deps.parked.refused().flatMap(({ id, reason }) => (reason === 'bad-change' && isHere(id) ? [id] : []))
  }

  return {
    run: async () => {
      const groups: GroupId[] = []
      const due = await readDue(store)
      // What waits for something is not asked for in front of the others each time.
      due.sort((a, b) => (tried.get(keyOf(a)) ?? 0) - (tried.get(keyOf(b)) ?? 0))
      for (const place of due.slice(0, atOnce)) {
        tried.set(keyOf(place), (tried.get(keyOf(place)) ?? 0) + 1)
        if ((await check(place)) === 'false') groups.push(place.group)
      }
      return groups
    },
  }
}

/** Every number it names has an entry here, whatever it is. */
function isAllHere({ feeds }: SnapshotPayload, here: readonly ContentEntry[]): boolean {
  return feeds.every(({ changes, device, snapshots }) => {
    const numbers = here.filter(({ header }) => header.author === device).map(({ header }) => header.seq)
    const isIn = (seq: number) => isInSpans(changes, seq) || isInSpans(snapshots, seq)
    return numbers.filter(isIn).length >= countOf(changes) + countOf(snapshots)
  })
}

/** `later`: something of it cannot be opened yet. */
async function judge(
  deps: FromEntriesDeps,
  chain: ChainState,
  { changes, name, snapshots }: EntriesOfDoc,
  { feeds, heads }: SnapshotPayload,
): Promise<Verdict> {
  const isNamed = (of: 'changes' | 'snapshots') => (entry: ContentEntry) =>
    feeds.some((feed) => feed.device === entry.header.author && isInSpans(feed[of], entry.header.seq))
  const count = (of: 'changes' | 'snapshots') => feeds.reduce((sum, feed) => sum + countOf(feed[of]), 0)
  const named = changes.filter(isNamed('changes'))
  // A number that stands for something else: whoever believed it would never be sent that.
  if (named.length < count('changes') || snapshots.filter(isNamed('snapshots')).length < count('snapshots'))
    return 'false'
  const { doc, used, waits } = await makeFromEntries(deps, chain, { name, changes: named })
  const { freeDoc, headsOf } = await import('../documents/doc-engine.ts')
  const made = headsOf(doc)
  freeDoc(doc)
  if (waits) return 'later'
  return used.length === named.length && [...made].sort().join() === [...heads].sort().join() ? 'good' : 'false'
}
