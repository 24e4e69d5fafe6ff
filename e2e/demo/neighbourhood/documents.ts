/** Fills the domain's documents with what the neighbourhood says, edit by edit. Filling twice changes nothing. */
import type * as A from '@automerge/automerge/slim'
import { planVisit } from '../../../client/domain/documents/diary.ts'
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
import type { DiaryDoc } from '../../../client/domain/documents/visit-part.ts'
import type { Result } from '../../../shared/lib/result.ts'
import type { MedicineContent, PersonContent, PlannedVisit } from './types.ts'

type Edit<Doc> = (doc: A.Doc<Doc>) => Result<A.Doc<Doc>, DocumentProblem>

/** One edit an act, as somebody would have written them down one after another. */
export function personEdits(content: PersonContent): readonly Edit<PersonDoc>[] {
  const { noKnownAllergiesOn } = content
  return [
    (doc) => changeDetails(doc, content.details),
    ...content.allergies.map(
      ([id, allergy]): Edit<PersonDoc> =>
        (doc) =>
          recordAllergy(doc, id, allergy),
    ),
    ...(noKnownAllergiesOn === null
      ? []
      : [(doc: A.Doc<PersonDoc>) => recordNoKnownAllergies(doc, noKnownAllergiesOn)]),
    ...content.alerts.map(
      ([id, alert]): Edit<PersonDoc> =>
        (doc) =>
          recordAlert(doc, id, alert),
    ),
    ...content.contacts.map(
      ([id, contact]): Edit<PersonDoc> =>
        (doc) =>
          recordContact(doc, id, contact),
    ),
    (doc) => changeScale2Target(doc, content.scale2Target),
  ]
}

export function medicineEdits(medicines: readonly MedicineContent[]): readonly Edit<MedicinesDoc>[] {
  return medicines.flatMap(({ id, medicine, stoppedOn }): readonly Edit<MedicinesDoc>[] => [
    (doc) => writeMedicine(doc, id, medicine),
    ...(stoppedOn === null ? [] : [(doc: A.Doc<MedicinesDoc>) => stopMedicine(doc, id, stoppedOn)]),
  ])
}

export function diaryEdits(visits: readonly PlannedVisit[]): readonly Edit<DiaryDoc>[] {
  return visits.map(
    ({ visit, visitId }): Edit<DiaryDoc> =>
      (doc) =>
        planVisit(doc, visitId, visit),
  )
}

/** All of them, for tests that need the finished document. */
export function applyEdits<Doc>(empty: A.Doc<Doc>, edits: readonly Edit<Doc>[]): A.Doc<Doc> {
  return edits.reduce((doc, edit) => must(edit(doc)), empty)
}

/** The content is ours: what the domain refuses in it is a bug. */
export function must<Value>(changed: Result<Value, DocumentProblem | { readonly type: string }>): Value {
  if (!changed.ok) throw new Error(`neighbourhood: ${JSON.stringify(changed.error)}`)
  return changed.value
}
