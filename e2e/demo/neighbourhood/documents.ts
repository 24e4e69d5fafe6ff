/** Fills the domain's documents with what the neighbourhood says. Filling twice changes nothing. */
import type * as A from '@automerge/automerge/slim'
import { type DiaryDoc, planVisit } from '../../../client/domain/documents/diary.ts'
import type { DocumentProblem } from '../../../client/domain/documents/document-problem.ts'
import { type MedicinesDoc, stopMedicine, writeMedicine } from '../../../client/domain/documents/medicines.ts'
import {
  changeDetails,
  changeScale2Target,
  type PersonDoc,
  recordAlert,
  recordAllergy,
  recordContact,
  recordNoKnownAllergies,
} from '../../../client/domain/documents/person.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { MedicineContent, PersonContent, PlannedVisit } from './types.ts'

export function fillPerson(empty: A.Doc<PersonDoc>, content: PersonContent): A.Doc<PersonDoc> {
  let doc = must(changeDetails(empty, content.details))
  for (const [id, allergy] of content.allergies) doc = must(recordAllergy(doc, id, allergy))
  if (content.noKnownAllergiesOn !== null) doc = must(recordNoKnownAllergies(doc, content.noKnownAllergiesOn))
  for (const [id, alert] of content.alerts) doc = must(recordAlert(doc, id, alert))
  for (const [id, contact] of content.contacts) doc = must(recordContact(doc, id, contact))
  return must(changeScale2Target(doc, content.scale2Target))
}

export function fillMedicines(empty: A.Doc<MedicinesDoc>, medicines: readonly MedicineContent[]): A.Doc<MedicinesDoc> {
  let doc = empty
  for (const { id, medicine, stoppedOn } of medicines) {
    doc = must(writeMedicine(doc, id, medicine))
    if (stoppedOn !== null) doc = must(stopMedicine(doc, id, stoppedOn))
  }
  return doc
}

export function fillDiary(empty: A.Doc<DiaryDoc>, visits: readonly PlannedVisit[]): A.Doc<DiaryDoc> {
  return visits.reduce((doc, { visit, visitId }) => must(planVisit(doc, visitId, visit)), empty)
}

/** The content is ours: what the domain refuses in it is a bug. */
export function must<Value>(changed: Result<Value, DocumentProblem | { readonly type: string }>): Value {
  if (!changed.ok) throw new Error(`neighbourhood: ${JSON.stringify(changed.error)}`)
  return changed.value
}
