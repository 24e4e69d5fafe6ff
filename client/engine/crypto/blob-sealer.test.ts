/** CR400-CR403: what is sealed is opened however it comes, and nothing else is. */
import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, concatBytes, u32ToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { blobChunkBytes, openBlob, openBlobStream, sealBlob, sealedBlobBytes } from './blob-sealer.ts'
import { blobSecrets, expectBlobVectors, patternOf } from './testing/blob-vectors.ts'

const sealedChunk = blobChunkBytes + 16
/** Around every edge of a chunk, and small. */
const sizes = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(...[1, 2].flatMap((chunks) => [-1, 0, 1].map((more) => chunks * blobChunkBytes + more))),
)
const secrets = fc.record({
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes): Bytes => new Uint8Array(bytes)),
  prefix: fc.uint8Array({ minLength: 7, maxLength: 7 }).map((bytes): Bytes => new Uint8Array(bytes)),
})

async function read(
  key: Bytes,
  pieces: readonly Bytes[],
): Promise<{ readonly isWhole: boolean; readonly came: Bytes }> {
  const stream = openBlobStream(key, pieces)
  const parts: Bytes[] = []
  for (;;) {
    const step = await stream.next()
    if (step.done === true) return { isWhole: step.value, came: concatBytes(...parts) }
    parts.push(step.value)
  }
}

function cut(bytes: Bytes, ends: readonly number[]): readonly Bytes[] {
  const places = [0, ...ends.map((end) => Math.min(end, bytes.length)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, at) => bytes.slice(places[at], end))
}

/** Three chunks, as they lie one after the other. */
async function threeChunks() {
  const sealed = await sealBlob(blobSecrets, patternOf(2 * blobChunkBytes + 5))
  const at = (chunk: number) => 7 + chunk * sealedChunk
  const chunks = [0, 1, 2].map((chunk) => sealed.slice(at(chunk), at(chunk + 1)))
  return { sealed, prefix: sealed.slice(0, 7), chunks: chunks as [Bytes, Bytes, Bytes] }
}

const opens = (sealed: Bytes, key = blobSecrets.key) => openBlob(key, sealed)

test('CR400 an attachment of any size is opened as it was, in whatever pieces it comes', async () => {
  await fc.assert(
    fc.asyncProperty(secrets, sizes, fc.array(fc.nat(600_000), { maxLength: 5 }), async (own, size, ends) => {
      const plaintext = patternOf(size)
      const sealed = await sealBlob(own, plaintext)
      expect(sealed.length).toBe(sealedBlobBytes(size))
      const { came, isWhole } = await read(own.key, cut(sealed, ends))
      expect(isWhole).toBe(true)
      expect(Buffer.from(came).equals(Buffer.from(plaintext))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('CR401 cut off anywhere it is not whole, and what came before it is a true beginning', async () => {
  const size = blobChunkBytes + 40
  const plaintext = patternOf(size)
  const sealed = await sealBlob(blobSecrets, plaintext)
  const ends = fc.oneof(fc.nat(sealed.length - 1), fc.constantFrom(0, 6, 7, 8, 7 + sealedChunk - 1, 7 + sealedChunk))
  await fc.assert(
    fc.asyncProperty(ends, async (end) => {
      const { came, isWhole } = await read(blobSecrets.key, [sealed.slice(0, end)])
      expect(isWhole).toBe(false)
      expect(Buffer.from(came).equals(Buffer.from(plaintext.subarray(0, came.length)))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('CR401 chunks moved, repeated, left out, from another attachment or after the last one are refused', async () => {
  const { chunks, prefix, sealed } = await threeChunks()
  const [first, second, last] = chunks
  const other = await sealBlob({ ...blobSecrets, prefix: Uint8Array.of(9, 9, 9, 9, 9, 9, 9) }, patternOf(sealed.length))
  const foreign = other.slice(7, 7 + sealedChunk)
  expect(await opens(sealed)).toEqual(patternOf(2 * blobChunkBytes + 5))
  const wrong: Readonly<Record<string, readonly Bytes[]>> = {
    moved: [second, first, last],
    repeated: [first, first, last],
    'left out': [first, last],
    'without the last': [first, second],
    'ended early by a full chunk': [first],
    'goes on after the last': [first, second, last, last],
    'ends in a byte more': [first, second, last, Uint8Array.of(0)],
    'from another': [foreign, second, last],
    nothing: [],
  }
  for (const [name, parts] of Object.entries(wrong))
    expect([name, await opens(concatBytes(prefix, ...parts))]).toEqual([name, undefined])
  expect(await opens(concatBytes(other.slice(0, 7), first, second, last))).toBeUndefined()
  expect(await opens(sealed, new Uint8Array(32).fill(1))).toBeUndefined()
})

test('CR401 any one bit changed, anywhere, and it is not opened', async () => {
  const sealed = await sealBlob(blobSecrets, patternOf(blobChunkBytes + 30))
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
      const wrong = Uint8Array.from(sealed)
      wrong[at]! ^= 1 << bit
      expect(await opens(wrong)).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

test('CR402 another way to seal the same is refused: an empty chunk at the end', async () => {
  const full = patternOf(blobChunkBytes)
  const nonce = (index: number, last: number) => concatBytes(blobSecrets.prefix, u32ToBytes(index), Uint8Array.of(last))
  const seal = (index: number, last: number, chunk: Bytes) => independently(nonce(index, last), chunk)
  const odd = concatBytes(blobSecrets.prefix, seal(0, 0, full), seal(1, 1, new Uint8Array(0)))
  expect(await opens(odd)).toBeUndefined()
  expect(await opens(concatBytes(blobSecrets.prefix, seal(0, 1, full)))).toEqual(full)
})

/** A second implementation of one chunk. */
function independently(nonce: Bytes, chunk: Bytes): Bytes {
  const cipher = createCipheriv('aes-256-gcm', blobSecrets.key, nonce).setAAD(utf8ToBytes('doorstep/1/blob'))
  return concatBytes(cipher.update(chunk), cipher.final(), cipher.getAuthTag())
}

test('CR403 what is sealed is what a second implementation seals, and what was written down', async () => {
  const plaintext = patternOf(blobChunkBytes + 9)
  const nonce = (index: number, last: number) => concatBytes(blobSecrets.prefix, u32ToBytes(index), Uint8Array.of(last))
  const expected = concatBytes(
    blobSecrets.prefix,
    independently(nonce(0, 0), plaintext.slice(0, blobChunkBytes)),
    independently(nonce(1, 1), plaintext.slice(blobChunkBytes)),
  )
  expect(Buffer.from(await sealBlob(blobSecrets, plaintext)).equals(Buffer.from(expected))).toBe(true)
  await expectBlobVectors()
})
