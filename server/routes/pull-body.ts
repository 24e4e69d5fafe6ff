/**
 * The body of a pull, read from the store as it is sent: a device that is far
 * behind gets everything with one request, and the relay holds one piece of it
 * at a time. Compressed where the client takes it: what is sealed does not
 * shrink, the clear headers around it repeat and do. They are the relay's to
 * read anyway, so their length gives nothing away.
 */
import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGzip, gzip } from 'node:zlib'
import { type Bytes, concatBytes } from '../../shared/lib/bytes.ts'
import type { Arrival, Instant } from '../../shared/lib/ids.ts'
import { encodePullItem } from '../../shared/protocol/pull.ts'
import type { Batch, BatchLimit, SpaceHead } from '../entry-store/entry-store.ts'
import type { ServedItem } from './fold.ts'

interface ServedBatch extends Omit<Batch, 'items'> {
  readonly items: readonly ServedItem[]
}

export interface PullSource {
  readonly head: SpaceHead
  readonly serverTime: Instant
  readonly after: Arrival
  /** Undefined when what may be read has changed: the stream ends there and is asked for again. */
  readonly read: (after: Arrival, limit: BatchLimit) => Promise<ServedBatch | undefined>
  /** Called where the answer is sent as it is read; what it gives, when all is sent or the connection was cut. */
  readonly streams: () => () => void
  /** The stream broke on our side. */
  readonly failed: (failure: unknown) => void
}

export interface PullBody {
  readonly body: Bytes | ReadableStream<Uint8Array>
  readonly encoding: 'gzip' | null
}

/** Bounds what one reader can hold the relay for; a cut connection goes on from the last item that came whole. */
export const pullLimit = { items: 20_000, bytes: 8 * 1_048_576 } as const
/** Read and encoded at once. The first is small, so that the answer begins soon. */
const pieceLimits: readonly BatchLimit[] = [
  { items: 500, bytes: 131_072 },
  { items: 2_000, bytes: 524_288 },
]
/** Below this a header or two is all there is to win. */
const worthPacking = 2_048

const gzipOnce = promisify(gzip)
/** The fastest: what is left after it is sealed, and does not shrink further. */
const level = { level: 1 } as const

export async function pullBody(source: PullSource, takesGzip: boolean): Promise<PullBody> {
  const pieces = piecesOf(source)
  const first = await pieces.next()
  if (first.done === true) throw new Error('pullBody: a pull has a piece at least')
  const { bytes, isLast } = first.value
  if (isLast) {
    const isWorthIt = takesGzip && bytes.length >= worthPacking
    return isWorthIt
      ? { body: new Uint8Array(await gzipOnce(bytes, level)), encoding: 'gzip' }
      : { body: bytes, encoding: null }
  }
  // The answer begins with the first piece, while the next is read.
  const all = Readable.from(joined(bytes, pieces), { objectMode: false })
  all.once('close', source.streams())
  const onEnd = (failure: NodeJS.ErrnoException | null | undefined) => {
    // A client that went away is no failure of ours.
    if (failure && failure.code !== 'ERR_STREAM_PREMATURE_CLOSE') source.failed(failure)
  }
  if (!takesGzip) return { body: webStream(all.on('error', onEnd)), encoding: null }
  return { body: webStream(pipeline(all, createGzip(level), onEnd)), encoding: 'gzip' }
}

interface Piece {
  readonly bytes: Bytes
  readonly isLast: boolean
}

async function* piecesOf({ after, head, read, serverTime }: PullSource): AsyncGenerator<Piece, undefined> {
  let cursor = after
  let [items, bytes] = [0, 0]
  for (let piece = 0; ; piece++) {
    const batch = await read(cursor, pieceLimits[Math.min(piece, pieceLimits.length - 1)]!)
    const start = piece === 0 ? [encodePullItem({ type: 'start', ...head, serverTime })] : []
    const encoded = concatBytes(...start, ...(batch?.items ?? []).map(encodePullItem))
    cursor = batch?.cursor ?? cursor
    items += batch?.items.length ?? 0
    bytes += encoded.length
    const more = batch?.more ?? true
    const isFull = items >= pullLimit.items || bytes >= pullLimit.bytes
    if (batch === undefined || !more || isFull || cursor >= head.head) {
      yield { bytes: concatBytes(encoded, encodePullItem({ type: 'end', cursor, more })), isLast: true }
      return
    }
    yield { bytes: encoded, isLast: false }
  }
}

async function* joined(first: Bytes, rest: AsyncGenerator<Piece>): AsyncGenerator<Bytes> {
  yield first
  for await (const { bytes } of rest) yield bytes
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>
}
