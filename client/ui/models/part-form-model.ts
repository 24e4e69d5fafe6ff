/** A small form of named fields and a reason, kept as a draft under its key. */
import { asRecord, parseIntent, readDraft } from './draft-json.ts'
import { createFormModel, type FormDeps, type FormModel } from './form-model.ts'
import { emptyPartForm, isUntouchedPart, type PartForm } from './part-form.ts'

export type PartFormModel = FormModel<PartForm>

/** `key`: the draft's, known to the engine, which ends it with what was saved. */
export function createPartFormModel(key: string, deps: FormDeps): PartFormModel {
  return createFormModel<PartForm>(
    {
      key,
      fresh: () => emptyPartForm,
      parse: (draft) => parsePartDraft(draft, key),
      write: (form) => JSON.stringify({ version: 1, key, ...form }),
      isUntouched: isUntouchedPart,
    },
    deps,
  )
}

function parsePartDraft(value: string, key: string): PartForm | null {
  const draft = readDraft(value)
  if (draft.version !== 1 || draft.key !== key || typeof draft.reason !== 'string') return null
  const typed = Object.entries(asRecord(draft.typed)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return { typed: Object.fromEntries(typed), reason: draft.reason, saving: parseIntent(draft.saving) }
}
