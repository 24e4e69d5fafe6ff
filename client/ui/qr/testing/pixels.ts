/** A QR code as a photograph would hold it: RGBA pixels. */
import { type QrSquares, qrSquares } from '../encode.ts'

export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
}

const dot = 4

export function pixelsOf(text: string): Pixels {
  const squares = qrSquares(text)
  const width = squares.size * dot
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [x, y] of darkOf(squares))
    for (let dy = 0; dy < dot; dy++)
      for (let dx = 0; dx < dot; dx++) {
        const at = ((y * dot + dy) * width + x * dot + dx) * 4
        data.fill(0, at, at + 3)
      }
  return { data, width }
}

function darkOf({ path }: QrSquares): readonly (readonly [x: number, y: number])[] {
  return [...path.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => [Number(x), Number(y)])
}
