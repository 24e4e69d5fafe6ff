/** CR4: what padding hides and what it costs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pad, padmeLength, unpad } from './padme.ts'

test('CR4 padded and unpadded again is the same; every other padding is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.nat(255), fc.nat(), (given, form, where) => {
      const padded = pad(given, form)
      expect(unpad(padded)).toEqual({ form, body: new Uint8Array(given) })
      const end = given.length + 4
      if (end < padded.length) expect(unpad(padded.with(end + (where % (padded.length - end)), 1))).toBeUndefined()
      expect(unpad(new Uint8Array([...padded, 0]))).toBeUndefined()
      expect(unpad(padded.slice(0, -1))).toBeUndefined()
    }),
  )
})

test('CR4 at most 12 % longer beyond 64 bytes, never shorter, and few lengths remain', () => {
  fc.assert(
    fc.property(fc.integer({ min: 65, max: 65_536 }), (length) => {
      const padded = padmeLength(length)
      expect(padded).toBeGreaterThanOrEqual(length)
      expect(padded).toBeLessThanOrEqual(length * 1.12)
      expect(padmeLength(padded)).toBe(padded)
    }),
  )
  const lengths = new Set(Array.from({ length: 60_000 }, (_, length) => padmeLength(length)))
  expect(lengths.size).toBeLessThan(200)
  expect(padmeLength(0)).toBe(64)
})

test('CR4 no bytes whatever make unpadding throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void unpad(bytes)))
  expect(unpad(new Uint8Array(64).fill(255))).toBeUndefined()
})
