/** Correcting one part of somebody's details: what stands now, the fields, the reason, and the way out. Its typing is a draft on this device. */
import { dayOf } from '../../domain/dates.ts'
import type { PartState } from '../../domain/projections/part-rows.ts'
import { useApp } from '../app-context.ts'
import {
  alertKinds,
  baseOfPart,
  fieldsOfPart,
  findPartFaults,
  isUntouchedPart,
  type PartFault,
  type PartFormAbout,
  partCommand,
  partDraftKey,
} from '../models/part-form.ts'
import { createPartFormModel, type PartFormModel } from '../models/part-form-model.ts'
import { useModel } from '../models/use-model.ts'
import { detailsText } from '../text/en/details.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftForm } from './DraftForm.tsx'
import { Field } from './Field.tsx'
import { HasCome } from './HasCome.tsx'
import { Loading } from './Loading.tsx'
import { useAsked } from './use-asked.ts'
import { useLooked } from './use-looked.ts'

const text = chooseText({ en: detailsText })

interface PartFormProps {
  readonly about: PartFormAbout
  /** What stands now; of something new, nothing. */
  readonly state: PartState
  readonly onSaved: () => void
  readonly onClose: () => void
}

export function PartForm({ about, onClose, onSaved, state }: PartFormProps) {
  const app = useApp()
  const model = useModel(() => createPartFormModel(partDraftKey(about), app), [app.engine])
  const asked = useAsked()
  const looked = useLooked(about.act === 'decide' ? about.sides : [], model)
  const form = model.form.value
  if (form === undefined) return <Loading />
  const base = baseOfPart(about, state, dayOf(app.clock.value))
  const faults = asked.times > 0 ? findPartFaults(about, form, base) : []
  const prefix = `${about.part.kind}-${about.part.id}-${about.act}`

  async function save(): Promise<void> {
    const now = model.form.peek()
    if (now === undefined || looked.hasCome) return
    const isReady = findPartFaults(about, now, base).length === 0
    asked.note(isReady)
    if (isReady && (await model.save((form, intent) => partCommand(about, form, base, intent)))) onSaved()
  }

  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedPart}
      look="part-form"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={faults.map((fault) => ({ fieldId: `${prefix}-${fault.field}`, words: text.fault(fault) }))}
      onSave={() => void save()}
      actions={
        <>
          <Button kind="main" type="submit" unavailable={looked.hasCome}>
            {saveWords(about, state)}
          </Button>
          <Button onPress={onClose}>{text.cancel}</Button>
        </>
      }
    >
      <Fields about={about} base={base} model={model} faults={faults} prefix={prefix} />
      {looked.hasCome && <HasCome about={text.label(about.part, base)} onGoOn={looked.goOn} />}
    </DraftForm>
  )
}

function saveWords({ act }: PartFormAbout, state: PartState): string {
  if (act === 'decide') return text.saveDecision
  return act === 'end' ? text.saveEnd : Object.keys(state).length === 0 ? text.saveNew : text.save
}

interface FieldsProps {
  readonly about: PartFormAbout
  readonly base: PartState
  readonly model: PartFormModel
  readonly faults: readonly PartFault[]
  readonly prefix: string
}

const days = new Set(['recordedOn', 'on'])

function Fields({ about, base, faults, model, prefix }: FieldsProps) {
  const form = model.form.value
  if (form === undefined) return null
  const problemOf = (field: string) => {
    const fault = faults.find((each) => each.field === field)
    return fault === undefined ? {} : { problem: text.fault(fault) }
  }
  const type = (field: string, words: string) =>
    model.change((now) => ({ ...now, typed: { ...now.typed, [field]: words } }))
  const isDay = (field: string) => days.has(field) || about.part.id === 'born' || about.part.id === 'died'
  return (
    <>
      {fieldsOfPart(about).map((field) => {
        const value = form.typed[field] ?? base[field] ?? ''
        if (field === 'kind')
          return (
            <Choice
              key={field}
              field={field}
              value={value}
              choices={alertKinds}
              onChoose={(words) => type(field, words)}
            />
          )
        if (field === 'serious' || about.part.kind === 'pregnant')
          return (
            <Choice
              key={field}
              field={field}
              value={value}
              choices={['yes', '']}
              onChoose={(words) => type(field, words)}
            />
          )
        const label = field === 'value' ? text.label(about.part, base) : text.field(field)
        return (
          <Field
            key={field}
            id={`${prefix}-${field}`}
            label={label}
            value={value}
            onType={(words) => type(field, words)}
            {...(isDay(field) && { type: 'date' as const })}
            {...(about.act === 'write' && field === 'value' && { hint: text.before(text.words(about.part, base)) })}
            {...problemOf(field)}
          />
        )
      })}
      <Field
        id={`${prefix}-reason`}
        label={text.field('reason')}
        hint={text.reasonHint}
        lines={2}
        value={form.reason}
        onType={(reason) => model.change((now) => ({ ...now, reason }))}
        {...problemOf('reason')}
      />
    </>
  )
}

interface ChoiceProps {
  readonly field: string
  readonly value: string
  readonly choices: readonly string[]
  readonly onChoose: (words: string) => void
}

function Choice({ choices, field, onChoose, value }: ChoiceProps) {
  const words = (choice: string) => (choice === 'yes' ? text.yes : choice === '' ? text.no : text.kind(choice))
  return (
    <fieldset class="block">
      <legend>{text.field(field)}</legend>
      <div class="actions">
        {choices.map((choice) => (
          <Button key={choice} pressed={value === choice} onPress={() => onChoose(choice)}>
            {words(choice)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
