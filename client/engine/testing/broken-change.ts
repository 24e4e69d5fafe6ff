/** Lies in an Automerge change, one of every sort, each drawn at random. */
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { concatBytes } from '../../../shared/lib/bytes.ts'
import { type ChangeChunk, type ChangeColumn, leb, putTogether, sealed, takeApart } from './change-chunk.ts'

export interface Lie {
  readonly what: string
  readonly tell: (change: Bytes) => Bytes
}

const number = fc.oneof(
  fc.nat({ max: 300 }),
  fc.constantFrom(0, 1, 127, 128, 2 ** 16, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 52, Number.MAX_SAFE_INTEGER),
)
const hash = fc.stringMatching(/^[0-9a-f]{64}$/)
const actor = fc.stringMatching(/^([0-9a-f]{32}|[0-9a-f]{2}|)$/)
/** In thousandths of what is there. */
const place = fc.nat({ max: 999 })
const byte = fc.nat({ max: 255 })

function lie<Drawn>(what: string, drawn: fc.Arbitrary<Drawn>, tell: (chunk: ChangeChunk, drawn: Drawn) => Bytes) {
  return drawn.map(
    (values): Lie => ({
      what: `${what} ${JSON.stringify(values)}`,
      tell: (change) => tell(takeApart(change), values),
    }),
  )
}

function atColumn(chunk: ChangeChunk, where: number, change: (column: ChangeColumn) => readonly ChangeColumn[]) {
  const index = Math.floor((chunk.columns.length * where) / 1_000)
  return putTogether({
    ...chunk,
    columns: chunk.columns.flatMap((column, at) => (at === index ? change(column) : [column])),
  })
}

function flipped(bytes: Bytes, flips: readonly (readonly [number, number])[]): Bytes {
  const copy = bytes.slice() as Bytes
  for (const [where, value] of flips) {
    const at = Math.floor((copy.length * where) / 1_000)
    if (at < copy.length) copy[at] = value
  }
  return copy
}

const flips = fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 4 })

export const anyLie: fc.Arbitrary<Lie> = fc.oneof(
  // Bits, believed or not.
  flips.map((drawn): Lie => ({ what: 'bits flipped', tell: (change) => flipped(change, drawn) })),
  lie('bits of the body', flips, (chunk, drawn) => {
    const whole = putTogether(chunk)
    const head = whole.length - bodyLength(whole)
    return sealed(1, flipped(whole.slice(head) as Bytes, drawn))
  }),
  lie('bits of a column', fc.record({ where: place, drawn: flips }), (chunk, { drawn, where }) =>
    atColumn(chunk, where, (column) => [{ ...column, data: flipped(column.data, drawn) }]),
  ),
  // Column metadata.
  lie('another specification', fc.record({ where: place, specification: number }), (chunk, { specification, where }) =>
    atColumn(chunk, where, (column) => [{ ...column, specification }]),
  ),
  lie('another length', fc.record({ where: place, said: number }), (chunk, { said, where }) =>
    atColumn(chunk, where, (column) => [{ ...column, said }]),
  ),
  lie('a column twice', fc.record({ where: place }), (chunk, { where }) =>
    atColumn(chunk, where, (column) => [column, column]),
  ),
  lie('no such column', fc.record({ where: place }), (chunk, { where }) => atColumn(chunk, where, () => [])),
  lie('columns the other way round', fc.constant(null), (chunk) =>
    putTogether({ ...chunk, columns: [...chunk.columns].reverse() }),
  ),
  // What the columns hold.
  lie('another run', fc.record({ where: place, run: number }), (chunk, { run, where }) =>
    atColumn(chunk, where, (column) => [{ ...column, data: concatBytes(leb(run), column.data.slice(1)) }]),
  ),
  lie('a column cut', fc.record({ where: place, part: place }), (chunk, { part, where }) =>
    atColumn(chunk, where, ({ data, ...column }) => [
      { ...column, data: data.slice(0, Math.floor((data.length * part) / 1_000)) as Bytes },
    ]),
  ),
  lie(
    'a column longer',
    fc.record({ where: place, more: fc.uint8Array({ maxLength: 40 }) }),
    (chunk, { more, where }) =>
      atColumn(chunk, where, (column) => [{ ...column, data: concatBytes(column.data, more) }]),
  ),
  // Compression that ends too soon, or hides its size.
  lie('a packed column', fc.record({ where: place, part: place }), (chunk, { part, where }) =>
    atColumn(chunk, where, ({ data, specification }) => {
      const packed = deflateRawSync(concatBytes(data, new Uint8Array(10_000)))
      const cut = packed.subarray(0, Math.ceil((packed.length * part) / 1_000))
      return [{ specification: specification | 8, data: new Uint8Array(cut) }]
    }),
  ),
  lie('packed whole', fc.record({ part: place }), (chunk, { part }) => {
    const whole = putTogether(chunk)
    const packed = deflateRawSync(whole.slice(whole.length - bodyLength(whole)))
    return sealed(2, packed.subarray(0, Math.ceil((packed.length * part) / 1_000)))
  }),
  // What it builds on, and who wrote it.
  lie('dependencies', fc.record({ hashes: fc.array(hash, { maxLength: 3 }), twice: fc.boolean() }), (chunk, drawn) => {
    const { hashes, twice } = drawn
    const own = twice ? [...chunk.dependencies, ...chunk.dependencies] : chunk.dependencies
    return putTogether({ ...chunk, dependencies: [...own, ...hashes].sort() })
  }),
  lie('numbers', fc.record({ seq: number, start: number }), (chunk, drawn) => putTogether({ ...chunk, ...drawn })),
  lie('another actor', fc.record({ actor }), (chunk, drawn) => putTogether({ ...chunk, ...drawn })),
  lie('other actors', fc.record({ others: fc.array(actor, { maxLength: 3 }) }), (chunk, drawn) =>
    putTogether({ ...chunk, ...drawn }),
  ),
  lie('a long message', fc.nat({ max: 200_000 }), (chunk, length) =>
    putTogether({ ...chunk, message: new Uint8Array(length).fill(0x61) }),
  ),
  // Not one change.
  lie('two in one', fc.constant(null), (chunk) => concatBytes(putTogether(chunk), putTogether(chunk))),
  lie('of another type', byte, (chunk, type) => putTogether({ ...chunk, type })),
  lie('more behind it', fc.uint8Array({ maxLength: 60 }), (chunk, extra) => putTogether({ ...chunk, extra })),
)

function bodyLength(whole: Bytes): number {
  let at = 9
  while ((whole[at] ?? 0) >= 0x80) at++
  return whole.length - at - 1
}
