/**
 * A person's care plan: sections by id, each with a text that people write
 * together.
 *
 * Whoever saves a section says what they had before them: the text they wrote
 * goes in as the change from that state to their words, made at that state. So
 * letters that came meanwhile are neither seen as missing nor taken out. Setting
 * the text whole, or changing it from where the document stands now, would
 * delete every letter the writer had not seen yet.
 */
import * as A from '@automerge/automerge/slim'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isId } from '../ids.ts'
import { cleanLine } from '../records/wire-values.ts'
import { edited, headsOf, makeGenesis, readText, type Text, text } from './automerge.ts'
import type { DocumentProblem } from './document-problem.ts'
import { nextEdit, readPlanEdits } from './plan-edits.ts'
import { planSectionIds, planTextLimit, planTitleLimit } from './plan-sections.ts'
import { type Said, textOf } from './said.ts'

export type PlanSection = {
  /** Empty: the section's own name, which the screens know. */
  title: Text
  order: number
  /** Written together, letter by letter. */
  text: string
  /** Who changed it, when, and which paragraphs; see plan-edits.ts. */
  edit?: Text
}

export type CarePlanDoc = { sections: Record<string, PlanSection> }

type Doc = A.Doc<CarePlanDoc>
type Changed = Result<Doc, DocumentProblem>

export interface PlanWriting {
  readonly text: string
  /** What the writer had before them, as the section's row names it; empty for a plan nobody has written in. */
  readonly version: string
}

/** Every letter taken out or put in is one operation; a device refuses a change of more than 10,000. */
const mostLetters = 9_000

export function carePlanGenesis(): Doc {
  return makeGenesis<CarePlanDoc>((draft) => {
    draft.sections = {}
    planSectionIds.forEach((id, index) => {
      draft.sections[id] = { title: text(''), order: index + 1, text: '' }
    })
  })
}

export function writePlanSection(doc: Doc, id: string, { text: typed, version }: PlanWriting, said: Said): Changed {
  if (doc.sections[id] === undefined) return err({ type: 'unknown-id', id })
  const heads = version === '' ? A.getHeads(carePlanGenesis()) : version.split(',')
  if (!heads.every(isHash) || !A.hasHeads(doc, heads)) return err({ type: 'unknown-version' })
  const before = A.view(doc, heads).sections[id]
  if (before === undefined) return err({ type: 'unknown-version' })
  const words = cleanLetters(typed)
  const read = readLetters(before.text)
  if (words === read) return ok(doc)
  const isTooLong = words.length > planTextLimit && words.length >= read.length
  if (isTooLong || changedLetters(read, words) > mostLetters) return err({ type: 'too-long', limit: planTextLimit })
  const path = ['sections', id, 'text']
  const known = readPlanEdits(before)
  const { newDoc } = A.changeAt(doc, heads, { time: 0 }, (draft) => {
    A.updateText(draft, path, words)
    const cursorAt = (at: number) => A.getCursor(draft, path, at)
    const section = draft.sections[id] as PlanSection
    section.edit = textOf(nextEdit({ said, known, before: read, after: words, cursorAt }))
  })
  return ok(newDoc)
}

/** Names a section, or makes a new one: its id is then the command's. */
export function namePlanSection(doc: Doc, id: string, typed: string, said: Said): Changed {
  const title = cleanLine(typed)
  const section = doc.sections[id]
  if (title === '') return err({ type: 'nothing-written' })
  if (title.length > planTitleLimit) return err({ type: 'too-long', limit: planTitleLimit })
  if (section === undefined && !isId(id)) return err({ type: 'unknown-id', id })
  if (section !== undefined && readText(section.title) === title) return ok(doc)
  const known = section === undefined ? [] : readPlanEdits(section)
  const edit = nextEdit({ said, known, before: '', after: '', cursorAt: () => '' })
  const last = Math.max(0, ...Object.values(doc.sections).map(({ order }) => (typeof order === 'number' ? order : 0)))
  return ok(
    edited(doc, (draft) => {
      draft.sections[id] ??= { title: text(''), order: last + 1, text: '' }
      const named = draft.sections[id] as PlanSection
      named.title = text(title)
      named.edit = textOf(edit)
    }),
  )
}

/** For the writer's next change. */
export function versionOf(doc: Doc): string {
  return headsOf(doc)
}

export function readLetters(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** As typed, spaces at the ends too: they may stand between two people's words. */
function cleanLetters(typed: string): string {
  return typed.replace(/\r\n?/g, '\n').replace(/\p{Surrogate}/gu, '\uFFFD')
}

function isHash(head: string): boolean {
  return /^[0-9a-f]{64}$/.test(head)
}

/** What is left when the same beginning and the same end are taken off: never less than what the change touches. */
function changedLetters(before: string, after: string): number {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return before.length + after.length - 2 * (start + end)
}
