/**
 * Who changed a section and which paragraphs, written beside the text in the same
 * change. People who change it apart leave one edit each; the next change takes
 * their place. A paragraph both touched is marked, since letters that merge well
 * can still read badly.
 *
 * Touched paragraphs are cursors, so that they are found wherever the text moves.
 * What an author touched within a day is carried along in their next edit, and
 * each edit says up to when it had seen the others: what was seen was not apart.
 */
import * as v from 'valibot'
import type { PlanApart } from '../projections/plan-rows.ts'
import { parseSaid, readSaid, type Said, saidFields } from './said.ts'

/** How long a mark is worth reading. */
const carried = 24 * 60 * 60_000
const mostTouched = 60

const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const editSchema = v.strictObject({
  ...saidFields,
  touched: v.pipe(
    v.array(v.strictObject({ cursor: v.pipe(v.string(), v.maxLength(120)), at: instant })),
    v.maxLength(200),
  ),
  seen: v.record(v.pipe(v.string(), v.maxLength(200)), instant),
})

export type PlanEdit = v.InferOutput<typeof editSchema>

/** The earlier first; several where it was changed apart. */
export function readPlanEdits(section: object): readonly PlanEdit[] {
  return readSaid(section, 'edit', editSchema)
}

/** One word on who changed a section. */
export function parsePlanEdit(json: string): PlanEdit | undefined {
  return parseSaid(json, editSchema)[0]
}

interface Writing {
  readonly said: Said
  /** The edits the writer had before them. */
  readonly known: readonly PlanEdit[]
  readonly before: string
  readonly after: string
  /** Of a letter of `after`. */
  readonly cursorAt: (index: number) => string
}

export function nextEdit({ after, before, cursorAt, known, said }: Writing): PlanEdit {
  const me = said.by.memberId
  const seen = known.reduce<Record<string, number>>((all, edit) => {
    for (const [member, at] of [...Object.entries(edit.seen), [edit.by.memberId, edit.at] as const])
      all[member] = Math.max(all[member] ?? 0, at)
    return all
  }, {})
  // Never before one's own last edit, or a clock set back would hide this one.
  const at = Math.max(said.at, (seen[me] ?? -1) + 1) as Said['at']
  const mine = known.filter(({ by }) => by.memberId === me).flatMap(({ touched }) => touched)
  const fresh = touchedStarts(before, after).map((index) => ({ cursor: cursorAt(index), at }))
  const touched = [...fresh, ...mine.filter((touch) => touch.at > at - carried)].slice(0, mostTouched)
  return { by: said.by, at, touched, seen }
}

/** Paragraphs that two people changed apart. `positionOf` finds a cursor in `text` as it stands; undefined when it is none. */
export function readApart(
  edits: readonly PlanEdit[],
  text: string,
  positionOf: (cursor: string) => number | undefined,
): readonly PlanApart[] {
  const paragraphOf = (cursor: string) => {
    const position = positionOf(cursor)
    return position === undefined ? [] : [text.slice(0, position).split('\n').length - 1]
  }
  const touchedUnseen = (edit: PlanEdit, other: PlanEdit) =>
    edit.touched
      .filter(({ at }) => at > (other.seen[edit.by.memberId] ?? -1))
      .flatMap(({ cursor }) => paragraphOf(cursor))
  const byParagraph = new Map<number, Map<string, PlanEdit['by']>>()
  for (const edit of edits)
    for (const other of edits) {
      if (edit.by.memberId === other.by.memberId) continue
      const theirs = new Set(touchedUnseen(other, edit))
      for (const paragraph of touchedUnseen(edit, other).filter((each) => theirs.has(each))) {
        const people = byParagraph.get(paragraph) ?? new Map<string, PlanEdit['by']>()
        byParagraph.set(paragraph, people.set(edit.by.memberId, edit.by))
      }
    }
  return [...byParagraph]
    .sort(([a], [b]) => a - b)
    .map(([paragraph, people]) => ({ paragraph, by: [...people.values()] }))
}

/** Where the paragraphs of `after` begin that are not as they were; of one taken out, the one in its place. */
export function touchedStarts(before: string, after: string): readonly number[] {
  if (before === after || after === '') return []
  const was = before.split('\n')
  const is = after.split('\n')
  const kept = keptLines(was, is)
  const starts: number[] = []
  let start = 0
  let old = 0
  let isNew = false
  is.forEach((line, index) => {
    const match = kept.get(index)
    // Where lines went and none came in their place, the next one stands for them.
    if (match === undefined || (match > old && !isNew)) starts.push(start)
    isNew = match === undefined
    if (match !== undefined) old = match + 1
    start += line.length + 1
  })
  if (old < was.length && !isNew) starts.push(after.length - (is.at(-1)?.length ?? 0))
  return [...new Set(starts.map((each) => Math.min(each, after.length - 1)))]
}

/** Longest run of lines that stayed, by index in `is`: the other index in `was`. */
function keptLines(was: readonly string[], is: readonly string[]): ReadonlyMap<number, number> {
  const length = was.map(() => is.map(() => 0))
  const at = (i: number, j: number) => length[i]?.[j] ?? 0
  for (let i = was.length - 1; i >= 0; i--)
    for (let j = is.length - 1; j >= 0; j--)
      (length[i] as number[])[j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const kept = new Map<number, number>()
  let [i, j] = [0, 0]
  while (i < was.length && j < is.length) {
    if (was[i] === is[j]) kept.set(j++, i++)
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return kept
}
