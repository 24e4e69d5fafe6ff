/**
 * A baseline JPEG (ITU-T T.81) of what a function draws: three components, none
 * of them halved. Its Huffman codes are all of one length, so that no table has to
 * be believed: a little larger, and a drawing is small anyway.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'

export type Colour = readonly [red: number, green: number, blue: number]

export interface Drawing {
  readonly width: number
  readonly height: number
  /** Each part from 0 to 255. */
  readonly colourAt: (x: number, y: number) => Colour
}

const side = 8
/** Of every coefficient alike. A drawing has soft edges, and no grain that would be missed. */
const step = 12

/** Run and size of a coefficient that is not 0; end of block, and sixteen zeros. */
const acSymbols = [0x00, 0xf0, ...Array.from({ length: 160 }, (_, at) => (Math.floor(at / 10) << 4) | ((at % 10) + 1))]
const dcSymbols = Array.from({ length: 12 }, (_, size) => size)

/** From place in a row of 64 as it is read to where it lies in the block. */
const zigzag = Array.from({ length: 64 }, (_, at) => [at % side, Math.floor(at / side)] as const)
  .sort(([x1, y1], [x2, y2]) => x1 + y1 - x2 - y2 || ((x1 + y1) % 2 === 0 ? y2 - y1 : y1 - y2))
  .map(([x, y]) => y * side + x)

const cosines = Array.from({ length: 64 }, (_, at) => {
  const [frequency, place] = [Math.floor(at / side), at % side]
  return Math.cos(((2 * place + 1) * frequency * Math.PI) / 16) * (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5
})

function transformed(block: Float64Array): Float64Array {
  const rows = new Float64Array(64)
  const both = new Float64Array(64)
  for (let at = 0; at < 64; at++)
    for (let i = 0; i < side; i++) rows[at]! += block[(at & ~7) + i]! * cosines[(at & 7) * side + i]!
  for (let at = 0; at < 64; at++)
    for (let i = 0; i < side; i++) both[at]! += rows[i * side + (at & 7)]! * cosines[(at >> 3) * side + i]!
  return both
}

/** Luminance and the two chrominances, around 0. */
function componentsOf([red, green, blue]: Colour): readonly [number, number, number] {
  const light = 0.299 * red + 0.587 * green + 0.114 * blue
  return [light - 128, (blue - light) * 0.564, (red - light) * 0.713]
}

function createBitWriter(bytes: number[]) {
  let [held, count] = [0, 0]
  function write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      held = (held << 1) | ((value >> bit) & 1)
      if (++count < 8) continue
      bytes.push(held)
      // A byte of ones would be read as a marker.
      if (held === 0xff) bytes.push(0)
      held = 0
      count = 0
    }
  }
  return { write, end: () => void (count > 0 && write(0xff, 8 - count)) }
}

const sizeOf = (value: number) => 32 - Math.clz32(Math.abs(value))

export function encodeJpeg({ colourAt, height, width }: Drawing): Bytes {
  const bytes: number[] = [0xff, 0xd8]
  const segment = (marker: number, content: readonly number[]) =>
    void bytes.push(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255, ...content)
  const lengths = (length: number, count: number) =>
    Array.from({ length: 16 }, (_, at) => (at === length - 1 ? count : 0))
  segment(0xdb, [0, ...Array.from({ length: 64 }, () => step)])
  const size = [height >> 8, height & 255, width >> 8, width & 255]
  segment(0xc0, [8, ...size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
  segment(0xc4, [0x00, ...lengths(4, dcSymbols.length), ...dcSymbols])
  segment(0xc4, [0x10, ...lengths(8, acSymbols.length), ...acSymbols])
  segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0])

  const bits = createBitWriter(bytes)
  /** A negative value is written as the ones' complement of its size. */
  const writeValue = (value: number, own: number) => bits.write(value < 0 ? value + (1 << own) - 1 : value, own)

  function writeBlock(block: Float64Array, before: number): number {
    const values = transformed(block)
    const row = zigzag.map((place) => Math.round(values[place]! / step))
    const difference = row[0]! - before
    bits.write(dcSymbols.indexOf(sizeOf(difference)), 4)
    writeValue(difference, sizeOf(difference))
    const last = row.findLastIndex((value, at) => at > 0 && value !== 0)
    let zeros = 0
    for (let at = 1; at <= last; at++) {
      const value = row[at]!
      if (value === 0) {
        zeros += 1
        continue
      }
      for (; zeros > 15; zeros -= 16) bits.write(acSymbols.indexOf(0xf0), 8)
      bits.write(acSymbols.indexOf((zeros << 4) | sizeOf(value)), 8)
      writeValue(value, sizeOf(value))
      zeros = 0
    }
    if (last < 63) bits.write(acSymbols.indexOf(0x00), 8)
    return row[0]!
  }

  const before = [0, 0, 0]
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side) {
      const blocks = [0, 1, 2].map(() => new Float64Array(64))
      for (let at = 0; at < 64; at++) {
        const colour = colourAt(Math.min(left + (at & 7), width - 1), Math.min(top + (at >> 3), height - 1))
        for (const [component, value] of componentsOf(colour).entries()) blocks[component]![at] = value
      }
      for (const [component, block] of blocks.entries()) before[component] = writeBlock(block, before[component]!)
    }
  bits.end()
  bytes.push(0xff, 0xd9)
  return Uint8Array.from(bytes)
}
