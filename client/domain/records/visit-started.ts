/** Somebody is at the door: written when a visit begins, stamped with that instant. */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import type { VisitId } from '../ids.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { idSchema, nullableIdToWire } from './wire-values.ts'

export interface VisitStartedInput {
  /** The planned visit; null for one nobody planned. */
  readonly visitId: string | null
}

export interface VisitStartedRecord extends RecordBase {
  readonly type: 'visit-started'
  readonly v: 1
  readonly visitId: VisitId | null
}

export const visitStartedSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('visit-started'),
  visitId: v.nullable(idSchema<VisitId>()),
})

export function writeVisitStarted(input: VisitStartedInput, base: RecordBase): Written<VisitStartedRecord> {
  return ok({ type: 'visit-started', v: 1, ...pickBase(base), visitId: input.visitId as VisitId | null })
}

export function visitStartedToWire(visit: VisitStartedRecord) {
  return { type: 'visit-started', ...baseToWire(visit), visitId: nullableIdToWire(visit.visitId) }
}

export function summariseVisitStarted(): RecordSummary {
  return { title: 'Visit started', lines: [], next: null }
}
