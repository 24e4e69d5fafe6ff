/**
 * What one of the family is shown, and what has ended, published by a staff
 * device into that member's own group: so that it is told and does not just go
 * silent. What was never shared is not in it: there is no hint of it.
 */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import { sharedKinds } from './agreement.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'

export const toldKinds = ['circle', ...sharedKinds] as const
export type ToldKind = (typeof toldKinds)[number]

export interface SharedWithInput {
  readonly on: readonly ToldKind[]
  readonly ended: readonly ToldKind[]
}

export interface SharedWithRecord extends RecordBase, SharedWithInput {
  readonly type: 'shared-with'
  readonly v: 1
}

const kindsSchema = v.pipe(v.array(v.picklist(toldKinds)), v.maxLength(toldKinds.length))

export const sharedWithSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('shared-with'),
  on: kindsSchema,
  ended: kindsSchema,
})

/** Each kind once, in one order; what is on has not ended. */
export function writeSharedWith({ ended, on }: SharedWithInput, base: RecordBase): Written<SharedWithRecord> {
  const isOn = (kind: ToldKind) => on.includes(kind)
  return ok({
    type: 'shared-with',
    v: 1,
    ...pickBase(base),
    on: toldKinds.filter(isOn),
    ended: toldKinds.filter((kind) => ended.includes(kind) && !isOn(kind)),
  })
}

export function sharedWithToWire(record: SharedWithRecord) {
  return { type: 'shared-with', ...baseToWire(record), on: [...record.on], ended: [...record.ended] }
}
