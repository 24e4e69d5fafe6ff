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
import { isId } from '../ids.ts'
import { isNhsNumber } from '../nhs-number.ts'
import type { AlertKind } from '../projections/rows.ts'
import { edited, makeGenesis, readText, setTexts, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'

type DetailField =
  | 'family'
  | 'given'
  | 'title'
  | 'preferred'
  | 'born'
  | 'gender'
  | 'nhsNumber'
  | 'died'
  | 'address'
  | 'phone'

export type PersonDetails = Readonly<Record<DetailField, string>>

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

type Entry<Field extends string> = Record<Field | 'endedOn', Text>

export type PersonDoc = {
  details: Record<DetailField, Text>
  allergies: Record<string, Entry<'substance' | 'reaction' | 'recordedOn'>>
  /** The day somebody asked and there were none; empty when nobody has. */
  noKnownAllergiesOn: Text
  alerts: Record<string, Entry<'kind' | 'title' | 'fact' | 'recordedOn'> & { serious: boolean }>
  contacts: Record<string, Entry<'name' | 'relation' | 'phone'>>
  pregnant: boolean
  /** Always replaced whole, so that a name and a day never come from two decisions. */
  scale2Target: { by: Text; on: Text } | null
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
export function changeDetails(doc: A.Doc<PersonDoc>, details: Partial<PersonDetails>): Changed {
  for (const field of ['born', 'died'] as const) {
    const day = details[field] ?? ''
    if (day !== '' && !isDay(day)) return err({ type: 'implausible', field })
  }
  const number = details.nhsNumber ?? ''
  if (number !== '' && !isNhsNumber(number)) return err({ type: 'implausible', field: 'nhsNumber' })
  return ok(edited(doc, (draft) => setTexts(draft.details, details)))
}

export function recordAllergy(doc: A.Doc<PersonDoc>, id: string, allergy: AllergyInput): Changed {
  const { reaction, recordedOn, substance } = allergy
  const problem = checkEntry(id, substance, recordedOn)
  if (problem !== null) return err(problem)
  return ok(
    edited(doc, (draft) => {
      draft.allergies[id] ??= { substance: text(''), reaction: text(''), recordedOn: text(''), endedOn: text('') }
      setTexts(draft.allergies[id], { substance, reaction, recordedOn })
    }),
  )
}

export function recordNoKnownAllergies(doc: A.Doc<PersonDoc>, on: string): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  return ok(
    edited(doc, (draft) => setTexts(draft as Pick<PersonDoc, 'noKnownAllergiesOn'>, { noKnownAllergiesOn: on })),
  )
}

export function recordAlert(doc: A.Doc<PersonDoc>, id: string, alert: AlertInput): Changed {
  const { fact, kind, recordedOn, serious, title } = alert
  const problem = checkEntry(id, title, recordedOn)
  if (problem !== null) return err(problem)
  return ok(
    edited(doc, (draft) => {
      const none = { kind: text(kind), title: text(title), fact: text(fact), recordedOn: text(recordedOn) }
      draft.alerts[id] ??= { ...none, serious, endedOn: text('') }
      const entry = draft.alerts[id]
      setTexts(entry as Entry<'kind' | 'title' | 'fact' | 'recordedOn'>, { kind, title, fact, recordedOn })
      if (entry.serious !== serious) entry.serious = serious
    }),
  )
}

export function recordContact(doc: A.Doc<PersonDoc>, id: string, contact: ContactInput): Changed {
  const { name, phone, relation } = contact
  const problem = checkEntry(id, name, '')
  if (problem !== null) return err(problem)
  return ok(
    edited(doc, (draft) => {
      draft.contacts[id] ??= { name: text(''), relation: text(''), phone: text(''), endedOn: text('') }
      setTexts(draft.contacts[id], { name, relation, phone })
    }),
  )
}

/** It was so until `on`. The entry stays, so that nobody wonders where it went. */
export function endEntry(
  doc: A.Doc<PersonDoc>,
  list: 'allergies' | 'alerts' | 'contacts',
  id: string,
  on: string,
): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  if (doc[list][id] === undefined) return err({ type: 'unknown-id', id })
  return ok(
    edited(doc, (draft) => {
      const entry = draft[list][id]
      if (entry !== undefined) setTexts(entry as Record<'endedOn', Text>, { endedOn: on })
    }),
  )
}

export function changePregnant(doc: A.Doc<PersonDoc>, pregnant: boolean): Changed {
  if (doc.pregnant === pregnant) return ok(doc)
  return ok(
    edited(doc, (draft) => {
      draft.pregnant = pregnant
    }),
  )
}

/** A prescriber's decision, with a name and a day; null takes it back. */
export function changeScale2Target(doc: A.Doc<PersonDoc>, target: { by: string; on: string } | null): Changed {
  if (target !== null && target.by.trim() === '') return err({ type: 'nothing-written' })
  if (target !== null && !isDay(target.on)) return err({ type: 'implausible', field: 'on' })
  const old = doc.scale2Target
  const same = target === null ? old === null : readText(old?.by) === target.by && readText(old?.on) === target.on
  if (same) return ok(doc)
  return ok(
    edited(doc, (draft) => {
      draft.scale2Target = target && { by: text(target.by), on: text(target.on) }
    }),
  )
}

function checkEntry(id: string, title: string, recordedOn: string): DocumentProblem | null {
  if (!isId(id)) return { type: 'unknown-id', id }
  if (title.trim() === '') return { type: 'nothing-written' }
  return recordedOn === '' || isDay(recordedOn) ? null : { type: 'implausible', field: 'recordedOn' }
}
