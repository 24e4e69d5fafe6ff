/**
 * A person's medicines: a map of lines by id. A medicine that is no longer taken
 * is stopped on a day; a line never leaves the list.
 *
 * What two people changed apart is decided by a person (`resolveMedicine`);
 * until then every other change to the line is refused, since the next value
 * written would silently clear the question.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isDay } from '../dates.ts'
import { isId } from '../ids.ts'
import type { MedicineState } from '../projections/medicine-change.ts'
import { edited, headsOf, makeGenesis, rewriteTexts, setTexts, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'
import { readChanges, readState } from './medicine-changes.ts'
import { type EditBy, encodeEdit, medicineFieldLimit, reasonLimit } from './medicine-edit.ts'

const fields = [
  'name',
  'brand',
  'form',
  'dose',
  'frequency',
  'route',
  'prescriber',
  'since',
  'source',
  'status',
  'stoppedOn',
  'risk',
] as const

export type MedicineField = (typeof fields)[number]
/** `edit`: who changed it last, and why; see medicine-edit.ts. */
export type MedicineLine = Record<MedicineField, Text> & { edit?: Text }
export type MedicinesDoc = { medicines: Record<string, MedicineLine> }

/** As a MedicineRow says them; a `risk` or `stoppedOn` of '' is none. */
export type MedicineInput = Readonly<Record<Exclude<MedicineField, 'status' | 'stoppedOn'>, string>>
/** What a colleague may change in a line. */
export type MedicineFields = Readonly<Partial<Record<'name' | 'form' | 'dose' | 'frequency' | 'route', string>>>

/** `sides`: the changes the decider had in view; one of them as it is, or fields of their own. */
export interface MedicineDecision {
  readonly sides: readonly string[]
  readonly choice:
    | { readonly type: 'keep'; readonly side: string }
    | { readonly type: 'write'; readonly fields: MedicineFields }
}

type Changed = Result<A.Doc<MedicinesDoc>, DocumentProblem>

const nothingKnown = { memberOf: () => undefined, arrivedAt: () => null }

export function medicinesGenesis(): A.Doc<MedicinesDoc> {
  return makeGenesis<MedicinesDoc>((draft) => {
    draft.medicines = {}
  })
}

/** Adds a line, or changes what differs in it. A stopped medicine stays stopped. */
export function writeMedicine(doc: A.Doc<MedicinesDoc>, id: string, input: MedicineInput): Changed {
  if (!isId(id)) return err({ type: 'unknown-id', id })
  if (input.name.trim() === '' || input.dose.trim() === '') return err({ type: 'nothing-written' })
  if (input.since !== '' && !isDay(input.since)) return err({ type: 'implausible', field: 'since' })
  const { brand, dose, form, frequency, name, prescriber, risk, route, since, source } = input
  const line = { brand, dose, form, frequency, name, prescriber, risk, route, since, source }
  const isOpen = isInConflict(doc, id)
  const heads = headsOf(doc)
  const written = edited(doc, (draft) => {
    draft.medicines[id] ??= emptyLine()
    setTexts(draft.medicines[id] as Record<MedicineField, Text>, line)
  })
  return isOpen && headsOf(written) !== heads ? err({ type: 'decide-first' }) : ok(written)
}

/** A prescription that is new here. Its id is the command's own: given twice it is one line. */
export function addMedicine(doc: A.Doc<MedicinesDoc>, id: string, input: MedicineInput, editBy: EditBy): Changed {
  if (!isId(id)) return err({ type: 'unknown-id', id })
  if (doc.medicines[id] !== undefined) return ok(doc)
  const line = trimmedInput(input)
  if (line.since !== '' && !isDay(line.since)) return err({ type: 'implausible', field: 'since' })
  const { dose, form, frequency, name, route } = line
  const after: MedicineState = { name, form, dose, frequency, route, status: 'current', stoppedOn: null }
  const problem = checkState(after, editBy) ?? checkLengths(line)
  if (problem !== null) return err(problem)
  return ok(
    edited(doc, (draft) => {
      draft.medicines[id] = emptyLine()
      setTexts(draft.medicines[id] as Record<MedicineField, Text>, line)
      const edit = encodeEdit({ ...editBy, reason: editBy.reason.trim(), before: null, after })
      ;(draft.medicines[id] as MedicineLine).edit = text(edit)
    }),
  )
}

export function changeMedicine(doc: A.Doc<MedicinesDoc>, id: string, changes: MedicineFields, editBy: EditBy): Changed {
  const before = readOpen(doc, id)
  if (!before.ok) return before
  if (before.value.status === 'stopped') return err({ type: 'already-stopped' })
  const after = { ...before.value, ...trimmed(changes) }
  return writeState(doc, id, { before: before.value, after, editBy })
}

