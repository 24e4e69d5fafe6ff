/**
 * A QR code as squares, for an image of our own: the one place that knows the
 * library. Level M mends what a dirty screen or a creased paper hides and keeps
 * the squares large enough for a cheap camera.
 */
import { encode } from 'uqr'

export interface QrSquares {
  /** Of the whole, with the quiet margin that scanners need. */
  readonly size: number
  /** An SVG path of the dark squares, one unit each. */
  readonly path: string
}

/** The margin is part of the code: four squares, as its standard asks. */
const margin = 4

export function qrSquares(text: string): QrSquares {
  const { data, size } = encode(text, { ecc: 'M', border: margin })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return { size, path }
}
