/**
 * A saved document on its way in a snapshot: packed as a whole, and unpacked no
 * further than a document may be, so that a few bytes cannot stop a device. The
 * browser's own DEFLATE does it; where there is none, no snapshot is written or used.
 */
import { type Bytes, concatBytes } from '../../../shared/lib/bytes.ts'
import { readDocumentSize } from '../documents/change-size.ts'

/** Far above what a team writes about one person in years. */
const mostBytes = 2 * 1_048_576
const mostValues = 200_000

export function packDocument(saved: Bytes): Promise<Bytes> {
  return through(saved, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY)
}

/** Undefined for what is no document, or more than one may be. */
export async function unpackDocument(packed: Bytes): Promise<Bytes | undefined> {
  try {
    const saved = await through(packed, new DecompressionStream('deflate-raw'), mostBytes)
    return readDocumentSize(saved, mostValues) === undefined ? undefined : saved
  } catch {
    return undefined
  }
}

/** Throws for what is not in that form, and beyond `most` bytes. */
async function through(bytes: Bytes, stream: CompressionStream | DecompressionStream, most: number): Promise<Bytes> {
  const source = new Blob([bytes]).stream()
  const parts: Bytes[] = []
  let size = 0
  const reader = source.pipeThrough<Uint8Array>(stream).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length
    if (size > most) {
      await reader.cancel()
      throw new RangeError('larger than a document may be')
    }
    parts.push(part.value as Bytes)
  }
  return concatBytes(...parts)
}
