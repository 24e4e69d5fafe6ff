/**
 * The way out: records become one sealed, signed entry a group before the disk
 * is touched, then entry, outbox mark, feed head, pages and what goes with them
 * are committed together, strictly durable (CM1). Only then is anything
 * answered, and then shown.
 */

import type { Bytes } from '../../../shared/lib/bytes.ts'
import {
  type DeviceId,
  type DocId,
  type EntryId,
  type GroupId,
  type MemberId,
  type SpaceId,
  zeroHash,
} from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { mayWriteEntry } from '../../../shared/membership/documents.ts'
import { canWrite, deviceIn } from '../../../shared/membership/rights.ts'
import type { ContentEntry, Priority } from '../../../shared/protocol/entry.ts'
import { projectRecord } from '../../domain/projections/project-record.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { EntrySealer, SealFailure } from '../crypto/entry-sealer.ts'
import { createSerial, type Serial } from '../lib/serial.ts'
import type { Chains } from '../membership/chains.ts'
import type { Forks } from '../membership/forks.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { Clock } from '../platform/clock.ts'
import type { DeviceHybridClock } from '../platform/hybrid.ts'
import type { PagePlan, PageWriter } from '../read-model/page-writer.ts'
import type { Partitions } from '../read-model/partitions.ts'
import type { RowPlace } from '../read-model/read-model.ts'
import type { DeviceStore, RowKey, StoreFailure, Write } from '../storage/device-store.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import { outboxKey } from '../sync/outbox.ts'
import type { OutboxLabel, OutboxLabels } from '../sync/outbox-labels.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import type { Renewing } from '../sync/renewing.ts'
import { contextOf } from './record-context.ts'
import { encodePayload } from './record-payload.ts'

interface DraftBase {
  readonly group: GroupId
  readonly priority: Priority
  readonly doc: DocId
  readonly label: OutboxLabel
}

export type EntryDraft =
  | (DraftBase & {
      /** `audit`: a record was opened. */
      readonly kind: 'record' | 'audit'
      readonly records: readonly CareRecord[]
      /** Rows of what these records carry, which lies where the entry that is written now will. */
      readonly carried?: (entry: ContentEntry) => readonly StoredRow[]
    })
  /** A document's change: the rows and writes it brings come from the documents. */
  | (DraftBase & {
      readonly kind: 'change' | 'snapshot'
      readonly payload: Bytes
      /** Of a snapshot: the newest entry of each feed that is folded into it. */
      readonly refs?: readonly EntryId[]
      readonly rows: readonly StoredRow[]
      readonly drops: readonly RowPlace[]
    })

export interface WriteRequest {
  /** At most one a group. */
  readonly entries: readonly EntryDraft[]
  /** Of the same transaction: the command's id, the draft that is done with. */
  readonly alongside: readonly Write[]
  readonly sealedAlongside: readonly SealedItem[]
  /** Rows that end with it. */
  readonly drops?: readonly RowPlace[]
  /** Where this row is there already, nothing is written. */
  readonly unless?: RowKey
  /** The disk has it. Who waits is answered now, before it is shown: a tap waits for no row and no view. */
  readonly onSaved?: () => void
  /** After it: what is held in memory follows the disk, and whoever watches hears of it. */
  readonly kept?: () => void
}

export type WriteFailure =
  | SealFailure
  | StoreFailure
  | { readonly type: 'no-group' }
  | { readonly type: 'not-allowed' }
  /** There are two histories of the group, or of the team. */
  | { readonly type: 'forked' }

export interface Writer {
  readonly write: (request: WriteRequest) => Promise<Result<readonly ContentEntry[], WriteFailure>>
  /** One act after the other, from the first look to the last byte. */
  readonly inTurn: Serial
  /** What the disk has is in the read model. */
  readonly shown: () => Promise<void>
}

export interface WriterDeps {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly me: MemberId
  readonly chains: Chains
  readonly forks: Pick<Forks, 'stops'>
  readonly keyring: Keyring
  readonly sealer: EntrySealer
  readonly feeds: OwnFeeds
  readonly labels: OutboxLabels
  readonly pages: PageWriter
  readonly partitions: Partitions
  readonly store: DeviceStore
  readonly sealedStore: SealedStore
  readonly hybrid: DeviceHybridClock
  readonly clock: Clock
  readonly commitLock: Serial
  /** Resolves when whoever was just answered has had time to show it. */
  readonly drawn: () => Promise<void>
  /** Whoever left knows the key of one of these groups: undefined, or the wait for a new one. */
  readonly renewing: Renewing
  readonly onWritten: () => void
}

interface SealedDraft {
  readonly draft: EntryDraft
  readonly entry: ContentEntry
  readonly rows: readonly StoredRow[]
}

