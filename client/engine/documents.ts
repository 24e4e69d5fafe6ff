/**
 * Documents in a session: what arrives is kept at once, Automerge is loaded only
 * when the first screen is on (AL1), and what waited for it is then shown, a few
 * documents at a time.
 */
import type { GroupId, PersonId } from '../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { DocumentKind } from '../domain/documents/doc-id.ts'
import type { DocByKind } from '../domain/documents/genesis.ts'
import { createDocStore, type DocPlan } from './documents/doc-store.ts'
import type { OpenDevice } from './open-device.ts'
import type { InitAutomerge } from './platform/automerge.ts'
import type { OpenedChange } from './receive/open-records.ts'
import type { TakenChanges } from './receive/receiver.ts'
import { createSerial } from './serial.ts'
import type { DeviceStore } from './storage/device-store.ts'
import type { WriteFailure, Writer } from './writer.ts'

export type ChangeDocument<Kind extends DocumentKind> = (
  doc: DocByKind[Kind],
) => Result<DocByKind[Kind], { readonly type: string }>

export interface Documents {
  /** Within the batch's own commit. */
  readonly take: (changes: readonly OpenedChange[]) => Promise<TakenChanges>
  readonly change: <Kind extends DocumentKind>(
    kind: Kind,
    key: string,
    edit: ChangeDocument<Kind>,
  ) => Promise<Result<void, WriteFailure | { readonly type: string }>>
  /** The first screen is on: load Automerge and show what waited. */
  readonly start: () => void
  readonly settle: () => Promise<void>
}

export interface DocumentsDeps {
  readonly device: OpenDevice
  readonly store: DeviceStore
  readonly writer: Writer
  readonly initAutomerge: InitAutomerge
}

/** Shown in one commit: small, so that a tap in between does not wait. */
const atOnce = 20

export function createDocuments({ device, initAutomerge, store, writer }: DocumentsDeps): Documents {
  const { chains, commitLock, own, pages, partitions, sealedStore } = device
  const docs = createDocStore({ sealedStore, chains, device: device.device, initAutomerge })
  const inTurn = createSerial()
  let isStarted = false
  let work: Promise<unknown> = Promise.resolve()

  async function showWaiting(): Promise<void> {
    let isMore = true
    while (isMore) isMore = await commitLock(showSome)
  }

  async function showSome(): Promise<boolean> {
    const plan = await docs.catchUp(atOnce)
    if (plan === null) return false
    const rows = await pages.plan(plan.rows, plan.drops)
    const saved = await store.commit([...plan.writes, ...rows.writes])
    if (!saved.ok) {
      pages.forget()
      return false
    }
    await partitions.show(rows)
    return true
  }

  function groupOf(kind: DocumentKind, key: string): GroupId | undefined {
    return kind === 'diary' ? (own.space as string as GroupId) : chains.careChainOf(key as PersonId)?.group
  }

  const change: Documents['change'] = (kind, key, edit) =>
    writer.inTurn(async () => {
      const group = groupOf(kind, key)
      if (group === undefined) return err({ type: 'no-group' })
      const made = await docs.change(kind, key, edit)
      if (!made.ok) return made
      if (made.value === null) return ok(undefined)
      const { doc, drops, payload, rows, sealedAlongside } = made.value
      const label = { kind: 'other', personId: kind === 'diary' ? null : key } as const
      const entry = { kind: 'change', group, priority: 'ordinary', doc, payload, rows, drops, label } as const
      const written = await writer.write({ entries: [entry], alongside: [], sealedAlongside })
      if (!written.ok) return written
      await inTurn(showWaiting)
      return ok(undefined)
    })

  return {
    take: async (changes) => {
      if (changes.length === 0) return nothing
      const plan = await docs.take(changes.map(({ item, payload }) => ({ ...incoming(item), bytes: payload })))
      return plan
    },
    change,
    start: () => {
      if (isStarted) return
      isStarted = true
      work = docs.start().then(() => inTurn(showWaiting))
    },
    settle: async () => {
      await work
      await inTurn(async () => {})
    },
  }
}

const nothing: DocPlan = { writes: [], rows: [], drops: [], refused: [] }

function incoming({ author, entry }: OpenedChange['item']) {
  const { author: device, doc, group, writtenAt } = entry.header
  return { entry: entry.id, group, doc, author: device, role: author.role, writtenAt }
}
