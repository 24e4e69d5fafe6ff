/** Recording an allergy: what the form holds, what must be settled first, its draft, its command. */
import { dayOf, isDay } from '../../domain/dates.ts'
import type { RecordAllergy } from '../../engine-api/commands.ts'
import type { Intent } from '../../engine-api/intent.ts'
import { parseIntent, readDraft } from './draft-json.ts'
import { createFormModel, type FormDeps, type FormModel, type Typing } from './form-model.ts'

export interface AllergyForm extends Typing {
  readonly substance: string
  readonly reaction: string
  /** YYYY-MM-DD. */
  readonly on: string
  readonly reason: string
}

export type AllergyField = 'substance' | 'on' | 'reason'

export type AllergyFormModel = FormModel<AllergyForm>

/** What must be settled before it is saved, in the order of the form. */
export function findAllergyFaults({ on, reason, substance }: AllergyForm): readonly AllergyField[] {
  return [
    ...(substance.trim() === '' ? (['substance'] as const) : []),
    ...(isDay(on) ? [] : (['on'] as const)),
    ...(reason.trim() === '' ? (['reason'] as const) : []),
  ]
}

export function isUntouchedAllergy({ reaction, reason, substance }: AllergyForm): boolean {
  return [reaction, reason, substance].every((words) => words.trim() === '')
}

export function allergyCommand(personId: string, form: AllergyForm, intent: Intent): RecordAllergy {
  const { on, reaction, reason, substance } = form
  return { type: 'record-allergy', ...intent, personId, substance, reaction, on, reason }
}

export function createAllergyFormModel(personId: string, deps: FormDeps): AllergyFormModel {
  return createFormModel<AllergyForm>(
    {
      key: `allergy/${personId}`,
      fresh: () => ({ substance: '', reaction: '', on: dayOf(deps.readNow()), reason: '', saving: null }),
      parse: parseAllergyDraft,
      write: (form) => JSON.stringify({ version: 1, ...form }),
      isUntouched: isUntouchedAllergy,
    },
    deps,
  )
}

function parseAllergyDraft(value: string): AllergyForm | null {
  const { on, reaction, reason, saving, substance, version } = readDraft(value)
  if (version !== 1 || typeof substance !== 'string' || typeof reaction !== 'string') return null
  if (typeof on !== 'string' || typeof reason !== 'string') return null
  return { substance, reaction, on, reason, saving: parseIntent(saving) }
}
