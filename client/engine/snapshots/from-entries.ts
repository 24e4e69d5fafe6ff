/**
 * A document as the entries here make it, from its first change on: what a
 * snapshot is written from, and what one is held against.
 */
import type { DeviceId, DocId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { type DocName, documentBy, documentOf } from '../../../shared/membership/documents.ts'
import { deviceIn } from '../../../shared/membership/rights.ts'
import type { ContentEntry } from '../../../shared/protocol/entry.ts'
import type { EntrySealer } from '../crypto/entry-sealer.ts'
import type { AnyDoc, ReadChange } from '../documents/doc-engine.ts'
import type { TailChange } from '../documents/doc-rows.ts'
import type { Chains } from '../membership/chains.ts'
import type { InitAutomerge } from '../platform/automerge.ts'

export interface EntriesOfDoc {
  readonly name: DocName
  readonly changes: readonly ContentEntry[]
  readonly snapshots: readonly ContentEntry[]
}

export interface FromEntriesDeps {
  readonly chains: Pick<Chains, 'team'>
  readonly sealer: Pick<EntrySealer, 'open'>
  readonly device: DeviceId
  readonly initAutomerge: InitAutomerge
}

export interface MadeOfEntries {
  readonly doc: AnyDoc
  /** Their changes are part of it. */
  readonly used: readonly ContentEntry[]
  /** Of all that could be opened, as a document keeps them. */
  readonly opened: readonly TailChange[]
  /** No key, or something they build on is not here yet. */
  readonly waits: boolean
}

/** Of documents that can have a snapshot in this group. */
export function sortByDoc(chain: ChainState, entries: readonly ContentEntry[]): ReadonlyMap<DocId, EntriesOfDoc> {
  const docs = new Map<DocId, { name: DocName; changes: ContentEntry[]; snapshots: ContentEntry[] }>()
  for (const entry of entries) {
    const { doc, kind, writtenAt } = entry.header
    if (kind !== 'change' && kind !== 'snapshot') continue
    const name = docs.get(doc)?.name ?? documentOf(chain, doc, writtenAt)
    if (name === undefined) continue
    const known = docs.get(doc) ?? { name, changes: [], snapshots: [] }
    docs.set(doc, known)
    known[kind === 'change' ? 'changes' : 'snapshots'].push(entry)
  }
  return docs
}

export async function makeFromEntries(
  deps: FromEntriesDeps,
  chain: ChainState,
  { changes, name }: Pick<EntriesOfDoc, 'name' | 'changes'>,
): Promise<MadeOfEntries> {
  const payloads = await Promise.all(changes.map((entry) => deps.sealer.open(entry)))
  await deps.initAutomerge()
  const { buildDoc, readChangeOf } = await import('../documents/doc-engine.ts')
  const opened: TailChange[] = []
  const entryOf = new Map<ReadChange, ContentEntry>()
  let isKeyMissing = false
  for (const [at, entry] of changes.entries()) {
    const payload = payloads[at]!
    const { author, doc, writtenAt } = entry.header
    const role = deviceIn(chain, deps.chains.team(), author)?.role
    if (role === undefined || documentBy(role, chain, doc, writtenAt) === undefined) continue
    if (!payload.ok) {
      if (payload.error.type === 'no-key' || payload.error.type === 'newer-app') isKeyMissing = true
      continue
    }
    opened.push({ entry: entry.id, author, bytes: payload.value, writtenAt, arrivedAt: null })
    const read = readChangeOf(name.kind, payload.value, { device: author, speaker: undefined })
    if (read !== undefined) entryOf.set(read, entry)
  }
  const { applied, doc, waiting } = buildDoc(name, undefined, [...entryOf.keys()], deps.device)
  return { doc, used: applied.map((change) => entryOf.get(change)!), opened, waits: isKeyMissing || waiting.length > 0 }
}
