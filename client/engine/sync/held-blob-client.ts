/** Attachments of removed devices, to the relay and from it. Loaded when there is one. Rule SX562. */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import {
  type BlobWord,
  type HeldBlob,
  heldBlobPath,
  heldBlobsPath,
  parseHeldBlobs,
} from '../../../shared/protocol/held-blob.ts'
import { messageMediaType } from '../../../shared/protocol/version.ts'
import { patienceFor, readBlob } from './blob-client.ts'
import { type Exchange, readMessage } from './http-exchange.ts'
import type { RelayFailure, Session } from './relay-client.ts'

/** By the device's own word: needs no session and no key. */
export function holdBlob(
  exchange: Exchange,
  word: BlobWord,
  group: GroupId,
  blob: BlobId,
  body: Bytes,
): Promise<Result<void, RelayFailure>> {
  const path = heldBlobPath(word.space, group, blob, word)
  return exchange({ method: 'PUT', path, body, patienceMs: patienceFor(body) }, null, async () => ok(undefined))
}

export function heldBlobs(
  exchange: Exchange,
  { space, token }: Session,
): Promise<Result<readonly HeldBlob[], RelayFailure>> {
  const request = { method: 'GET', path: heldBlobsPath(space), token } as const
  return exchange(request, messageMediaType, (response) => readMessage(response, parseHeldBlobs))
}

export function getHeldBlob(
  exchange: Exchange,
  { space, token }: Session,
  group: GroupId,
  blob: BlobId,
): Promise<Result<Bytes, RelayFailure>> {
  return readBlob(exchange, { path: heldBlobPath(space, group, blob), token }, blob)
}

export function dropHeldBlob(
  exchange: Exchange,
  { space, token }: Session,
  group: GroupId,
  blob: BlobId,
): Promise<Result<void, RelayFailure>> {
  return exchange({ method: 'DELETE', path: heldBlobPath(space, group, blob), token }, null, async () => ok(undefined))
}
