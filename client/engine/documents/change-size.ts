/**
 * How much a change or a saved document from another device would unpack to, read
 * off its bytes before Automerge sees them. Columns are run-length encoded: a
 * hundred bytes can stand for a billion operations, and decoding them stops the device.
 *
 * Source: the Automerge binary format. "Change chunk": magic, checksum, type,
 * length; dependencies, actor, sequence, start, time, message, other actors;
 * column metadata (specification and length of each), then the columns.
 * "Document chunk": actors, heads, the metadata of the changes' columns and of
 * the operations', then both kinds of columns, then what is optional.
 * Compressed chunks and columns, which Automerge does not write here, are refused.
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'

const magic = [0x85, 0x6f, 0x4a, 0x83] as const
const headLength = 8
const documentChunk = 0
const changeChunk = 1
const deflateBit = 8
const hashLength = 32

/** The low three bits of a column's specification. */
const kinds = { group: 0, actor: 1, integer: 2, delta: 3, flag: 4, text: 5, valueSize: 6, value: 7 } as const

interface Reader {
  at: number
  readonly end: number
  readonly bytes: Bytes
}

/** The longest column's number of values; undefined for what is no change or would be more than `most`. */
export function readChangeSize(bytes: Bytes, most: number): number | undefined {
  const reader = readChunk(bytes, changeChunk)
  if (reader === undefined || !skipHeader(reader)) return undefined
  const columns = readColumns(reader)
  return columns === undefined ? undefined : longestOf(reader, columns, most)
}

/** The same of a saved document. */
export function readDocumentSize(bytes: Bytes, most: number): number | undefined {
  const reader = readChunk(bytes, documentChunk)
  if (reader === undefined || !skipAll(reader) || !skipHashes(reader)) return undefined
  const [ofChanges, ofOps] = [readColumns(reader), readColumns(reader)]
  if (ofChanges === undefined || ofOps === undefined) return undefined
  return longestOf(reader, [...ofChanges, ...ofOps], most)
}

/** What the one chunk of this type holds. */
function readChunk(bytes: Bytes, type: number): Reader | undefined {
  if (magic.some((byte, i) => bytes[i] !== byte) || bytes[headLength] !== type) return undefined
  const reader: Reader = { at: headLength + 1, end: bytes.length, bytes }
  const length = readUnsigned(reader)
  return length === undefined || reader.at + length !== bytes.length ? undefined : reader
}

function skipHeader(reader: Reader): boolean {
  if (!skipHashes(reader) || !skipSized(reader)) return false
  // Sequence, start, and the time, whose sign does not change its length.
  for (let i = 0; i < 3; i++) if (readUnsigned(reader) === undefined) return false
  return skipSized(reader) && skipAll(reader)
}

interface Column {
  readonly kind: number
  readonly length: number
}

function readColumns(reader: Reader): readonly Column[] | undefined {
  const count = readUnsigned(reader)
  if (count === undefined) return undefined
  const columns: Column[] = []
  for (let i = 0; i < count; i++) {
    const [specification, length] = [readUnsigned(reader), readUnsigned(reader)]
    if (specification === undefined || length === undefined || (specification & deflateBit) !== 0) return undefined
    columns.push({ kind: specification & 7, length })
  }
  return columns
}

function longestOf(reader: Reader, columns: readonly Column[], most: number): number | undefined {
  let longest = 0
  for (const { kind, length } of columns) {
    const end = reader.at + length
    if (end > reader.end) return undefined
    const values = countValues({ at: reader.at, end, bytes: reader.bytes }, kind, most)
    if (values === undefined) return undefined
    longest = Math.max(longest, values)
    reader.at = end
  }
  return longest
}

function countValues(column: Reader, kind: number, most: number): number | undefined {
  if (kind === kinds.value) return 0
  let values = 0
  while (column.at < column.end) {
    const more = kind === kinds.flag ? readUnsigned(column) : countRun(column, kind)
    if (more === undefined) return undefined
    values += more
    if (values > most) return undefined
  }
  return values
}

/** A run of one value, of single values, or of nothing. Of a group column, what its values sum up to counts too. */
function countRun(column: Reader, kind: number): number | undefined {
  const run = readSigned(column)
  if (run === undefined) return undefined
  if (run === 0) return readUnsigned(column)
  const written = run > 0 ? 1 : -run
  let sum = 0
  for (let i = 0; i < written; i++) {
    const value = kind === kinds.text ? skipSized(column) : readUnsigned(column)
    if (value === undefined || value === false) return undefined
    if (kind === kinds.group) sum += Number(value) * (run > 0 ? run : 1)
  }
  return Math.max(Math.abs(run), sum)
}

/** LEB128; undefined beyond what a number holds. */
function readUnsigned(reader: Reader): number | undefined {
  let value = 0
  for (let scale = 1; reader.at < reader.end; scale *= 128) {
    const byte = reader.bytes[reader.at++] ?? 0
    value += (byte & 0x7f) * scale
    if (value > Number.MAX_SAFE_INTEGER) return undefined
    if (byte < 0x80) return value
  }
  return undefined
}

function readSigned(reader: Reader): number | undefined {
  const start = reader.at
  const value = readUnsigned(reader)
  if (value === undefined) return undefined
  const last = reader.bytes[reader.at - 1] ?? 0
  return (last & 0x40) === 0 ? value : value - 128 ** (reader.at - start)
}

function skip(reader: Reader, length: number): boolean {
  reader.at += length
  return reader.at <= reader.end
}

function skipHashes(reader: Reader): boolean {
  const count = readUnsigned(reader)
  return count !== undefined && skip(reader, count * hashLength)
}

/** A number, and so many of a length and its bytes. */
function skipAll(reader: Reader): boolean {
  const count = readUnsigned(reader)
  for (let i = 0; i < (count ?? 0); i++) if (!skipSized(reader)) return false
  return count !== undefined
}

/** A length, and so many bytes. */
function skipSized(reader: Reader): boolean {
  const length = readUnsigned(reader)
  return length !== undefined && skip(reader, length)
}
