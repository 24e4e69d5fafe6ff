/**
 * What every record says: what it is, which one, when it happened, who wrote it
 * and about whom. A record is immutable; its id is the id of the command that
 * wrote it, so that writing twice is writing once.
 */
import * as v from 'valibot'
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import type { HybridTime, RecordId } from '../ids.ts'
import type { Signature } from './signature.ts'
import {
  cleanLine,
  cleanText,
  hlcSchema,
  hlcToWire,
  idSchema,
  idToWire,
  instantSchema,
  lineSchema,
  nullableIdToWire,
} from './wire-values.ts'

export interface RecordBase {
  readonly id: RecordId
  /** When it happened, by the device's corrected clock. */
  readonly at: Instant
  readonly hlc: HybridTime
  readonly author: Signature
  /** The person it is about; null for nobody. */
  readonly about: PersonId | null
}

/** Why a writer refuses: expected, and said to the person who wrote. */
export type WriteProblem =
  | { readonly type: 'nothing-written' }
  | { readonly type: 'too-long'; readonly field: string; readonly limit: number }
  | { readonly type: 'implausible'; readonly field: string; readonly suggestion: string | null }

export type Written<Written> = Result<Written, WriteProblem>

/** Lengths in UTF-16 units, as `String.length` counts them. */
export const limits = {
  /** Names, roles, phone numbers, reasons. */
  line: 200,
  /** One field of a note, one message. */
  text: 8_000,
  /** Devices in one receipt. */
  devices: 2_000,
} as const

export const signatureSchema = v.strictObject({
  memberId: idSchema<string>(),
  name: lineSchema(limits.line),
  role: lineSchema(limits.line),
  face: lineSchema(64),
})

/** What every record's schema spreads, beside its own `type`. */
export const baseEntries = {
  v: v.literal(1),
  id: idSchema<RecordId>(),
  at: instantSchema,
  hlc: hlcSchema,
  author: signatureSchema,
  about: v.nullable(idSchema<PersonId>()),
} as const

export function signatureToWire(signature: Signature) {
  return {
    memberId: idToWire(signature.memberId),
    name: signature.name,
    role: signature.role,
    face: signature.face,
  }
}

/** Names its fields one by one, so that nothing a caller adds to `base` reaches the wire. */
export function baseToWire(base: RecordBase) {
  return {
    v: 1,
    id: idToWire(base.id),
    at: base.at,
    hlc: hlcToWire(base.hlc),
    author: signatureToWire(base.author),
    about: nullableIdToWire(base.about),
  }
}

/** The base alone, without what else the caller's object carries. */
export function pickBase({ id, at, hlc, author, about }: RecordBase): RecordBase {
  return { id, at, hlc, author: tidySignature(author), about }
}

/** A name comes from an invite, not from this act of writing: it is made to fit, since a record others cannot parse is lost. */
export function tidySignature({ face, memberId, name, role }: Signature): Signature {
  const shorten = (words: string, limit: number) => cleanText(cleanLine(words).slice(0, limit))
  return { memberId, name: shorten(name, limits.line), role: shorten(role, limits.line), face: shorten(face, 64) }
}

/** `fields` unless one of them is longer than `limit`. */
export function withinLimit<Fields extends Readonly<Record<string, string>>>(
  fields: Fields,
  limit: number,
): Written<Fields> {
  const long = Object.keys(fields).find((field) => (fields[field] ?? '').length > limit)
  return long === undefined ? ok(fields) : err({ type: 'too-long', field: long, limit })
}
