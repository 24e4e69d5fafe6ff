/**
 * The diary of one day: the visits planned for it, a map by id. A visit that is
 * called off stays in the document and leaves the rows, so that putting it back
 * and moving it at once do not fight over its existence.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isTime } from '../clock-times.ts'
import { isId } from '../ids.ts'
import type { PartState } from '../projections/part-rows.ts'
import type { VisitRow } from '../projections/visit-rows.ts'
import { edited, headsOf, makeGenesis, rewriteTexts, setTexts, type Text, text } from './automerge.ts'
import { isInConflict, settledState, settledValues } from './changes-apart.ts'
import type { DocumentProblem } from './document-problem.ts'
import { encodePartEdit, type PartEditBy, partFieldLimit, partReasonLimit } from './part-edit.ts'
import { type DiaryDoc, isCalledOff, type Visit, type VisitField, visitFields, visitPart } from './visit-part.ts'

export interface VisitInput extends Omit<VisitRow, 'visitId' | 'date' | 'times' | 'persons' | 'members' | 'changes'> {}

/** When a visit is; a time that is null is any time. */
export interface VisitTimes extends Pick<VisitRow, 'from' | 'to' | 'window'> {
  /** Its place in the round; left out, it stays. */
  readonly order?: number
}

type Changed = Result<A.Doc<DiaryDoc>, DocumentProblem>

export function diaryGenesis(): A.Doc<DiaryDoc> {
  return makeGenesis<DiaryDoc>((draft) => {
    draft.visits = {}
  })
}

/** Plans a visit, or changes what differs in a planned one; one that was called off is on again. */
export function planVisit(doc: A.Doc<DiaryDoc>, id: string, input: VisitInput, editBy?: PartEditBy): Changed {
  const problem = checkVisit(id, input)
  if (problem !== null) return err(problem)
  return writeVisit(doc, id, { texts: textsOf(input), order: input.order, cancelled: false }, editBy)
}

/** Of a visit that was set to several times apart it also decides when it is. */
export function moveVisit(
  doc: A.Doc<DiaryDoc>,
  id: string,
  { from, order, to, window }: VisitTimes,
  editBy: PartEditBy,
): Changed {
  const problem = checkTimes({ from, to }, order ?? 0)
  if (problem !== null) return err(problem)
  const texts = { from: from ?? '', to: to ?? '', window: (window ?? '').trim() }
  const isAnew = isApart(doc, id, 'from') || isApart(doc, id, 'to')
  return writeKnown(doc, id, { texts, isAnew, ...(order !== undefined && { order }) }, editBy)
}

/** '' takes it from everybody. Of a visit two colleagues were given it also decides whose it is. */
export function assignVisit(doc: A.Doc<DiaryDoc>, id: string, memberId: string, editBy: PartEditBy): Changed {
  if (memberId !== '' && !isId(memberId)) return err({ type: 'unknown-id', id: memberId })
  return writeKnown(doc, id, { texts: { memberId }, isAnew: isApart(doc, id, 'memberId') }, editBy)
}

function isApart(doc: A.Doc<DiaryDoc>, id: string, field: VisitField): boolean {
  const visit = doc.visits[id]
  return visit !== undefined && settledValues(visitPart(visit), field).length > 1
}

export function cancelVisit(doc: A.Doc<DiaryDoc>, id: string, editBy?: PartEditBy): Changed {
  return writeKnown(doc, id, { texts: {}, cancelled: true }, editBy)
}

export function restoreVisit(doc: A.Doc<DiaryDoc>, id: string, editBy: PartEditBy): Changed {
  return writeKnown(doc, id, { texts: {}, cancelled: false }, editBy)
}

/** Ends the question whom the visit is for. `personIds`: the people the decider had in view. */
export function resolveVisit(
  doc: A.Doc<DiaryDoc>,
  id: string,
  decision: { readonly personIds: readonly string[]; readonly keep: string },
  editBy: PartEditBy,
): Changed {
  const visit = doc.visits[id]
  if (visit === undefined) return err({ type: 'unknown-id', id })
  const inDoubt = settledValues(visitPart(visit), 'personId')
  const seen = [...decision.personIds].sort()
  if (inDoubt.length < 2 || inDoubt.join() !== seen.join() || !seen.includes(decision.keep)) {
    return err({ type: 'decided-on-other' })
  }
  const texts = { personId: decision.keep }
  return written(doc, id, { texts, isAnew: true }, editBy)
}

