/**
 * The co-edited documents of this device. What others changed is on disk in the
 * transaction of its batch, also before Automerge is loaded; its rows follow at
 * once when it is, else with `catchUp` after the first screen. No document is
 * kept in memory between calls: the disk is the one truth, so a commit that
 * failed leaves nothing behind. Rules DC1-DC8.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { type DocumentKind, docIdOf } from '../../../shared/lib/doc-id.ts'
import type { DeviceId, DocId, EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { type DocName, documentBy } from '../../../shared/membership/documents.ts'
import type { Role } from '../../../shared/protocol/control.ts'
import type { DocByKind } from '../../domain/documents/genesis.ts'
import type { StoredRow } from '../../domain/projections/rows.ts'
import type { Chains } from '../membership/chains.ts'
import type { InitAutomerge } from '../platform/automerge.ts'
import type { RowPlace } from '../read-model/read-model.ts'
import type { Write } from '../storage/device-store.ts'
import type { SealedItem, SealedStore } from '../storage/sealed-store.ts'
import {
  dropPendingItem,
  type KeptSnapshot,
  type PendingDoc,
  pendingItem,
  readDoc,
  readPending,
  snapshotItem,
  type TailChange,
  tailItem,
  type WholeDoc,
} from './doc-rows.ts'
import type { Shown, Taken } from './show-document.ts'

type Showing = ReturnType<typeof import('./show-document.ts')['createShowing']>
type DocEngine = typeof import('./doc-engine.ts') & Showing

/** From a verified, opened entry of kind `change`. */
export interface IncomingChange {
  readonly entry: EntryId
  readonly group: GroupId
  readonly doc: DocId
  readonly author: DeviceId
  readonly role: Role
  readonly writtenAt: Instant
  /** The payload: one Automerge change. */
  readonly bytes: Bytes
  /** When it came is not known. */
  readonly isOld?: boolean
}

/** From a verified, opened entry of kind `snapshot` that stands for what was left out here. */
export interface IncomingSnapshot extends KeptSnapshot {
  readonly doc: DocId
  readonly name: DocName
}

export interface DocPlan {
  readonly writes: readonly Write[]
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
  /** Not by their author, too large, not a change, of no document here, or not theirs to make. */
  readonly refused: readonly EntryId[]
  /** Cannot be read whole here: their rows stay as they were, and they have to be made again from the log. */
  readonly damaged?: readonly DocId[]
  /** Their changes are kept, their rows come with `catchUp`. */
  readonly kept?: readonly DocName[]
  /** Snapshots that are not what they say. */
  readonly badSnapshots?: readonly EntryId[]
  /** Their rows show all that was kept. */
  readonly opened?: readonly DocName[]
}

export interface LocalChange {
  readonly doc: DocId
  /** The payload of the entry. */
  readonly payload: Bytes
  readonly rows: readonly StoredRow[]
  readonly drops: readonly RowPlace[]
  /** For the entry's own transaction. */
  readonly sealedAlongside: readonly SealedItem[]
}

/** An edit's own module may have to be loaded first. */
export type MaybeLater<Value> = Value | Promise<Value>

export interface DocStore {
  /** Loads Automerge. After the first screen; before it `take` only keeps what comes. */
  readonly start: () => Promise<void>
  /** Commit the plan before the next call of `take` or `catchUp`. */
  /** Of documents that `waits` names the changes are kept, and their rows come with `catchUp`. */
  readonly take: (
    changes: readonly IncomingChange[],
    waits?: (name: DocName) => boolean,
    snapshots?: readonly IncomingSnapshot[],
  ) => Promise<DocPlan>
  /** Rows of documents that changed before `start` or here, at most `limit` documents; null when there are none. */
  readonly catchUp: (limit: number) => Promise<DocPlan | null>
  /** Null when `edit` changes nothing. After its commit call `catchUp`. Starts Automerge if need be. */
  readonly change: <Kind extends DocumentKind, Problem>(
    kind: Kind,
    key: string,
    edit: (doc: DocByKind[Kind]) => MaybeLater<Result<DocByKind[Kind], Problem>>,
  ) => Promise<Result<LocalChange | null, Problem>>
  /** Documents with changes that no row shows yet; a list from the disk. */
  readonly unopened: () => Promise<readonly DocName[]>
  readonly read: <Kind extends DocumentKind>(kind: Kind, key: string) => Promise<DocByKind[Kind]>
}

export interface DocStoreDeps {
  readonly sealedStore: SealedStore
  readonly chains: Chains
  readonly device: DeviceId
  readonly initAutomerge: InitAutomerge
  readonly now: () => Instant
  /** All changes of a document that lie in the log: of many that wait, not all are held here. */
  readonly fromLog?: (name: DocName) => Promise<readonly TailChange[]>
}