export function createWriter(deps: WriterDeps): Writer {
  let shown: Promise<void> = Promise.resolve()

  async function write(request: WriteRequest): Promise<Result<readonly ContentEntry[], WriteFailure>> {
    const sealed: SealedDraft[] = []
    // Of different groups, so that none of them moves another's feed.
    const drafts = request.entries.filter((draft) => !isLeftOut(deps, draft))
    const words = drafts.filter(({ priority }) => priority !== 'bulk').map(({ group }) => group)
    await deps.renewing(words, request.onSaved === undefined ? 'the device' : 'somebody')
    for (const one of await Promise.all(drafts.map((draft) => sealDraft(deps, draft)))) {
      if (!one.ok) return one
      sealed.push(one.value)
    }
    return deps.commitLock(async () => {
      const saved = await commit(deps, sealed, request)
      if (!saved.ok) return saved
      if (saved.value === null) return ok([])
      shown = show(saved.value, request)
      await shown
      if (sealed.length > 0) deps.onWritten()
      return ok(sealed.map(({ entry }) => entry))
    })
  }

  async function show(plan: PagePlan, { kept, onSaved }: WriteRequest): Promise<void> {
    if (onSaved !== undefined) {
      onSaved()
      await deps.drawn()
    }
    kept?.()
    await deps.partitions.show(plan)
  }

  return { write, inTurn: createSerial(), shown: () => shown }
}

/** What a device writes by itself, receipts and cards, holds up nobody's words when it cannot be written. */
function isLeftOut({ forks }: WriterDeps, { group, priority }: EntryDraft): boolean {
  return priority === 'bulk' && forks.stops(group)
}

async function sealDraft(deps: WriterDeps, draft: EntryDraft): Promise<Result<SealedDraft, WriteFailure>> {
  if (deps.forks.stops(draft.group)) return err({ type: 'forked' })
  const chain = deps.chains.state(draft.group)
  if (chain === undefined) return err({ type: 'no-group' })
  const team = chain.kind === 'team' ? undefined : deps.chains.team()
  const author = deviceIn(chain, team, deps.device)
  if (author === undefined || !canWrite(chain, team, deps.device)) return err({ type: 'not-allowed' })
  // What the relay would refuse holds up everything behind it.
  const isTheirs = mayWriteEntry(chain, author.role, { ...draft, writtenAt: deps.clock.now() })
  if (!isTheirs) return err({ type: 'not-allowed' })
  const entry = await sealUnderNewestKey(deps, draft, chain)
  if (!entry.ok) return entry
  if ('payload' in draft) return ok({ draft, entry: entry.value, rows: draft.rows })
  const facts = { entry: entry.value, chain, team: deps.chains.team(), author, me: deps.me, arrivedAt: null }
  const rows = draft.records.flatMap((record) => projectRecord(record, contextOf(facts)))
  return ok({ draft, entry: entry.value, rows: [...rows, ...(draft.carried?.(entry.value) ?? [])] })
}

/** A key that is still on its way never keeps anybody from writing: the relay and all readers accept an older epoch. */
async function sealUnderNewestKey(
  deps: WriterDeps,
  draft: EntryDraft,
  chain: ChainState,
): Promise<Result<ContentEntry, SealFailure>> {
  const team = deps.chains.team()
  const feed = deps.feeds.of(draft.group)
  const payload = 'payload' in draft ? draft.payload : encodePayload(draft.records)
  const isTeam = chain.kind === 'team'
  const heads = {
    groupSeq: chain.seq,
    groupHash: chain.head,
    teamSeq: isTeam ? 0 : (team?.seq ?? 0),
    teamHash: isTeam || team === undefined ? zeroHash : team.head,
  }
  for (let epoch = chain.epochs.length - 1; epoch >= 0; epoch--) {
    const sealed = await deps.sealer.seal(
      {
        kind: draft.kind,
        priority: draft.priority,
        space: deps.space,
        group: draft.group,
        doc: draft.doc,
        epoch,
        seq: feed.next,
        prev: feed.head,
        heads,
        writtenAt: deps.clock.now(),
        refs: ('payload' in draft && draft.refs) || [],
      },
      payload,
    )
    if (sealed.ok || sealed.error.type !== 'no-key') return sealed
  }
  return err({ type: 'no-key' })
}

/** Null when it turns out to be done already. */
async function commit(
  deps: WriterDeps,
  sealed: readonly SealedDraft[],
  { alongside, drops: ended = [], sealedAlongside, unless }: WriteRequest,
): Promise<Result<PagePlan | null, StoreFailure>> {
  const drops = [...ended, ...sealed.flatMap(({ draft }) => ('payload' in draft ? draft.drops : []))]
  const rows = sealed.flatMap((one) => one.rows)
  const labels = sealed.map(({ draft, entry }) =>
    deps.labels.item(outboxKey(draft.group, entry.header.seq), draft.label),
  )
  const [plan, besides, keys] = await Promise.all([
    deps.pages.plan(rows, drops),
    deps.sealedStore.seal([...sealedAlongside, ...labels]),
    deps.keyring.takeWrites(),
  ])
  const writes = [
    ...sealed.flatMap(({ entry }) => deps.feeds.planEntry(entry)),
    ...plan.writes,
    ...alongside,
    ...besides,
    ...keys,
    deps.hybrid.write(),
  ]
  const saved = await (unless === undefined ? deps.store.commit(writes) : deps.store.commitUnless(unless, writes))
  if (!saved.ok || saved.value === false) {
    deps.pages.forget()
    return saved.ok ? ok(null) : saved
  }
  for (const { draft, entry } of sealed) {
    deps.feeds.keepEntry(entry)
    deps.labels.keep(outboxKey(draft.group, entry.header.seq), draft.label)
  }
  return ok(plan)
}
