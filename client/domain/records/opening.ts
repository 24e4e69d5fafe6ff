/**
 * Why a record was opened by somebody who does not look after its person, in her
 * own words: in the record, and in the person's own group so that she reads it.
 * That it was opened, and until when, the chain says in any case.
 */
import * as v from 'valibot'
import type { Instant } from '../../../shared/lib/ids.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import { cleanLine, instantSchema, lineSchema } from './wire-values.ts'

/** On the chain, in clear: nothing that says anything about the person. */
export const openingReasons = ['urgent', 'cover', 'asked', 'safeguarding', 'other'] as const
export type OpeningReason = (typeof openingReasons)[number]

/** On screens and in an export alike. */
export const openingReasonWords: Readonly<Record<OpeningReason, string>> = {
  urgent: 'It could not wait',
  cover: 'Standing in for a colleague',
  asked: 'The person or the family asked',
  safeguarding: 'Somebody may come to harm',
  other: 'Another reason',
}

export interface OpeningInput {
  readonly reason: OpeningReason
  readonly words: string
  readonly until: Instant
}

export interface OpeningRecord extends RecordBase, OpeningInput {
  readonly type: 'opening'
  readonly v: 1
}

export const openingSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('opening'),
  reason: v.picklist(openingReasons),
  words: v.pipe(lineSchema(limits.line), v.minLength(1)),
  until: instantSchema,
})

export function writeOpening({ reason, until, words }: OpeningInput, base: RecordBase): Written<OpeningRecord> {
  const said = withinLimit({ words: cleanLine(words) }, limits.line)
  if (!said.ok) return said
  if (said.value.words === '') return err({ type: 'nothing-written' })
  return ok({ type: 'opening', v: 1, ...pickBase(base), reason, words: said.value.words, until })
}

export function openingToWire(record: OpeningRecord) {
  const { reason, until, words } = record
  return { type: 'opening', ...baseToWire(record), reason, words, until }
}

export function isOpeningReason(reason: string): reason is OpeningReason {
  return (openingReasons as readonly string[]).includes(reason)
}
