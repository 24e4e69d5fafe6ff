/**
 * Attachments that a removed device had not sent. PUT
 * /v1/spaces/:space/groups/:group/held-blobs/:blob carries one as it is, by the
 * device's own signature over its place: it was signed while the device had its
 * key. GET and DELETE there, and GET /v1/spaces/:space/held-blobs, are an
 * administrator's. ES566.
 */
import { type Bytes, bytesToHex, concatBytes, hexToBytes } from '../lib/bytes.ts'
import { purpose } from '../lib/hash.ts'
import type { BlobId, DeviceId, GroupId, Instant, SpaceId } from '../lib/ids.ts'
import type { Result } from '../lib/result.ts'
import { blobByteLimit } from './blob.ts'
import { encodeField, idOf, instant, listOf, parseField, row, uint } from './fields.ts'
import { deviceId, groupId, signature, spaceId } from './ids-on-wire.ts'
import type { Malformed } from './malformed.ts'

/** Whose it is, wherever it comes from. */
export interface BlobWord {
  readonly space: SpaceId
  readonly device: DeviceId
  readonly signature: Bytes
}

export interface HeldBlob {
  readonly group: GroupId
  readonly blob: BlobId
  readonly author: DeviceId
  /** Sealed. */
  readonly bytes: number
  /** By the relay's clock. */
  readonly storedAt: Instant
}

/** Of one answer: those that came first. */
export const heldBlobsLimit = 1_000

const word = row<BlobWord>({ space: spaceId, device: deviceId, signature })
const list = listOf(
  row<HeldBlob>({
    group: groupId,
    blob: idOf<BlobId>(32),
    author: deviceId,
    bytes: uint(blobByteLimit),
    storedAt: instant,
  }),
  heldBlobsLimit,
)

export function blobSigningInput(space: SpaceId, group: GroupId, blob: BlobId): Bytes {
  return concatBytes(purpose('blob'), hexToBytes(space), hexToBytes(group), hexToBytes(blob))
}

export function encodeBlobWord(value: BlobWord): Bytes {
  return encodeField(word, value)
}

export function parseBlobWord(bytes: Uint8Array): Result<BlobWord, Malformed> {
  return parseField(word, bytes)
}

export function encodeHeldBlobs(value: readonly HeldBlob[]): Bytes {
  return encodeField(list, value)
}

export function parseHeldBlobs(bytes: Uint8Array): Result<readonly HeldBlob[], Malformed> {
  return parseField(list, bytes)
}

export function heldBlobPath(space: SpaceId, group: GroupId, blob: BlobId, by?: BlobWord): string {
  const path = `/v1/spaces/${space}/groups/${group}/held-blobs/${blob}`
  return by === undefined ? path : `${path}?device=${by.device}&signature=${bytesToHex(by.signature)}`
}

export function heldBlobsPath(space: SpaceId): string {
  return `/v1/spaces/${space}/held-blobs`
}

/** Out of the address of a PUT; undefined where it is none. */
export function readBlobWord(
  space: SpaceId,
  device: string | undefined,
  signed: string | undefined,
): BlobWord | undefined {
  if (!/^[0-9a-f]{32}$/.test(device ?? '') || !/^[0-9a-f]{128}$/.test(signed ?? '')) return undefined
  return { space, device: device as DeviceId, signature: hexToBytes(signed!) }
}
