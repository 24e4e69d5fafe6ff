/**
 * The parts of a person document, each changed by itself: a detail, an allergy,
 * an alert, a contact, the Scale 2 target, pregnant. Where a part's fields and
 * the word of who changed them stand, how they read as text, and by which policy.
 *
 * A target is one text, day and name together: no name and no day ever come from
 * two decisions.
 */
import type * as A from '@automerge/automerge/slim'
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import { isDay } from '../dates.ts'
import type { PartState, PersonPart } from '../projections/part-rows.ts'
import { isMap, readAll, readEntries, readMap, readText, type Text, text } from './automerge.ts'
import { type Part, settledState, type WrittenValue } from './changes-apart.ts'
import type { PersonDoc } from './person.ts'

export const detailFields = [
  'family',
  'given',
  'title',
  'preferred',
  'born',
  'gender',
  'nhsNumber',
  'died',
  'address',
  'phone',
  'access',
] as const

export type DetailField = (typeof detailFields)[number]

export const listByKind = { allergy: 'allergies', alert: 'alerts', contact: 'contacts' } as const

export type EntryKind = keyof typeof listByKind

const entryFields: Readonly<Record<EntryKind, readonly string[]>> = {
  allergy: ['substance', 'reaction', 'recordedOn', 'endedOn'],
  alert: ['kind', 'title', 'fact', 'recordedOn', 'serious', 'endedOn'],
  contact: ['name', 'relation', 'phone', 'endedOn'],
}

type Holder = Readonly<Record<string, unknown>>

export function isEntryKind(kind: PersonPart['kind']): kind is EntryKind {
  return Object.hasOwn(listByKind, kind)
}

export function fieldsOf({ kind }: PersonPart): readonly string[] {
  return isEntryKind(kind) ? entryFields[kind] : ['value']
}

/** What the fields stand in; undefined where there is no such entry or something else stands there. */
export function holderOf<Doc extends object>(doc: Doc, { id, kind }: PersonPart): Holder | undefined {
  const whole = doc as unknown as PersonDoc
  if (kind === 'detail') return isMap(whole.details) ? (whole.details as Holder) : undefined
  if (!isEntryKind(kind)) return whole as unknown as Holder
  return readEntries<object>(whole[listByKind[kind]]).find(([key]) => key === id)?.[1] as Holder | undefined
}

/** The key of a field in its holder. */
export function keyOf({ id, kind }: PersonPart, field: string): string {
  if (kind === 'detail') return id
  if (kind === 'target') return 'scale2Target'
  return kind === 'pregnant' ? 'pregnant' : field
}

export function editKeyOf(part: PersonPart): string {
  return isEntryKind(part.kind) ? 'edit' : `${keyOf(part, 'value')}Edit`
}

export function policyOf(part: PersonPart, field: string): FieldPolicy {
  const key = keyOf(part, field)
  const path = part.kind === 'detail' ? `details.${key}` : isEntryKind(part.kind) ? entryPath(part.kind, key) : key
  return conflictPolicies.person[path] as FieldPolicy
}

function entryPath(kind: EntryKind, key: string): string {
  return `${listByKind[kind]}.*.${key}`
}

export function readPart(doc: A.Doc<PersonDoc>, part: PersonPart): Part | undefined {
  const holder = holderOf(doc, part)
  if (holder === undefined) return undefined
  const written = (key: string, asText: (value: unknown) => string): readonly WrittenValue[] =>
    readAll(holder, key).map(({ op, value }) => ({ op, value: asText(value) }))
  return {
    fields: fieldsOf(part),
    policyOf: (field) => policyOf(part, field),
    valuesOf: (field) => written(keyOf(part, field), (value) => valueToText(part, field, value)),
    edits: written(editKeyOf(part), readText),
  }
}

export function readPartState(doc: A.Doc<PersonDoc>, part: PersonPart): PartState | undefined {
  const read = readPart(doc, part)
  return read && settledState(read)
}

/** Everything there is, in an order of its own. */
export function allParts(doc: A.Doc<PersonDoc>): readonly PersonPart[] {
  const entries = (Object.keys(listByKind) as EntryKind[]).flatMap((kind) =>
    readEntries<object>(doc[listByKind[kind]]).map(([id]): PersonPart => ({ kind, id })),
  )
  const details = detailFields.map((id): PersonPart => ({ kind: 'detail', id }))
  return [...details, ...entries.sort((a, b) => (a.id < b.id ? -1 : 1)), targetPart, pregnantPart]
}

/** The day somebody asked and there were none; '' when nobody has. */
export function readNoKnownAllergiesOn(doc: A.Doc<PersonDoc>): string {
  const days = readAll(doc, 'noKnownAllergiesOn').map(({ value }) => readText(value))
  return settleValues(conflictPolicies.person.noKnownAllergiesOn as FieldPolicy, days)[0] ?? ''
}

export const targetPart: PersonPart = { kind: 'target', id: '' }
export const pregnantPart: PersonPart = { kind: 'pregnant', id: '' }

export function targetToText(target: { readonly by: string; readonly on: string } | null): string {
  return target === null ? '' : `${target.on} ${target.by}`
}

/** Without both a name and a day it is no prescriber's decision. */
export function textToTarget(words: string): { readonly by: string; readonly on: string } | null {
  const [on, by] = [words.slice(0, 10), words.slice(11)]
  return by.trim() !== '' && isDay(on) ? { by, on } : null
}

/** As it stands in the document. */
export function textToValue(part: PersonPart, field: string, words: string): Text | boolean | object | null {
  if (part.kind === 'pregnant' || field === 'serious') return words === yes
  if (part.kind !== 'target') return text(words)
  const target = textToTarget(words)
  return target && { by: text(target.by), on: text(target.on) }
}

/** A flag that is set; one that is not is ''. */
export const yes = 'yes'

function valueToText(part: PersonPart, field: string, value: unknown): string {
  if (part.kind === 'pregnant' || field === 'serious') return value === true ? yes : ''
  if (part.kind !== 'target') return readText(value)
  const target = readMap((value ?? {}) as { readonly by?: unknown; readonly on?: unknown })
  return targetToText(textToTarget(`${readText(target.on)} ${readText(target.by)}`))
}
