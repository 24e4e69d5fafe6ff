/** One planned visit of a diary as it stands: its fields by the policy table, and whether it was called off. */
import { conflictPolicies, type FieldPolicy, type FieldValue, settleValues } from '../conflicts.ts'
import { isMap, readAll, readText, type Text } from './automerge.ts'
import type { Part } from './changes-apart.ts'

export const visitFields = [
  'personId',
  'memberId',
  'from',
  'to',
  'window',
  'reason',
  'tagText',
  'tagLevel',
  'household',
] as const

export type VisitField = (typeof visitFields)[number]
/** `edit`: who changed it last, and why; see part-edit.ts. */
export type Visit = { texts: Record<VisitField, Text> & { edit?: Text }; order: number; cancelled: boolean }

export type DiaryDoc = { visits: Record<string, Visit> }

export function visitPart(visit: Visit): Part {
  const texts = isMap(visit.texts) ? visit.texts : {}
  const written = (key: string) => readAll(texts, key).map(({ op, value }) => ({ op, value: readText(value) }))
  return {
    fields: visitFields,
    policyOf: (field) => conflictPolicies.diary[`visits.*.texts.${field}`] as FieldPolicy,
    valuesOf: written,
    edits: written('edit'),
  }
}

/** A visit too many is the safe mistake: called off only where nobody says that it is on. */
export function isCalledOff(visit: Visit): boolean {
  const values = readAll(visit, 'cancelled').map(({ value }) => value === true)
  return settleVisit('cancelled', values)[0] === true
}

export function settleVisit<Value extends FieldValue>(
  field: 'cancelled' | 'order',
  values: readonly Value[],
): readonly Value[] {
  return settleValues(conflictPolicies.diary[`visits.*.${field}`] as FieldPolicy, values)
}
