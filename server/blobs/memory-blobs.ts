/** Attachments in memory; the quota is counted by whoever counts the entries. */
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { type BlobStore, pieceBytes } from './blob-store.ts'

export interface MemoryBlobs extends BlobStore {
  /** Of a group, or of the whole space. */
  readonly blobBytes: (space: SpaceId, group?: GroupId) => number
}

export function createMemoryBlobs(
  isOverQuota: (space: SpaceId, group: GroupId, bytes: number) => boolean,
): MemoryBlobs {
  const blobs = new Map<string, Bytes>()
  return {
    blobBytes: (space, group) => {
      const below = group === undefined ? `${space}/` : `${space}/${group}/`
      return [...blobs].reduce((sum, [place, { length }]) => sum + (place.startsWith(below) ? length : 0), 0)
    },
    putBlob: async (space, group, blob, bytes) => {
      const place = `${space}/${group}/${blob}`
      if (blobs.has(place)) return 'duplicate'
      if (isOverQuota(space, group, bytes.length)) return 'over-quota'
      blobs.set(place, new Uint8Array(bytes))
      return 'stored'
    },
    findBlob: async (space, group, blob) => {
      const bytes = blobs.get(`${space}/${group}/${blob}`)
      return bytes === undefined ? undefined : { bytes: bytes.length, pieces: () => piecesOf(bytes) }
    },
  }
}

export function* piecesOf(bytes: Bytes): Generator<Bytes> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes)
}
