/** The last step of giving: which dose, where changes stand against each other; or why it was not given. */
import { useState } from 'preact/hooks'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { conflictText } from '../text/en/conflict.ts'
import { givingText } from '../text/en/giving.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { useHold } from './use-hold.ts'

const text = chooseText({ en: givingText })
const apart = chooseText({ en: conflictText })

export interface Giving {
  readonly dose: string
  readonly given: boolean
  readonly reason: string
  readonly instruction: string
}

interface StepProps {
  readonly medicine: MedicineRow
  readonly onRecord: (giving: Giving) => Promise<void>
  readonly onClose: () => void
}

export function GiveStep({ medicine, onClose, onRecord }: StepProps) {
  const { conflict, dose, name, route } = medicine
  const [side, setSide] = useState<MedicineChange | null>(null)
  const [isAsked, setAsked] = useState(false)
  const chosen = conflict === undefined ? dose : side?.after.dose

  function record(): void {
    setAsked(chosen === undefined)
    if (chosen === undefined) return
    const instruction =
      side === null ? '' : text.instruction(side.author?.name ?? apart.authorUnknown, apart.whole(side.after))
    void onRecord({ dose: chosen, given: true, reason: '', instruction: instruction.slice(0, 200) })
  }

  return (
    <>
      {conflict !== undefined && <Sides sides={conflict} side={side} onChoose={setSide} />}
      {isAsked && (
        <p class="field-problem" role="alert">
          {text.chooseFirst}
        </p>
      )}
      <div class="actions">
        <Button kind="main" icon="tick" about={name} onPress={record}>
          {text.record([chosen, route].filter((part) => part !== undefined && part !== '').join(', '))}
        </Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </>
  )
}

interface SidesProps {
  readonly sides: readonly MedicineChange[]
  readonly side: MedicineChange | null
  readonly onChoose: (side: MedicineChange) => void
}

/** A side that stops it gives nothing. */
function Sides({ onChoose, side, sides }: SidesProps) {
  return (
    <fieldset class="block">
      <legend>{text.which}</legend>
      <div class="actions">
        {sides.map((each, index) =>
          each.after.status === 'stopped' ? null : (
            <Button key={each.key} pressed={side?.key === each.key} onPress={() => onChoose(each)}>
              {text.side(apart.letter(index), each.after.dose, each.author?.name ?? apart.authorUnknown)}
            </Button>
          ),
        )}
      </div>
    </fieldset>
  )
}

export function NotGivenStep({ medicine: { dose }, onClose, onRecord }: StepProps) {
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  useHold(reason.trim() !== '')

  function record(why: string): void {
    setAsked(why.trim() === '')
    if (why.trim() !== '') void onRecord({ dose, given: false, reason: why, instruction: '' })
  }

  return (
    <Form look="stack" onSubmit={() => record(reason)}>
      <fieldset class="block">
        <legend>{text.reasonLabel}</legend>
        <div class="actions">
          {text.reasons.map((each) => (
            <Button key={each} onPress={() => record(each)}>
              {each}
            </Button>
          ))}
        </div>
      </fieldset>
      <Field
        label={text.otherReason}
        value={reason}
        onType={setReason}
        {...(isAsked && { problem: text.emptyReason })}
      />
      <div class="actions">
        <Button type="submit">{text.recordNot}</Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </Form>
  )
}
