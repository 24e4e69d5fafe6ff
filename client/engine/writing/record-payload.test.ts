/** CM1070: what was written in one act is read whole or not at all, whatever stands there. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCbor } from '../../../shared/lib/cbor.ts'
import { ok } from '../../../shared/lib/result.ts'
import { recordToWire } from '../../domain/records/record.ts'
import { writingByType } from '../../domain/testing/record-writings.ts'
import { encodePayload, parsePayload } from './record-payload.ts'

const aRecord = fc.oneof(...Object.values(writingByType)).map((written) => (written.ok ? [written.value] : []))
const anAct = fc
  .array(aRecord, { minLength: 1, maxLength: 6 })
  .map((records) => records.flat())
  .filter((records) => records.length > 0)

const malformed = { ok: false, error: { type: 'malformed' } }

test('CM1070 an act is read as it was written, in its order', () => {
  fc.assert(
    fc.property(anAct, (records) => {
      expect(parsePayload(encodePayload(records))).toEqual(ok(records))
    }),
    { numRuns: 50 },
  )
})

test('CM1070 one record that cannot be read takes all with it, and one of a newer app has all of them wait', () => {
  const broken = fc.constantFrom<unknown>(null, 7, 'note', [], { type: 'note', v: 1 })
  const newer = fc.constantFrom({ type: 'letter', v: 1 }, { type: 'note', v: 2 })
  const place = fc.nat({ max: 6 })
  const spoilt = (records: readonly unknown[], at: number, value: unknown) =>
    parsePayload(encodeCbor([...records.slice(0, at), value, ...records.slice(at)]))
  fc.assert(
    fc.property(anAct, place, broken, newer, (records, at, wrong, later) => {
      const wire = records.map(recordToWire)
      expect(spoilt(wire, at, wrong)).toEqual(malformed)
      expect(spoilt(wire, at, later)).toEqual({ ok: false, error: { type: 'newer-app' } })
    }),
    { numRuns: 50 },
  )
})

test('CM1070 what is no list, an empty one, and one of more than a thousand records is none', () => {
  const [act] = fc.sample(anAct, { numRuns: 1, seed: 7 })
  const one = recordToWire(act![0]!)
  const many = (count: number) => parsePayload(encodeCbor(Array(count).fill(one)))
  for (const value of [null, 0, true, '', 'a note', {}, { length: 1, 0: one }, new Uint8Array(3)])
    expect(parsePayload(encodeCbor(value))).toEqual(malformed)
  expect(parsePayload(new Uint8Array([0xff]))).toEqual(malformed)
  expect([many(0), many(1_001)]).toEqual([malformed, malformed])
  expect([many(1).ok, many(1_000).ok]).toEqual([true, true])
})
