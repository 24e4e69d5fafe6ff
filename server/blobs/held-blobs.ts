/**
 * Port: attachments that removed devices had not sent. They lie apart from those
 * of the groups, are given to nobody but who decides about them, and are gone
 * once it is decided. Rules ES560 to ES562.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { BlobId, DeviceId, GroupId, SpaceId } from '../../shared/lib/ids.ts'
import type { HeldBlob } from '../../shared/protocol/held-blob.ts'
import type { StoreQuota } from '../entry-store/entry-store.ts'
import type { BlobOutcome, StoredBlob } from './blob-store.ts'

export interface HeldBlobPlace {
  readonly space: SpaceId
  readonly group: GroupId
  readonly blob: BlobId
}

export interface HeldBlobStore {
  /** Durable once answered. `duplicate` also where it was decided before: then nothing is kept. */
  readonly holdBlob: (place: HeldBlobPlace, author: DeviceId, bytes: Bytes) => Promise<BlobOutcome>
  /** Undecided, in the order they came, so many. */
  readonly heldBlobs: (space: SpaceId, limit: number) => Promise<readonly HeldBlob[]>
  readonly findHeldBlob: (place: HeldBlobPlace) => Promise<StoredBlob | undefined>
  /** Its bytes go, and come back no more, also where they have not come yet. Again changes nothing. */
  readonly dropHeldBlob: (place: HeldBlobPlace, by: DeviceId) => Promise<void>
}

/** Of one device, in all groups of its space together: some photos, and beside its words, which they never push out. */
export function heldBlobBytes({ quarantineBytes }: Pick<StoreQuota, 'quarantineBytes'>): number {
  return 4 * quarantineBytes
}
