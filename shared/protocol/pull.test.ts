/** The pull stream in any pieces, whole, cut short and broken. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bytes, concatBytes } from '../lib/bytes.ts'
import { encodeCbor } from '../lib/cbor.ts'
import {
  anyArrival,
  anyDeviceId,
  anyEpoch,
  anyGroupId,
  anyInstant,
  bytesOfLength,
  bytesUpToLength,
  mutated,
} from '../testing/arbitraries.ts'
import { wireSchema } from '../testing/wire-schema.ts'
import { createPullParser, encodePullItem, type PullItem } from './pull.ts'

const anyStart: fc.Arbitrary<PullItem> = fc.record({
  type: fc.constant('start' as const),
  generation: bytesOfLength(16),
  head: anyArrival,
  serverTime: anyInstant,
})
const anyMiddle: fc.Arbitrary<PullItem> = fc.oneof(
  fc.record({
    type: fc.constant('entry' as const),
    arrival: anyArrival,
    bytes: bytesUpToLength(300, 1),
    storedAt: anyInstant,
  }),
  fc.record({
    type: fc.constant('box' as const),
    arrival: anyArrival,
    group: anyGroupId,
    epoch: anyEpoch,
    recipient: anyDeviceId,
    box: bytesOfLength(80),
  }),
)
const anyEnd: fc.Arbitrary<PullItem> = fc.record({
  type: fc.constant('end' as const),
  cursor: anyArrival,
  more: fc.boolean(),
})
const anyStream = fc
  .tuple(anyStart, fc.array(anyMiddle, { maxLength: 6 }), anyEnd)
  .map(([start, middle, end]) => [start, ...middle, end])

const start: PullItem = { type: 'start', generation: new Uint8Array(16), head: 0 as never, serverTime: 1 as never }
const end: PullItem = { type: 'end', cursor: 0 as never, more: false }

function encodeAll(items: readonly PullItem[]): Bytes {
  return concatBytes(...items.map(encodePullItem))
}

function pieces(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).map((to, at) => bytes.slice(places[at], to))
}

test('PR1 PR18 a stream parses the same whatever pieces it arrives in', () => {
  fc.assert(
    fc.property(anyStream, fc.array(fc.nat(), { maxLength: 12 }), (items, cuts) => {
      const parser = createPullParser()
      const got: PullItem[] = []
      for (const piece of pieces(encodeAll(items), cuts)) {
        const pushed = parser.push(piece)
        if (!pushed.ok) throw new Error(pushed.error.detail)
        got.push(...pushed.value)
      }
      expect(got).toEqual(items)
    }),
  )
})

test('PR18 byte by byte, an item is there as soon as its last byte is', () => {
  fc.assert(
    fc.property(anyStream, (items) => {
      const parser = createPullParser()
      const ends = new Map<number, PullItem>()
      let at = 0
      for (const item of items) {
        at += encodePullItem(item).length
        ends.set(at, item)
      }
      encodeAll(items).forEach((byte, index) => {
        const due = ends.get(index + 1)
        expect(parser.push(new Uint8Array([byte]))).toEqual({ ok: true, value: due === undefined ? [] : [due] })
      })
    }),
    { numRuns: 30 },
  )
})

test('PR18 a stream cut short gives what came whole and no end', () => {
  fc.assert(
    fc.property(anyStream, fc.nat(), (items, cut) => {
      const bytes = encodeAll(items)
      const pushed = createPullParser().push(bytes.slice(0, cut % bytes.length))
      if (!pushed.ok) throw new Error(pushed.error.detail)
      expect(pushed.value).toEqual(items.slice(0, pushed.value.length))
      expect(pushed.value.some(({ type }) => type === 'end')).toBe(false)
    }),
  )
})

test('PR19 a broken item ends the stream, and what came whole before it is kept', () => {
  const parser = createPullParser()
  const broken = encodeCbor([2, 1, new Uint8Array(16), 0, new Uint8Array(16), new Uint8Array(79)])
  const pushed = parser.push(concatBytes(encodePullItem(start), broken, encodePullItem(end)))
  expect(pushed).toMatchObject({ ok: false, error: { type: 'malformed', itemsBefore: [start] } })
  expect(parser.push(encodePullItem(end))).toMatchObject({ ok: false, error: { itemsBefore: [] } })
})

test('PR19 start stands first and only there, and nothing follows the end', () => {
  const outcome = (...items: readonly PullItem[]) => createPullParser().push(encodeAll(items)).ok
  expect(outcome(start, end)).toBe(true)
  expect(outcome(end)).toBe(false)
  expect(outcome(start, start)).toBe(false)
  expect(outcome(start, end, end)).toBe(false)
})

test('PR2 PR3 damaged streams and pages of HTML are answered, and only canonical items come out', () => {
  const damaged = anyStream.chain((items) => mutated(encodeAll(items)))
  fc.assert(
    fc.property(fc.oneof(damaged, bytesUpToLength(200)), fc.array(fc.nat(), { maxLength: 4 }), (bytes, cuts) => {
      const parser = createPullParser()
      const items: PullItem[] = []
      for (const piece of pieces(bytes, cuts)) {
        const pushed = parser.push(piece)
        items.push(...(pushed.ok ? pushed.value : pushed.error.itemsBefore))
      }
      const again = encodeAll(items)
      expect(again).toEqual(bytes.slice(0, again.length))
    }),
    { numRuns: 500 },
  )
  expect(createPullParser().push(new TextEncoder().encode('<!doctype html>')).ok).toBe(false)
})

test('PR2 an item larger than any may be is refused before it has arrived', () => {
  const parser = createPullParser()
  parser.push(encodePullItem(start))
  // [1, 1, byte string of 4 GiB …
  expect(parser.push(new Uint8Array([0x84, 1, 1, 0x5a, 0xff, 0xff, 0xff, 0xff])).ok).toBe(false)
  expect(createPullParser().push(new Uint8Array([0x9f])).ok).toBe(false)
  expect(createPullParser().push(new Uint8Array([0x81, 0x81])).ok).toBe(false)
})

test.each([
  ['more fields than an item has', [0x89]],
  ['a map', [0xa2, 0]],
  ['a list within', [0x82, 0x82]],
  ['text within', [0x82, 0x61]],
  ['bytes of no said length within', [0x82, 0x5f]],
])('PR2 a stream does not wait for what can be no item whatever follows: %s', (_name, bytes) => {
  expect(createPullParser().push(new Uint8Array(bytes)).ok).toBe(false)
})

test('PR4 items share no memory with the chunks they came in', () => {
  const entry: PullItem = { type: 'entry', arrival: 1 as never, bytes: new Uint8Array([7, 7, 7]), storedAt: 2 as never }
  const chunk = encodeAll([start, entry, end])
  const pushed = createPullParser().push(chunk)
  chunk.fill(0)
  expect(pushed).toEqual({ ok: true, value: [start, entry, end] })
})

test('PR24 the schema describes every item of a stream', () => {
  fc.assert(
    fc.property(anyStream, (items) => {
      for (const item of items) expect(wireSchema.matches('pull-item', encodePullItem(item))).toBe(true)
    }),
  )
})
