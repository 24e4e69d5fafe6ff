/**
 * Documents in a session: what arrives is kept at once, Automerge is loaded only
 * when the first screen is on (AL1), and what waited for it is then shown, a few
 * documents at a time.
 */

import { type DocumentKind, docIdOf } from '../../../shared/lib/doc-id.ts'
import type { GroupId, PersonId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { DocName } from '../../../shared/membership/documents.ts'
import type { DocByKind } from '../../domain/documents/genesis.ts'
import { createDocStore, type DocPlan, type IncomingSnapshot, type MaybeLater } from '../documents/doc-store.ts'
import type { RowsToCommit } from '../documents/warnings.ts'
import { createSerial } from '../lib/serial.ts'
import type { OpenDevice } from '../open-device.ts'
import type { InitAutomerge } from '../platform/automerge.ts'
import type { Clock } from '../platform/clock.ts'
import type { OpenedChange } from '../receive/open-records.ts'
import type { TakenChanges } from '../receive/receiver.ts'
import type { DeviceStore } from '../storage/device-store.ts'
import type { SealedItem } from '../storage/sealed-store.ts'
import type { EntryDraft, WriteFailure, Writer } from './writer.ts'

export type ChangeDocument<Kind extends DocumentKind> = (
  doc: DocByKind[Kind],
) => Result<DocByKind[Kind], { readonly type: string }>

export interface Documents {
  /** Within the batch's own commit. `isMoreComing`: their rows wait for what comes next; call `showKept` after it. */
  readonly take: (
    changes: readonly OpenedChange[],
    isMoreComing: boolean,
    snapshots?: readonly IncomingSnapshot[],
  ) => Promise<TakenChanges>
  /** The last batch was taken, or none comes any more. Before Automerge is loaded its start shows them. */
  readonly showKept: () => void
  /** What an edit writes, for a write of the caller's own within its turn; null when it changes nothing. */
  readonly plan: <Kind extends DocumentKind, Problem>(
    kind: Kind,
    key: string,
    edit: (doc: DocByKind[Kind]) => MaybeLater<Result<DocByKind[Kind], Problem>>,
  ) => Promise<Result<PlannedEdit | null, Problem | { readonly type: 'no-group' }>>
  /** After that write: makes the rows again with what came in meanwhile. */
  readonly show: () => Promise<void>
  readonly change: <Kind extends DocumentKind>(
    kind: Kind,
    key: string,
    edit: ChangeDocument<Kind>,
  ) => Promise<Result<void, WriteFailure | { readonly type: string }>>
  /** Of a session that begins: what an earlier one left unopened. */
  readonly load: () => Promise<void>
  /** Changes of it are here that no row shows yet: it must not be shown as empty. */
  readonly isWaiting: (kind: DocumentKind, key: string) => boolean
  /** Whose lists of medicines were shown again, or what they do not go with, since the last call. */
  readonly takeLists: () => readonly string[]
  /** The first screen is on: load Automerge and show what waited. */
  readonly start: () => void
  readonly settle: () => Promise<void>
  /** What is not shown yet waits on the disk for the next session. */
  readonly stop: () => void
}

export interface PlannedEdit {
  readonly entry: EntryDraft
  readonly sealedAlongside: readonly SealedItem[]
}

export interface DocumentsDeps {
  readonly device: OpenDevice
  readonly store: DeviceStore
  readonly writer: Writer
  readonly initAutomerge: InitAutomerge
  readonly clock: Clock
  /** Its past was deleted here and is not all back: an edit would begin where this device's own changes are missing. */
  readonly isGone: (group: GroupId) => boolean
  readonly onOpened: () => void
}

/** Shown in one commit: small, so that a tap in between does not wait. */
const atOnce = 20

export function createDocuments({
  clock,
  device,
  initAutomerge,
  isGone,
  onOpened,
  store,
  writer,
}: DocumentsDeps): Documents {
  const { chains, commitLock, own, pages, partitions, sealedStore } = device
  const docs = createDocStore({
    ...{ sealedStore, chains, device: device.device, initAutomerge, now: clock.now },
    fromLog: async ({ key, kind }) => {
      const group = groupOf(kind, key)
      const { changesInLog } = await import('../documents/waits.ts')
      return group === undefined ? [] : changesInLog({ store, sealer: device.sealer }, group, docIdOf(kind, key))
    },
  })
  const inTurn = createSerial()
  /** What the disk says is unopened; a commit that fails may leave too much here until the batch comes again, never too little. */
  const waiting = new Set<string>()
  const lists = new Set<string>()
  let isStarted = false
  let isStopped = false
  let work: Promise<unknown> = Promise.resolve()

  async function showWaiting(): Promise<void> {
    let isMore = true
    while (isMore && !isStopped) isMore = await commitLock(showSome)
  }

  async function showSome(): Promise<boolean> {
    const opened = await docs.catchUp(atOnce)
    if (opened === null) {
      noteOpened([...waiting])
      return false
    }
    const plan = await warned(opened)
    noteLists(plan)
    const rows = await pages.plan(plan.rows, plan.drops, partitions.isResting)
    // What they named is missing again, and is fetched with the next pull.
    const { badSnapshots: bad = [] } = opened
    const gaps = bad.length === 0 ? undefined : device.gaps.now()
    const unnamed = gaps && (await import('../snapshots/use-snapshots.ts')).withoutSnapshot(gaps, bad)
    const parking = opened.refused.length === 0 ? undefined : await parkingOf(opened)
    const saved = await store.commit([
      ...[...plan.writes, ...rows.writes],
      ...[...(unnamed?.writes() ?? []), ...(parking?.writes ?? [])],
    ])
    if (!saved.ok) {
      pages.forget()
      return false
    }
    unnamed?.keep()
    parking?.keep()
    await partitions.show(rows)
    noteOpened((plan.opened ?? []).map(nameText))
    return true
  }

  /** What turned out to be no change once its document was opened. */
  async function parkingOf({ opened = [], refused: ids }: DocPlan) {
    const { parkRefused } = await import('../receive/refused-in-log.ts')
    return parkRefused(device, store, {
      ids,
      groups: opened.map(({ key, kind }) => groupOf(kind, key)),
      at: clock.now(),
    })
  }

  /** Rows come with Automerge, and what checks them too: no first screen waits for it. */
  async function warned<Plan extends RowsToCommit>(made: Plan): Promise<Plan> {
    if (made.rows.length === 0) return made
    return (await import('../documents/warnings.ts')).withWarnings(pages, made)
  }

  function noteLists({ drops, rows }: RowsToCommit): void {
    for (const { collection, partition } of [...rows, ...drops])
      if (collection === 'medicines' || collection === 'warnings') lists.add(partition)
  }

  function noteOpened(names: readonly string[]): void {
    if (names.length === 0) return
    for (const name of names) waiting.delete(name)
    onOpened()
  }

  function groupOf(kind: DocumentKind, key: string): GroupId | undefined {
    switch (kind) {
      case 'diary':
      case 'team-settings':
        return own.space as string as GroupId
      case 'thread':
        return chains.state(key as GroupId)?.group
      case 'circle-tasks':
        return chains.circleOf(key as PersonId)?.group
      default:
        return chains.careChainOf(key as PersonId)?.group
    }
  }

  const plan: Documents['plan'] = async (kind, key, edit) => {
    const group = groupOf(kind, key)
    if (group === undefined || isGone(group)) return err({ type: 'no-group' })
    const made = await docs.change(kind, key, edit)
    if (!made.ok) return made
    if (made.value === null) return ok(null)
    const { doc, drops, payload, rows, sealedAlongside } = await warned(made.value)
    const label = { kind, personId: chains.state(group)?.about ?? null }
    return ok({
      entry: { kind: 'change', group, priority: 'ordinary', doc, payload, rows, drops, label },
      sealedAlongside,
    })
  }

  const show = () => inTurn(showWaiting)

  const change: Documents['change'] = (kind, key, edit) =>
    writer.inTurn(async () => {
      const planned = await plan(kind, key, edit)
      if (!planned.ok) return planned
      if (planned.value === null) return ok(undefined)
      const { entry, sealedAlongside } = planned.value
      const written = await writer.write({ entries: [entry], alongside: [], sealedAlongside })
      if (!written.ok) return written
      await show()
      return ok(undefined)
    })

  return {
    take: async (changes, isMoreComing, snapshots = []) => {
      if (changes.length + snapshots.length === 0) return nothing
      for (const { name } of snapshots) waiting.add(nameText(name))
      const plan = await docs.take(
        changes.map(({ item, payload }) => ({ ...incoming(item), bytes: payload, isOld: item.isOld === true })),
        (name) => isMoreComing || waiting.has(nameText(name)),
        snapshots,
      )
      for (const name of plan.kept ?? []) waiting.add(nameText(name))
      const made = await warned(plan)
      noteLists(made)
      return made
    },
    showKept: () => {
      if (isStarted && waiting.size > 0) void show()
    },
    plan,
    show,
    change,
    load: async () => {
      for (const name of await docs.unopened()) waiting.add(nameText(name))
    },
    isWaiting: (kind, key) => waiting.has(nameText({ kind, key })),
    takeLists: () => {
      const people = [...lists]
      lists.clear()
      return people
    },
    start: () => {
      if (isStarted) return
      isStarted = true
      work = docs.start().then(() => inTurn(showWaiting))
    },
    settle: async () => {
      await work
      await inTurn(async () => {})
    },
    stop: () => {
      isStopped = true
    },
  }
}

const nothing: DocPlan = { writes: [], rows: [], drops: [], refused: [] }

function nameText({ key, kind }: DocName): string {
  return `${kind}/${key}`
}

function incoming({ author, entry }: OpenedChange['item']) {
  const { author: device, doc, group, writtenAt } = entry.header
  return { entry: entry.id, group, doc, author: device, role: author.role, writtenAt }
}
