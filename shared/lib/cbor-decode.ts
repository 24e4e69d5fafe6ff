/**
 * Reads deterministic CBOR (RFC 8949 §4.2) and nothing else, in one pass: the
 * shortest heads, definite lengths, map keys of text in their order and once
 * each. Every second thing a device does on its way in is reading this, so it is
 * not read with a general decoder and written again to compare.
 *
 * Total over any bytes: the answer is a value or a sentence. What goes wrong in
 * the depth is thrown as a `Refusal` and caught at the top.
 */
import { encode } from 'cborg'
import { bytesToUtf8, equalBytes } from './bytes.ts'

interface Reader {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
  depth: number
}

class Refusal extends Error {}

const major = { uint: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, simple: 7 } as const
/** Far deeper than any message is, and no danger to the stack. */
const deepest = 64
/** Text this short is read letter by letter sooner than by a decoder. */
const shortText = 24

export type Decoded = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string }

export function decodeDeterministic(bytes: Uint8Array): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const reader: Reader = { bytes, view, at: 0, depth: 0 }
  try {
    const value = readValue(reader)
    return reader.at === bytes.length ? { ok: true, value } : { ok: false, detail: 'something after the value' }
  } catch (failure) {
    if (failure instanceof Refusal) return { ok: false, detail: failure.message }
    throw failure
  }
}

function readValue(reader: Reader): unknown {
  const first = reader.bytes[reader.at]
  if (first === undefined) throw new Refusal('cut short')
  switch (first >>> 5) {
    case major.uint:
      return readArgument(reader)
    case major.negative:
      return negative(readArgument(reader))
    case major.bytes:
      return new Uint8Array(reader.bytes.subarray(passRun(reader), reader.at))
    case major.text:
      return readText(reader)
    case major.array:
      return readArray(reader)
    case major.map:
      return readMap(reader)
    case major.simple:
      return readSimple(reader, first)
    default:
      throw new Refusal('a tag')
  }
}

/** The number in a head, which must be in its shortest form. */
function readArgument(reader: Reader): number {
  const { view } = reader
  const short = reader.bytes[reader.at]! & 31
  if (short < 24) {
    reader.at++
    return short
  }
  if (short > 27) throw new Refusal('an indefinite or reserved length')
  const size = 1 << (short - 24)
  if (reader.at + 1 + size > reader.bytes.length) throw new Refusal('cut short')
  const at = reader.at + 1
  reader.at = at + size
  const value =
    size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : size === 4 ? view.getUint32(at) : wide(view, at)
  if (value < leastOf(size)) throw new Refusal('a number not in its shortest form')
  return value
}

function wide(view: DataView, at: number): number {
  const value = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4)
  if (!Number.isSafeInteger(value)) throw new Refusal('a number too large')
  return value
}

function leastOf(size: number): number {
  return size === 1 ? 24 : 2 ** (size * 4)
}

function negative(argument: number): number {
  if (argument === Number.MAX_SAFE_INTEGER) throw new Refusal('a number too large')
  return -1 - argument
}

/** Where the bytes of a string begin; the reader stands where they end. A view of them would cost more than most are long. */
function passRun(reader: Reader): number {
  const length = readArgument(reader)
  const start = reader.at
  if (start + length > reader.bytes.length) throw new Refusal('cut short')
  reader.at = start + length
  return start
}

function readText(reader: Reader): string {
  const start = passRun(reader)
  const { at: end, bytes } = reader
  if (end - start < shortText) {
    let text = ''
    for (let i = start; i < end && bytes[i]! < 128; i++) text += String.fromCharCode(bytes[i]!)
    if (text.length === end - start) return text
  }
  try {
    return bytesToUtf8(bytes.subarray(start, end))
  } catch {
    throw new Refusal('text that is not UTF-8')
  }
}

/** Each item takes a byte at least, so a length beyond the input is known at once. */
function readLength(reader: Reader): number {
  const length = readArgument(reader)
  if (length > reader.bytes.length - reader.at) throw new Refusal('cut short')
  if (++reader.depth > deepest) throw new Refusal('too deep')
  return length
}

function readArray(reader: Reader): unknown[] {
  const length = readLength(reader)
  const items: unknown[] = []
  for (let i = 0; i < length; i++) items.push(readValue(reader))
  reader.depth--
  return items
}

function readMap(reader: Reader): Record<string, unknown> {
  const length = readLength(reader)
  const map: Record<string, unknown> = {}
  let [before, beforeEnd] = [0, 0]
  for (let i = 0; i < length; i++) {
    const start = reader.at
    if ((reader.bytes[start] ?? 0) >>> 5 !== major.text) throw new Refusal('a key that is no text')
    const key = readText(reader)
    if (i > 0 && !isBefore(reader.bytes, [before, beforeEnd], [start, reader.at]))
      throw new Refusal('keys out of order')
    before = start
    beforeEnd = reader.at
    const value = readValue(reader)
    // The one key that, set, would be taken for something else.
    if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true })
    else map[key] = value
  }
  reader.depth--
  return map
}

type Place = readonly [start: number, end: number]

function isBefore(bytes: Uint8Array, [a, aEnd]: Place, [b, bEnd]: Place): boolean {
  for (let i = 0; a + i < aEnd && b + i < bEnd; i++) {
    if (bytes[a + i] !== bytes[b + i]) return bytes[a + i]! < bytes[b + i]!
  }
  return aEnd - a < bEnd - b
}

function readSimple(reader: Reader, first: number): boolean | null | number {
  reader.at++
  if (first === 0xf4) return false
  if (first === 0xf5) return true
  if (first === 0xf6) return null
  const size = first - 0xf8
  if (size !== 1 && size !== 2 && size !== 3) throw new Refusal('a value of no known kind')
  const end = reader.at + 2 ** size
  if (end > reader.bytes.length) throw new Refusal('cut short')
  const { at, view } = reader
  const value = size === 1 ? half(view.getUint16(at)) : size === 2 ? view.getFloat32(at) : view.getFloat64(at)
  reader.at = end
  // Seldom, so the encoder may say which of the three lengths is the one.
  const isShortest = Number.isFinite(value) && equalBytes(encode(value), reader.bytes.subarray(at - 1, end))
  if (!isShortest) throw new Refusal('a float not in its shortest form')
  return value
}

/** IEEE 754 binary16: RFC 8949 appendix D. */
function half(bits: number): number {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1_023
  const sign = bits >> 15 === 1 ? -1 : 1
  if (exponent === 0) return sign * fraction * 2 ** -24
  return exponent === 31 ? Number.NaN : sign * (fraction + 1_024) * 2 ** (exponent - 25)
}
