/**
 * How long the first item of a CBOR sequence is, told from its heads alone, so
 * that a stream can be cut into items before they are decoded. Only the shape
 * the protocol streams is known: a definite array of numbers, byte strings and
 * simple values, nothing nested.
 */
import { ok, type Result } from '../lib/result.ts'
import { type Malformed, malformed } from './malformed.ts'

interface Head {
  readonly major: number
  readonly argument: number
  readonly next: number
}

const majorBytes = 2
const majorArray = 4
const flatMajors: readonly number[] = [0, majorBytes, 7]
const mostFields = 8

/** Undefined while more bytes are needed; malformed as soon as no more bytes could make it right. */
export function lengthOfFlatArray(bytes: Uint8Array, limit: number): Result<number | undefined, Malformed> {
  const array = headAt(bytes, 0)
  if (array === undefined) return ok(undefined)
  if (array.major !== majorArray || !(array.argument <= mostFields)) return malformed('not an item of the stream')
  let at = array.next
  for (let field = 0; field < array.argument; field++) {
    const head = headAt(bytes, at)
    if (head === undefined) return ok(undefined)
    if (!flatMajors.includes(head.major) || Number.isNaN(head.argument)) return malformed('not a flat item')
    at = head.next + (head.major === majorBytes ? head.argument : 0)
    if (at > limit) return malformed('larger than an item may be')
  }
  return ok(at > bytes.length ? undefined : at)
}

/** RFC 8949 §3: major type in three bits, argument in five or in the 1, 2, 4 or 8 bytes that follow. */
function headAt(bytes: Uint8Array, at: number): Head | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  const major = first >>> 5
  const short = first & 31
  if (short < 24) return { major, argument: short, next: at + 1 }
  // 28 to 30 are reserved, 31 is an indefinite length: neither has a number.
  if (short > 27) return { major, argument: Number.NaN, next: at + 1 }
  const size = 2 ** (short - 24)
  if (at + 1 + size > bytes.length) return undefined
  let argument = 0
  for (let i = 1; i <= size; i++) argument = argument * 256 + (bytes[at + i] ?? 0)
  return { major, argument, next: at + 1 + size }
}
