/**
 * Whether a person agrees that the team sends her messages: said by herself on her
 * phone, or written down by staff as she said it. A word that she does not holds
 * until somebody agrees who had it before them: `after` names what they had.
 * Channel and scope are open, so that an app that knows more can say more.
 */
import * as v from 'valibot'
import { ok } from '../../../shared/lib/result.ts'
import type { RecordId } from '../ids.ts'
import { baseEntries, baseToWire, pickBase, type RecordBase, type Written } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { idSchema, idToWire, lineSchema } from './wire-values.ts'

/** Messages in this app, about visits and care: all that is asked about yet. */
export const messagesHere = { channel: 'doorstep', scope: 'visits-and-care' } as const

export const saidHow = ['in-person', 'by-phone', 'herself'] as const
export type SaidHow = (typeof saidHow)[number]

/** Nobody has said no so often and been unheard. */
const mostAfter = 100

export interface ContactAgreementInput {
  readonly channel: string
  readonly scope: string
  readonly agreed: boolean
  readonly said: SaidHow
  /** Words against it that were in view when she agreed. */
  readonly after: readonly RecordId[]
}

export interface ContactAgreementRecord extends RecordBase, ContactAgreementInput {
  readonly type: 'contact-agreement'
  readonly v: 1
}

const codeSchema = v.pipe(lineSchema(40), v.minLength(1))

export const contactAgreementSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('contact-agreement'),
  channel: codeSchema,
  scope: codeSchema,
  agreed: v.boolean(),
  said: v.picklist(saidHow),
  after: v.pipe(v.array(idSchema<RecordId>()), v.maxLength(mostAfter)),
})

export function writeContactAgreement(
  { after, agreed, channel, said, scope }: ContactAgreementInput,
  base: RecordBase,
): Written<ContactAgreementRecord> {
  const heard = agreed ? after.slice(0, mostAfter) : []
  return ok({ type: 'contact-agreement', v: 1, ...pickBase(base), channel, scope, agreed, said, after: heard })
}

export function contactAgreementToWire(record: ContactAgreementRecord) {
  const { after, agreed, channel, said, scope } = record
  const heard = after.map((id) => idToWire(id))
  return { type: 'contact-agreement', ...baseToWire(record), channel, scope, agreed, said, after: heard }
}

const saidWords: Readonly<Record<SaidHow, string>> = {
  'in-person': 'Said in person, and written down.',
  'by-phone': 'Said on the telephone, and written down.',
  herself: 'Said on the person’s own phone.',
}

/** For an export alone: it is no item of the story. */
export function summariseContactAgreement({ agreed, said }: ContactAgreementRecord): RecordSummary {
  const title = agreed ? 'Agreed to messages in Doorstep, about visits and care' : 'No messages in Doorstep'
  return { title, lines: [saidWords[said]], next: null }
}
