/** JN90: what is drawn is what a scanner reads. */
import fc from 'fast-check'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { pixelsOf } from './testing/pixels.ts'

test('JN90 any words drawn as a QR code are read back by a scanner', () => {
  const words = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_#=:/. '), minLength: 1, maxLength: 600 })
  fc.assert(
    fc.property(words, (text) => {
      const { data, width } = pixelsOf(text)
      expect(jsQR(data, width, width)?.data).toBe(text)
    }),
    { numRuns: 20 },
  )
})
