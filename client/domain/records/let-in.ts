/**
 * What a removed device had written and could not send is let into the record by
 * an administrator. The record carries the entry itself, as it was sealed and
 * signed: everybody checks its author's own signature, and nothing is written in
 * anybody's name but the administrator's.
 */
import * as v from 'valibot'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'
import type { RecordSummary } from './summary.ts'

/** No entry is larger, so none that carries one holds more. */
const mostBytes = 65_536

export interface LetInInput {
  /** The whole envelope. */
  readonly entry: Bytes
}

export interface LetInRecord extends RecordBase, LetInInput {
  readonly type: 'let-in'
  readonly v: 1
}

export const letInSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('let-in'),
  entry: v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length > 0 && bytes.length <= mostBytes, 'not an entry'),
    v.transform((bytes): Bytes => new Uint8Array(bytes)),
  ),
})

export function writeLetIn({ entry }: LetInInput, base: RecordBase): Written<LetInRecord> {
  return ok({ type: 'let-in', v: 1, ...pickBase(base), entry })
}

export function letInToWire(record: LetInRecord) {
  return { type: 'let-in', ...baseToWire(record), entry: record.entry }
}

export function summariseLetIn(): RecordSummary {
  return { title: 'Let in: written on a device that was removed', lines: [], next: null }
}
