/**
 * Ids and small variety without chance: both follow from a label, so that the
 * same neighbourhood comes out on every machine and at every start.
 */
import { bytesToHex, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import { purpose, sha256 } from '../../../shared/lib/hash.ts'

/** 16 bytes as hex. */
export function idOf(label: string): string {
  return bytesToHex(digest('id', label).subarray(0, 16))
}

export interface Dice {
  /** A whole number from `lowest` to `highest`, both included. */
  readonly between: (lowest: number, highest: number) => number
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item
}

/** mulberry32, seeded with the label. */
export function createDice(label: string): Dice {
  let state = new DataView(digest('dice', label).buffer).getUint32(0)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (lowest: number, highest: number) => lowest + Math.floor(next() * (highest - lowest + 1))
  return { between, pick: (items) => items[between(0, items.length - 1)] ?? items[0] }
}

function digest(use: string, label: string) {
  return new Uint8Array(sha256(purpose(`demo/${use}`), utf8ToBytes(`/${label}`)))
}
