/** A visit is over: when it began and, by the record's own instant, when it ended. */
import * as v from 'valibot'
import type { Instant } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { timeOf } from '../dates.ts'
import type { VisitId } from '../ids.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { idSchema, instantSchema, nullableIdToWire } from './wire-values.ts'

export interface VisitFinishedInput {
  /** The planned visit; null for one nobody planned. */
  readonly visitId: string | null
  readonly startedAt: Instant
}

export interface VisitFinishedRecord extends RecordBase {
  readonly type: 'visit-finished'
  readonly v: 1
  readonly visitId: VisitId | null
  readonly startedAt: Instant
}

export const visitFinishedSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('visit-finished'),
  visitId: v.nullable(idSchema<VisitId>()),
  startedAt: instantSchema,
})

export function writeVisitFinished(input: VisitFinishedInput, base: RecordBase): Written<VisitFinishedRecord> {
  const { startedAt } = input
  if (startedAt > base.at) return err({ type: 'implausible', field: 'startedAt', suggestion: null })
  return ok({ type: 'visit-finished', v: 1, ...pickBase(base), visitId: input.visitId as VisitId | null, startedAt })
}

export function visitFinishedToWire(visit: VisitFinishedRecord) {
  return {
    type: 'visit-finished',
    ...baseToWire(visit),
    visitId: nullableIdToWire(visit.visitId),
    startedAt: visit.startedAt,
  }
}

export function summariseVisitFinished({ at, startedAt }: VisitFinishedRecord): RecordSummary {
  return { title: 'Visit finished', lines: [`From ${timeOf(startedAt)} to ${timeOf(at)}.`], next: null }
}
