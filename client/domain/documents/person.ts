/**
 * A person's details: who she is, what one must know at her door. Allergies,
 * alerts and contacts are maps by id, so entries made apart are all kept; an
 * entry is ended with a date, never removed.
 *
 * A recorded allergy always outweighs "no known allergies", whichever was
 * written last: believing in an allergy too many is the safe mistake.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import type { AlertKind } from '../projections/rows.ts'
import { edited, makeGenesis, setTexts, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'
import type { PartEditBy } from './part-edit.ts'
import { type DetailField, detailFields, pregnantPart, targetPart, targetToText, yes } from './person-parts.ts'
import { writePersonParts } from './person-write.ts'

export type PersonDetails = Readonly<Record<Exclude<DetailField, 'access'>, string>> & { readonly access?: string }

export type AllergyInput = Readonly<Record<'substance' | 'reaction' | 'recordedOn', string>>
export type ContactInput = Readonly<Record<'name' | 'relation' | 'phone', string>>
export interface AlertInput {
  readonly kind: Exclude<AlertKind, 'allergies'>
  readonly title: string
  readonly fact: string
  /** YYYY-MM-DD it was recorded; empty when not known. */
  readonly recordedOn: string
  readonly serious: boolean
}

/** `edit`: who changed it last, and why; see part-edit.ts. */
type Entry<Field extends string> = Record<Field | 'endedOn', Text> & { edit?: Text }

export type PersonDoc = {
  details: Record<Exclude<DetailField, 'access'>, Text> & { access?: Text } & Partial<
      Record<`${DetailField}Edit`, Text>
    >
  allergies: Record<string, Entry<'substance' | 'reaction' | 'recordedOn'>>
  /** The day somebody asked and there were none; empty when nobody has. */
  noKnownAllergiesOn: Text
  alerts: Record<string, Entry<'kind' | 'title' | 'fact' | 'recordedOn'> & { serious: boolean }>
  contacts: Record<string, Entry<'name' | 'relation' | 'phone'>>
  pregnant: boolean
  /** Always replaced whole, so that a name and a day never come from two decisions. */
  scale2Target: { by: Text; on: Text } | null
  pregnantEdit?: Text
  scale2TargetEdit?: Text
}

type Changed = Result<A.Doc<PersonDoc>, DocumentProblem>

export function personGenesis(): A.Doc<PersonDoc> {
  return makeGenesis<PersonDoc>((draft) => {
    const none = ['family', 'given', 'title', 'preferred', 'born', 'gender', 'nhsNumber', 'died', 'address', 'phone']
    draft.details = Object.fromEntries(none.map((field) => [field, text('')])) as PersonDoc['details']
    draft.allergies = {}
    draft.noKnownAllergiesOn = text('')
    draft.alerts = {}
    draft.contacts = {}
    draft.pregnant = false
    draft.scale2Target = null
  })
}

/** Fields left out stay as they are; an empty one says that nothing is recorded. */
export function changeDetails(doc: A.Doc<PersonDoc>, details: Partial<PersonDetails>, editBy?: PartEditBy): Changed {
  return writePersonParts(doc, detailWrites(details), editBy)
}

/** Who somebody new is, and what one must know at the door from the first day: one change. */
export function enterPerson(
  doc: A.Doc<PersonDoc>,
  details: PersonDetails,
  alerts: readonly (AlertInput & { readonly id: string })[],
): Changed {
  return writePersonParts(doc, [...detailWrites(details), ...alerts.map(({ id, ...alert }) => alertWrite(id, alert))])
}

function detailWrites(details: Partial<PersonDetails>) {
  return detailFields.flatMap((id) => {
    const value = details[id]
    return value === undefined ? [] : [{ part: { kind: 'detail', id } as const, fields: { value } }]
  })
}

function alertWrite(id: string, { fact, kind, recordedOn, serious, title }: AlertInput) {
  const fields = { kind, title, fact, recordedOn, serious: serious ? yes : '' }
  return { part: { kind: 'alert', id } as const, fields }
}

export function recordAllergy(
  doc: A.Doc<PersonDoc>,
  id: string,
  { reaction, recordedOn, substance }: AllergyInput,
  editBy?: PartEditBy,
): Changed {
  return writePersonParts(doc, [{ part: { kind: 'allergy', id }, fields: { substance, reaction, recordedOn } }], editBy)
}

export function recordNoKnownAllergies(doc: A.Doc<PersonDoc>, on: string): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  return ok(
    edited(doc, (draft) => setTexts(draft as Pick<PersonDoc, 'noKnownAllergiesOn'>, { noKnownAllergiesOn: on })),
  )
}

export function recordAlert(doc: A.Doc<PersonDoc>, id: string, alert: AlertInput, editBy?: PartEditBy): Changed {
  return writePersonParts(doc, [alertWrite(id, alert)], editBy)
}

export function recordContact(
  doc: A.Doc<PersonDoc>,
  id: string,
  { name, phone, relation }: ContactInput,
  editBy?: PartEditBy,
): Changed {
  return writePersonParts(doc, [{ part: { kind: 'contact', id }, fields: { name, relation, phone } }], editBy)
}

/** It was so until `on`; '' says that it holds after all. The entry stays, so that nobody wonders where it went. */
export function endEntry(
  doc: A.Doc<PersonDoc>,
  list: 'allergies' | 'alerts' | 'contacts',
  id: string,
  on: string,
  editBy?: PartEditBy,
): Changed {
  if (!isDay(on) && (on !== '' || editBy === undefined)) return err({ type: 'implausible', field: 'on' })
  if (doc[list][id] === undefined) return err({ type: 'unknown-id', id })
  return writePersonParts(doc, [{ part: { kind: kindByList[list], id }, fields: { endedOn: on } }], editBy)
}

const kindByList = { allergies: 'allergy', alerts: 'alert', contacts: 'contact' } as const

export function changePregnant(doc: A.Doc<PersonDoc>, pregnant: boolean, editBy?: PartEditBy): Changed {
  return writePersonParts(doc, [{ part: pregnantPart, fields: { value: pregnant ? yes : '' } }], editBy)
}

/** A prescriber's decision, with a name and a day; null takes it back. */
export function changeScale2Target(
  doc: A.Doc<PersonDoc>,
  target: { readonly by: string; readonly on: string } | null,
  editBy?: PartEditBy,
): Changed {
  if (target !== null && target.by.trim() === '') return err({ type: 'nothing-written' })
  if (target !== null && !isDay(target.on)) return err({ type: 'implausible', field: 'on' })
  return writePersonParts(doc, [{ part: targetPart, fields: { value: targetToText(target) } }], editBy)
}
