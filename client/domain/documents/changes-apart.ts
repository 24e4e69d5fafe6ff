/**
 * A part of a document (one detail of a person, one alert, one planned visit) as
 * it stands, settled by the policy table, and the changes people made to it
 * apart. Read through Automerge's conflicts and never written back: its own pick
 * is nobody's decision.
 *
 * A part is in conflict when a field of policy `ask` has several values, or when
 * one side ended what the other changed. Each side is then shown whole.
 */
import { type FieldPolicy, settleValues } from '../conflicts.ts'
import type { PartChange, PartState } from '../projections/part-rows.ts'
import { parsePartEdit } from './part-edit.ts'
import { type ChangeFacts, changeOfSide, distinctSides, type Side } from './sides.ts'

/** One value of a field, with the operation that wrote it; '' when it is the only one. */
export interface WrittenValue {
  readonly op: string
  readonly value: string
}

export interface Part {
  readonly fields: readonly string[]
  readonly policyOf: (field: string) => FieldPolicy
  /** All that stands there, unsettled. */
  readonly valuesOf: (field: string) => readonly WrittenValue[]
  readonly edits: readonly WrittenValue[]
}

export interface PartChanges {
  readonly conflict: readonly PartChange[]
  readonly merged: readonly PartChange[]
  /** Who changed it last, and why; null when nobody said so or several did. */
  readonly last: PartChange | null
}

/** All values of a field, by its policy: several where none may be picked. */
export function settledValues(part: Part, field: string): readonly string[] {
  return settleValues(
    part.policyOf(field),
    part.valuesOf(field).map(({ value }) => value),
  )
}

/** Every value is named: a reader that knows nothing of conflicts must not show one of them alone. */
export function settledState(part: Part): PartState {
  return Object.fromEntries(part.fields.map((field) => [field, fieldWords(part, field)]))
}

export function fieldWords(part: Part, field: string): string {
  const values = settledValues(part, field)
  if (values.length < 2) return values[0] ?? ''
  if (part.policyOf(field).type !== 'ask') return values.join(' / ')
  return [...values.filter((value) => value !== ''), ...(values.includes('') ? ['not recorded'] : [])].join(' or ')
}

export function readPartChanges(part: Part, facts: ChangeFacts): PartChanges {
  const disputed = part.fields.filter(
    (field) => part.policyOf(field).type === 'ask' && settledValues(part, field).length > 1,
  )
  const heads = readHeads(part)
  const asChanges = (sides: readonly Side<PartState>[]) => distinctSides(sides).map((side) => changeOfSide(side, facts))
  if (disputed.length === 0 && new Set(heads.map(({ after }) => isEnded(after))).size < 2) {
    const changes = asChanges(heads)
    return { conflict: [], merged: changes.length > 1 ? changes : [], last: lastOf(part, changes) }
  }
  const isLive = ({ after }: Side<PartState>) =>
    disputed.every((field) => settledValues(part, field).includes(after[field] ?? ''))
  // A single edit may be older than what is disputed; of several each is somebody's word on the part.
  const spoken = heads.length > 1 ? heads : heads.filter(isLive)
  return { conflict: asChanges([...spoken, ...unspoken(part, disputed, spoken)]), merged: [], last: null }
}

/** Not when somebody wrote over it without saying who, as an import does. */
function lastOf(part: Part, changes: readonly PartChange[]): PartChange | null {
  const [only, ...others] = changes
  if (only === undefined || others.length > 0) return null
  const now = settledState(part)
  return part.fields.every((field) => (only.after[field] ?? '') === now[field]) ? only : null
}

export function isInConflict(part: Part): boolean {
  return readPartChanges(part, nothingKnown).conflict.length > 0
}

export const nothingKnown: ChangeFacts = { memberOf: () => undefined, arrivedAt: () => null }

function isEnded(state: PartState): boolean {
  return (state.endedOn ?? '') !== ''
}

function readHeads(part: Part): readonly Side<PartState>[] {
  return part.edits.flatMap(({ op, value }) => {
    const edit = parsePartEdit(value)
    return edit === undefined ? [] : [{ key: op === '' ? 'edit' : op, edit, after: edit.after }]
  })
}

/** Values that came without saying who and why, as an import writes them: each is a side of its own. */
function unspoken(
  part: Part,
  disputed: readonly string[],
  spoken: readonly Side<PartState>[],
): readonly Side<PartState>[] {
  return disputed.flatMap((field) =>
    part.valuesOf(field).flatMap(({ op, value }) => {
      if (spoken.some(({ after }) => (after[field] ?? '') === value)) return []
      return [{ key: `${op}/${field}`, edit: null, after: { ...settledState(part), [field]: value } }]
    }),
  )
}
