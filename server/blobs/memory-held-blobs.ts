/** Attachments of removed devices in memory. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { DeviceId, Instant } from '../../shared/lib/ids.ts'
import type { StoreQuota } from '../entry-store/entry-store.ts'
import { type HeldBlobPlace, type HeldBlobStore, heldBlobBytes } from './held-blobs.ts'
import { piecesOf } from './memory-blobs.ts'

interface Held extends HeldBlobPlace {
  readonly author: DeviceId
  readonly storedAt: Instant
  /** Undefined once it is decided. */
  readonly bytes: Bytes | undefined
}

export function createMemoryHeldBlobs(quota: StoreQuota, now: () => Instant): HeldBlobStore {
  const held = new Map<string, Held>()
  const keyOf = ({ blob, group, space }: HeldBlobPlace) => `${space}/${group}/${blob}`
  return {
    holdBlob: async (place, author, bytes) => {
      if (held.has(keyOf(place))) return 'duplicate'
      const own = [...held.values()].filter((each) => each.space === place.space && each.author === author)
      const size = own.reduce((sum, each) => sum + (each.bytes?.length ?? 0), bytes.length)
      if (size > heldBlobBytes(quota)) return 'over-quota'
      held.set(keyOf(place), { ...place, author, storedAt: now(), bytes: new Uint8Array(bytes) })
      return 'stored'
    },
    heldBlobs: async (space, limit) =>
      [...held.values()]
        .flatMap(({ author, blob, bytes, group, space: its, storedAt }) =>
          its === space && bytes !== undefined ? [{ group, blob, author, bytes: bytes.length, storedAt }] : [],
        )
        .slice(0, limit),
    findHeldBlob: async (place) => {
      const bytes = held.get(keyOf(place))?.bytes
      return bytes === undefined ? undefined : { bytes: bytes.length, pieces: () => piecesOf(bytes) }
    },
    dropHeldBlob: async (place, by) => {
      const before = held.get(keyOf(place))
      const { author = by, storedAt = now() } = before ?? {}
      held.set(keyOf(place), { ...place, author, storedAt, bytes: undefined })
    },
  }
}
