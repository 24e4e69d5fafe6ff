/**
 * DC361: changes as no app of ours makes them. Whatever operations stand in one,
 * the document can be shown, changed and opened again, and others go on.
 */
import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Bytes, bytesToHex } from '../../../shared/lib/bytes.ts'
import { sha256 } from '../../../shared/lib/hash.ts'
import type { DeviceId } from '../../../shared/lib/ids.ts'
import { propertyRuns, propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { text } from '../../domain/documents/automerge.ts'
import { newDocument } from '../../domain/documents/genesis.ts'
import type { MedicinesDoc } from '../../domain/documents/medicines.ts'
import { writeMedicine } from '../../domain/documents/medicines.ts'
import { carbocisteine, doreen, must } from '../../domain/testing/medicines.ts'
import { initAutomergeInNode } from '../platform/automerge.node.ts'
import {
  type AnyDoc,
  buildDoc,
  changeBetween,
  headsOf,
  type ReadChange,
  readChange,
  rowsOf,
  saveDoc,
} from './doc-engine.ts'

beforeAll(initAutomergeInNode)

const name = { kind: 'medicines', key: doreen } as const
const [hers, his, nobodys] = ['a1', 'c2', 'ee'].map((two) => two.repeat(16)) as [DeviceId, DeviceId, string]
const medicine = '01'.repeat(16)

function begun(): { readonly change: ReadChange; readonly heads: readonly string[] } {
  const doc = must(writeMedicine(newDocument('medicines', hers), medicine, carbocisteine))
  return { change: readChange(A.getLastLocalChange(doc) as Bytes, hers)!, heads: A.getHeads(doc) }
}

const next = (doc: AnyDoc, dose: string) =>
  must(writeMedicine(doc as A.Doc<MedicinesDoc>, medicine, { ...carbocisteine, dose }))

/** As whoever changed the app would write it; undefined where not even Automerge's encoder does. */
function encoded(change: object): Bytes | undefined {
  const head = { actor: his, seq: 1, time: 0, message: null, hash: null, deps: [] }
  try {
    return A.encodeChange({ ...head, ...change } as unknown as A.DecodedChange) as Bytes
  } catch {
    return undefined
  }
}

const count = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 40 }), weight: 6 },
  { arbitrary: fc.constantFrom(2 ** 20, 2 ** 30, 2 ** 31 - 3, 2 ** 32 - 2, 2 ** 53 - 1), weight: 1 },
)
/** Mostly of what is there: the list, her medicine and its fields. */
const opId = fc.oneof(
  { arbitrary: fc.integer({ min: 2, max: 16 }).map((number) => `${number}@${hers}`), weight: 6 },
  { arbitrary: fc.constantFrom('1@00', '3@00'), weight: 1 },
  {
    arbitrary: fc.tuple(count, fc.constantFrom(his, nobodys)).map(([number, actor]) => `${number}@${actor}`),
    weight: 1,
  },
)
const object = fc.oneof(
  { arbitrary: fc.constantFrom('_root', '1@00', `2@${hers}`), weight: 5 },
  { arbitrary: opId, weight: 1 },
)
const place = fc.oneof(
  {
    arbitrary: fc.record({
      key: fc.oneof(fc.constantFrom('medicines', 'dose', 'status', medicine, '', '__proto__'), fc.string()),
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({ elemId: fc.oneof(fc.constant('_head'), opId), insert: fc.boolean() }),
    weight: 1,
  },
)
const what = fc.record({
  action: fc.constantFrom('makeMap', 'makeText', 'makeList', 'set', 'set', 'del', 'inc'),
  obj: object,
  pred: fc.oneof(fc.constant([]), fc.array(opId, { maxLength: 2 })),
  value: fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, 2 ** 53 - 1)),
  datatype: fc.constantFrom(undefined, undefined, 'int', 'uint', 'counter', 'timestamp', 'str'),
})
const operation = fc.tuple(what, place).map(([one, where]) => ({ ...one, ...where }))

function expectGoesOn(changes: readonly ReadChange[]): void {
  const { doc } = buildDoc(name, undefined, changes, hers)
  const { put } = rowsOf(name, doc, null)
  expect(rowsOf(name, buildDoc(name, undefined, [...changes].reverse(), hers).doc, null).put).toEqual(put)
  const saved = saveDoc(doc)
  if (saved !== undefined) expect(rowsOf(name, buildDoc(name, saved, [], hers).doc, null).put).toEqual(put)
  const heads = headsOf(doc)
  const edited = A.change(doc as A.Doc<MedicinesDoc>, { time: 0 }, (draft) => {
    Object.assign(draft, { [nobodys]: text('whatever stands there') })
  })
  expect(readChange(changeBetween(heads, edited)!.bytes, hers)).toBeDefined()
  expect(rowsOf(name, next(newDocument('medicines', hers), '1 g'), null).put).not.toEqual([])
}

