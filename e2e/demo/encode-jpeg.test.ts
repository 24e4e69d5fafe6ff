/** The demonstration's drawing, as far as a file can be judged without a browser: VP633 in one is `photo.spec.ts`. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnSize, drawWound } from './draw-wound.ts'
import { encodeJpeg } from './encode-jpeg.ts'

const part = fc.integer({ min: 0, max: 255 })

/** Markers and the lengths of their segments, up to the picture itself. */
function markersOf(bytes: Uint8Array): readonly number[] {
  const markers: number[] = []
  for (let at = 2; at < bytes.length; at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!)) {
    expect(bytes[at]).toBe(0xff)
    markers.push(bytes[at + 1]!)
    if (bytes[at + 1] === 0xda) return markers
  }
  return markers
}

test('VP633 whatever is drawn, the file is a JPEG from its first marker to its last, with no marker within the picture', () => {
  const size = fc.integer({ min: 1, max: 30 })
  const colours = fc.array(fc.tuple(part, part, part), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(size, size, colours, (width, height, palette) => {
      const bytes = encodeJpeg({ width, height, colourAt: (x, y) => palette[(x * 7 + y * 13) % palette.length]! })
      expect([...bytes.slice(0, 2), ...bytes.slice(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9])
      expect(markersOf(bytes)).toEqual([0xdb, 0xc0, 0xc4, 0xc4, 0xda])
      const picture = bytes.slice(bytes.findLastIndex((byte, at) => byte === 0xda && bytes[at - 1] === 0xff) + 13, -2)
      picture.forEach((byte, at) => {
        if (byte === 0xff) expect(picture[at + 1] ?? 0).toBe(0)
      })
    }),
    { numRuns: 40 },
  )
})

test('VP633 the drawing is the same each time, small, and as large as it says', () => {
  const bytes = drawWound()
  expect(Buffer.from(drawWound()).equals(Buffer.from(bytes))).toBe(true)
  expect(bytes.length).toBeLessThan(60_000)
  const at = bytes.findIndex((byte, place) => byte === 0xff && bytes[place + 1] === 0xc0)
  const [high, low, wide, narrow] = bytes.slice(at + 5, at + 9)
  expect([(wide! << 8) | narrow!, (high! << 8) | low!]).toEqual([drawnSize.width, drawnSize.height])
})
