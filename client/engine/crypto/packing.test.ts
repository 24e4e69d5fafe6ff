/** CR14-CR16: what packing gives back, what it refuses, and that its form never moves. zlib is the second implementation. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import { createInflate } from './inflate.ts'
import { createPacking } from './packing.ts'
import { payloadDictionary as dictionary } from './payload-dictionary.ts'

const limit = 65_536
const { pack, unpack } = createPacking(limit)
/** What people write, what they do not, and both mixed. */
const payloads = fc
  .array(
    fc.oneof(
      fc
        .constantFrom('wound', ' dressing changed', 'community nurse', 'aaaaaaaaaaaaaaaaaaaa', ' 40 mg')
        .map(utf8ToBytes),
      fc.uint8Array({ maxLength: 40 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)))
const plainOf = (packed: Uint8Array) => new Uint8Array(inflateRawSync(packed, { dictionary }))
const note = utf8ToBytes('Dressing changed, edges pink. Next visit in two weeks unless something changes.')

test('CR14 unpacked is what was packed, here and by zlib, and what zlib packed this way is read here', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const packed = pack(payload)
      expect(unpack(packed)).toEqual(payload)
      expect(plainOf(packed)).toEqual(payload)
      const other = deflateRawSync(payload, { dictionary, level: 9, strategy: constants.Z_FIXED })
      if ((other[0]! & 7) === 3) expect(unpack(other)).toEqual(payload)
    }),
  )
  const longest = new Uint8Array(limit).map((_, i) => (i * i) % 251)
  expect(unpack(pack(longest))).toEqual(longest)
  expect(plainOf(pack(new Uint8Array(limit)))).toEqual(new Uint8Array(limit))
  expect(pack(note).length).toBeLessThan(note.length / 3)
})

test('CR14 each payload is packed by itself: nothing of one shows in the length of another', () => {
  fc.assert(
    fc.property(payloads, payloads, (before, payload) => {
      const alone = createPacking(limit).pack(payload)
      pack(before)
      expect(pack(payload)).toEqual(alone)
    }),
    { numRuns: 20 },
  )
})

test('CR15 no bytes make unpacking throw or give more than a payload may have', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
      // As they are, and with the head of a block, which lets far more of them in.
      for (const tried of [bytes, bytes.with(0, (bytes[0]! & ~7) | 3)]) {
        expect(unpack(tried)?.length ?? 0).toBeLessThanOrEqual(limit)
      }
    }),
  )
  expect(unpack(new Uint8Array(0))).toBeUndefined()
  const bomb = deflateRawSync(new Uint8Array(limit + 1), { dictionary, strategy: constants.Z_FIXED })
  expect(bomb.length).toBeLessThan(1_000)
  expect(unpack(bomb)).toBeUndefined()
  expect(createInflate(dictionary, note.length - 1)(pack(note))).toBeUndefined()
})

test('CR15 a stream that is cut, goes on after its end, or hides a bit in its last byte is refused', () => {
  fc.assert(
    fc.property(payloads, fc.nat(255), (payload, more) => {
      const packed = pack(payload)
      expect(unpack(packed.subarray(0, -1))).toBeUndefined()
      expect(unpack(new Uint8Array([...packed, more]))).toBeUndefined()
    }),
  )
  // The end of an empty block takes ten bits, so six are left over.
  expect(bytesToHex(pack(new Uint8Array(0)))).toBe('0300')
  for (let bit = 2; bit < 8; bit++) expect(unpack(new Uint8Array([3, 1 << bit]))).toBeUndefined()
})

test('CR15 other kinds of blocks, codes without a meaning, and a reach before the dictionary are refused', () => {
  const stored = deflateRawSync(note, { level: 0 })
  const ownCodes = deflateRawSync(
    new Uint8Array(3_000).map((_, i) => (i * i) % 7),
    { level: 9 },
  )
  expect([stored[0]! & 7, ownCodes[0]! & 7]).toEqual([1, 5])
  for (const stream of [stored, ownCodes]) expect(unpack(stream)).toBeUndefined()
  // Symbol 286 is 11000110, then the end of the block.
  expect(unpack(bitsOf('110', '11000110', '0000000'))).toBeUndefined()
  // A copy of three from a distance of code 30 and of 8,193 + 4,095, beyond what the dictionary has.
  expect(unpack(bitsOf('110', '0000001', '11110', '0000000'))).toBeUndefined()
  expect(unpack(bitsOf('110', '0000001', '11010', '1'.repeat(12), '0000000'))).toBeUndefined()
  expect(unpack(bitsOf('110', '0000001', '00000', '0000000'))).toEqual(new Uint8Array(3).fill(dictionary.at(-1)!))
})

test('CR16 form 1 is this dictionary and no other', () => {
  expect(bytesToHex(sha256(dictionary))).toBe('cf5fb7399029871a69b6f155945d0af988b0e4bb530fd0a004ba81be11cb99ed')
  expect(dictionary.length).toBeLessThan(32_768)
  expect(unpack(hexToBytes('c3575c9291e700'))).toEqual(note)
})

/** As they are sent, first bit first. */
function bitsOf(...codes: readonly string[]): Uint8Array {
  const bits = codes.join('')
  const bytes = new Uint8Array(Math.ceil(bits.length / 8))
  for (const [at, bit] of [...bits].entries()) bytes[at >> 3]! |= Number(bit) << (at & 7)
  return bytes
}
