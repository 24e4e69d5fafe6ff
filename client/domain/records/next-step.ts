/**
 * What happens next, published by a staff device into the person's own group, so
 * that her phone can show it without holding any key to her clinical record.
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { dayOf, formatLongDay, timeOf } from '../dates.ts'
import type { PlannedCall } from '../projections/visit-rows.ts'
import {
  baseEntries,
  baseToWire,
  limits,
  pickBase,
  type RecordBase,
  signatureSchema,
  signatureToWire,
  tidySignature,
  type Written,
  withinLimit,
} from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanText, instantSchema, textSchema } from './wire-values.ts'

export interface NextStepInput {
  readonly text: string
  /** The next planned visit, where one is known. */
  readonly nextVisit: PlannedCall | null
}

export interface NextStepRecord extends RecordBase {
  readonly type: 'next-step'
  readonly v: 1
  readonly text: string
  readonly nextVisit: PlannedCall | null
}

export const nextStepSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('next-step'),
  text: textSchema(limits.text),
  nextVisit: v.nullable(
    v.pipe(
      v.strictObject({ who: signatureSchema, from: instantSchema, to: instantSchema }),
      v.check(({ from, to }) => from <= to, 'ends before it starts'),
    ),
  ),
})

export function writeNextStep(input: NextStepInput, base: RecordBase): Written<NextStepRecord> {
  const text = cleanText(input.text)
  const { nextVisit } = input
  if (text === '' && nextVisit === null) return err({ type: 'nothing-written' })
  if (nextVisit !== null && nextVisit.from > nextVisit.to) {
    return err({ type: 'implausible', field: 'nextVisit', suggestion: null })
  }
  const checked = withinLimit({ text }, limits.text)
  if (!checked.ok) return checked
  const call = nextVisit && { who: tidySignature(nextVisit.who), from: nextVisit.from, to: nextVisit.to }
  return ok({ type: 'next-step', v: 1, ...pickBase(base), text, nextVisit: call })
}

export function nextStepToWire(step: NextStepRecord) {
  const { nextVisit } = step
  return {
    type: 'next-step',
    ...baseToWire(step),
    text: step.text,
    nextVisit: nextVisit && { who: signatureToWire(nextVisit.who), from: nextVisit.from, to: nextVisit.to },
  }
}

export function summariseNextStep({ nextVisit, text }: NextStepRecord): RecordSummary {
  return { title: 'What happens next', lines: nextVisit === null ? [] : [callInWords(nextVisit)], next: text || null }
}

function callInWords({ from, to, who }: PlannedCall): string {
  return `${who.name} is coming on ${formatLongDay(dayOf(from))}, ${timeOf(from)} to ${timeOf(to)}.`
}
