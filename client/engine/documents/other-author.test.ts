/** DC180: a change nobody else has, made again by a new identity of its device. */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import type { AnyDoc } from './doc-engine.ts'
import { type MovedChange, moveChange } from './other-author.ts'

beforeAll(initAutomergeInNode)

/** In this order, so that of two that wrote at once the same one comes first. */
const [old, next, colleague] = ['a0', 'a1', 'c0'].map((two) => two.repeat(16) as DeviceId)

type Sample = {
  words: string
  readonly list: { name: string; done: boolean }[]
  readonly map: Record<string, number | string | null>
}

type Edit = (doc: Sample) => void

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.nat(4), fc.nat(2), fc.string({ maxLength: 4, unit: 'grapheme-ascii' })).map(
    ([at, gone, put]): Edit =>
      (doc) => {
        const from = Math.min(at, doc.words.length)
        A.splice(doc as A.Doc<Sample>, ['words'], from, Math.min(gone, doc.words.length - from), put)
      },
  ),
  fc.tuple(fc.nat(3), fc.constantFrom('ring', 'order', 'visit')).map(
    ([at, name]): Edit =>
      (doc) => {
        doc.list.splice(Math.min(at, doc.list.length), 0, { name, done: false })
      },
  ),
  fc.nat(3).map(
    (at): Edit =>
      (doc) => {
        const item = doc.list[at]
        if (item !== undefined) item.done = !item.done
      },
  ),
  fc.nat(3).map(
    (at): Edit =>
      (doc) => {
        if (at < doc.list.length) doc.list.splice(at, 1)
      },
  ),
  fc.tuple(fc.constantFrom('a', 'b'), fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.constant(null))).map(
    ([key, value]): Edit =>
      (doc) => {
        doc.map[key] = value
      },
  ),
)

const begun = () =>
  A.from<Sample>({ words: 'kettle', list: [{ name: 'first', done: false }], map: { a: 1 } }, { actor: 'ee'.repeat(16) })
const as = (doc: A.Doc<Sample>, actor: DeviceId) => A.load<Sample>(A.save(doc), { actor })
const edited = (doc: A.Doc<Sample>, edits: readonly Edit[]) => edits.reduce((each, by) => A.change(each, by), doc)

function put(key: string, value: number): Edit {
  return (doc) => {
    doc.map[key] = value
  }
}

function moveAll(doc: A.Doc<Sample>, changes: readonly Uint8Array[]) {
  const moved: MovedChange[] = []
  let now = doc as unknown as AnyDoc
  for (const each of changes) {
    const made = moveChange(now, each as Bytes, { from: old!, to: next! }, moved)
    if (made === undefined) return undefined
    now = made.doc
    moved.push(made.moved)
  }
  return now as unknown as A.Doc<Sample>
}

test('DC180 it says what it said, beside what the others and the other history wrote, and by the new identity alone', () => {
  const some = fc.array(edit, { maxLength: 4 })
  fc.assert(
    fc.property(some, some, some, some, (sent, unsent, theirs, between) => {
      const start = edited(as(begun(), old!), sent)
      const heard = edited(as(start, colleague!), between)
      const [there] = A.applyChanges(as(start, old!), A.getChangesSince(heard, A.getHeads(start)))
      const here = edited(there, unsent)
      const changes = A.getChangesSince(here, A.getHeads(there))
      const relay = edited(as(heard, colleague!), theirs)
      const moved = moveAll(as(relay, next!), changes)
      // As it would have been had the change come as it was.
      const [merged] = A.applyChanges(as(relay, old!), changes)
      expect(A.toJS(moved!)).toEqual(A.toJS(merged))
      const actors = A.getChangesSince(moved!, A.getHeads(relay)).map((each) => A.decodeChange(each).actor)
      expect(new Set(actors)).toEqual(new Set(changes.length === 0 ? [] : [next]))
    }),
    { numRuns: 50 },
  )
})

test('DC180 what the new identity wrote itself meanwhile stays, and both are there', () => {
  const start = begun()
  const here = edited(as(start, old!), [put('old', 1), put('older', 2)])
  const changes = A.getChangesSince(here, A.getHeads(start))
  const mine = edited(as(start, next!), [(doc) => void doc.list.push({ name: 'mine', done: true })])
  expect(A.toJS(moveAll(mine, changes)!)).toMatchObject({
    map: { a: 1, old: 1, older: 2 },
    list: [{ name: 'first' }, { name: 'mine' }],
  })
})

test('DC180 where what it builds on is not here, or it is another’s, nothing is made', () => {
  const start = begun()
  const here = edited(as(start, old!), [put('one', 1), put('two', 2)])
  const [, second] = A.getChangesSince(here, A.getHeads(start))
  expect(moveAll(as(start, next!), [second!])).toBeUndefined()
  const theirs = edited(as(start, colleague!), [put('one', 1)])
  expect(moveAll(as(start, next!), A.getChangesSince(theirs, A.getHeads(start)))).toBeUndefined()
  expect(moveAll(as(start, next!), [new Uint8Array([1, 2, 3])])).toBeUndefined()
})
