/**
 * An Automerge change taken apart and put together again with a true length and
 * checksum, so that a test can lie in any part of it and be believed so far.
 * Source: the Automerge binary format, "change chunk".
 */
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'

export interface ChangeChunk {
  readonly type: number
  readonly dependencies: readonly string[]
  readonly actor: string
  readonly seq: number
  readonly start: number
  /** As it stands: its sign is of no matter here. */
  readonly time: Bytes
  readonly message: Bytes
  readonly others: readonly string[]
  readonly columns: readonly ChangeColumn[]
  readonly extra: Bytes
}

export interface ChangeColumn {
  readonly specification: number
  readonly data: Bytes
  /** What its length is said to be, when that is a lie. */
  readonly said?: number
}

export function takeApart(bytes: Bytes): ChangeChunk {
  let at = 8
  const number = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }
  const some = (length: number) => {
    at += length
    return bytes.slice(at - length, at) as Bytes
  }
  const many = <Value>(one: () => Value) => Array.from({ length: number() }, one)
  const type = number()
  number()
  const dependencies = many(() => bytesToHex(some(32)))
  const actor = bytesToHex(some(number()))
  const [seq, start] = [number(), number()]
  const timeAt = at
  number()
  const time = bytes.slice(timeAt, at) as Bytes
  const message = some(number())
  const others = many(() => bytesToHex(some(number())))
  const heads = many(() => ({ specification: number(), length: number() }))
  const columns = heads.map(({ length, specification }) => ({ specification, data: some(length) }))
  return { type, dependencies, actor, seq, start, time, message, others, columns, extra: some(bytes.length - at) }
}

export function putTogether(chunk: ChangeChunk): Bytes {
  const { actor, columns, dependencies, extra, message, others, seq, start, time, type } = chunk
  const sized = (bytes: Uint8Array) => concatBytes(leb(bytes.length), bytes)
  const body = concatBytes(
    leb(dependencies.length),
    ...dependencies.map(hexToBytes),
    sized(hexToBytes(actor)),
    leb(seq),
    leb(start),
    time,
    sized(message),
    leb(others.length),
    ...others.map((other) => sized(hexToBytes(other))),
    leb(columns.length),
    ...columns.map(({ data, said, specification }) => concatBytes(leb(specification), leb(said ?? data.length))),
    ...columns.map(({ data }) => data),
    extra,
  )
  return sealed(type, body)
}

/** With magic, a checksum that is right, and its length. */
export function sealed(type: number, body: Uint8Array, length = body.length): Bytes {
  const rest = concatBytes(Uint8Array.of(type), leb(length), body)
  return concatBytes(Uint8Array.of(0x85, 0x6f, 0x4a, 0x83), sha256(rest).slice(0, 4), rest)
}

export function leb(value: number): Bytes {
  const bytes: number[] = []
  let rest = value
  do {
    const byte = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? byte + 128 : byte)
  } while (rest > 0)
  return Uint8Array.from(bytes)
}
