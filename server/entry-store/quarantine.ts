/**
 * Port: what removed devices sent, and their last word. Nothing of it is ever
 * deleted: what is decided is marked so and listed no more. Rules ES110, ES111.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, EntryId, SpaceId } from '../../shared/lib/ids.ts'
import type { ErasedDevice } from '../../shared/protocol/erased.ts'
import type { QuarantinedEntry, QuarantinePage, SettledEntry } from '../../shared/protocol/quarantine.ts'
import type { BatchLimit } from './entry-store.ts'

export interface Quarantine {
  /** The undecided of the space, oldest first, from the one after `after` on; at least one, whatever the limit. */
  readonly held: (space: SpaceId, after: EntryId | undefined, limit: BatchLimit) => Promise<QuarantinePage>
  /** Those there are; again changes nothing. */
  readonly settle: (space: SpaceId, settled: readonly SettledEntry[], by: DeviceId) => Promise<void>
  /** The first time counts. */
  readonly noteErased: (space: SpaceId, device: DeviceId, signature: Bytes) => Promise<void>
  readonly erased: (space: SpaceId) => Promise<readonly ErasedDevice[]>
}

/** As many of `entries` as fit into one page. */
export function pageOf(entries: Iterable<QuarantinedEntry>, limit: BatchLimit): QuarantinePage {
  const page: QuarantinedEntry[] = []
  let bytes = 0
  for (const entry of entries) {
    bytes += entry.bytes.length
    if (page.length > 0 && (page.length >= limit.items || bytes > limit.bytes)) return { entries: page, more: true }
    page.push(entry)
  }
  return { entries: page, more: false }
}
