/**
 * Changes that turn out to be none only after they came: when their document is
 * opened, or when what they waited for is here. They are found in the log again,
 * to be parked as those are that were refused as they came. Rule DC680.
 */
import type { EntryId, GroupId, Instant } from '../../../shared/lib/ids.ts'
import type { DeviceStore, Write } from '../storage/device-store.ts'
import type { SealedStore } from '../storage/sealed-store.ts'
import { readGroupLog } from '../sync/group-log.ts'
import type { Batch } from './batch.ts'
import type { OpenedChange } from './open-records.ts'
import type { Parked, Refused } from './parked.ts'

interface Sought {
  readonly ids: readonly EntryId[]
  readonly groups: readonly (GroupId | undefined)[]
  readonly at: Instant
}

/** Seldom needed, and then the whole log of a group is read. */
async function findRefused(store: Pick<DeviceStore, 'scan'>, { at, groups, ids }: Sought): Promise<readonly Refused[]> {
  const asked = [...new Set(groups)].filter((group) => group !== undefined)
  const logs = await Promise.all(asked.map((group) => readGroupLog(store, group)))
  return logs
    .flat()
    .filter(({ id }) => ids.includes(id))
    .map(({ bytes, id }) => ({ id, bytes, reason: 'bad-change', at }))
}

/** Of documents that were opened: for the commit that shows them, and what to keep once it is done. */
export async function parkRefused(
  { parked, sealedStore }: { readonly parked: Parked; readonly sealedStore: SealedStore },
  store: Pick<DeviceStore, 'scan'>,
  sought: Sought,
): Promise<{ readonly writes: readonly Write[]; readonly keep: () => void }> {
  const change = { wait: [], resolved: [], refuse: await findRefused(store, sought) }
  return { writes: await sealedStore.seal(parked.plan(change)), keep: () => parked.keep(change) }
}

/** Of earlier batches, which waited for something in this one. */
export async function refuseEarlier(
  batch: Batch,
  store: Pick<DeviceStore, 'scan'>,
  { at, changes, ids }: Pick<Sought, 'at' | 'ids'> & { readonly changes: readonly OpenedChange[] },
): Promise<void> {
  const groups = changes.map(({ item }) => item.entry.header.group)
  for (const one of await findRefused(store, { at, groups, ids })) batch.refuse.set(one.id, one)
}
