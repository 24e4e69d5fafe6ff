/** The last step of giving: which dose, where changes stand against each other; or why it was not given. */
import { useState } from 'preact/hooks'
import type { MedicineChange } from '../../domain/projections/medicine-change.ts'
import type { MedicineRow } from '../../domain/projections/rows.ts'
import { useApp } from '../app-context.ts'
import { givenParts, type StatePart } from '../models/conflict-sides.ts'
import { conflictText } from '../text/en/conflict.ts'
import { givingText } from '../text/en/giving.ts'
import { chooseText } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'
import { Icon } from './Icon.tsx'
import { useHold } from './use-hold.ts'
import { WholeFigures } from './WholeFigures.tsx'

const text = chooseText({ en: givingText })
const apart = chooseText({ en: conflictText })

export interface Giving {
  /** Where changes stand against each other: of the side that was followed, whole. */
  readonly name: string
  readonly dose: string
  readonly route: string
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
  const { conflict } = medicine
  const [chosen, setChosen] = useState<string | null>(null)
  const [isAsked, setAsked] = useState(false)
  // By its key: a side that is not there any more is no choice.
  const side = conflict?.find(({ key }) => key === chosen)
  const given = conflict === undefined ? medicine : side?.after

  function record(): void {
    setAsked(given === undefined)
    if (given === undefined) return
    const { dose, name, route } = given
    const instruction =
      side === undefined ? '' : text.instruction(side.author?.name ?? apart.authorUnknown, apart.whole(side.after))
    void onRecord({ name, dose, route, given: true, reason: '', instruction: instruction.slice(0, 200) })
  }

  return (
    <>
      {conflict !== undefined && <Sides sides={conflict} chosen={side?.key} onChoose={setChosen} />}
      {isAsked && given === undefined && (
        <p class="field-problem" role="alert">
          <Icon name="warning" />
          {text.chooseFirst[choiceOf(conflict)]}
        </p>
      )}
      <div class="actions">
        <Button kind="main" icon="tick" about={medicine.name} onPress={record}>
          {given === undefined ? text.recordChosen : text.record(recordedWords(given, conflict))}
        </Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </>
  )
}

/** Between doses, or between more than that. */
function choiceOf(sides: readonly MedicineChange[] = []): 'dose' | 'more' {
  return givenParts(sides).every((part) => part === 'dose') ? 'dose' : 'more'
}

type Given = Pick<MedicineRow, StatePart>

/** Its name and form too where the sides name another. */
function recordedWords(given: Given, sides: readonly MedicineChange[] = []): string {
  const named = givenParts(sides).filter((part) => part === 'name' || part === 'form')
  return wordParts(given, [...named, 'dose', 'route'])
}

function wordParts(given: Given, parts: readonly StatePart[]): string {
  return parts
    .map((part) => given[part])
    .filter((words) => words !== '')
    .join(', ')
}

interface SidesProps {
  readonly sides: readonly MedicineChange[]
  readonly chosen: string | undefined
  readonly onChoose: (key: string) => void
}

/** A side that stops it gives nothing. */
function Sides({ chosen, onChoose, sides }: SidesProps) {
  const { clock } = useApp()
  const parts = givenParts(sides)
  return (
    <fieldset class="block">
      <legend>{text.which[choiceOf(sides)]}</legend>
      <div class="actions">
        {sides.map((each, index) =>
          each.after.status === 'stopped' ? null : (
            <Button key={each.key} pressed={chosen === each.key} onPress={() => onChoose(each.key)}>
              {`${apart.letter(index)}: `}
              <WholeFigures>{apart.told(wordParts(each.after, parts), each, clock.value)}</WholeFigures>
            </Button>
          ),
        )}
      </div>
    </fieldset>
  )
}

export function NotGivenStep({ medicine: { dose, name, route }, onClose, onRecord }: StepProps) {
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  useHold(reason.trim() !== '')

  function record(why: string): void {
    setAsked(why.trim() === '')
    if (why.trim() !== '') void onRecord({ name, dose, route, given: false, reason: why, instruction: '' })
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
