/**
 * Packs bytes as one DEFLATE block with the fixed codes (RFC 1951 §3.2.6), which
 * any inflater reads. What is short gains nothing from codes of its own, and a
 * reader that knows one form has less to be wrong about. Each call stands alone:
 * nothing of one payload is ever found in another. Rule CR14.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import {
  type Code,
  distanceBase,
  distanceCode,
  distanceExtra,
  distanceSymbol,
  endOfBlock,
  lengthBase,
  lengthExtra,
  lengthSymbol,
  literalCode,
  longestCopy,
  shortestCopy,
} from './deflate-codes.ts'

export type Deflate = (plain: Uint8Array) => Bytes

interface Match {
  readonly length: number
  readonly distance: number
}

const hashBits = 13
/** As far back as a copy may reach. */
const windowLength = 32_768
/** Places looked at for one match: words begin alike. */
const deepest = 256
/** So far away, a copy of three costs more than its three letters. */
const farForThree = 2_048
const nothing: Match = { length: 0, distance: 0 }

const literalCodes: readonly Code[] = Array.from({ length: 288 }, (_, symbol) => literalCode(symbol))
const distanceCodes: readonly Code[] = Array.from({ length: 30 }, (_, symbol) => distanceCode(symbol))

export function createDeflate(dictionary: Uint8Array): Deflate {
  const known = createPlaces(dictionary.length, undefined)
  for (let at = 0; at < dictionary.length; at++) known.add(dictionary, at)

  return (plain) => {
    const bytes = new Uint8Array(dictionary.length + plain.length)
    bytes.set(dictionary)
    bytes.set(plain, dictionary.length)
    const places = createPlaces(bytes.length, known)
    const bits = createBits(plain.length)
    bits.put(0b011, 3)
    for (let at = dictionary.length; at < bytes.length; ) {
      const match = places.longest(bytes, at)
      places.add(bytes, at)
      // A letter first may make room for a longer one.
      const isWorthIt = match.length > 0 && places.longest(bytes, at + 1).length <= match.length
      if (isWorthIt) putCopy(bits, match)
      else bits.putCode(literalCodes[bytes[at]!]!)
      const next = at + (isWorthIt ? match.length : 1)
      while (++at < next) places.add(bytes, at)
    }
    bits.putCode(literalCodes[endOfBlock]!)
    return bits.taken()
  }
}

/** Where each three bytes were seen, the newest first. */
interface Places {
  readonly newest: Int32Array
  readonly previous: Int32Array
  readonly add: (bytes: Uint8Array, at: number) => void
  readonly longest: (bytes: Uint8Array, at: number) => Match
}

function createPlaces(length: number, before: Places | undefined): Places {
  const newest = before?.newest.slice() ?? new Int32Array(1 << hashBits).fill(-1)
  const previous = new Int32Array(length)
  if (before !== undefined) previous.set(before.previous)

  function add(bytes: Uint8Array, at: number): void {
    if (at + shortestCopy > bytes.length) return
    const hash = hashAt(bytes, at)
    previous[at] = newest[hash]!
    newest[hash] = at
  }

  function longest(bytes: Uint8Array, at: number): Match {
    if (at + shortestCopy > bytes.length) return nothing
    let best = nothing
    let place = newest[hashAt(bytes, at)]!
    for (let looked = 0; place >= 0 && at - place <= windowLength && looked < deepest; looked++) {
      const length = sameLength(bytes, place, at)
      if (length > best.length && isShorter(length, at - place)) best = { length, distance: at - place }
      place = previous[place]!
    }
    return best
  }

  return { newest, previous, add, longest }
}

function hashAt(bytes: Uint8Array, at: number): number {
  const three = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
  return Math.imul(three, 0x9e3779b1) >>> (32 - hashBits)
}

function sameLength(bytes: Uint8Array, place: number, at: number): number {
  const most = Math.min(longestCopy, bytes.length - at)
  let length = 0
  while (length < most && bytes[place + length] === bytes[at + length]) length++
  return length
}

function isShorter(length: number, distance: number): boolean {
  return length > shortestCopy || (length === shortestCopy && distance <= farForThree)
}

function putCopy(bits: BitWriter, { distance, length }: Match): void {
  const lengthAt = lengthSymbol(length)
  const place = lengthAt - endOfBlock - 1
  bits.putCode(literalCodes[lengthAt]!)
  bits.put(length - lengthBase[place]!, lengthExtra[place]!)
  const distanceAt = distanceSymbol(distance)
  bits.putCode(distanceCodes[distanceAt]!)
  bits.put(distance - distanceBase[distanceAt]!, distanceExtra[distanceAt]!)
}

/** From the lowest bit of each byte on. */
function createBits(plainLength: number) {
  // No literal has more than nine bits, and no copy more than its letters.
  const bytes = new Uint8Array(Math.ceil((plainLength * 9) / 8) + 3)
  let [at, held, count] = [0, 0, 0]

  function put(value: number, length: number): void {
    held |= value << count
    count += length
    for (; count >= 8; count -= 8) {
      bytes[at++] = held & 255
      held >>>= 8
    }
  }

  return {
    put,
    putCode: ({ bits, length }: Code) => put(bits, length),
    taken: (): Bytes => {
      if (count > 0) bytes[at++] = held & 255
      return bytes.slice(0, at)
    },
  }
}

type BitWriter = ReturnType<typeof createBits>
