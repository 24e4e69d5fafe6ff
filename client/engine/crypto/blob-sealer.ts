/**
 * Attachments, sealed in chunks so that they are opened as they come (STREAM:
 * Hoang, Reyhanitabar, Rogaway, Vizár, "Online authenticated-encryption and its
 * nonce-reuse misuse-resistance", 2015). Each has a random key of its own, which
 * its record carries, and seven random bytes that stand in front:
 *
 *   prefix 7 ‖ chunk 0 ‖ chunk 1 ‖ … ‖ last chunk
 *   chunk n = AES-256-GCM(key, nonce = prefix ‖ u32 n ‖ u8 last, aad = "doorstep/1/blob", up to 256 KiB)
 *
 * A chunk that is missing, moved, repeated or from elsewhere has another nonce
 * and does not open; what ends before the last chunk, or goes on after it, is not
 * whole. The name, SHA-256 of all of it, commits to key and content together with
 * the record that holds both. Rules CR400 to CR403.
 */
import { type Bytes, concatBytes, u32ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose } from '../../../shared/lib/hash.ts'
import { aesGcmOpen, aesGcmSeal, importAesKey } from './aes-gcm.ts'

export const blobPrefixLength = 7
/** Of what is sealed. */
export const blobChunkBytes = 262_144
const tagLength = 16
const sealedChunkBytes = blobChunkBytes + tagLength
const associated = purpose('blob')

export interface BlobSecrets {
  /** 32 random bytes, for this attachment alone. */
  readonly key: Bytes
  /** 7 random bytes. */
  readonly prefix: Bytes
}

/** How long `bytes` are when they are sealed. */
export function sealedBlobBytes(bytes: number): number {
  return blobPrefixLength + bytes + tagLength * Math.max(1, Math.ceil(bytes / blobChunkBytes))
}

export async function sealBlob({ key, prefix }: BlobSecrets, plaintext: Bytes): Promise<Bytes> {
  const sealKey = await importAesKey(key)
  const parts: Bytes[] = [prefix]
  const count = Math.max(1, Math.ceil(plaintext.length / blobChunkBytes))
  for (let index = 0; index < count; index++) {
    const chunk = plaintext.subarray(index * blobChunkBytes, (index + 1) * blobChunkBytes)
    parts.push(await aesGcmSeal(sealKey, nonceOf(prefix, index, index === count - 1), associated, chunk))
  }
  return concatBytes(...parts)
}

/**
 * Yields what each chunk held, as soon as it is known to be genuine. Returns true
 * when all of it came and nothing more; until then nothing of it is to be taken
 * for the whole.
 */
export async function* openBlobStream(
  key: Bytes,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Bytes, boolean> {
  const openKey = await importAesKey(key)
  let held: Bytes = new Uint8Array(0)
  let prefix: Bytes | undefined
  let index = 0
  const openNext = (sealed: Bytes, isLast: boolean) =>
    aesGcmOpen(openKey, nonceOf(prefix!, index++, isLast), associated, sealed)

  for await (const piece of pieces) {
    held = concatBytes(held, piece)
    if (prefix === undefined) {
      if (held.length < blobPrefixLength) continue
      prefix = held.slice(0, blobPrefixLength)
      held = held.slice(blobPrefixLength)
    }
    // More than one chunk is here: the first of them is not the last.
    while (held.length > sealedChunkBytes) {
      const opened = await openNext(held.slice(0, sealedChunkBytes), false)
      if (opened === undefined) return false
      yield opened
      held = held.slice(sealedChunkBytes)
    }
  }
  if (prefix === undefined) return false
  const isFirst = index === 0
  const last = await openNext(held, true)
  // Nothing but an empty attachment ends in an empty chunk: of two ways to seal the same only one is taken.
  if (last === undefined || (last.length === 0 && !isFirst)) return false
  yield last
  return true
}

/** Undefined unless it is whole, and sealed under this key. */
export async function openBlob(key: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  const stream = openBlobStream(key, [sealed])
  const parts: Bytes[] = []
  for (;;) {
    const step = await stream.next()
    if (step.done === true) return step.value ? concatBytes(...parts) : undefined
    parts.push(step.value)
  }
}

function nonceOf(prefix: Bytes, index: number, isLast: boolean): Bytes {
  return concatBytes(prefix, u32ToBytes(index), new Uint8Array([isLast ? 1 : 0]))
}
