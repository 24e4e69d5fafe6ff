/**
 * Who comes next and who came last, published by a staff device to the person
 * herself and, as far as she agrees, to one of her family. Names and times alone.
 */
import * as v from 'valibot'
import type { Instant } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import {
  baseEntries,
  baseToWire,
  pickBase,
  type RecordBase,
  signatureSchema,
  signatureToWire,
  tidySignature,
  type Written,
} from './record-base.ts'
import type { Signature } from './signature.ts'
import { instantSchema } from './wire-values.ts'

export interface NextCall {
  readonly who: Signature
  readonly from: Instant
  readonly to: Instant
  /** At some time of that day. */
  readonly anyTime: boolean
}

export interface LastCall {
  readonly who: Signature
  readonly at: Instant
}

export interface SharedVisitsInput {
  readonly next: NextCall | null
  readonly last: LastCall | null
}

export interface SharedVisitsRecord extends RecordBase, SharedVisitsInput {
  readonly type: 'shared-visits'
  readonly v: 1
}

export const sharedVisitsSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('shared-visits'),
  next: v.nullable(
    v.pipe(
      v.strictObject({ who: signatureSchema, from: instantSchema, to: instantSchema, anyTime: v.boolean() }),
      v.check(({ from, to }) => from <= to, 'ends before it starts'),
    ),
  ),
  last: v.nullable(v.strictObject({ who: signatureSchema, at: instantSchema })),
})

export function writeSharedVisits({ last, next }: SharedVisitsInput, base: RecordBase): Written<SharedVisitsRecord> {
  if (next !== null && next.from > next.to) return err({ type: 'implausible', field: 'next', suggestion: null })
  return ok({
    type: 'shared-visits',
    v: 1,
    ...pickBase(base),
    next: next && { who: tidySignature(next.who), from: next.from, to: next.to, anyTime: next.anyTime },
    last: last && { who: tidySignature(last.who), at: last.at },
  })
}

export function sharedVisitsToWire(record: SharedVisitsRecord) {
  const { last, next } = record
  return {
    type: 'shared-visits',
    ...baseToWire(record),
    next: next && { who: signatureToWire(next.who), from: next.from, to: next.to, anyTime: next.anyTime },
    last: last && { who: signatureToWire(last.who), at: last.at },
  }
}