export function createDocStore({ sealedStore, chains, device, fromLog, initAutomerge, now }: DocStoreDeps): DocStore {
  let engine: DocEngine | undefined
  let starting: Promise<DocEngine> | undefined
  /** What the disk said was waiting and was not asked for since; once it is empty the disk is asked again. */
  let queue: readonly PendingDoc[] = []

  async function load(): Promise<DocEngine> {
    await initAutomerge()
    const [documents, { createShowing }] = await Promise.all([import('./doc-engine.ts'), import('./show-document.ts')])
    engine = { ...documents, ...createShowing({ chains, device, fromLog, now }) }
    return engine
  }

  function started(): Promise<DocEngine> {
    starting ??= load()
    return starting
  }

  function nameOf({ group, doc, role, writtenAt }: IncomingChange): DocName | undefined {
    const chain = chains.state(group)
    return chain === undefined ? undefined : documentBy(role, chain, doc, writtenAt)
  }

  const take: DocStore['take'] = async (changes, waits = () => false, snapshots = []) => {
    const refused: EntryId[] = []
    const byDoc = new Map<DocId, { readonly name: DocName; readonly fresh: TailChange[] }>()
    for (const change of changes) {
      const name = nameOf(change)
      if (name === undefined) {
        refused.push(change.entry)
        continue
      }
      const { entry, author, bytes, writtenAt } = change
      const known = byDoc.get(change.doc) ?? { name, fresh: [] }
      known.fresh.push({ entry, author, bytes, writtenAt, arrivedAt: change.isOld === true ? null : now() })
      byDoc.set(change.doc, known)
    }
    const shown: Shown[] = [{ items: [], rows: [], drops: [], refused }]
    for (const { doc, entry, name, payload } of snapshots) {
      const items = [snapshotItem(doc, entry, payload), pendingItem(doc, name)]
      shown.push({ items, rows: [], drops: [], refused: [], kept: name })
    }
    const loaded = engine
    const all = [...byDoc].map(([doc, { name, fresh }]) => ({ doc, name, fresh }))
    const isKept = ({ name }: Taken) => loaded === undefined || waits(name)
    for (const { doc, fresh, name } of all.filter(isKept)) shown.push(keepForLater(doc, name, fresh))
    if (loaded !== undefined)
      shown.push(
        ...(await showAll(
          loaded,
          all.filter((each) => !isKept(each)),
        )),
      )
    return planOf(shown)
  }

  function keepForLater(doc: DocId, name: DocName, fresh: readonly TailChange[]): Shown {
    const items = [...fresh.map((change) => tailItem(doc, change)), pendingItem(doc, name)]
    return { items, rows: [], drops: [], refused: [], kept: name }
  }

  /** Asked for together, so that the disk is looked at once. */
  async function showAll(loaded: DocEngine, some: readonly Taken[]): Promise<readonly Shown[]> {
    const disks = await Promise.all(some.map(({ doc, name }) => readWhole(doc, name)))
    return Promise.all(
      some.map(async (each, at) => {
        const { doc, fresh, name } = each
        const disk = disks[at]!
        return disk.isDamaged ? { ...keepForLater(doc, name, fresh), damaged: doc } : loaded.show(each, disk)
      }),
    )
  }

  /** With what snapshots hold of it. */
  async function readWhole(doc: DocId, name: DocName): Promise<WholeDoc> {
    const disk = await readDoc(sealedStore, doc)
    if (disk.snapshots.length === 0 || disk.isDamaged) return disk
    const { withSnapshots } = await import('../snapshots/with-snapshots.ts')
    return withSnapshots(name, disk, device)
  }

  async function planOf(shown: readonly Shown[]): Promise<DocPlan> {
    return {
      writes: await sealedStore.seal(shown.flatMap(({ items }) => items)),
      rows: shown.flatMap(({ rows }) => rows),
      drops: shown.flatMap(({ drops }) => drops),
      refused: shown.flatMap(({ refused }) => refused),
      damaged: shown.flatMap(({ damaged }) => damaged ?? []),
      kept: shown.flatMap(({ kept }) => kept ?? []),
      opened: shown.flatMap(({ opened }) => opened ?? []),
      badSnapshots: shown.flatMap(({ badSnapshots }) => badSnapshots ?? []),
    }
  }

  async function catchUp(limit: number): Promise<DocPlan | null> {
    if (queue.length === 0) queue = diariesFirst(await readPending(sealedStore))
    const pending = queue.slice(0, limit)
    queue = queue.slice(limit)
    if (pending.length === 0) return null
    const shown = await showAll(
      await started(),
      pending.map((each) => ({ ...each, fresh: [] })),
    )
    return planOf(
      shown.map((one, at) => {
        const { doc, name } = pending[at]!
        return { ...one, items: [...one.items, dropPendingItem(doc)], opened: name }
      }),
    )
  }

  async function build(loaded: DocEngine, name: DocName) {
    const { saved, tail } = await readWhole(docIdOf(name.kind, name.key), name)
    const read = tail.map((from) => loaded.readOf(name, from))
    return loaded.buildDoc(
      name,
      saved,
      read.filter((change) => change !== undefined),
      device,
    ).doc
  }

  const change: DocStore['change'] = async (kind, key, edit) => {
    const loaded = await started()
    const name: DocName = { kind, key }
    const before = (await build(loaded, name)) as DocByKind[typeof kind]
    const heads = loaded.headsOf(before)
    const edited = await edit(before)
    if (!edited.ok) return err(edited.error)
    const made = loaded.changeBetween(heads, edited.value)
    if (made === undefined) return ok(null)
    const doc = docIdOf(kind, key)
    const writtenAt = now()
    const { put, drop } = loaded.rowsOf(name, edited.value, writtenAt, loaded.factsOf([]))
    const entry = made.hash as EntryId
    // Rows made beside a batch that is just coming in may miss it: pending has them made once more.
    const sealedAlongside = [
      tailItem(doc, { entry, author: device, bytes: made.bytes, writtenAt, arrivedAt: null }),
      pendingItem(doc, name),
    ]
    return ok({ doc, payload: made.bytes, rows: put, drops: drop, sealedAlongside })
  }

  return {
    start: async () => void (await started()),
    take,
    catchUp,
    change,
    unopened: async () => (await readPending(sealedStore)).map(({ name }) => name),
    read: async (kind, key) => (await build(await started(), { kind, key })) as DocByKind[typeof kind],
  }
}

/** Today's list is what people wait for. */
function diariesFirst(pending: readonly PendingDoc[]): readonly PendingDoc[] {
  const isDiary = ({ name }: PendingDoc) => name.kind === 'diary'
  return [...pending.filter(isDiary), ...pending.filter((each) => !isDiary(each))]
}
