/** Attachments on their way in and out: hashed as they come, sent as they are taken. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type Bytes, concatBytes } from '../../shared/lib/bytes.ts'
import type { BlobId } from '../../shared/lib/ids.ts'
import { blobByteLimit, blobMediaType } from '../../shared/protocol/blob.ts'
import type { StoredBlob } from '../blobs/blob-store.ts'
import type { RelayContext } from '../middleware/relay-context.ts'

export type Came = { readonly type: 'whole'; readonly bytes: Bytes } | { readonly type: 'too-large' | 'malformed' }

/** Nothing is kept, and no more is read, once it is longer than is taken. */
export async function readHashed(body: ReadableStream<Uint8Array> | null, blob: BlobId): Promise<Came> {
  const hash = createHash('sha256')
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body ?? []) {
    length += piece.length
    if (length > blobByteLimit) return { type: 'too-large' }
    hash.update(piece)
    pieces.push(piece)
  }
  if (length === 0 || hash.digest('hex') !== blob) return { type: 'malformed' }
  return { type: 'whole', bytes: concatBytes(...pieces) }
}

export function saidLength(c: RelayContext): number {
  return Number(c.req.header('content-length') ?? 0)
}

export interface Sending {
  readonly found: StoredBlob
  /** Asked before each piece: nobody reads further than the right to read goes. */
  readonly mayGet: () => boolean
  readonly over: () => void
}

export function answerBlob(c: RelayContext, { found, mayGet, over }: Sending): Response {
  async function* sent(): AsyncGenerator<Bytes> {
    for await (const piece of found.pieces()) {
      if (!mayGet()) throw new Error('blobs: what may be read has changed')
      yield piece
    }
  }
  const body = Readable.from(sent(), { objectMode: false })
  body.once('close', over)
  // Cut off by whoever asked, or by us: either way the hash says that it is not whole.
  body.on('error', () => {})
  const headers = { 'content-type': blobMediaType, 'content-length': String(found.bytes) }
  return c.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, 200, headers)
}
