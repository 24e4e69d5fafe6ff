/**
 * Attachments: sealed bytes under the hash of themselves, which PUT and GET
 * /v1/spaces/:space/groups/:group/blobs/:blob carry as they are. What they are,
 * and the key that opens them, stands in a sealed entry and nowhere else. PR400.
 */
import { type Bytes, bytesToHex } from '../lib/bytes.ts'
import { sha256 } from '../lib/hash.ts'
import type { BlobId, GroupId, SpaceId } from '../lib/ids.ts'

/** Sealed: 20 MiB. */
export const blobByteLimit = 20 * 2 ** 20
export const blobMediaType = 'application/octet-stream'

export function blobIdOf(sealed: Bytes): BlobId {
  return bytesToHex(sha256(sealed)) as BlobId
}

/** Undefined for anything but 64 lowercase hex digits. */
export function parseBlobId(text: string): BlobId | undefined {
  return /^[0-9a-f]{64}$/.test(text) ? (text as BlobId) : undefined
}

export function blobPath(space: SpaceId, group: GroupId, blob: BlobId): string {
  return `/v1/spaces/${space}/groups/${group}/blobs/${blob}`
}
