/** Rows of a person's two documents -> what the safety checks read of them. */
import type { DetailsRow, PersonPartRow } from '../projections/part-rows.ts'
import type { MedicineRow } from '../projections/rows.ts'
import type { AllergyFact, MedicineFact } from '../projections/warning-rows.ts'
import type { SafetyFacts } from '../safety-checks.ts'

export function safetyFacts(
  personId: string,
  details: DetailsRow | undefined,
  medicines: readonly MedicineRow[],
): SafetyFacts {
  return {
    personId,
    allergies: allergyFacts(details),
    noneKnownOn: details?.noneKnownOn ?? null,
    medicines: medicines.filter(({ status }) => status === 'current').map(medicineFact),
  }
}

/** Those that hold, also where one side ended what the other did not; of values written apart all are named. */
export function allergyFacts(details: DetailsRow | undefined): readonly AllergyFact[] {
  return (details?.parts ?? []).filter(({ part }) => part.kind === 'allergy').flatMap(allergyFact)
}

function allergyFact({ conflict = [], last, part, state }: PersonPartRow): readonly AllergyFact[] {
  const { endedOn = '', reaction = '', recordedOn = '', substance = '' } = state
  const isOpen = conflict.some(({ after }) => (after.endedOn ?? '') === '')
  if (endedOn !== '' && !isOpen) return []
  return [
    {
      allergyId: part.id,
      substance,
      reaction,
      recordedOn: recordedOn === '' ? null : recordedOn,
      author: last?.author ?? null,
      writtenAt: last?.writtenAt ?? null,
      ...(conflict.length > 0 && { sides: conflict }),
    },
  ]
}

/** A line in conflict stands among what is taken, and under every name its sides give it. */
function medicineFact(row: MedicineRow): MedicineFact {
  const { brand, changed, conflict = [], dose, form, medicineId, merged = [], name, route, since } = row
  const newest = changed ?? [...merged, ...conflict].findLast(({ writtenAt }) => writtenAt !== null)
  return {
    medicineId,
    names: [name, brand, ...conflict.map(({ after }) => after.name)],
    form,
    dose,
    route,
    since: since === '' ? null : since,
    author: newest?.author ?? null,
    writtenAt: newest?.writtenAt ?? null,
    ...(conflict.length > 0 && { sides: conflict }),
  }
}
