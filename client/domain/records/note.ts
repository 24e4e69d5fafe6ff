/** A visit note: the person's own words, what was found, what was done, what happens next. */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import type { VisitId } from '../ids.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanText, idSchema, nullableIdToWire, textSchema } from './wire-values.ts'

export interface NoteInput {
  readonly visitId: string | null
  /** In the person's own words. */
  readonly words: string
  readonly found: string
  readonly did: string
  readonly next: string
}

export interface NoteRecord extends RecordBase {
  readonly type: 'note'
  readonly v: 1
  readonly visitId: VisitId | null
  readonly words: string
  readonly found: string
  readonly did: string
  readonly next: string
}

export const noteSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('note'),
  visitId: v.nullable(idSchema<VisitId>()),
  words: textSchema(limits.text),
  found: textSchema(limits.text),
  did: textSchema(limits.text),
  next: textSchema(limits.text),
})

/** A note needs at least one of its four fields. */
export function writeNote(input: NoteInput, base: RecordBase): Written<NoteRecord> {
  const fields = {
    words: cleanText(input.words),
    found: cleanText(input.found),
    did: cleanText(input.did),
    next: cleanText(input.next),
  }
  if (Object.values(fields).every((text) => text === '')) return err({ type: 'nothing-written' })
  const checked = withinLimit(fields, limits.text)
  if (!checked.ok) return checked
  return ok({ type: 'note', v: 1, ...pickBase(base), visitId: input.visitId as VisitId | null, ...fields })
}

export function noteToWire(note: NoteRecord) {
  const { words, found, did, next } = note
  return { type: 'note', ...baseToWire(note), visitId: nullableIdToWire(note.visitId), words, found, did, next }
}

export function summariseNote({ words, found, did, next }: NoteRecord): RecordSummary {
  const said = words === '' ? [] : [`“${words}”`]
  return { title: 'Visit note', lines: [...said, found, did].filter((line) => line !== ''), next: next || null }
}
