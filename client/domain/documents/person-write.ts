/**
 * Writing parts of a person document. What two people changed apart is decided
 * by a person (`resolvePersonPart`); until then every other change to that part
 * is refused, since the next value written would silently clear the question.
 *
 * `editBy` is left out by an import: then the fields alone are written, by nobody here.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import { isId } from '../ids.ts'
import { isNhsNumber } from '../nhs-number.ts'
import type { PartState, PersonPart } from '../projections/part-rows.ts'
import { edited, headsOf, text } from './automerge.ts'
import { isInConflict, nothingKnown, readPartChanges } from './changes-apart.ts'
import type { DocumentProblem } from './document-problem.ts'
import { decidedState, type PartDecision } from './part-decision.ts'
import { encodePartEdit, type PartEditBy, partFieldLimit, partReasonLimit } from './part-edit.ts'
import type { PersonDoc } from './person.ts'
import {
  editKeyOf,
  fieldsOf,
  isEntryKind,
  keyOf,
  listByKind,
  readPart,
  readPartState,
  textToTarget,
  textToValue,
} from './person-parts.ts'

/** Fields left out stay as they are; an empty one says that nothing is recorded. */
export interface PartWrite {
  readonly part: PersonPart
  readonly fields: PartState
}

type Changed = Result<A.Doc<PersonDoc>, DocumentProblem>

/** All of them in one change, or none; `also` goes with it. */
export function writePersonParts(
  doc: A.Doc<PersonDoc>,
  writes: readonly PartWrite[],
  editBy?: PartEditBy,
  also: (draft: PersonDoc) => void = () => {},
): Changed {
  const planned = writes.map((write) => planOf(doc, write))
  const problem =
    planned.map(({ after, part }) => checkPart(part, after)).find((each) => each !== null) ?? checkEdit(editBy)
  if (problem !== null) return err(problem)
  const isOpen = planned.some(({ part }) => isDisputed(doc, part))
  if (isOpen && editBy !== undefined) return err({ type: 'decide-first' })
  const heads = headsOf(doc)
  const written = edited(doc, (draft) => {
    for (const each of planned) writePart(draft, each, editBy)
    also(draft)
  })
  return isOpen && headsOf(written) !== heads ? err({ type: 'decide-first' }) : ok(written)
}

/** Every field is written again, also an equal one: only that ends the question for everybody. */
export function resolvePersonPart(
  doc: A.Doc<PersonDoc>,
  part: PersonPart,
  decision: PartDecision,
  editBy: PartEditBy,
): Changed {
  const read = readPart(doc, part)
  if (read === undefined) return err({ type: 'unknown-id', id: part.id })
  const { conflict } = readPartChanges(read, nothingKnown)
  const before = readPartState(doc, part) ?? {}
  // Whoever writes it anew says that it holds, unless they say that it is over.
  const decided = decidedState(fieldsOf(part), conflict, decision, isEntryKind(part.kind) ? { endedOn: '' } : {})
  if (!decided.ok) return decided
  const after = { ...before, ...decided.value }
  const problem = checkPart(part, after) ?? checkEdit(editBy)
  if (problem !== null) return err(problem)
  return ok(edited(doc, (draft) => writePart(draft, { part, before, after, isAnew: true }, editBy)))
}

export function isDisputed(doc: A.Doc<PersonDoc>, part: PersonPart): boolean {
  const read = readPart(doc, part)
  return read !== undefined && isInConflict(read)
}

interface Planned {
  readonly part: PersonPart
  /** '' in every field of an entry that is new. */
  readonly before: PartState
  readonly after: PartState
  /** Fields are written also where they say so already. */
  readonly isAnew?: boolean
}

function planOf(doc: A.Doc<PersonDoc>, { fields, part }: PartWrite): Planned {
  const empty = Object.fromEntries(fieldsOf(part).map((field) => [field, '']))
  const before = { ...empty, ...readPartState(doc, part) }
  return { part, before, after: { ...before, ...fields } }
}

function writePart(draft: PersonDoc, planned: Planned, editBy: PartEditBy | undefined): void {
  const { after, before, isAnew = false, part } = planned
  const holder = holderIn(draft, part)
  const changed = fieldsOf(part).filter((field) => isAnew || after[field] !== before[field])
  for (const field of changed) {
    const key = keyOf(part, field)
    // Setting the value that Automerge had picked would only take the other one away.
    if (isAnew) delete holder[key]
    holder[key] = textToValue(part, field, after[field] ?? '')
  }
  if (changed.length === 0 || editBy === undefined) return
  holder[editKeyOf(part)] = text(encodePartEdit({ ...editBy, before, after }))
}

function holderIn(draft: PersonDoc, { id, kind }: PersonPart): Record<string, unknown> {
  if (kind === 'detail') return draft.details
  if (!isEntryKind(kind)) return draft as Record<string, unknown>
  const list = draft[listByKind[kind]] as Record<string, Record<string, unknown>>
  const part = { kind, id }
  list[id] ??= Object.fromEntries(fieldsOf(part).map((field) => [field, textToValue(part, field, '')]))
  return list[id]
}

const dayFields = ['recordedOn', 'endedOn'] as const
/** Without these words an entry says nothing. */
const neededByKind = { allergy: 'substance', alert: 'title', contact: 'name' } as const

function checkPart(part: PersonPart, after: PartState): DocumentProblem | null {
  const { id, kind } = part
  if (Object.values(after).some((words) => words.length > partFieldLimit)) {
    return { type: 'too-long', limit: partFieldLimit }
  }
  if (isEntryKind(kind)) {
    if (!isId(id)) return { type: 'unknown-id', id }
    if ((after[neededByKind[kind]] ?? '').trim() === '') return { type: 'nothing-written' }
    const wrong = dayFields.find((field) => (after[field] ?? '') !== '' && !isDay(after[field] ?? ''))
    return wrong === undefined ? null : { type: 'implausible', field: wrong }
  }
  const value = after.value ?? ''
  if (value === '') return null
  if ((id === 'born' || id === 'died') && !isDay(value)) return { type: 'implausible', field: id }
  if (id === 'nhsNumber' && !isNhsNumber(value)) return { type: 'implausible', field: id }
  return kind === 'target' && textToTarget(value) === null ? { type: 'implausible', field: 'on' } : null
}

function checkEdit(editBy: PartEditBy | undefined): DocumentProblem | null {
  if (editBy === undefined) return null
  if (editBy.reason.trim() === '') return { type: 'nothing-written' }
  return editBy.reason.length > partReasonLimit ? { type: 'too-long', limit: partReasonLimit } : null
}
