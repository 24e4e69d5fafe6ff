/**
 * What a person agrees to share with one of her family, or shares no longer.
 * She says it herself, or staff write down what she said: the author tells who.
 * It stands in her own group, where family cannot read it.
 */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'
import { idSchema, idToWire } from './wire-values.ts'

/** Who comes and when, and who came; what the team writes to her under "What happens next". */
export const sharedKinds = ['visits', 'next-steps'] as const
export type SharedKind = (typeof sharedKinds)[number]

export interface AgreementInput {
  /** The member it is shared with. */
  readonly with: string
  readonly kind: SharedKind
  readonly on: boolean
}

export interface AgreementRecord extends RecordBase, AgreementInput {
  readonly type: 'agreement'
  readonly v: 1
}

export const agreementSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('agreement'),
  with: idSchema<string>(),
  kind: v.picklist(sharedKinds),
  on: v.boolean(),
})

export function writeAgreement(input: AgreementInput, base: RecordBase): Written<AgreementRecord> {
  return ok({ type: 'agreement', v: 1, ...pickBase(base), with: input.with, kind: input.kind, on: input.on })
}

export function agreementToWire(record: AgreementRecord) {
  const { kind, on, with: member } = record
  return { type: 'agreement', ...baseToWire(record), with: idToWire(member), kind, on }
}
