/** A medicine form's draft as it stands on the disk: JSON with its version and what it is about. See medicine-form.ts. */
import { asRecord, parseIntent, readDraft } from './draft-json.ts'
import { type MedicineForm, type MedicineFormField, medicineFields } from './medicine-form.ts'

/** `sides`: of a decision, the changes it was between; a draft about others is nobody's. */
export interface MedicineFormAbout {
  readonly personId: string
  /** Null for one that is not in the list yet. */
  readonly medicineId: string | null
  readonly sides?: readonly string[]
}

/** Known to the engine, which ends the draft in the transaction of what it became. */
export function medicineDraftKey({ medicineId, personId, sides }: MedicineFormAbout): string {
  return `medicine/${personId}/${medicineId ?? 'new'}${sides === undefined ? '' : '/decide'}`
}

export function writeMedicineDraft(form: MedicineForm, about: MedicineFormAbout): string {
  return JSON.stringify({ version: 1, about: aboutText(about), ...form })
}

/** Null for anything that is no draft of this form. */
export function parseMedicineDraft(value: string, about: MedicineFormAbout): MedicineForm | null {
  const draft = readDraft(value)
  if (draft.version !== 1 || draft.about !== aboutText(about)) return null
  const act = (['change', 'stop', 'decide', 'add'] as const).find((each) => each === draft.act)
  if (act === undefined || typeof draft.reason !== 'string' || typeof draft.on !== 'string') return null
  return {
    act,
    typed: textsOf(asRecord(draft.typed)),
    on: draft.on,
    reason: draft.reason,
    saving: parseIntent(draft.saving),
  }
}

function aboutText({ medicineId, personId, sides = [] }: MedicineFormAbout): string {
  return [personId, medicineId ?? 'new', ...sides].join(' ')
}

function textsOf(record: Readonly<Record<string, unknown>>): MedicineForm['typed'] {
  const texts: Partial<Record<MedicineFormField, string>> = {}
  for (const field of medicineFields) {
    const words = record[field]
    if (typeof words === 'string') texts[field] = words
  }
  return texts
}
