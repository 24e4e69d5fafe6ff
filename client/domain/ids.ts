/**
 * The glossary: every id of the domain, one idea a name. In memory an id is
 * lowercase hex (16 bytes = 32 digits); only the codecs of records see bytes.
 * Ids that travel in clear (person, member, group, device, doc, entry, round)
 * are defined in shared/lib/ids.ts, because the relay may know them.
 */
import type { Brand } from '../../shared/lib/ids.ts'

/** One immutable fact: a note, a measurement, a message. Equals the id of the command that wrote it. Random, 16 bytes. */
export type RecordId = Brand<string, 'RecordId'>
/** One planned visit in the diary of a day. Random, 16 bytes. */
export type VisitId = Brand<string, 'VisitId'>
/** One line of a person's medicines list; keeps its id through every change of dose. Random, 16 bytes. */
export type MedicineId = Brand<string, 'MedicineId'>
/** The conversation of one group about one person; it is the entry's `doc`. Computed, see documents/doc-id.ts. 16 bytes. */
export type ThreadId = Brand<string, 'ThreadId'>
/** A calendar day in the United Kingdom, YYYY-MM-DD. */
export type Day = Brand<string, 'Day'>
/** A hybrid logical time, 16 hex digits that sort as text. See hybrid-clock.ts. */
export type HybridTime = Brand<string, 'HybridTime'>

const idPattern = /^[0-9a-f]{32}$/

/** True for the hex form of a 16-byte id. */
export function isId(value: string): boolean {
  return idPattern.test(value)
}
