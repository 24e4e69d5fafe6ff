/** What a removed device had written is left out of the record by an administrator, and why. The entry itself stays at the relay. */
import * as v from 'valibot'
import { hexToBytes } from '../../../shared/lib/bytes.ts'
import type { Instant } from '../../../shared/lib/ids.ts'
import { ok } from '../../../shared/lib/result.ts'
import { dayOf, formatLongDay, timeOf } from '../dates.ts'
import { baseEntries, baseToWire, limits, pickBase, type RecordBase, type Written } from './record-base.ts'
import type { RecordSummary } from './summary.ts'
import { cleanLine, hex32Schema, instantSchema, lineSchema } from './wire-values.ts'

export const leftOutReasons = ['in-already', 'by-hand', 'not-right', 'not-theirs'] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

export interface LeftOutInput {
  /** 64 hex digits. */
  readonly entry: string
  /** "Aisha Rahman, community nurse"; empty when it is not known here. */
  readonly writer: string
  readonly writtenAt: Instant
  readonly reason: LeftOutReason
}

export interface LeftOutRecord extends RecordBase, LeftOutInput {
  readonly type: 'left-out'
  readonly v: 1
}

export const leftOutSchema = v.strictObject({
  ...baseEntries,
  type: v.literal('left-out'),
  entry: hex32Schema<string>(),
  writer: lineSchema(limits.line),
  writtenAt: instantSchema,
  reason: v.picklist(leftOutReasons),
})

export function writeLeftOut(
  { entry, reason, writer, writtenAt }: LeftOutInput,
  base: RecordBase,
): Written<LeftOutRecord> {
  // A name comes from the team's list and not from this act: it is made to fit.
  const who = cleanLine(writer).slice(0, limits.line).trim()
  return ok({ type: 'left-out', v: 1, ...pickBase(base), entry, writer: who, writtenAt, reason })
}

export function leftOutToWire(record: LeftOutRecord) {
  const { entry, reason, writer, writtenAt } = record
  return { type: 'left-out', ...baseToWire(record), entry: hexToBytes(entry), writer, writtenAt, reason }
}

const wordsByReason: Readonly<Record<LeftOutReason, string>> = {
  'in-already': 'It is in the record already.',
  'by-hand': 'It was put into the record by hand.',
  'not-right': 'It is not right, or no longer right.',
  'not-theirs': 'It is not certain who wrote it.',
}

export function summariseLeftOut({ reason, writer, writtenAt }: LeftOutRecord): RecordSummary {
  const by = writer === '' ? '' : ` by ${writer},`
  const when = `${formatLongDay(dayOf(writtenAt))} at ${timeOf(writtenAt)}`
  const written = `Written${by} on ${when}, on a device that was removed.`
  return { title: 'Left out of the record', lines: [written, wordsByReason[reason]], next: null }
}
