/**
 * The diary of one day: the visits planned for it, a map by id. A visit that is
 * called off stays in the document and leaves the rows, so that putting it back
 * and moving it at once do not fight over its existence.
 */
import type * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isId } from '../ids.ts'
import type { VisitRow } from '../projections/rows.ts'
import {
  edited,
  makeGenesis,
  readEntries,
  readMap,
  readText,
  readTextOrNull,
  setTexts,
  type Text,
  text,
} from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'

const fields = ['personId', 'memberId', 'from', 'to', 'window', 'reason', 'tagText', 'tagLevel', 'household'] as const

type Field = (typeof fields)[number]
type Visit = { texts: Record<Field, Text>; order: number; cancelled: boolean }

export type DiaryDoc = { visits: Record<string, Visit> }

export interface VisitInput extends Omit<VisitRow, 'visitId' | 'date'> {}

type Changed = Result<A.Doc<DiaryDoc>, DocumentProblem>

export function diaryGenesis(): A.Doc<DiaryDoc> {
  return makeGenesis<DiaryDoc>((draft) => {
    draft.visits = {}
  })
}

/** Plans a visit, or changes what differs in a planned one; one that was called off is on again. */
export function planVisit(doc: A.Doc<DiaryDoc>, id: string, input: VisitInput): Changed {
  const problem = checkVisit(id, input)
  if (problem !== null) return err(problem)
  return ok(
    edited(doc, (draft) => {
      draft.visits[id] ??= emptyVisit()
      const visit = draft.visits[id]
      setTexts(visit.texts, textsOf(input))
      if (visit.order !== input.order) visit.order = input.order
      if (visit.cancelled) visit.cancelled = false
    }),
  )
}

export function cancelVisit(doc: A.Doc<DiaryDoc>, id: string): Changed {
  const planned = doc.visits[id]
  if (planned === undefined) return err({ type: 'unknown-id', id })
  if (planned.cancelled) return ok(doc)
  return ok(
    edited(doc, (draft) => {
      const visit = draft.visits[id]
      if (visit !== undefined) visit.cancelled = true
    }),
  )
}

/** In visit order. Visits called off are left out. */
export function readVisitRows(doc: A.Doc<DiaryDoc>, date: string): readonly VisitRow[] {
  return readEntries(doc.visits)
    .filter(([, visit]) => visit.cancelled !== true)
    .map(([visitId, visit]) => readRow(visitId, visit, date))
    .sort((a, b) => a.order - b.order || (a.visitId < b.visitId ? -1 : 1))
}

/** The ids of visits that were called off: their rows have to go. */
export function readCancelledVisits(doc: A.Doc<DiaryDoc>): readonly string[] {
  return readEntries(doc.visits).flatMap(([id, visit]) => (visit.cancelled === true ? [id] : []))
}

function checkVisit(id: string, { from, order, personId, reason, to }: VisitInput): DocumentProblem | null {
  if (!isId(id)) return { type: 'unknown-id', id }
  if (!isId(personId)) return { type: 'unknown-id', id: personId }
  if (reason.trim() === '') return { type: 'nothing-written' }
  if (!Number.isSafeInteger(order)) return { type: 'implausible', field: 'order' }
  for (const [field, time] of Object.entries({ from, to })) {
    if (time !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { type: 'implausible', field }
  }
  return null
}

function textsOf({ from, household, memberId, personId, reason, tag, to, window }: VisitInput): Record<Field, string> {
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

function readRow(visitId: string, visit: Visit, date: string): VisitRow {
  const texts = readMap(visit.texts)
  const { order } = visit
  return {
    visitId,
    personId: readText(texts.personId),
    date,
    memberId: readText(texts.memberId),
    from: readTextOrNull(texts.from),
    to: readTextOrNull(texts.to),
    window: readTextOrNull(texts.window),
    reason: readText(texts.reason),
    tag: readTag(texts),
    order: typeof order === 'number' ? order : 0,
    household: readText(texts.household),
  }
}

function readTag({ tagLevel, tagText }: Partial<Visit['texts']>): VisitRow['tag'] {
  const words = readText(tagText)
  if (words === '') return null
  const level = readText(tagLevel)
  return { text: words, level: level === 'high' || level === 'mid' ? level : 'plain' }
}

function emptyVisit(): Visit {
  const texts = Object.fromEntries(fields.map((field) => [field, text('')])) as Visit['texts']
  return { texts, order: 0, cancelled: false }
}
