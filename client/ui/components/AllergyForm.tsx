/** A new allergy: to what, what happened, since when, how it is known. The typing is a draft on this device at all times. */
import { useApp } from '../app-context.ts'
import {
  type AllergyField,
  type AllergyForm as AllergyFormState,
  allergyCommand,
  createAllergyFormModel,
  findAllergyFaults,
  isUntouchedAllergy,
} from '../models/allergy-form-model.ts'
import { useModel } from '../models/use-model.ts'
import { allergiesText } from '../text/en/allergies.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftForm } from './DraftForm.tsx'
import { Field } from './Field.tsx'
import { Loading } from './Loading.tsx'
import { useAsked } from './use-asked.ts'

const text = chooseText({ en: allergiesText })

interface AllergyFormProps {
  readonly personId: string
  /** In words, once the disk has it. */
  readonly onSaved: (words: string) => void
}

export function AllergyForm({ onSaved, personId }: AllergyFormProps) {
  const app = useApp()
  const model = useModel(() => createAllergyFormModel(personId, app), [app.engine, personId])
  const asked = useAsked()
  const form = model.form.value
  if (form === undefined) return <Loading />
  const faults = asked.times > 0 ? findAllergyFaults(form) : []

  async function save(now: AllergyFormState): Promise<void> {
    const isReady = findAllergyFaults(now).length === 0
    asked.note(isReady)
    if (isReady && (await model.save((form, intent) => allergyCommand(personId, form, intent))))
      onSaved(text.saved(now.substance.trim()))
  }

  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedAllergy}
      look="medicine-form"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={faults.map((field) => ({ fieldId: `allergy-${field}`, words: text.fault(field) }))}
      onSave={() => void save(form)}
      isOfChange
      actions={
        <Button kind="main" type="submit" unavailable={model.isSaving.value}>
          {text.save}
        </Button>
      }
    >
      <Fields form={form} faults={faults} onChange={(fields) => model.change((now) => ({ ...now, ...fields }))} />
    </DraftForm>
  )
}

interface FieldsProps {
  readonly form: AllergyFormState
  readonly faults: readonly AllergyField[]
  readonly onChange: (fields: Partial<AllergyFormState>) => void
}

function Fields({ faults, form, onChange }: FieldsProps) {
  const problemOf = (field: AllergyField) => (faults.includes(field) ? { problem: text.fault(field) } : {})
  return (
    <>
      <Field
        id="allergy-substance"
        label={text.substance}
        hint={text.substanceHint}
        value={form.substance}
        onType={(substance) => onChange({ substance })}
        {...problemOf('substance')}
      />
      <Field
        id="allergy-reaction"
        label={text.reaction}
        hint={text.reactionHint}
        value={form.reaction}
        onType={(reaction) => onChange({ reaction })}
      />
      <Field
        id="allergy-on"
        label={text.on}
        type="date"
        value={form.on}
        onType={(on) => onChange({ on })}
        {...problemOf('on')}
      />
      <Field
        id="allergy-reason"
        label={text.reason}
        hint={text.reasonHint}
        lines={2}
        value={form.reason}
        onType={(reason) => onChange({ reason })}
        {...problemOf('reason')}
      />
    </>
  )
}
