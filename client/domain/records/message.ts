/** A message in a thread. Its thread is the `doc` of the entry that carries it, its audience the group. */
import * as v from 'valibot'
import { err, ok } from '../../../shared/lib/result.ts'
import type { RecordId } from '../ids.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written, withinLimit } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanText, idSchema, nullableIdToWire, textSchema } from './wire-values.ts'

export interface MessageInput {
  readonly text: string
  /** The message this answers. */
  readonly answers: string | null
}

export interface MessageRecord extends RecordBase {
  readonly type: 'message'
  readonly v: 1
  readonly text: string
  readonly answers: RecordId | null
}

export const messageSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('message'),
  text: v.pipe(textSchema(limits.text), v.minLength(1)),
  answers: v.nullable(idSchema<RecordId>()),
})

export function writeMessage(input: MessageInput, base: RecordBase): Written<MessageRecord> {
  const text = cleanText(input.text)
  if (text === '') return err({ type: 'nothing-written' })
  const checked = withinLimit({ text }, limits.text)
  if (!checked.ok) return checked
  return ok({ type: 'message', v: 1, ...pickBase(base), text, answers: input.answers as RecordId | null })
}

export function messageToWire(message: MessageRecord) {
  return {
    type: 'message',
    ...baseToWire(message),
    text: message.text,
    answers: nullableIdToWire(message.answers),
  }
}

export function summariseMessage(message: MessageRecord): RecordSummary {
  return { title: 'Message', lines: [message.text], next: null }
}