interface VisitWrite {
  readonly texts: Partial<Record<VisitField, string>>
  readonly order?: number
  readonly cancelled?: boolean
  /** Its texts are written also where they say so already. */
  readonly isAnew?: boolean
}

function writeKnown(doc: A.Doc<DiaryDoc>, id: string, write: VisitWrite, editBy: PartEditBy | undefined): Changed {
  if (doc.visits[id] === undefined) return err({ type: 'unknown-id', id })
  return writeVisit(doc, id, write, editBy)
}

function writeVisit(doc: A.Doc<DiaryDoc>, id: string, write: VisitWrite, editBy: PartEditBy | undefined): Changed {
  const visit = doc.visits[id]
  const isOpen = visit !== undefined && isInConflict(visitPart(visit))
  if (isOpen && editBy !== undefined) return err({ type: 'decide-first' })
  const made = written(doc, id, write, editBy)
  return made.ok && isOpen && headsOf(made.value) !== headsOf(doc) ? err({ type: 'decide-first' }) : made
}

function written(doc: A.Doc<DiaryDoc>, id: string, write: VisitWrite, editBy: PartEditBy | undefined): Changed {
  const problem = checkEdit(write, editBy)
  if (problem !== null) return err(problem)
  const old = doc.visits[id]
  const before = old === undefined ? {} : stateOf(old)
  const after: PartState = { ...before, ...write.texts, ...offText(write.cancelled) }
  const isOther = Object.entries(after).some(([field, words]) => words !== (before[field] ?? ''))
  const isMoved = write.order !== undefined && write.order !== old?.order
  if (editBy !== undefined && old !== undefined && !isOther && !isMoved && write.isAnew !== true) return ok(doc)
  return ok(
    edited(doc, (draft) => {
      draft.visits[id] ??= emptyVisit()
      const visit = draft.visits[id]
      const texts = visit.texts as Record<VisitField, Text>
      if (write.isAnew === true) rewriteTexts(texts, write.texts as Record<VisitField, string>)
      else setTexts(texts, write.texts)
      if (write.order !== undefined && visit.order !== write.order) visit.order = write.order
      if (write.cancelled !== undefined && visit.cancelled !== write.cancelled) visit.cancelled = write.cancelled
      if (editBy !== undefined) visit.texts.edit = text(encodePartEdit({ ...editBy, before, after }))
    }),
  )
}

function stateOf(visit: Visit): PartState {
  return { ...settledState(visitPart(visit)), ...offText(isCalledOff(visit)) }
}

function offText(cancelled: boolean | undefined): PartState {
  return cancelled === undefined ? {} : { cancelled: cancelled ? 'yes' : '' }
}

function checkVisit(id: string, { from, order, personId, reason, to }: VisitInput): DocumentProblem | null {
  if (!isId(id)) return { type: 'unknown-id', id }
  if (!isId(personId)) return { type: 'unknown-id', id: personId }
  if (reason.trim() === '') return { type: 'nothing-written' }
  return checkTimes({ from, to }, order)
}

function checkTimes(times: Pick<VisitTimes, 'from' | 'to'>, order: number): DocumentProblem | null {
  if (!Number.isSafeInteger(order)) return { type: 'implausible', field: 'order' }
  for (const [field, time] of Object.entries(times)) {
    if (time !== null && !isTime(time)) return { type: 'implausible', field }
  }
  const { from, to } = times
  return from !== null && to !== null && to < from ? { type: 'implausible', field: 'to' } : null
}

/** Calling off says why; moving, giving and putting back may. */
function checkEdit({ cancelled, texts }: VisitWrite, editBy: PartEditBy | undefined): DocumentProblem | null {
  if (Object.values(texts).some((words) => words.length > partFieldLimit)) {
    return { type: 'too-long', limit: partFieldLimit }
  }
  if (editBy === undefined) return null
  if (cancelled === true && editBy.reason.trim() === '') return { type: 'nothing-written' }
  return editBy.reason.length > partReasonLimit ? { type: 'too-long', limit: partReasonLimit } : null
}

function textsOf({
  from,
  household,
  memberId,
  personId,
  reason,
  tag,
  to,
  window,
}: VisitInput): Record<VisitField, string> {
  return {
    personId,
    memberId,
    from: from ?? '',
    to: to ?? '',
    window: window ?? '',
    reason,
    tagText: tag?.text ?? '',
    tagLevel: tag?.level ?? '',
    household,
  }
}

function emptyVisit(): Visit {
  const texts = Object.fromEntries(visitFields.map((field) => [field, text('')])) as Visit['texts']
  return { texts, order: 0, cancelled: false }
}
