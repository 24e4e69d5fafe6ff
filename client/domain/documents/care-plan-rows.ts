/** Care plan -> one row a section, with what the next writer has to say they had before them. */
import * as A from '@automerge/automerge/slim'
import { conflictPolicies, type FieldPolicy, settleValues } from '../conflicts.ts'
import type { PlanSectionRow } from '../projections/plan-rows.ts'
import { readAll, readEntries, readText } from './automerge.ts'
import { type CarePlanDoc, type PlanSection, readLetters, versionOf } from './care-plan.ts'
import { readApart, readPlanEdits } from './plan-edits.ts'

export function readPlanRows(doc: A.Doc<CarePlanDoc>, personId: string): readonly PlanSectionRow[] {
  const version = versionOf(doc)
  return readEntries(doc.sections)
    .map(([sectionId, section]) => readRow(doc, sectionId, section, { personId, version }))
    .sort((a, b) => a.order - b.order || (a.sectionId < b.sectionId ? -1 : 1))
}

function readRow(
  doc: A.Doc<CarePlanDoc>,
  sectionId: string,
  section: PlanSection,
  { personId, version }: Pick<PlanSectionRow, 'personId' | 'version'>,
): PlanSectionRow {
  const titles = readAll(section, 'title').map(({ value }) => readText(value))
  const orders = readAll(section, 'order').flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  const edits = readPlanEdits(section)
  const text = readLetters(section.text)
  const positionOf = (cursor: string) => {
    try {
      return A.getCursorPosition(doc, ['sections', sectionId, 'text'], cursor)
    } catch {
      return undefined
    }
  }
  return {
    sectionId,
    personId,
    title: settleValues(policyOf('title'), titles).join(' / '),
    order: settleValues(policyOf('order'), orders)[0] ?? 0,
    text,
    version,
    edits: edits.map(({ at, by }) => ({ at, by })),
    apart: readApart(edits, text, positionOf),
  }
}

function policyOf(field: keyof PlanSection): FieldPolicy {
  return conflictPolicies['care-plan'][`sections.*.${field}`] as FieldPolicy
}
