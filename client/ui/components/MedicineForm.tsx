/**
 * The fields of a form about a medicine with what stands now beside each, the
 * reason, and the way out. It is a form for one reason: one that says no to
 * autocomplete keeps the browser from writing the typing into its own files.
 */
import type { ComponentChildren } from 'preact'
import {
  fieldsOf,
  findFaults,
  isUntouchedMedicine,
  type MedicineFault,
  type MedicineFormField,
  type MedicineForm as MedicineFormState,
  type Values,
} from '../models/medicine-form.ts'
import type { MedicineFormModel } from '../models/medicine-form-model.ts'
import { medicineFormText } from '../text/en/medicine-form.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftForm } from './DraftForm.tsx'
import { Field } from './Field.tsx'
import { Loading } from './Loading.tsx'
import { useAsked } from './use-asked.ts'

const text = chooseText({ en: medicineFormText })

interface MedicineFormProps {
  readonly model: MedicineFormModel
  /** What stands now; of a decision only what all sides agree on. */
  readonly base: Values
  /** Several forms on one page have fields of their own. */
  readonly idPrefix: string
  readonly saveWords: string
  readonly onSave: () => Promise<void>
  /** Why nothing can be saved now, in words; the typing goes on. */
  readonly blocked?: ComponentChildren
  /** More buttons. */
  readonly children?: ComponentChildren
}

export function MedicineForm(props: MedicineFormProps) {
  const { base, blocked, children, idPrefix, model, onSave, saveWords } = props
  const asked = useAsked()
  const form = model.form.value
  if (form === undefined) return <Loading />
  const faults = asked.times > 0 ? findFaults(form, base) : []

  async function save(): Promise<void> {
    const now = model.form.peek()
    if (now === undefined || blocked !== undefined) return
    const isReady = findFaults(now, base).length === 0
    asked.note(isReady)
    if (isReady) await onSave()
  }

  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedMedicine}
      look="medicine-form"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={faults.map((fault) => ({ fieldId: `${idPrefix}-${fault.field}`, words: text.fault(fault) }))}
      onSave={() => void save()}
      isOfChange
      actions={
        <>
          <Button kind="main" type="submit" unavailable={blocked !== undefined || model.isSaving.value}>
            {saveWords}
          </Button>
          {children}
        </>
      }
    >
      <Fields base={base} form={form} faults={faults} idPrefix={idPrefix} onChange={model.change} />
      {blocked}
    </DraftForm>
  )
}

interface FieldsProps {
  readonly base: Values
  readonly form: MedicineFormState
  readonly faults: readonly MedicineFault[]
  readonly idPrefix: string
  readonly onChange: MedicineFormModel['change']
}

function Fields({ base, faults, form, idPrefix, onChange }: FieldsProps) {
  const faultOf = (field: MedicineFault['field']) => {
    const fault = faults.find((each) => each.field === field)
    return fault === undefined ? {} : { problem: text.fault(fault) }
  }
  const type = (field: MedicineFormField, words: string) =>
    onChange((now) => ({ ...now, typed: { ...now.typed, [field]: words } }))
  return (
    <>
      {fieldsOf(form.act, base).map((field) =>
        field === 'risk' ? (
          <Risk key={field} value={form.typed.risk ?? ''} onChoose={(words) => type('risk', words)} />
        ) : (
          <Field
            key={field}
            id={`${idPrefix}-${field}`}
            label={text.label(field)}
            value={form.typed[field] ?? base[field]}
            onType={(words) => type(field, words)}
            {...(field === 'since' && { type: 'date' as const })}
            {...hintOf(form.act, field, base)}
            {...faultOf(field)}
          />
        ),
      )}
      {form.act === 'stop' && (
        <Field
          id={`${idPrefix}-on`}
          label={text.stopOn}
          type="date"
          value={form.on}
          onType={(on) => onChange((now) => ({ ...now, on }))}
          {...faultOf('on')}
        />
      )}
      <Field
        id={`${idPrefix}-reason`}
        label={text.reason}
        hint={text.reasonHint}
        lines={2}
        value={form.reason}
        onType={(reason) => onChange((now) => ({ ...now, reason }))}
        {...faultOf('reason')}
      />
    </>
  )
}

function hintOf(act: MedicineFormState['act'], field: MedicineFormField, base: Values): { readonly hint?: string } {
  if (act === 'change') return { hint: text.nowIs(base[field]) }
  const hint = text.hint(field)
  return hint === undefined ? {} : { hint }
}

function Risk({ onChoose, value }: { readonly value: string; readonly onChoose: (words: string) => void }) {
  return (
    <fieldset class="block">
      <legend>{text.label('risk')}</legend>
      <div class="actions">
        {['', ...text.risks].map((risk) => (
          <Button key={risk} pressed={value === risk} onPress={() => onChoose(risk)}>
            {risk === '' ? text.noRisk : risk}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