test('DC361 whatever operations a change has, its document is shown, changed and opened again, in any order, and others go on', {
  timeout: propertyTimeout(60_000),
}, () => {
  const { change: first, heads } = begun()
  const met = { taken: 0, refused: 0, unsaved: 0 }
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 3 }), count, fc.boolean(), (ops, startOp, isAfter) => {
      const bytes = encoded({ ops, startOp, deps: isAfter ? heads : [] })
      const read = bytes === undefined ? undefined : readChange(bytes, his)
      if (read === undefined) return void met.refused++
      const built = buildDoc(name, undefined, [first, read], hers)
      if (built.applied.includes(read)) met.taken++
      if (saveDoc(built.doc) === undefined) met.unsaved++
      expectGoesOn([first, ...(built.broken.includes(read) ? [] : [read])])
    }),
    propertyRuns({ numRuns: 200, seed: 20_261_128 }),
  )
  for (const [of, times] of Object.entries(met)) expect(times, of).toBeGreaterThan(0)
})

test('DC361 operations numbered far on wait, on every device, until the document has come near them, and use up no numbers', () => {
  const { change: first, heads } = begun()
  const op = { action: 'set', obj: `2@${hers}`, key: 'colour', value: 'red', pred: [] }
  const far = (startOp: number) => encoded({ ops: [op], startOp, deps: heads })!
  expect(readChange(far(2 ** 31 - 1), his)).toBeUndefined()
  const read = readChange(far(2 ** 30), his)!
  const built = buildDoc(name, undefined, [read, first], hers)
  expect([built.applied, built.waiting, built.broken]).toEqual([[first], [read], []])
  const mine = readChange(A.getLastLocalChange(next(built.doc, '500 mg')) as Bytes, hers)!
  expect(mine.startOp).toBeLessThan(100)
  // A document that has come so far is written on as any other.
  const high = readChange(far(1_000_000), his)!
  const after = buildDoc(name, undefined, [first, high], hers)
  const onTop = readChange(A.getLastLocalChange(next(after.doc, '250 mg')) as Bytes, hers)!
  expect(onTop.startOp).toBeGreaterThan(1_000_000)
  for (const changes of [
    [first, high, onTop],
    [onTop, high, first],
  ])
    expect(buildDoc(name, undefined, changes, hers).waiting).toEqual([])
})

/** Its checksum put right again: 4 bytes of magic, 4 of the hash over the rest (type, length, contents). */
function resummed(bytes: Bytes): Bytes {
  const made = bytes.slice() as Bytes
  made.set(sha256(made.subarray(8)).subarray(0, 4), 4)
  return made
}

test('DC890 columns broken under a right checksum crash nothing: what can be read of them is shown, changed and opened again', {
  timeout: propertyTimeout(60_000),
}, () => {
  const { change: first } = begun()
  const base = buildDoc(name, undefined, [first], hers).doc
  const good = A.getLastLocalChange(next(A.clone(base as A.Doc<MedicinesDoc>, { actor: his }), '500 mg')) as Bytes
  expect(readChange(resummed(good), his)).toBeDefined()
  const met = { read: 0, refused: 0 }
  const flip = fc.record({ at: fc.integer({ min: 10, max: good.length - 1 }), by: fc.integer({ min: 1, max: 255 }) })
  fc.assert(
    fc.property(fc.array(flip, { minLength: 1, maxLength: 3 }), (flips) => {
      const bytes: Bytes = Uint8Array.from(good)
      for (const { at, by } of flips) bytes[at]! ^= by
      const read = readChange(resummed(bytes), his)
      if (read === undefined) return void met.refused++
      met.read++
      const { broken } = buildDoc(name, undefined, [first, read], hers)
      expectGoesOn([first, ...(broken.includes(read) ? [] : [read])])
    }),
    propertyRuns({ numRuns: 400, seed: 20_261_129 }),
  )
  for (const [of, times] of Object.entries(met)) expect(times, of).toBeGreaterThan(0)
})

test('DC891 what builds on a change that never comes waits for good: nothing of it is shown, and the document goes on', () => {
  const { change: first, heads } = begun()
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 5 }),
      (nowhere) => {
        const ops = [{ action: 'set', obj: `2@${hers}`, key: 'colour', value: 'red', pred: [] }]
        const lost = nowhere.map(
          (hash, at) =>
            readChange(
              encoded({ ops, seq: at + 1, startOp: 40 + at, deps: [...heads, bytesToHex(hash as Bytes)].sort() })!,
              his,
            )!,
        )
        const built = buildDoc(name, undefined, [...lost, first], hers)
        expect([built.applied, new Set(built.waiting), built.broken]).toEqual([[first], new Set(lost), []])
        const alone = buildDoc(name, undefined, [first], hers)
        expect(rowsOf(name, built.doc, null).put).toEqual(rowsOf(name, alone.doc, null).put)
        expectGoesOn([first, ...lost])
      },
    ),
    propertyRuns({ numRuns: 30 }),
  )
})
