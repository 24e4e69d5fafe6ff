/** `DeviceStore` in memory, for tests and throwaway devices. `crash` and `fill` let a test lose what a disk can lose. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { DeviceStore, StoreFailure, StoreName, Write } from './device-store.ts'

export interface MemoryDeviceStore extends DeviceStore {
  /** The next commits fail with this, changing nothing, until null. */
  readonly fail: (failure: StoreFailure | null) => void
  /** The same disk after the process died: what was committed, nothing else. */
  readonly reopen: () => MemoryDeviceStore
  readonly dump: () => readonly Write[]
}

type Rows = Map<StoreName, Map<string, Bytes>>

export function createMemoryDeviceStore(rows: Rows = new Map()): MemoryDeviceStore {
  let failure: StoreFailure | null = null
  let isOpen = true
  const inStore = (store: StoreName) => rows.get(store) ?? rows.set(store, new Map()).get(store)!
  const copy = (value: Bytes | undefined) => value?.slice()
  const write = ({ store, key, value }: Write) =>
    value === null ? inStore(store).delete(key) : inStore(store).set(key, value)

  async function commit(writes: readonly Write[]): Promise<Result<void, StoreFailure>> {
    if (!isOpen) return err({ type: 'disk', detail: 'closed' })
    if (failure !== null) return err(failure)
    if (!writes.every(({ value }) => value === null || value instanceof Uint8Array)) {
      return err({ type: 'disk', detail: 'not bytes' })
    }
    for (const each of writes) write({ ...each, value: each.value?.slice() ?? null })
    return ok(undefined)
  }

  return {
    get: async (store, key) => copy(inStore(store).get(key)),
    getMany: async (store, keys) => keys.map((key) => copy(inStore(store).get(key))),
    scan: async (store, from, to) =>
      [...inStore(store)]
        .filter(([key]) => key >= from && key < to)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => ({ key, value: value.slice() })),
    commit,
    commitUnless: async ({ key, store }, writes) => {
      if (isOpen && inStore(store).has(key)) return ok(false)
      const saved = await commit(writes)
      return saved.ok ? ok(true) : saved
    },
    // One process owns a store in memory.
    claim: async () => {},
    usage: async () => {
      const values = [...rows.values()].flatMap((store) => [...store.values()])
      return { usedBytes: values.reduce((sum, value) => sum + value.length, 0), quotaBytes: null }
    },
    wipe: async () => rows.clear(),
    renew: async (between) => {
      if (failure !== null) throw new Error(failure.type)
      rows.clear()
      await between()
    },
    close: async () => {
      isOpen = false
    },
    fail: (next) => {
      failure = next
    },
    reopen: () => {
      isOpen = false
      return createMemoryDeviceStore(rows)
    },
    dump: () => [...rows].flatMap(([store, items]) => [...items].map(([key, value]) => ({ store, key, value }))),
  }
}
