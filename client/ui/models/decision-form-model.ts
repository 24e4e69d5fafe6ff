/** Writing a decision down: what the form holds, what must be settled first, its draft, its command. */
import type { WriteDecision } from '../../engine-api/commands.ts'
import type { Intent } from '../../engine-api/intent.ts'
import { parseIntent, readDraft } from './draft-json.ts'
import { createFormModel, type FormDeps, type FormModel, type Typing } from './form-model.ts'

export interface DecisionForm extends Typing {
  readonly what: string
  readonly why: string
  readonly agreed: string
  /** The decision it takes the place of; null for none. */
  readonly instead: string | null
}

export type DecisionFormModel = FormModel<DecisionForm>

const fresh: DecisionForm = { what: '', why: '', agreed: '', instead: null, saving: null }

export function isUntouchedDecision({ agreed, what, why }: DecisionForm): boolean {
  return [what, why, agreed].every((words) => words.trim() === '')
}

export function decisionCommand(personId: string, form: DecisionForm, intent: Intent): WriteDecision {
  const { agreed, instead, what, why } = form
  return { type: 'write-decision', ...intent, personId, what, why, agreed, instead }
}

export function createDecisionFormModel(personId: string, deps: FormDeps): DecisionFormModel {
  return createFormModel<DecisionForm>(
    {
      key: `decision/${personId}`,
      fresh: () => fresh,
      parse: parseDecisionDraft,
      write: (form) => JSON.stringify({ version: 1, ...form }),
      isUntouched: isUntouchedDecision,
    },
    deps,
  )
}

function parseDecisionDraft(value: string): DecisionForm | null {
  const { agreed, instead, saving, version, what, why } = readDraft(value)
  if (version !== 1 || typeof what !== 'string' || typeof why !== 'string' || typeof agreed !== 'string') return null
  if (instead !== null && typeof instead !== 'string') return null
  return { what, why, agreed, instead, saving: parseIntent(saving) }
}
