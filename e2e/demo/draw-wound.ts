/**
 * The photo of the demonstration: a drawing of a leg with a wound and a ruler
 * beside it, flat as in a picture book. It is of nobody, and nobody takes it for a photo.
 */
import type { Bytes } from '../../shared/lib/bytes.ts'
import { type Colour, encodeJpeg } from './encode-jpeg.ts'

export const drawnSize = { width: 480, height: 360 } as const

const cloth: Colour = [70, 130, 140]
const skin: Colour = [236, 196, 160]
const shade: Colour = [214, 168, 132]
const rim: Colour = [222, 128, 118]
const bed: Colour = [176, 52, 56]
const paper: Colour = [250, 248, 240]
const ink: Colour = [40, 44, 52]

/** Centre and half axes. */
const wound = { x: 248, y: 168, wide: 47, high: 33 } as const
const ruler = { left: 158, top: 248, right: 338, bottom: 275, every: 18 } as const

/** How far from its middle, where 1 is the edge; the edge is a little uneven. */
function inWound(x: number, y: number): number {
  const [across, down] = [(x - wound.x) / wound.wide, (y - wound.y) / wound.high]
  const turn = Math.atan2(down, across)
  return Math.hypot(across, down) / (1 + 0.08 * Math.sin(3 * turn) + 0.05 * Math.cos(5 * turn))
}

function colourAt(x: number, y: number): Colour {
  const isOnRuler = x >= ruler.left && x <= ruler.right && y >= ruler.top && y <= ruler.bottom
  if (isOnRuler) {
    const isTick = (x - ruler.left) % ruler.every < 2 && y < ruler.top + 12
    return isTick || x === ruler.left || y === ruler.bottom ? ink : paper
  }
  const far = inWound(x, y)
  if (far < 0.72) return bed
  if (far < 1) return rim
  const edge = 98 + 13 * Math.sin(x / 112)
  const [above, below] = [y - edge + 15, 300 - edge / 6 - y]
  if (above < 0 || below < 0) return cloth
  return Math.min(above, below) < 16 ? shade : skin
}

export function drawWound(): Bytes {
  return encodeJpeg({ ...drawnSize, colourAt })
}
