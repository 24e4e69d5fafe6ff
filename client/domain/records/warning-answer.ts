/** A clinician has looked at a safety warning and says why it may stand: the warning stays, calmer, until its facts change. */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanLine, cleanText, idSchema, idToWire, lineSchema, textSchema } from './wire-values.ts'

export interface WarningAnswerInput {
  /** The warning's key. */
  readonly warning: string
  /** What it was about, by names: "Penicillin – amoxicillin 500 mg". */
  readonly subject: string
  readonly reason: string
}

export interface WarningAnswerRecord extends RecordBase {
  readonly type: 'warning-answer'
  readonly v: 1
  readonly warning: string
  readonly subject: string
  readonly reason: string
}

const subjectLimit = 1_000

export const warningAnswerSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('warning-answer'),
  warning: idSchema<string>(),
  subject: lineSchema(subjectLimit),
  reason: textSchema(limits.text),
})

export function writeWarningAnswer(input: WarningAnswerInput, base: RecordBase): Written<WarningAnswerRecord> {
  const reason = cleanText(input.reason)
  if (reason === '') return err({ type: 'nothing-written' })
  const checked = withinLimit({ reason }, limits.text)
  if (!checked.ok) return checked
  // Names come from the record and not from this act: they are made to fit.
  const subject = cleanText(cleanLine(input.subject).slice(0, subjectLimit))
  return ok({ type: 'warning-answer', v: 1, ...pickBase(base), warning: input.warning, subject, reason })
}

export function warningAnswerToWire(answer: WarningAnswerRecord) {
  const { reason, subject, warning } = answer
  return { type: 'warning-answer', ...baseToWire(answer), warning: idToWire(warning), subject, reason }
}

export function summariseWarningAnswer({ reason, subject }: WarningAnswerRecord): RecordSummary {
  return { title: 'Safety warning looked at', lines: [subject, reason].filter((line) => line !== ''), next: null }
}
