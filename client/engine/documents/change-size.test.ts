/** DC14: what would unpack to more than a person writes is refused before it is unpacked. */
import { deflateRawSync } from 'node:zlib'
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import { readChangeSize } from './change-size.ts'

type Anything = { readonly [key: string]: unknown }

beforeAll(initAutomergeInNode)

function changeOf(...steps: readonly ((draft: Record<string, unknown>) => void)[]): Bytes {
  let doc = A.init<Record<string, unknown>>()
  for (const step of steps) doc = A.change(doc, step)
  return A.getLastLocalChange(doc as A.Doc<Anything>) as Bytes
}

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noInteger: true }),
)
const { map: content } = fc.letrec<{ readonly value: unknown; readonly map: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 5 }), tie('map')),
  map: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('value'), { maxKeys: 5, noNullPrototype: true }),
}))

test('DC14 the size of a change is at least its number of operations and never far above, whatever it writes', () => {
  fc.assert(
    fc.property(content, content, (first, second) => {
      const bytes = changeOf(
        (draft) => Object.assign(draft, first),
        (draft) => Object.assign(draft, { extra: 1 }, second),
      )
      const { ops } = A.decodeChange(bytes)
      const size = readChangeSize(bytes, 1e6)
      expect(size).toBeGreaterThanOrEqual(ops.length)
      const replaced = ops.reduce((sum, { pred }) => sum + pred.length, 0)
      expect(size).toBeLessThanOrEqual(Math.max(ops.length, replaced))
      expect(readChangeSize(bytes, ops.length - 1)).toBeUndefined()
    }),
  )
})

test('DC14 a few hundred bytes that stand for a hundred thousand operations are refused', () => {
  const bytes = changeOf((draft) => {
    draft.list = new Array(100_000).fill(null)
  })
  expect(bytes.length).toBeLessThan(1_000)
  expect(readChangeSize(bytes, 10_000)).toBeUndefined()
})

/** Each run made as long as a number can say: a hundred bytes, and more values than any memory holds. */
test('DC14 runs without end, in any column, are refused at once', () => {
  const bytes = changeOf((draft) => {
    draft.list = new Array(2_000).fill(null)
  })
  const run = [...bytes].findIndex((byte, i) => byte === 0xd0 && bytes[i + 1] === 0x0f)
  expect(run).toBeGreaterThan(0)
  const long = Uint8Array.from([...bytes.slice(0, run), 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, ...bytes.slice(run + 2)])
  expect(readChangeSize(withLength(long, bytes), 10_000)).toBeUndefined()
})

test('DC14 a compressed change is refused: nobody here writes one, and it hides its size', () => {
  const bytes = changeOf((draft) => {
    draft.words = 'calm '.repeat(200)
  })
  const body = bodyOf(bytes)
  const packed = deflateRawSync(bytes.slice(body))
  const chunk = Uint8Array.from([...bytes.slice(0, 8), 2, ...leb(packed.length), ...packed])
  expect(A.decodeChange(chunk).ops.length).toBeGreaterThan(900)
  expect(readChangeSize(chunk, 10_000)).toBeUndefined()
})

test('DC14 no bytes whatever make it throw or take long', () => {
  const real = changeOf((draft) => Object.assign(draft, { a: 'words', list: [1, null, true, { b: 2 }] }))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(real.length - 1), fc.nat(255)), { maxLength: 6 }), (flips) => {
      const bytes = real.slice() as Bytes
      for (const [at, byte] of flips) bytes[at] = byte
      const size = readChangeSize(bytes, 10_000)
      expect(size === undefined || size <= 10_000).toBe(true)
    }),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => void readChangeSize(noise as Bytes, 10_000)))
})

function leb(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >> 7)]
}

/** Where the length of the chunk ends. */
function bodyOf(bytes: Uint8Array): number {
  let at = 9
  while ((bytes[at] ?? 0) >= 0x80) at++
  return at + 1
}

/** The chunk says how long it is. */
function withLength(changed: Uint8Array, before: Uint8Array): Bytes {
  const body = changed.slice(bodyOf(before))
  return Uint8Array.from([...changed.slice(0, 9), ...leb(body.length), ...body]) as Bytes
}
