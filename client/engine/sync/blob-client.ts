/** Attachments to and from the relay, as sealed bytes. Loaded when there is one. RY400. */
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import type { BlobId, GroupId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { blobByteLimit, blobIdOf, blobMediaType, blobPath } from '../../../shared/protocol/blob.ts'
import { type Exchange, silenceMs } from './http-exchange.ts'
import type { RelayFailure, Session } from './relay-client.ts'

/** As slow as a network may be before it counts as none: 1 kB a second. Nothing tells how much of a request has left. */
const bytesPerMs = 1

export function putBlob(
  exchange: Exchange,
  { space, token }: Session,
  group: GroupId,
  body: Bytes,
  blob: BlobId,
): Promise<Result<void, RelayFailure>> {
  const patienceMs = patienceFor(body)
  const request = { method: 'PUT', path: blobPath(space, group, blob), body, token, patienceMs } as const
  return exchange(request, null, async () => ok(undefined))
}

export function patienceFor({ length }: Bytes): number {
  return silenceMs + length / bytesPerMs
}

export function getBlob(
  exchange: Exchange,
  { space, token }: Session,
  group: GroupId,
  blob: BlobId,
): Promise<Result<Bytes, RelayFailure>> {
  return readBlob(exchange, { path: blobPath(space, group, blob), token }, blob)
}

/** What comes is hashed: bytes of another name are nobody's answer. */
export function readBlob(
  exchange: Exchange,
  from: { readonly path: string; readonly token: string },
  blob: BlobId,
): Promise<Result<Bytes, RelayFailure>> {
  return exchange({ method: 'GET', ...from }, blobMediaType, async (response, alive) => {
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of response.body ?? []) {
      alive()
      length += piece.length
      if (length > blobByteLimit) return err({ type: 'not-the-relay' })
      pieces.push(piece)
    }
    const bytes = concatBytes(...pieces)
    if (blobIdOf(bytes) === blob) return ok(bytes)
    const isCut = length < Number(response.headers.get('content-length') ?? 0)
    return err({ type: isCut ? 'no-signal' : 'not-the-relay' })
  })
}
