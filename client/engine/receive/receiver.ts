/**
 * The way in: a batch of the relay's stream is checked, opened, projected and
 * committed with its cursor in one transaction (RX8). Nothing of it is shown
 * before the disk has it.
 */
import type { Arrival, DeviceId, EntryId, GroupId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type ContentEntry, type ControlEntry, parseEntry } from '../../../shared/protocol/entry.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { IncomingSnapshot } from '../documents/doc-store.ts'
import type { Serial } from '../lib/serial.ts'
import type { Keyring } from '../membership/keyring.ts'
import type { PageWriter } from '../read-model/page-writer.ts'
import type { Partitions } from '../read-model/partitions.ts'
import type { RowPlace } from '../read-model/read-model.ts'
import type { StoreFailure, Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import type { AccessChange, AccessWatch } from '../sync/access-watch.ts'
import type { ControlLog } from '../sync/control-log.ts'
import type { Frontiers } from '../sync/frontiers.ts'
import type { OwnFeeds } from '../sync/own-feeds.ts'
import type { StreamItem } from '../sync/relay-client.ts'
import { type UnreadDeps, withoutRead } from '../writing/unread-rows.ts'
import { type Arrived, type Batch, beginBatch, refuse, refuseBytes, settled, type Verified } from './batch.ts'
import { takeBoardKeys } from './board-keys.ts'
import type { LateGaps } from './late-gaps.ts'
import { type OpenDeps, type Opened, type OpenedChange, openEntries } from './open-records.ts'
import { continuesOwn, type OwnArrivals, planOwnArrivals, sortOwn } from './own-arrivals.ts'
import type { Parked } from './parked.ts'
import { type ContentDeps, takeContent } from './take-content.ts'
import { type ControlDeps, takeControls } from './take-controls.ts'
import type { WithoutKey } from './without-key.ts'

export interface TakenChanges {
  readonly writes: readonly Write[]
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
  readonly refused: readonly EntryId[]
}

/** What the receiver needs of the receipts: messages of others make one due, and so does asking for a key (KR23). */
export interface ReceiptIntake {
  readonly planArrived: (opened: Opened, asking: readonly GroupId[]) => Promise<readonly Write[]>
  readonly keepArrived: (opened: Opened, asking: readonly GroupId[]) => void
}

export interface ReceiverDeps extends ControlDeps, ContentDeps, OpenDeps, UnreadDeps {
  readonly device: DeviceId
  readonly keyring: Keyring
  readonly frontiers: Frontiers
  readonly feeds: OwnFeeds
  readonly controlLog: ControlLog
  readonly gaps: LateGaps
  readonly parked: Parked
  readonly pages: PageWriter
  readonly partitions: Partitions
  readonly sealedStore: SealedStore
  readonly receipts: ReceiptIntake
  readonly access: Pick<AccessWatch, 'plan' | 'keep' | 'prepare' | 'evicted'>
  readonly takeChanges: (
    changes: readonly OpenedChange[],
    isMoreComing: boolean,
    snapshots?: readonly IncomingSnapshot[],
  ) => Promise<TakenChanges>
  /** Held from planning pages to the end of the commit, by everything that commits. */
  readonly commitLock: Serial
}

export interface TakenBatch {
  /** Groups whose chains or boxes moved. */
  readonly moved: ReadonlySet<GroupId>
  /** Devices that wrote as if their key had never come. */
  readonly withoutKey: readonly WithoutKey[]
  readonly rows: number
}

export interface Receiver {
  /** `alongside` moves the cursor. `isMoreComing`: another batch follows this one, and what is built from several may wait. */
  readonly take: (
    items: readonly StreamItem[],
    alongside: readonly Write[],
    isMoreComing?: boolean,
  ) => Promise<Result<TakenBatch, StoreFailure>>
  /** What waited is tried again: a key was found, or the app is newer than when it came. */
  readonly retry: () => Promise<Result<TakenBatch, StoreFailure>>
}

/** With the first batch, which no first screen waits for. */
const keysLacking = () => import('./without-key.ts')

export function createReceiver(deps: ReceiverDeps): Receiver {
  let retryAll = false

  async function take(
    items: readonly StreamItem[],
    alongside: readonly Write[],
    isMoreComing = false,
  ): Promise<Result<TakenBatch, StoreFailure>> {
    await deps.frontiers.load()
    const left = items.filter((item) => item.type === 'folded')
    const gaps = await deps.gaps.load(left.length > 0)
    const batch = beginBatch(deps.frontiers.begin(), gaps?.begin())
    for (const span of left) {
      if (span.author !== deps.device) batch.gaps?.announce(span, batch.frontiers.of(span.group, span.author).next)
    }
    const known = new Set(deps.chains.groups())
    const sorted = sortItems(deps, batch, items)
    batch.writes.push(...alongside)
    const controls = [...waitingControls(deps), ...sorted.controls]
    if (controls.length > 0) deps.access.prepare(controls.map(({ entry }) => entry.header.group))
    await takeControls(deps, batch, controls)
    const chainsMoved = new Set(batch.touched)
    const change: AccessChange = {
      touched: chainsMoved,
      born: new Set([...chainsMoved].filter((group) => !known.has(group))),
      headless: headlessGroups(deps, batch, sorted.controls),
      lastArrival: items.at(-1)?.arrival ?? (0 as Arrival),
    }
    const { toOpen, toVerify } = waitingContent(deps, batch, retryAll)
    const foreign = sorted.contents.filter((item) => !isOwnKnown(deps, item.entry))
    const own = sorted.contents.filter((item) => isOwnKnown(deps, item.entry))
    const verified = await takeContent(deps, batch, uniqueById([...toVerify, ...foreign]))
    const ours = await sortOwn(deps, batch, own)
    const opened = await openEntries(deps, batch, [...toOpen, ...verified, ...returned(deps, ours)])
    retryAll = false
    // Seldom, so no start waits for it.
    const used =
      opened.snapshots[0] && (await import('../snapshots/use-snapshots.ts')).useSnapshots(deps, batch, opened)
    const isNewKey = takeBoardKeys(deps.keyring, deps.space, opened)
    const taken = await commitBatch(deps, batch, { opened, used, own: ours, change, isMoreComing })
    if (!taken.ok) return taken
    const { withoutKey } = await keysLacking()
    const lacking = withoutKey(
      verified.map(({ entry }) => entry),
      deps.chains,
    )
    const whole = { ...taken.value, withoutKey: lacking }
    return isNewKey ? withRetry(whole) : ok(whole)
  }

  /** A key came that no chain or box moved for. */
  async function withRetry(before: TakenBatch): Promise<Result<TakenBatch, StoreFailure>> {
    retryAll = true
    const more = await take([], [])
    if (!more.ok) return more
    const { moved, rows, withoutKey: lacking } = more.value
    return ok({
      moved: new Set([...before.moved, ...moved]),
      withoutKey: [...before.withoutKey, ...lacking],
      rows: before.rows + rows,
    })
  }

  return {
    take,
    retry: () => {
      retryAll = true
      return take([], [])
    },
  }
}

interface Sorted {
  readonly controls: readonly Arrived<ControlEntry>[]
  readonly contents: readonly Arrived<ContentEntry>[]
}

function sortItems(deps: ReceiverDeps, batch: Batch, items: readonly StreamItem[]): Sorted {
  const controls: Arrived<ControlEntry>[] = []
  const contents: Arrived<ContentEntry>[] = []
  for (const item of items) {
    if (item.type === 'folded') continue
    if (item.type === 'box') {
      batch.writes.push(deps.keyring.addBox(item))
      batch.touched.add(item.group)
      continue
    }
    const { arrival, bytes, storedAt } = item
    const entry = parseEntry(bytes)
    if (!entry.ok) refuseBytes(batch, bytes, 'malformed', deps.clock.now())
    else if (entry.value.type === 'control') controls.push({ entry: entry.value, arrival, storedAt })
    else contents.push({ entry: entry.value, arrival, storedAt })
  }
  return { controls, contents }
}

/** Let in late: what stands before on the chain passed by when this device might not read it. */
function headlessGroups(
  { chains }: ReceiverDeps,
  batch: Batch,
  arrived: readonly Arrived<ControlEntry>[],
): ReadonlySet<GroupId> {
  const early = arrived.filter(({ entry }) => batch.wait.has(entry.id) && entry.header.groupSeq > 0)
  return new Set(early.map(({ entry }) => entry.header.group).filter((group) => chains.state(group) === undefined))
}

function waitingControls({ parked }: ReceiverDeps): readonly Arrived<ControlEntry>[] {
  return parked
    .waiting()
    .flatMap(({ arrival, entry, storedAt }) => (entry.type === 'control' ? [{ arrival, entry, storedAt }] : []))
}

/** Of what waits, the entries that may fit now: something arrived in their group, or in the team whose key opens it. */
function waitingContent(
  { chains, parked }: ReceiverDeps,
  batch: Batch,
  all: boolean,
): { readonly toVerify: readonly Arrived<ContentEntry>[]; readonly toOpen: readonly Verified[] } {
  const team = chains.team()
  const anyTeam = all || (team !== undefined && batch.touched.has(team.group))
  const toVerify: Arrived<ContentEntry>[] = []
  const toOpen: Verified[] = []
  for (const { arrival, entry, storedAt, verified } of parked.waiting()) {
    if (entry.type !== 'content') continue
    if (!verified) {
      toVerify.push({ arrival, entry, storedAt })
      continue
    }
    if (!anyTeam && !batch.touched.has(entry.header.group)) continue
    const chain = chains.state(entry.header.group)
    const author = chain?.devices[entry.header.author] ?? team?.devices[entry.header.author]
    if (author !== undefined) toOpen.push({ arrival, entry, storedAt, author })
  }
  return { toVerify, toOpen }
}

function isOwnKnown({ device, feeds }: ReceiverDeps, { header }: ContentEntry): boolean {
  return header.author === device && header.seq < feeds.of(header.group).next
}

/** Where all was deleted here, own rows are gone too: what the log still has of them is read as if it came new. */
function returned({ access, chains, device }: ReceiverDeps, { same }: OwnArrivals): readonly Verified[] {
  return same.flatMap((item) => {
    const { group } = item.entry.header
    const author = chains.state(group)?.devices[device] ?? chains.team()?.devices[device]
    return author === undefined || access.evicted(group) === null ? [] : [{ ...item, author }]
  })
}

function uniqueById(items: readonly Arrived<ContentEntry>[]): readonly Arrived<ContentEntry>[] {
  return [...new Map(items.map((item) => [item.entry.id, item])).values()]
}

interface ToCommit {
  readonly opened: Opened
  /** Snapshots of these that stand for what was left out. */
  readonly used: readonly IncomingSnapshot[] | undefined
  readonly own: OwnArrivals
  readonly change: AccessChange
  readonly isMoreComing: boolean
}

async function commitBatch(
  deps: ReceiverDeps,
  batch: Batch,
  { change, isMoreComing, opened, own, used }: ToCommit,
): Promise<Result<Omit<TakenBatch, 'withoutKey'>, StoreFailure>> {
  return deps.commitLock(async () => {
    // Something was written here meanwhile, under a number that the relay has another entry for: looked at again.
    if (!continuesOwn(deps.feeds, batch.adopted)) return err({ type: 'disk', detail: 'own feed moved' })
    const changes = await deps.takeChanges(opened.changes, isMoreComing, used)
    for (const { item } of opened.changes) {
      if (changes.refused.includes(item.entry.id)) refuse(batch, item.entry, 'bad-change', deps.clock.now())
    }
    // Changes of earlier batches, that waited for one of these and are none.
    const late = changes.refused.filter((id) => !batch.refuse.has(id))
    if (late.length > 0) {
      const { refuseEarlier } = await import('./refused-in-log.ts')
      await refuseEarlier(batch, deps.store, { ids: late, changes: opened.changes, at: deps.clock.now() })
    }
    for (const { entry } of own.same) if (deps.access.evicted(entry.header.group) === null) settled(batch, entry.id)
    const arrivals = planOwnArrivals(deps.feeds, { ...own, adopted: batch.adopted }, deps.clock.now())
    const taken = await withoutRead(deps, opened.rows)
    const rows = [...batch.rows, ...taken.rows, ...changes.rows]
    const plan = await deps.pages.plan(rows, [...changes.drops, ...taken.drops], deps.partitions.isResting)
    const asking = (await keysLacking()).groupsWithBadBox(batch.wait.values(), deps.keyring)
    const parkedChange = {
      wait: [...batch.wait.values()],
      resolved: [...batch.resolved],
      refuse: [...batch.refuse.values()],
    }
    const writes = [
      ...batch.writes,
      ...batch.frontiers.writes(),
      ...(batch.gaps?.writes() ?? []),
      ...deps.controlLog.plan([...batch.controls.values()]),
      ...arrivals.writes,
      ...changes.writes,
      ...plan.writes,
      ...deps.access.plan(change),
      ...(await deps.receipts.planArrived(opened, asking)),
      ...(await deps.sealedStore.seal(deps.parked.plan(onlyKnown(deps.parked, parkedChange)))),
      ...(await deps.keyring.takeWrites()),
      ...(rows.length > 0 ? [deps.hybrid.write()] : []),
    ]
    const saved = writes.length === 0 ? ok(undefined) : await deps.store.commit(writes)
    if (!saved.ok) {
      deps.pages.forget()
      return saved
    }
    batch.frontiers.keep()
    batch.gaps?.keep()
    deps.controlLog.keep([...batch.controls.values()])
    deps.chains.logged([...batch.controls.values()])
    arrivals.keep()
    deps.access.keep(change)
    deps.parked.keep(parkedChange)
    deps.receipts.keepArrived(opened, asking)
    await deps.partitions.show(plan)
    return ok({ moved: change.touched, rows: plan.rows.length + plan.later.length })
  })
}

/** Only what waited on disk has a row to delete. */
function onlyKnown(parked: Parked, change: Parameters<Parked['plan']>[0]): Parameters<Parked['plan']>[0] {
  const known = new Set(parked.waiting().map(({ entry }) => entry.id))
  return { ...change, resolved: change.resolved.filter((id) => known.has(id)) }
}
