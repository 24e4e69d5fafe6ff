/** A decision to write down: what, why, who agreed. The typing is a draft on this device at all times. */
import {
  type DecisionFormModel,
  type DecisionForm as DecisionTyping,
  decisionCommand,
  isUntouchedDecision,
} from '../models/decision-form-model.ts'
import { decidedText } from '../text/en/decided.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftForm } from './DraftForm.tsx'
import { Field } from './Field.tsx'
import { useAsked } from './use-asked.ts'

const text = chooseText({ en: decidedText })

interface DecisionFormProps {
  readonly personId: string
  readonly model: DecisionFormModel
  readonly form: DecisionTyping
  /** What it takes the place of, as it reads; undefined where that is not on the page. */
  readonly insteadOf: string | undefined
  readonly onSaved: () => void
  readonly onCancel: () => void
}

export function DecisionForm({ form, insteadOf, model, onCancel, onSaved, personId }: DecisionFormProps) {
  const asked = useAsked()
  const isMissing = form.what.trim() === ''
  const fault = asked.times > 0 && isMissing ? { problem: text.fault } : {}
  const change = (fields: Partial<DecisionTyping>) => model.change((now) => ({ ...now, ...fields }))

  async function save(): Promise<void> {
    asked.note(!isMissing)
    if (!isMissing && (await model.save((now, intent) => decisionCommand(personId, now, intent)))) onSaved()
  }

  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedDecision}
      look="card"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={asked.times > 0 && isMissing ? [{ fieldId: 'decision-what', words: text.fault }] : []}
      onSave={() => void save()}
      title={<h2>{text.write}</h2>}
      actions={
        <>
          <Button kind="main" type="submit" unavailable={model.isSaving.value}>
            {text.save}
          </Button>
          <Button onPress={onCancel}>{text.cancel}</Button>
        </>
      }
    >
      <p class="small quiet">{text.staffRead}</p>
      {form.instead !== null && (
        <div class="strip">
          <p>{insteadOf === undefined ? text.anewUnknown : text.anew(insteadOf)}</p>
          <Button onPress={() => change({ instead: null })}>{text.notAnew}</Button>
        </div>
      )}
      <Field
        id="decision-what"
        label={text.what}
        hint={text.whatHint}
        lines={2}
        value={form.what}
        onType={(what) => change({ what })}
        {...fault}
      />
      <Field
        id="decision-why"
        label={text.whyLabel}
        hint={text.whyHint}
        lines={2}
        value={form.why}
        onType={(why) => change({ why })}
      />
      <Field
        id="decision-agreed"
        label={text.agreedLabel}
        hint={text.agreedHint}
        value={form.agreed}
        onType={(agreed) => change({ agreed })}
      />
    </DraftForm>
  )
}
