/**
 * The chains' entries on this disk, as they travelled and in the order the relay
 * let them in: that order is good again for a relay that lost them, since whoever
 * signed was in then. The chains themselves need only what follows from them
 * (chains.ts). One row a batch. SX120.
 */
import { decodeCbor, encodeCbor } from '../../../shared/lib/cbor.ts'
import { type ControlEntry, parseControlEntry } from '../../../shared/protocol/entry.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import { entriesInRow, rowOf } from './entry-log.ts'
import { seqKey } from './outbox.ts'

export interface ControlLog {
  readonly plan: (entries: readonly ControlEntry[]) => readonly Write[]
  /** Call it when the disk has the writes. */
  readonly keep: (entries: readonly ControlEntry[]) => void
  /** Rows that are kept: it only grows. */
  readonly rows: () => number
  /** All of them, or those from this row on. */
  readonly read: (from?: number) => Promise<readonly ControlEntry[]>
}

/** No group's feed begins with it: ids are hex. */
const prefix = 'controls/'
const end = 'controls0'
const countPlace = { store: 'meta', key: 'control-rows' } as const

export async function openControlLog(store: DeviceStore): Promise<ControlLog> {
  let next = await countRows(store)
  return {
    plan: (entries) =>
      entries.length === 0
        ? []
        : [
            { store: 'log', key: `${prefix}${seqKey(next)}`, value: rowOf(entries) },
            { ...countPlace, value: encodeCbor(next + 1) },
          ],
    keep: (entries) => {
      if (entries.length > 0) next += 1
    },
    rows: () => next,
    read: async (from = 0) => {
      const rows = await store.scan('log', `${prefix}${seqKey(from)}`, end)
      const entries = rows.flatMap(({ value }) => entriesInRow(value)).map(parseControlEntry)
      return entries.flatMap((entry) => (entry.ok ? [entry.value] : []))
    },
  }
}

/** Where the count is damaged, the rows are counted. */
async function countRows(store: DeviceStore): Promise<number> {
  const bytes = await store.get(countPlace.store, countPlace.key)
  const count = bytes === undefined ? undefined : decodeCbor(bytes)
  if (bytes === undefined) return 0
  if (count?.ok === true && Number.isSafeInteger(count.value)) return count.value as number
  const last = (await store.scan('log', prefix, end)).at(-1)
  return last === undefined ? 0 : Number(last.key.slice(prefix.length)) + 1
}
