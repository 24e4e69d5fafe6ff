/** The form of one part of the team's settings; its typing is a draft on this device. */
import type { PartState } from '../../domain/projections/part-rows.ts'
import type { SettingKind, SettingPart } from '../../domain/projections/setting-rows.ts'
import type { Signature } from '../../domain/records/signature.ts'
import { useApp } from '../app-context.ts'
import { isUntouchedPart } from '../models/part-form.ts'
import { createPartFormModel, type PartFormModel } from '../models/part-form-model.ts'
import {
  missingSettings,
  settingCommand,
  settingDraftKey,
  settingFieldsOf,
  settingValue,
} from '../models/setting-form.ts'
import { useModel } from '../models/use-model.ts'
import { teamSettingsText } from '../text/en/team-settings.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { DraftForm } from './DraftForm.tsx'
import { Field } from './Field.tsx'
import { HasCome } from './HasCome.tsx'
import { Loading } from './Loading.tsx'
import { useAsked } from './use-asked.ts'
import { useLooked } from './use-looked.ts'

const text = chooseText({ en: teamSettingsText })

interface SettingFormProps {
  readonly part: SettingPart
  /** What stands now; of something new, nothing. */
  readonly base: PartState
  readonly staff: readonly Signature[]
  /** Of changes made apart: the keys of those in view. */
  readonly sides?: readonly string[]
  readonly onSaved: () => void
  readonly onClose: () => void
}

export function SettingForm({ base, onClose, onSaved, part, sides, staff }: SettingFormProps) {
  const app = useApp()
  const model = useModel(() => createPartFormModel(settingDraftKey(part), app), [app.engine])
  const asked = useAsked()
  const looked = useLooked(sides ?? [], model)
  const form = model.form.value
  if (form === undefined) return <Loading />
  const missing = asked.times > 0 ? missingSettings(part, form, base) : []
  const prefix = `setting-${part.kind}-${part.id}`

  async function save(): Promise<void> {
    const now = model.form.peek()
    if (now === undefined || looked.hasCome) return
    const isReady = missingSettings(part, now, base).length === 0
    asked.note(isReady)
    if (isReady && (await model.save((typed, intent) => settingCommand(part, { form: typed, base, intent, sides }))))
      onSaved()
  }

  return (
    <DraftForm
      model={model}
      isUntouched={isUntouchedPart}
      look="part-form"
      errorsTitle={text.errorsTitle}
      asked={asked.times}
      errors={missing.map((field) => ({ fieldId: `${prefix}-${field}`, words: text.fault(field) }))}
      onSave={() => void save()}
      actions={
        <>
          <Button kind="main" type="submit" unavailable={looked.hasCome}>
            {text.save}
          </Button>
          <Button onPress={onClose}>{text.cancel}</Button>
        </>
      }
    >
      {settingFieldsOf(part).map((field) => (
        <OneField
          key={field}
          id={`${prefix}-${field}`}
          kind={part.kind}
          field={field}
          label={field === 'value' ? text.single(part.kind) : text.field(field)}
          value={settingValue(form, base, field)}
          isMissing={missing.includes(field)}
          model={model}
          staff={staff}
        />
      ))}
      {looked.hasCome && (
        <HasCome about={text.single(part.kind) || (base.title ?? base.label ?? '')} onGoOn={looked.goOn} />
      )}
    </DraftForm>
  )
}

interface OneFieldProps {
  readonly id: string
  readonly kind: SettingKind
  readonly field: string
  readonly label: string
  readonly value: string
  readonly isMissing: boolean
  readonly model: PartFormModel
  readonly staff: readonly Signature[]
}

const lockChoices = [2, 3, 5, 10, 15] as const

const hints: Readonly<Record<string, string>> = { from: text.timeHint, to: text.timeHint, text: text.textHint }

function OneField({ field, id, isMissing, kind, label, model, staff, value }: OneFieldProps) {
  const type = (words: string) => model.change((now) => ({ ...now, typed: { ...now.typed, [field]: words } }))
  const choices =
    field === 'memberId'
      ? staff.map(({ memberId, name }) => ({ value: memberId, words: name }))
      : field === 'use'
        ? Object.entries(text.use).map(([use, words]) => ({ value: use, words }))
        : kind === 'lock'
          ? lockChoices.map((minutes) => ({ value: String(minutes).padStart(2, '0'), words: text.minutes(minutes) }))
          : null
  if (choices !== null)
    return (
      <fieldset class="block" id={id}>
        <legend>{label}</legend>
        {isMissing && <p class="problem">{text.fault(field)}</p>}
        <div class="actions">
          {choices.map((choice) => (
            <Button key={choice.value} pressed={value === choice.value} onPress={() => type(choice.value)}>
              {choice.words}
            </Button>
          ))}
        </div>
      </fieldset>
    )
  return (
    <Field
      id={id}
      label={label}
      value={value}
      onType={type}
      {...(hints[field] !== undefined && { hint: hints[field] })}
      {...(field === 'day' && { type: 'date' as const })}
      {...(field === 'text' && { lines: 4 })}
      {...(isMissing && { problem: text.fault(field) })}
    />
  )
}