/** Without `editBy` as an import says it: on a day, by nobody here. */
export function stopMedicine(doc: A.Doc<MedicinesDoc>, id: string, on: string, editBy?: EditBy): Changed {
  if (!isDay(on)) return err({ type: 'implausible', field: 'on' })
  const before = readOpen(doc, id)
  if (!before.ok) return before
  const after: MedicineState = { ...before.value, status: 'stopped', stoppedOn: on }
  if (editBy !== undefined && before.value.status === 'stopped') return err({ type: 'already-stopped' })
  return writeState(doc, id, { before: before.value, after, editBy })
}

/** Every disputed value is written again, also an equal one: only that ends the question for everybody. */
export function resolveMedicine(
  doc: A.Doc<MedicinesDoc>,
  id: string,
  decision: MedicineDecision,
  editBy: EditBy,
): Changed {
  const line = doc.medicines[id]
  if (line === undefined) return err({ type: 'unknown-id', id })
  const { conflict } = readChanges(line, nothingKnown)
  const keys = conflict.map(({ key }) => key).sort()
  if (conflict.length === 0 || keys.join() !== [...decision.sides].sort().join()) {
    return err({ type: 'decided-on-other' })
  }
  const before = readState(line)
  const { choice } = decision
  if (choice.type === 'keep') {
    const kept = conflict.find(({ key }) => key === choice.side)
    if (kept === undefined) return err({ type: 'decided-on-other' })
    return writeState(doc, id, { before, after: kept.after, editBy, isDecision: true })
  }
  const agreed = conflict[0]?.after as MedicineState
  const open = (['name', 'form', 'dose', 'frequency', 'route'] as const).filter((field) =>
    conflict.some(({ after }) => after[field] !== agreed[field]),
  )
  const written = trimmed(choice.fields)
  if (open.some((field) => written[field] === undefined)) return err({ type: 'nothing-written' })
  const after: MedicineState = { ...agreed, ...written, status: 'current', stoppedOn: null }
  return writeState(doc, id, { before, after, editBy, isDecision: true })
}

interface StateChange {
  readonly before: MedicineState
  readonly after: MedicineState
  readonly editBy: EditBy | undefined
  readonly isDecision?: boolean
}

function writeState(
  doc: A.Doc<MedicinesDoc>,
  id: string,
  { after, before, editBy, isDecision = false }: StateChange,
): Changed {
  const problem = checkState(after, editBy)
  if (problem !== null) return err(problem)
  const { stoppedOn, ...rest } = after
  const values = { ...rest, stoppedOn: stoppedOn ?? '' }
  const isNew = values.stoppedOn !== (before.stoppedOn ?? '') || fields.some((field) => isOther(field, rest, before))
  if (!isNew && !isDecision) return ok(doc)
  return ok(
    edited(doc, (draft) => {
      const line = draft.medicines[id] as MedicineLine
      if (isDecision) rewriteTexts(line as Record<keyof typeof values, Text>, values)
      else setTexts(line as Record<MedicineField, Text>, values)
      if (editBy !== undefined) line.edit = text(encodeEdit({ ...editBy, reason: editBy.reason.trim(), before, after }))
    }),
  )
}

function isOther(field: MedicineField, after: Partial<MedicineState>, before: MedicineState): boolean {
  const key = field as keyof MedicineState
  return after[key] !== undefined && after[key] !== before[key]
}

function checkState({ stoppedOn: _, ...texts }: MedicineState, editBy: EditBy | undefined): DocumentProblem | null {
  if (texts.name === '' || texts.dose === '') return { type: 'nothing-written' }
  const tooLong = checkLengths(texts)
  if (tooLong !== null) return tooLong
  if (editBy === undefined) return null
  if (editBy.reason.trim() === '') return { type: 'nothing-written' }
  return editBy.reason.length > reasonLimit ? { type: 'too-long', limit: reasonLimit } : null
}

function checkLengths(texts: Readonly<Record<string, string>>): DocumentProblem | null {
  const isLong = Object.values(texts).some((words) => words.length > medicineFieldLimit)
  return isLong ? { type: 'too-long', limit: medicineFieldLimit } : null
}

function readOpen(doc: A.Doc<MedicinesDoc>, id: string): Result<MedicineState, DocumentProblem> {
  const line = doc.medicines[id]
  if (line === undefined) return err({ type: 'unknown-id', id })
  return isInConflict(doc, id) ? err({ type: 'decide-first' }) : ok(readState(line))
}

function isInConflict(doc: A.Doc<MedicinesDoc>, id: string): boolean {
  const line = doc.medicines[id]
  return line !== undefined && readChanges(line, nothingKnown).conflict.length > 0
}

function trimmed(changes: MedicineFields): MedicineFields {
  return Object.fromEntries(Object.entries(changes).map(([field, words]) => [field, words.trim()]))
}

function trimmedInput({ brand, dose, form, frequency, name, prescriber, risk, route, since, source }: MedicineInput) {
  const line = { brand, dose, form, frequency, name, prescriber, risk, route, since, source }
  return Object.fromEntries(Object.entries(line).map(([field, words]) => [field, words.trim()])) as typeof line
}

function emptyLine(): MedicineLine {
  const line = Object.fromEntries(fields.map((field) => [field, text('')])) as Record<MedicineField, Text>
  return { ...line, status: text('current') }
}
