/**
 * Unpacks a DEFLATE stream (RFC 1951) of the one form `deflate.ts` writes: one
 * block with the fixed codes. Made for bytes from others: total, strict, and
 * never more than `limit` bytes out, whatever comes in. Rules CR14 and CR15.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import {
  distanceBase,
  distanceCode,
  distanceExtra,
  distanceSymbols,
  endOfBlock,
  lengthBase,
  lengthExtra,
  lengthSymbols,
  literalCode,
} from './deflate-codes.ts'

/** Undefined for anything but one whole stream. */
export type Inflate = (packed: Uint8Array) => Bytes | undefined

interface Input {
  readonly bytes: Uint8Array
  at: number
  /** Read from `bytes` and not used yet, the next one lowest. */
  held: number
  count: number
}

/** The longest code. */
const literalBits = 9
const distanceBits = 5
/** The last block, with fixed codes: 1 and 01, as they are sent. */
const blockHead = 0b011
const blockHeadBits = 3

const literals = tableOf(288, literalBits, literalCode)
const distances = tableOf(32, distanceBits, distanceCode)

export function createInflate(dictionary: Uint8Array, limit: number): Inflate {
  // Behind the dictionary, so that copies reach into it as into what came before. Used again by every call.
  const out = new Uint8Array(dictionary.length + limit)
  out.set(dictionary)

  return (packed) => {
    const input: Input = { bytes: packed, at: 0, held: 0, count: 0 }
    if (take(input, blockHeadBits) !== blockHead) return undefined
    const end = unpackBlock(input, out, dictionary.length)
    // Nothing may hide behind the end: not a byte, not a bit.
    if (end < 0 || input.count < 0 || input.at !== packed.length || input.count >= 8 || input.held !== 0)
      return undefined
    return out.slice(dictionary.length, end)
  }
}

/** Where the output ends; -1 for what is no block or does not fit. */
function unpackBlock(input: Input, out: Uint8Array, start: number): number {
  let to = start
  for (;;) {
    const symbol = takeCode(input, literals, literalBits)
    // Beyond the input `take` gives zeros, and the count goes below zero.
    if (input.count < 0) return -1
    if (symbol < endOfBlock) {
      if (to === out.length) return -1
      out[to++] = symbol
      continue
    }
    if (symbol === endOfBlock) return to
    const copied = copy(input, out, to, symbol - endOfBlock - 1)
    if (copied < 0) return -1
    to = copied
  }
}

function copy(input: Input, out: Uint8Array, to: number, lengthAt: number): number {
  if (lengthAt >= lengthSymbols) return -1
  const length = lengthBase[lengthAt]! + take(input, lengthExtra[lengthAt]!)
  const distanceAt = takeCode(input, distances, distanceBits)
  if (distanceAt >= distanceSymbols) return -1
  const distance = distanceBase[distanceAt]! + take(input, distanceExtra[distanceAt]!)
  if (distance > to || to + length > out.length) return -1
  // Byte by byte: a copy may overlap itself.
  for (let i = 0; i < length; i++) out[to + i] = out[to + i - distance]!
  return to + length
}

function take(input: Input, count: number): number {
  fill(input, count)
  const value = input.held & ((1 << count) - 1)
  drop(input, count)
  return value
}

function takeCode(input: Input, table: Uint16Array, longest: number): number {
  fill(input, longest)
  const found = table[input.held & ((1 << longest) - 1)]!
  drop(input, found & 15)
  return found >> 4
}

function fill(input: Input, count: number): void {
  while (input.count < count && input.at < input.bytes.length) {
    input.held |= input.bytes[input.at++]! << input.count
    input.count += 8
  }
}

function drop(input: Input, count: number): void {
  input.held >>>= count
  input.count -= count
}

/** For every start of the input its symbol and, in the low four bits, its code's length. */
function tableOf(symbols: number, longest: number, codeOf: typeof literalCode): Uint16Array {
  const table = new Uint16Array(1 << longest)
  for (let symbol = 0; symbol < symbols; symbol++) {
    const { bits, length } = codeOf(symbol)
    for (let start = bits; start < table.length; start += 1 << length) table[start] = (symbol << 4) | length
  }
  return table
}
