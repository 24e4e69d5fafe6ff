/**
 * Diary document -> one row a visit, read by the policy table. Of two colleagues
 * who were each given a visit both are named, and it stands in the day of both;
 * a visit whose person is in doubt names both and shows neither's record.
 */
import type * as A from '@automerge/automerge/slim'
import type { PartChange } from '../projections/part-rows.ts'
import { byPlace, type VisitRow, type VisitTime } from '../projections/visit-rows.ts'
import { readAll, readEntries } from './automerge.ts'
import { fieldWords, nothingKnown, type Part, readPartChanges, settledValues } from './changes-apart.ts'
import type { ChangeFacts } from './sides.ts'
import { type DiaryDoc, isCalledOff, settleVisit, type Visit, visitPart } from './visit-part.ts'

/** In visit order. Visits called off are left out. */
export function readVisitRows(
  doc: A.Doc<DiaryDoc>,
  date: string,
  facts: ChangeFacts = nothingKnown,
): readonly VisitRow[] {
  return rowsOf(doc, { date, facts, isOff: false })
}

/** The visits that were called off, with who did and why. */
export function readVisitsOff(
  doc: A.Doc<DiaryDoc>,
  date: string,
  facts: ChangeFacts = nothingKnown,
): readonly VisitRow[] {
  return rowsOf(doc, { date, facts, isOff: true })
}

interface RowFacts {
  readonly date: string
  readonly facts: ChangeFacts
  readonly isOff: boolean
}

function rowsOf(doc: A.Doc<DiaryDoc>, rowFacts: RowFacts): readonly VisitRow[] {
  return readEntries(doc.visits)
    .filter(([, visit]) => isCalledOff(visit) === rowFacts.isOff)
    .map(([visitId, visit]) => readRow(visitId, visit, rowFacts))
    .sort(byPlace)
}

function readRow(visitId: string, visit: Visit, { date, facts }: RowFacts): VisitRow {
  const part = visitPart(visit)
  const words = (field: string) => fieldWords(part, field)
  const wordsOrNull = (field: string) => words(field) || null
  const persons = settledValues(part, 'personId')
  const members = settledValues(part, 'memberId')
  const { last, merged } = readPartChanges(part, facts)
  const changes = merged.length > 0 ? merged : last === null ? [] : [last]
  const times = timesApart(part, changes)
  const orders = readAll(visit, 'order').map(({ value }) => (typeof value === 'number' ? value : 0))
  return {
    visitId,
    personId: persons.length > 1 ? '' : (persons[0] ?? ''),
    date,
    memberId: members[0] ?? '',
    from: wordsOrNull('from'),
    to: wordsOrNull('to'),
    window: wordsOrNull('window'),
    reason: words('reason'),
    tag: readTag(part),
    order: Number(settleVisit('order', orders)[0] ?? 0),
    household: words('household'),
    ...(times.length > 1 && { times }),
    ...(persons.length > 1 && { persons }),
    ...(members.length > 1 && { members }),
    ...(changes.length > 0 && { changes }),
  }
}

/** None where one time stands. Each as whoever set it meant it, begin and end together; without such words each begin by itself. */
function timesApart(part: Part, changes: readonly PartChange[]): readonly VisitTime[] {
  const [froms, tos] = [settledValues(part, 'from'), settledValues(part, 'to')]
  if (froms.length < 2 && tos.length < 2) return []
  const isLive = ({ after: { from = '', to = '' } }: PartChange) => froms.includes(from) && tos.includes(to)
  const meant = changes.filter(isLive).map(({ after }) => timeOf(after.from, after.to, after.window))
  const distinct = [...new Map(meant.map((time) => [`${time.from} ${time.to}`, time])).values()].sort(byTime)
  const isAll = froms.every((from) => meant.some((time) => (time.from ?? '') === from))
  if (isAll && distinct.length > 1) return distinct
  return froms.flatMap((from) => tos.map((to) => timeOf(from, to, undefined)))
}

function timeOf(from = '', to = '', window = ''): VisitTime {
  return { from: from || null, to: to || null, window: window || null }
}

function byTime(a: VisitTime, b: VisitTime): number {
  return `${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1
}

function readTag(part: Part): VisitRow['tag'] {
  const words = fieldWords(part, 'tagText')
  if (words === '') return null
  const levels = settledValues(part, 'tagLevel')
  return { text: words, level: levels.includes('high') ? 'high' : levels.includes('mid') ? 'mid' : 'plain' }
}
