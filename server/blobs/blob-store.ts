/**
 * Port: sealed attachments, each in the group it was put into, under the hash of
 * its bytes. Whoever may put one may fill the group's quota with it and no more;
 * one that lies in another group is not here. Rules ES400 to ES404.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { BlobId, GroupId, SpaceId } from '../../shared/lib/ids.ts'

export type BlobOutcome = 'stored' | 'duplicate' | 'over-quota'

export interface StoredBlob {
  readonly bytes: number
  /** Read from the store as they are asked for, in their order: nobody's slow line holds a whole attachment in memory. */
  readonly pieces: () => Iterable<Bytes> | AsyncIterable<Bytes>
}

export interface BlobStore {
  /** Durable once answered. `blob` is the hash of `bytes`: the caller has checked it. Counts towards the quota of the entries. */
  readonly putBlob: (space: SpaceId, group: GroupId, blob: BlobId, bytes: Bytes) => Promise<BlobOutcome>
  readonly findBlob: (space: SpaceId, group: GroupId, blob: BlobId) => Promise<StoredBlob | undefined>
}

/** What is read at once. */
export const pieceBytes = 262_144
