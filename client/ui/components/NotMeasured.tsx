/** Why something could not be measured, for each value that is not entered. Folded until it is wanted. */
import { useState } from 'preact/hooks'
import { type News2Parameter, news2Parameters } from '../../domain/scores/news2.ts'
import { isEntered, type VisitForm } from '../models/visit-form.ts'
import { news2Text } from '../text/en/news2.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'

const text = chooseText({ en: news2Text })

interface NotMeasuredProps {
  readonly form: VisitForm
  readonly onReason: (parameter: News2Parameter, reason: string | null) => void
}

export function NotMeasured({ form, onReason }: NotMeasuredProps) {
  const [isOpen, setOpen] = useState(false)
  const missing = news2Parameters.filter((parameter) => !isEntered(form, parameter))
  if (!isOpen) {
    return (
      <div class="actions">
        <Button onPress={() => setOpen(true)} unavailable={missing.length === 0}>
          {text.couldNotMeasure}
        </Button>
      </div>
    )
  }
  return (
    <section class="card reasons" aria-labelledby="reasons-title">
      <h3 id="reasons-title">{text.couldNotMeasureTitle}</h3>
      <p class="hint">{text.couldNotMeasureHint}</p>
      {missing.map((parameter) => (
        <Reason key={parameter} parameter={parameter} form={form} onReason={onReason} />
      ))}
      <div class="actions">
        <Button onPress={() => setOpen(false)}>{text.close}</Button>
      </div>
    </section>
  )
}

const another = 'another'

function Reason({ parameter, form, onReason }: NotMeasuredProps & { readonly parameter: News2Parameter }) {
  const reason = form.notMeasured[parameter] ?? ''
  const isListed = reason === '' || text.reasons.some((listed) => listed === reason)
  const [isWriting, setWriting] = useState(!isListed)
  const id = `reason-${parameter}`
  return (
    <div class="block">
      <label for={id}>{text.reasonFor(text.parameters[parameter].label)}</label>
      <select
        id={id}
        class="field"
        value={isWriting ? another : reason}
        onChange={({ currentTarget: { value } }) => {
          setWriting(value === another)
          onReason(parameter, value === another || value === '' ? null : value)
        }}
      >
        <option value="">{text.noReason}</option>
        {text.reasons.map((listed) => (
          <option key={listed} value={listed}>
            {listed}
          </option>
        ))}
        <option value={another}>{text.anotherReason}</option>
      </select>
      {isWriting && (
        <input
          class="field"
          aria-label={text.ownReason(text.parameters[parameter].label)}
          maxLength={200}
          value={reason}
          onInput={({ currentTarget: { value } }) => onReason(parameter, value)}
        />
      )}
    </div>
  )
}
