/**
 * What was decided about somebody, mostly in talk: what, why, and who was there
 * or agreed. It stays under its author's name when she has left. It is never
 * edited: whoever decides otherwise writes another one, which names this one.
 */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import type { RecordId } from '../ids.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanText, idSchema, nullableIdToWire, textSchema } from './wire-values.ts'

export interface DecisionInput {
  readonly what: string
  readonly why: string
  /** Who was there, who agreed. */
  readonly agreed: string
  /** The decision it takes the place of; null for none. */
  readonly instead: string | null
}

export interface DecisionRecord extends RecordBase {
  readonly type: 'decision'
  readonly v: 1
  readonly what: string
  readonly why: string
  readonly agreed: string
  readonly instead: RecordId | null
}

export const decisionSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('decision'),
  what: v.pipe(textSchema(limits.text), v.minLength(1)),
  why: textSchema(limits.text),
  agreed: textSchema(limits.text),
  instead: v.nullable(idSchema<RecordId>()),
})

export function writeDecision(input: DecisionInput, base: RecordBase): Written<DecisionRecord> {
  const fields = { what: cleanText(input.what), why: cleanText(input.why), agreed: cleanText(input.agreed) }
  if (fields.what === '') return err({ type: 'nothing-written' })
  const checked = withinLimit(fields, limits.text)
  if (!checked.ok) return checked
  return ok({ type: 'decision', v: 1, ...pickBase(base), ...fields, instead: input.instead as RecordId | null })
}

export function decisionToWire(decision: DecisionRecord) {
  const { agreed, instead, what, why } = decision
  return { type: 'decision', ...baseToWire(decision), what, why, agreed, instead: nullableIdToWire(instead) }
}

export function summariseDecision({ agreed, what, why }: DecisionRecord): RecordSummary {
  const lines = [what, why === '' ? '' : `Why: ${why}`, agreed === '' ? '' : `There or agreed: ${agreed}`]
  return { title: 'Decision', lines: lines.filter((line) => line !== ''), next: null }
}
